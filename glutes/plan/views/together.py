"""Views that change several sessions of the week at once. They answer like those in week.py."""

from django.utils.text import get_text_list
from django.views.decorators.http import require_POST

from glutes.plan import forms
from glutes.plan.models import DAY_NAMES
from glutes.plan.views.week import answer, refuse
from glutes.rules.dates import weekday_date


@require_POST
def plan_rearrange(request):
    """Move the sessions of some weekdays to others, in every week from now on."""
    with request.user.locked():
        form = forms.RearrangeForm(request.POST, request.user)
        if form.is_valid():
            form.save()
    if form.errors:
        return refuse(request, form)
    since, old, new = form.since, form.cleaned_data["old"], form.cleaned_data["new"]
    when = "today" if since == request.user.local_date() else weekday_date(since)
    said = f"Your sessions are on {get_text_list([DAY_NAMES[day] for day in new], 'and')}, from {when} on."
    return answer(request, said, url=request.path, old=new, new=old, date=since)


@require_POST
def plan_places(request):
    """Move, skip or halve several sessions at once, as the page proposes before a race; `undo` takes that back."""
    with request.user.locked():
        form = forms.PlacesForm(request.POST, request.user)
        before = form.is_valid() and form.save()
    if form.errors:
        return refuse(request, form)
    undo = {} if request.POST.get("undo") else {"url": request.path, "place": before, "undo": 1}
    return answer(request, "Done, for these dates only. Other weeks stay." if undo else "Undone.", **undo)


@require_POST
def plan_rhythms(request):
    """Set how often several sessions come, such as to make all weeks alike; `undo` takes that back."""
    with request.user.locked():
        form = forms.RhythmsForm(request.POST, request.user)
        before = form.is_valid() and form.save()
    if form.errors:
        return refuse(request, form)
    undo = {"url": request.path, "rhythm": before, "date": form.since, "undo": 1}
    if request.POST.get("undo"):
        return answer(request, "Undone.")
    return answer(request, f"From {weekday_date(form.since)} on, all weeks are like this one.", **undo)
