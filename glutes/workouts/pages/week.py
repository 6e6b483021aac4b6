"""The page of a week: what was planned and what was done, and which form is open in it.

The forms and views that change the week are in glutes/plan.
"""

from functools import partial
from typing import NamedTuple

from django.utils import timezone

from glutes.checks.models import SelfCheck
from glutes.exercises.models import Source
from glutes.kit.models import ExerciseWish, Lock
from glutes.plan import forms, run_forms
from glutes.plan.pages.calendar import Calendar
from glutes.plan.pages.misplaced import Spacing, proposal_for
from glutes.plan.pages.race_week import RaceWeek
from glutes.routines.models import Prescription
from glutes.routines.pages.routine import PlacedRow, placed
from glutes.rules.dates import A_DAY
from glutes.rules.moments import OPEN_FOR
from glutes.rules.week import schedule
from glutes.rules.week.best_days import BetterDays
from glutes.runs.models import sources_of
from glutes.workouts.models.lately import lately_of
from glutes.workouts.models.workout import by_day, done_with_sums
from glutes.workouts.pages.out import Out
from glutes.workouts.pages.pains import Pains


def calendar_of(user, first, today):
    """The Calendar of the week that begins on `first`, with the workouts done in it and on the days next to it."""
    since = timezone.now() - OPEN_FOR
    done = by_day(done_with_sums(user.pk, first - A_DAY, first + 7 * A_DAY, since))
    return Calendar(user, first, today, done, partial(lately_of, user, today))


def context(user, look, refused=None):
    """The values for the page's template.

    `look` is a WeekLookForm: which week, and what is open in it. `refused` is an invalid form, shown in place of a
    fresh one.
    """
    look.is_valid()
    now = timezone.now()
    calendar = calendar_of(user, look.first, user.local_date())
    calendar.fetch_routines([*calendar.week.sessions, *(one for day in calendar.around for one in day.sessions)])
    return {
        "calendar": calendar,
        "any_going": any(done.is_going for day in calendar.days for done in calendar.done.get(day.date, ())),
        "spacing": Spacing(calendar, calendar.week.sessions),
        "race_week": RaceWeek(calendar),
        "refused": refused,
        "rearrange_form": refused if isinstance(refused, forms.RearrangeForm) else None,
        "places_form": refused if isinstance(refused, forms.PlacesForm | forms.RhythmsForm) else None,
        "pause_form": refused if isinstance(refused, run_forms.PauseForm) else run_forms.PauseForm(None, user),
        "look": look.cleaned_data,
        "runs_due": any(source.is_due(now) for source in sources_of(user.pk)),
        **opened(user, calendar, look.cleaned_data, refused),
    }


MOST_ON_PAPER = 24
"""Ours: how many exercises fit on one page of A4; of each session the first ones are shown."""


class PaperRow(NamedTuple):
    """A row of a session on paper. `lock`: what a physio set that holds on that day; `wish`: what the user chose, where
    the Lock leaves the sides open; `is_out`: whether it is left out on that day."""

    line: PlacedRow
    lock: Lock | None
    wish: ExerciseWish | None
    is_out: bool


class PaperSession(NamedTuple):
    """A session on paper: the first rows of its main block, and how many `more` it has."""

    session: schedule.Session
    rows: list[PaperRow]
    more: int


def on_paper(user, look):
    """The values for the page to print: each day with its sessions, as PaperSessions, what was done, its runs."""
    calendar = calendar_of(user, look.first, user.local_date())
    calendar.fetch_routines(calendar.week.sessions)
    shown = MOST_ON_PAPER // max(1, sum(len(day.day.sessions) for day in calendar.days))
    locks = {lock.exercise_id: lock for lock in user.locks.in_force(calendar.first)}
    wishes = {wish.exercise_id: wish for wish in user.wishes.all()}
    out = Out(user, Pains(user, calendar.today, lambda: SelfCheck.objects.for_coach(user)[1]))
    days = []
    for day in calendar.days:
        held = {key: lock for key, lock in locks.items() if lock.until is None or day.date <= lock.until}
        sessions = []
        for session in day.day.sessions:
            part = next(part for part in session.weekly.row.routine.blocks() if part.block == Prescription.Block.MAIN)
            rows = placed(part.halved() if session.half else part)
            keys = [(row, row.row.exercise_id) for row in rows[: max(3, shown)]]
            settled = {key for key, lock in held.items() if lock.sides or lock.skip}
            gone = out.of(session.weekly.row.routine, max(day.date, calendar.today))
            lines = [
                PaperRow(row, held.get(key), None if key in settled else wishes.get(key), key in gone)
                for row, key in keys
            ]
            sessions.append(PaperSession(session, lines, len(rows) - len(lines)))
        days.append((day, sessions))
    return {"calendar": calendar, "days": days}


def opened(user, calendar, look, refused):
    """The values for what is open in the week: a session's forms, or the form to put a routine on a day; else {}."""
    session = calendar.session(look.get("open"), look.get("date"))
    if session:
        row, initial = session.weekly.row, {"date": session.date}
        move, change = (
            refused if isinstance(refused, form) else form(None, row, initial=initial)
            for form in (forms.MoveForm, forms.ChangeForm)
        )
        there = {one.day for one in calendar.week.sessions if one.weekly.routine == row.routine_id} - {session.date}
        places = [day.date for day in calendar.days if not day.is_over and day.date not in there | {session.day}]
        twice = is_twice(session, calendar.week.sessions)
        return {"session": session, "places": places, "move_form": move, "change_form": change, "is_twice": twice}
    day = next((day.date for day in calendar.days if day.date == look.get("add")), None)
    put = refused if isinstance(refused, forms.PutForm) else None
    if day or put or look.get("routine") or not calendar.has_plan:
        best = proposal_for(calendar) if calendar.run_days or calendar.race_days else None
        suggested = [each.weekday() for each in best.days] if best else schedule.SUGGESTED_WEEKDAYS
        weekdays = [day.weekday()] if day else suggested
        initial = {"date": calendar.since, "weekday": weekdays, "routine": look.get("routine")}
        sources = list(Source.objects.named((best or BetterDays).sources).values())
        put = put or forms.PutForm(None, user, initial=initial)
        return {"add": day, "best": best, "sources": sources, "put_form": put}
    return {}


def is_twice(session, sessions):
    """Whether the usual routine of a session cannot be put back: the day to which it was moved has that routine
    already."""
    beside = {one.weekly.routine for one in sessions if one.day == session.day and one != session}
    return bool(session.is_moved and session.other and session.other.routine in beside)
