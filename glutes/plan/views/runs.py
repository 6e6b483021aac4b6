"""Views of the list of runs and races, those that add to it and remove from it, and those that remove imported runs."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from glutes.answers import see_other
from glutes.plan import run_forms
from glutes.plan.models import Race, RunDay
from glutes.plan.pages import run_list as run_page
from glutes.plan.views.week import answer, own_or_removed, say
from glutes.rules.dates import weekday_date


@require_safe
def run_list(request):
    """The runs of every week, and the races to come."""
    return runs(request)


def runs(request, refused=None):
    """The whole page, or with htmx its fragment. `refused` is a form that was not valid."""
    part = request.htmx and not request.htmx.history_restore_request
    template = "plan/_runs.html" if part else "plan/run_list.html"
    return render(request, template, run_page.context(request.user, refused), status=422 if refused else 200)


def run_answer(request, said, **undo):
    """The answer to every change of runs and races."""
    say(request, said, **undo)
    return runs(request) if request.htmx else see_other(reverse("plan:run_list"))


@require_POST
def run_add(request):
    """Add a run on one weekday or several."""
    with request.user.locked():
        form = run_forms.RunForm(request.POST, request.user)
        if form.is_valid():
            run = form.save()[0]
    if form.errors:
        return runs(request, form)
    if request.POST.get("again"):
        return run_answer(request, f"Back in your week: {run}.")
    return run_answer(request, "Added to your week.")


@require_POST
def run_remove(request, pk):
    """Take a run out of the week from today on."""
    with request.user.locked():
        run = own_or_removed(request, RunDay, pk)
        run.stop(request.user.local_date())
    back = {"kind": run.kind, "weekday": run.weekday, "time": run.time or "", "again": 1}
    return run_answer(request, f"Removed: {run}.", url=reverse("plan:run_add"), **back)


@require_POST
def imported_remove(request, pk):
    """Take an imported run out of the week, whichever sources have it; none of them brings it back."""
    with request.user.locked():
        run = get_object_or_404(request.user.imported_runs.whole(), pk=pk)
        run.discard(timezone.now())
    return answer(
        request, f"Removed: {run.title}, {weekday_date(run.day)}.", url=reverse("plan:imported_restore", args=[pk])
    )


@require_POST
def imported_restore(request, pk):
    """Bring a removed run back into the week."""
    with request.user.locked():
        run = get_object_or_404(request.user.imported_runs.whole(), pk=pk)
        run.restore(timezone.now())
    return answer(request, f"Back in your week: {run.title}, {weekday_date(run.day)}.", on=run.day)


@require_POST
def race_add(request):
    """Add a race."""
    with request.user.locked():
        form = run_forms.RaceForm(request.POST, request.user)
        if form.is_valid():
            form.save()
    if form.errors:
        return runs(request, form)
    name = form.cleaned_data["name"]
    again = request.POST.get("again")
    return run_answer(request, f"Back in your week: {name}." if again else f"Added: {name}. Good luck!")


@require_POST
def race_remove(request, pk):
    """Delete a race."""
    with request.user.locked():
        race = own_or_removed(request, Race, pk)
        race.discard(timezone.now())
    back = {"name": race.name, "date": race.date, "again": 1}
    return run_answer(request, f"Removed: {race.name}.", url=reverse("plan:race_add"), **back)
