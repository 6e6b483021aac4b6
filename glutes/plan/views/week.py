"""Views that change the week of the plan.

Every change of the week is answered the same way: for htmx with the new week, else with a redirect to it (or to Today,
if the form was sent from there). An invalid form is shown again in its place, with status 422. together.py changes
several sessions at once, runs.py the runs and races.
"""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils.text import get_text_list
from django.views.decorators.http import require_POST
from django_htmx.http import replace_url

from glutes.answers import see_other
from glutes.plan import forms, run_forms
from glutes.plan.models import Pause, PlanDay
from glutes.plan.week_fields import Rhythm
from glutes.rules.dates import A_WEEK, weekday_date
from glutes.rules.week import schedule
from glutes.rules.week.week_names import week_name


def shown(request, look, refused=None):
    """The page of the week that `look`, a WeekLookForm, says. `refused` is a form that was not valid.

    Only workouts knows what was done, so its view makes the page. It is found by its address.
    """
    return resolve(reverse("plan:week")).func(request, look, refused)


def say(request, said, url=None, **back):
    """Shows a message on the next page; with a `url`, with an Undo button that posts the fields `back` there."""
    if url:
        back |= {name: request.POST[name] for name in ("week", "then") if name in request.POST}
        fields = [(name, each) for name, value in back.items() for each in (value if type(value) is list else [value])]
        said = render_to_string("plan/_said.html", {"said": said, "url": url, "fields": fields}, request)
    messages.success(request, said)


def answer(request, said, on=None, **undo):
    """The answer to every change of the week: the week that was shown, or that of the date `on`."""
    say(request, said, **undo)
    if request.POST.get("then") == "today":
        return see_other(reverse("workouts:today"))
    name = week_name(schedule.first_day(on, request.user.first_weekday) if on else looked_at(request))
    address = reverse("plan:week", query={"week": name})
    if request.htmx:  # What was open has an address of its own, as Back closes it; now it is closed.
        return replace_url(shown(request, forms.WeekLookForm({"week": name}, request.user)), address)
    return see_other(address)


def looked_at(request):
    """The first day of the week that the form was sent from."""
    look = forms.WeekLookForm({"week": request.POST.get("week")}, request.user)
    look.is_valid()
    return look.first


def refuse(request, form, **look):
    """The week with an invalid form, as it was filled in."""
    look = {"week": request.POST.get("week"), **look}
    return shown(request, forms.WeekLookForm(look, request.user), form)


def own(request, pk):
    """A plan day of the user. Raises Http404 without one."""
    return get_object_or_404(request.user.plan_days.select_related("routine", "user"), pk=pk)


def own_or_removed(request, model, pk):
    """A row of the user, even a removed one, so that a second tap gets the same answer. Raises Http404 without one."""
    return get_object_or_404(model.objects.with_deleted().select_related(), pk=pk, user=request.user)


@require_POST
def plan_day_put(request):
    """Put a routine on one weekday or several."""
    with request.user.locked():
        form = forms.PutForm(request.POST, request.user)
        rows = form.is_valid() and form.save()
    if form.errors:
        return refuse(request, form, add=request.POST.get("add"))
    if request.POST.get("again"):
        return answer(request, f"Back in your week: {rows[0].routine}.", on=form.first)
    later = form.first >= looked_at(request) + timedelta(days=7)
    since = f", from {weekday_date(form.first)}" if later else ""
    own = " It’s your own copy, for you to edit." if form.is_copied else ""
    undo = {}
    if form.is_new:  # Else its time or rhythm was changed: to take it out is no undo.
        gone = [Rhythm(row.weekday, row.routine_id, comes=False) for row in rows]
        undo = {"url": reverse("plan:plan_rhythms"), "rhythm": gone, "date": form.since, "undo": 1}
    first = next(row for row in rows if row.weekday == form.first.weekday())
    said = f"Added: {first.routine}{since}.{own}{at_once(first, form.first)}"
    return answer(request, said, on=form.first, **undo)


@require_POST
def plan_day_move(request, pk):
    """Move one session to another date, or back to its own."""
    with request.user.locked():
        row = own(request, pk)
        form = forms.MoveForm(request.POST, row)
        if form.is_valid():
            date, to = form.cleaned_data["date"], form.cleaned_data["to"]
            undo = undo_of_move(row, date, to)
            row.move(date, to)
    if form.errors:
        return refuse(request, form, open=pk, date=request.POST.get("date"))
    said = f"{'Back on' if to == date else 'Moved to'} {weekday_date(to)}: {row.routine}.{at_once(row, to)}"
    return answer(request, said, **undo)


def at_once(row, day):
    """A sentence on the sessions still to be done on this day at the same time as that of the row; "" without one."""
    if not row.time:
        return ""
    done = row.user.workouts.done_by_day(day, day)  # Reached through the user: workouts comes after plan.
    sessions = row.user.plan_days.plan_of(row.user).day(day, day, done).to_do
    rows = [one.weekly.row for one in sessions if one.weekly.key != row.pk]
    others = [str(other.routine) for other in rows if other.time == row.time]
    be = "is" if len(others) == 1 else "are"
    return f" {get_text_list(others, 'and')} {be} at {row.time:%H:%M} too." if others else ""


def undo_of_move(row, date, to):
    """The address and fields of an Undo; {} if there is nothing to undo. Call it before the session of `date` is moved
    `to` another day (None: skipped). The Undo puts the session where it is now; but on its own day if where it is now
    is in the past, or is `to` itself, because the first of two taps has moved it there."""
    was = row.moved(date).to
    if was == to == date:
        return {}
    if was is None and to:
        return {"url": reverse("plan:plan_day_skip", args=[row.pk]), "date": date}
    stays = was and was != to and was >= row.user.local_date()
    return {"url": reverse("plan:plan_day_move", args=[row.pk]), "date": date, "to": was if stays else date}


@require_POST
def plan_day_skip(request, pk):
    """Skip one session."""
    with request.user.locked():
        row = own(request, pk)
        form = forms.SessionForm(request.POST, row)
        if form.is_valid():
            date = form.cleaned_data["date"]
            on, undo = row.day_of(date), undo_of_move(row, date, None)
            row.move(date, None)
    if form.errors:
        return refuse(request, form, open=pk, date=request.POST.get("date"))
    return answer(request, f"Skipped: {row.routine}, {weekday_date(on)}. Other weeks stay.", **undo)


@require_POST
def plan_day_halve(request, pk):
    """Make one session half as long, or whole again."""
    with request.user.locked():
        row = own(request, pk)
        form = forms.HalveForm(request.POST, row)
        if form.is_valid():
            row.halve(form.cleaned_data["date"], form.cleaned_data["half"])
    if form.errors:
        return refuse(request, form, open=pk, date=request.POST.get("date"))
    date, half = form.cleaned_data["date"], form.cleaned_data["half"]
    on = weekday_date(row.day_of(date))
    said = f"Shorter this time: {row.routine}, {on}." if half else f"All of it again: {row.routine}, {on}."
    return answer(request, said, url=request.path, date=date, half=0 if half else 1)


@require_POST
def plan_day_change(request, pk):
    """Change routine or time from the session's date on."""
    with request.user.locked():
        there = own(request, pk)
        undo = chosen(there)
        form = forms.ChangeForm(request.POST, there)
        row = form.is_valid() and form.save()
    if form.errors:
        return refuse(request, form, open=pk, date=request.POST.get("date"))
    date, since = form.cleaned_data["date"], form.since
    every = (2 if row.turn or there.turn else 1) * A_WEEK
    first = date + max(0, -((date - since) // every)) * every  # The first on which it comes from then on.
    said = f"E{row.every[1:]} from {weekday_date(since)} on: {row.routine}.{at_once(row, first)}"
    if undo == chosen(row):  # The second of two taps: the first one changed this row itself.
        return answer(request, said)
    undo |= {"date": first, "since": since, "url": reverse("plan:plan_day_change", args=[row.pk])}
    return answer(request, said, **undo)


def chosen(row):
    """What a form sends to choose what a plan day has now."""
    return {"routine": row.routine_id, "time": row.time or "", **({"rhythm": "2"} if row.turn else {})}


@require_POST
def plan_day_instead(request, pk):
    """Change routine or time of one session alone; or take that back (`undo`)."""
    with request.user.locked():
        there = own(request, pk)
        before = chosen(there)
        form = forms.InsteadForm(request.POST, there)
        row = form.is_valid() and form.save()
    if form.errors:
        return refuse(request, form, open=pk, date=request.POST.get("date"))
    date = row.since
    back = {"url": request.path, "date": date, "routine": row.routine_id, "time": row.time or ""}
    if form.cleaned_data["undo"]:
        said = f"Back to what was planned: {form.plan_day.routine}, {weekday_date(form.plan_day.day_of(date))}."
        return answer(request, said, **back, again=1)
    on = row.day_of(date)
    if row.pk == pk:  # It was for this one day alone before, too.
        back = {} if before == chosen(row) else back | before  # Nothing to undo after the second of two taps.
    else:
        back |= {"undo": 1} if on == date else {"undo": 1, "to": on}
    return answer(request, f"Only {weekday_date(on)}: {row.routine}.{at_once(row, on)} Other weeks stay.", **back)


@require_POST
def plan_day_remove(request, pk):
    """Take a session out of the week from its date on."""
    with request.user.locked():
        row = own_or_removed(request, PlanDay, pk)
        form = forms.RemoveForm(request.POST, row)
        if form.is_valid():
            form.save()
    if form.errors:
        return refuse(request, form, open=pk, date=request.POST.get("date"))
    back = {
        "routine": row.routine_id,
        "weekday": row.weekday,
        "time": row.time or "",
        "date": form.cleaned_data["date"],
        "again": 1,
    }
    back |= {"rhythm": "2"} if row.turn else {}
    every = f"{row.every} from {weekday_date(form.since)} on"
    said = f"Removed from {every}: {row.routine}. Sessions before that stay, and so does the routine."
    return answer(request, said, url=reverse("plan:plan_day_put"), **back)


@require_POST
def pause_add(request):
    """Pause the plan."""
    with request.user.locked():
        form = run_forms.PauseForm(request.POST, request.user)
        if form.is_valid():
            form.save()
    if form.errors:
        return refuse(request, form)
    return answer(request, "Time off booked: nothing counts as missed.")


@require_POST
def pause_end(request, pk):
    """End a pause: the plan goes on today."""
    with request.user.locked():
        today = request.user.local_date()
        own_or_removed(request, Pause, pk).stop(today)
        later = request.user.pauses.filter(since__gt=today).order_by("since").first()
    again = f" Time off again from {weekday_date(later.since)}." if later else ""
    return answer(request, f"Welcome back. Take the first one gently.{again}")


@require_POST
def race_long_run(request, pk):
    """Store whether the usual long run near a race stays."""
    form = run_forms.LongRunForm(request.POST)
    form.is_valid()
    with request.user.locked():
        race = get_object_or_404(request.user.races, pk=pk)
        race.long_run = form.cleaned_data["stays"]
        race.save(update_fields=["long_run"])
    said = {
        True: "Your long run stays.",
        False: f"No long run beside {race.name}.",
        None: "Still to say: your long run.",
    }
    undo = {} if race.long_run is None else {"url": request.path, "stays": ""}
    return answer(request, said[race.long_run], **undo)
