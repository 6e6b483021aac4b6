"""The week: what is planned on which day, and every verb that changes it; the runs and races around it.

Every verb of the week answers the same way: with htmx the week as it is now, else a redirect to it (or to today, if it
came from there); what is wrong comes back in its place, 422.
"""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import get_text_list
from django.views.decorators.http import require_POST, require_safe

from glutes.answers import see_other
from glutes.exercises.models import Source
from glutes.plan import forms
from glutes.plan.calendar import Calendar
from glutes.plan.models import DAY_NAMES
from glutes.plan.spacing import Spacing, best_days
from glutes.rules.week import schedule, spacing


@require_safe
def plan(request):
    """One week. The address says which, and what is open in it."""
    look = forms.LookForm(request.GET, request.user)
    if not look.is_valid() and "week" in look.errors:
        raise Http404
    return shown(request, look)


def shown(request, look, refused=None):
    """The week as it is now: the page, or its fragment. `refused` is a form that was not valid."""
    look.is_valid()
    calendar = Calendar(request.user, look.first, request.user.local_date())
    calendar.fetch_routines(calendar.week.sessions)
    context = {
        "calendar": calendar,
        "spacing": Spacing(calendar, calendar.week.sessions),
        "refused": refused,
        "rearrange_form": refused if isinstance(refused, forms.RearrangeForm) else None,
        "pause_form": refused if isinstance(refused, forms.PauseForm) else forms.PauseForm(None, request.user),
        **opened(request.user, calendar, look.cleaned_data, refused),
    }
    part = request.htmx and not request.htmx.history_restore_request
    return render(request, "plan/_week.html" if part else "plan/plan.html", context, status=422 if refused else 200)


def opened(user, calendar, look, refused):
    """What is open in the week: the session with its forms, or the form that puts a routine on a day."""
    session = calendar.session(look.get("open"), look.get("date"))
    if session:
        row, initial = session.weekly.row, {"date": session.date}
        move, change = (
            refused if isinstance(refused, form) else form(None, row, initial=initial)
            for form in (forms.MoveForm, forms.ChangeForm)
        )
        return {"session": session, "move_form": move, "change_form": change}
    day = next((day.date for day in calendar.days if day.date == look.get("add")), None)
    put = refused if isinstance(refused, forms.PutForm) else None
    if day or put or look.get("routine") or not calendar.has_plan:
        best = best_days(calendar) if calendar.run_days else None
        suggested = [each.weekday() for each in best.days] if best else schedule.SUGGESTED_WEEKDAYS
        weekdays = [day.weekday()] if day else suggested
        initial = {"date": calendar.since, "weekday": weekdays, "routine": look.get("routine")}
        sources = list(Source.objects.named(spacing.Proposal.sources).values())
        put = put or forms.PutForm(None, user, initial=initial)
        return {"add": day, "best": best, "sources": sources, "put_form": put}
    return {}


def say(request, said, url=None, **back):
    """Says what was done, once, beside the button that posts `back` to the url and so undoes it."""
    if url:
        back |= {name: request.POST[name] for name in ("week", "then") if name in request.POST}
        fields = [(name, each) for name, value in back.items() for each in (value if type(value) is list else [value])]
        said = render_to_string("plan/_said.html", {"said": said, "url": url, "fields": fields}, request)
    messages.success(request, said)


def answer(request, said, on=None, **undo):
    """What every verb of the week ends with. The week shown is the one that was, or that of the date `on`."""
    say(request, said, **undo)
    if request.POST.get("then") == "today":
        return see_other(reverse("workouts:today"))
    first = schedule.first_day(on, request.user.first_weekday) if on else looked_at(request)
    week = schedule.week_name(first)
    if request.htmx:
        return shown(request, forms.LookForm({"week": week}, request.user))
    return see_other(reverse("plan:plan", query={"week": week}))


def looked_at(request):
    """The first day of the week that the form was sent from."""
    look = forms.LookForm({"week": request.POST.get("week")}, request.user)
    look.is_valid()
    return look.first


def refuse(request, form, **look):
    """The week with what is wrong in it, and what was typed."""
    look = {"week": request.POST.get("week"), **look}
    return shown(request, forms.LookForm(look, request.user), form)


def own(request, pk):
    """A session of the user's week; else 404."""
    return get_object_or_404(request.user.plan_days.select_related("routine", "user"), pk=pk)


@require_POST
def plan_day_put(request):
    """A routine on one weekday or several."""
    form = forms.PutForm(request.POST, request.user)
    if not form.is_valid():
        return refuse(request, form, add=request.POST.get("add"))
    rows = form.save()
    later = form.first >= looked_at(request) + timedelta(days=7)
    since = f", from {form.first:%A} {form.first.day} {form.first:%B}" if later else ""
    return answer(request, f"{rows[0].routine} is in your week{since}.", on=form.first)


@require_POST
def plan_rearrange(request):
    """Every session of some weekdays on others, for good."""
    form = forms.RearrangeForm(request.POST, request.user)
    if not form.is_valid():
        return refuse(request, form)
    form.save()
    since, old, new = form.since, form.cleaned_data["old"], form.cleaned_data["new"]
    when = "today" if since == request.user.local_date() else f"{since:%A} {since.day} {since:%B}"
    said = f"Your sessions are on {get_text_list([DAY_NAMES[day] for day in new], 'and')}, from {when} on."
    return answer(request, said, url=request.path, old=new, new=old, date=since)


@require_POST
def plan_day_move(request, pk):
    """One session on another date; on its own date it is put back."""
    row = own(request, pk)
    form = forms.MoveForm(request.POST, row)
    if not form.is_valid():
        return refuse(request, form, open=pk, date=request.POST.get("date"))
    date, to = form.cleaned_data["date"], form.cleaned_data["to"]
    row.move(date, to)
    there = request.user.plan_days.plan_of(request.user).day(to, to, {}).sessions
    twice = " It is on that day twice." if [one.weekly.routine for one in there].count(row.routine_id) > 1 else ""
    if to == date:
        return answer(request, f"{row.routine} is back on {date:%A}.{twice}")
    said = f"{row.routine} moved from {date:%A} to {to:%A}, {to.day} {to:%B}.{twice}"
    return answer(request, said, url=request.path, date=date, to=date)


@require_POST
def plan_day_skip(request, pk):
    """One session let go."""
    row = own(request, pk)
    form = forms.SessionForm(request.POST, row)
    if not form.is_valid():
        return refuse(request, form, open=pk, date=request.POST.get("date"))
    date = form.cleaned_data["date"]
    row.move(date, None)
    said = f"{row.routine} of {date:%A} is let go. The plan stays."
    return answer(request, said, url=reverse("plan:plan_day_move", args=[pk]), date=date, to=date)


@require_POST
def plan_day_change(request, pk):
    """Another routine or time, from that date on."""
    row = own(request, pk)
    form = forms.ChangeForm(request.POST, row)
    if not form.is_valid():
        return refuse(request, form, open=pk, date=request.POST.get("date"))
    row = form.save()
    return answer(request, f"{row.get_weekday_display()} is {row.routine} from now on.")


@require_POST
def plan_day_remove(request, pk):
    """Out of the week from that date on; what was before stays."""
    row = own(request, pk)
    form = forms.SessionForm(request.POST, row)
    if not form.is_valid():
        return refuse(request, form, open=pk, date=request.POST.get("date"))
    row.stop(form.since)
    back = {"routine": row.routine_id, "weekday": row.weekday, "time": row.time or "", "date": form.since}
    said = f"{row.routine} is off your {row.get_weekday_display()}s."
    return answer(request, said, url=reverse("plan:plan_day_put"), **back)


@require_POST
def pause_add(request):
    """Nothing is expected for a while."""
    form = forms.PauseForm(request.POST, request.user)
    if not form.is_valid():
        return refuse(request, form)
    form.pause.save()
    return answer(request, "Paused. Rest well: nothing counts as missed.")


@require_POST
def pause_end(request, pk):
    """The plan goes on today."""
    pause = get_object_or_404(request.user.pauses, pk=pk)
    pause.stop(request.user.local_date())
    return answer(request, "The plan goes on. Take the first one gently.")


@require_safe
def run_list(request):
    """The runs of a usual week, and races to come."""
    return runs(request)


def runs(request, refused=None):
    """The runs and races as they are now: the page, or its fragment."""
    today = request.user.local_date()
    context = {
        "runs": request.user.run_days.between(today, today),
        "races": request.user.races.filter(date__gte=today),
        "run_form": refused if isinstance(refused, forms.RunForm) else forms.RunForm(None, request.user),
        "race_form": refused if isinstance(refused, forms.RaceForm) else forms.RaceForm(None, request.user),
    }
    part = request.htmx and not request.htmx.history_restore_request
    return render(request, "plan/_runs.html" if part else "plan/run_list.html", context, status=422 if refused else 200)


def run_answer(request, said, **undo):
    """What every verb of runs and races ends with."""
    say(request, said, **undo)
    return runs(request) if request.htmx else see_other(reverse("plan:run_list"))


@require_POST
def run_add(request):
    """A run on one weekday or several."""
    form = forms.RunForm(request.POST, request.user)
    if not form.is_valid():
        return runs(request, form)
    form.save()
    return run_answer(request, "Your runs are in the week.")


@require_POST
def run_remove(request, pk):
    """Out of the week from today on."""
    run = get_object_or_404(request.user.run_days, pk=pk)
    run.stop(request.user.local_date())
    back = {"kind": run.kind, "weekday": run.weekday, "time": run.time or ""}
    return run_answer(request, f"{run}: gone from your week.", url=reverse("plan:run_add"), **back)


@require_POST
def race_add(request):
    """A race on a date."""
    form = forms.RaceForm(request.POST, request.user)
    if not form.is_valid():
        return runs(request, form)
    form.race.save()
    return run_answer(request, f"{form.race.name} is in. Good luck!")


@require_POST
def race_remove(request, pk):
    """No race after all."""
    race = get_object_or_404(request.user.races, pk=pk)
    race.delete()
    return run_answer(request, f"{race.name} is gone.", url=reverse("plan:race_add"), name=race.name, date=race.date)
