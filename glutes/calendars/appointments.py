"""Sessions, planned or done besides, as appointments for a calendar: when, how long, whether done."""

import datetime as dt
from dataclasses import dataclass, replace

from django.urls import reverse

from glutes.plan.models import PlanDay
from glutes.routines.models import Routine
from glutes.rules.dates import A_DAY
from glutes.rules.week.schedule import State
from glutes.workouts.models.lately import lately_of


@dataclass(frozen=True)
class Appointment:
    """One session as a calendar shows it. Without `start` (UTC) it is at any time of its `day`.

    `going`: it is in progress. `path`: the page to start it or, once begun, to see it. `rings`: with an alarm.
    """

    day: dt.date
    start: dt.datetime | None
    minutes: int
    cancelled: bool
    done: bool
    going: bool
    rings: bool
    name: str
    path: str


SAID = tuple(Appointment.__dataclass_fields__)
SCHEDULED = frozenset({"day", "start", "minutes", "cancelled"})
"""The fields whose changes SEQUENCE counts: DTSTART, DURATION and STATUS (RFC 5546, 2.1.4)."""


def appointments(user, first, last, now, rings=False):
    """The user's sessions from `first` to `last`: {(key of the PlanDay, date, ""): Appointment}. Seven queries for
    any number.

    A session is included if its planned date, or the date it was moved to, is one of these days. One that was done and
    ticks off no planned session has the key (None, its day, its path).
    """
    plan = PlanDay.objects.plan_of(user)
    done = user.workouts.done_by_day(first, last)
    days = [plan.day(first + n * A_DAY, user.local_date(now), done) for n in range((last - first).days + 1)]
    sessions = [one for day in days for one in day.sessions]
    sessions += [one for day in days for one in day.away if one.day is None or not first <= one.day <= last]
    routines = Routine.objects.with_rows().in_bulk({one.weekly.routine for one in sessions})
    to_do = min((day.date for day in days if day.to_do), default=None)
    lately = replace(lately_of(user, user.local_date(now)), next=to_do)
    found = {
        (one.weekly.key, one.date, ""): appointment(user, one, routines[one.weekly.routine], now, rings, lately)
        for one in sessions
    }
    extra = [done_one(one) for day in days for one in day.besides if not one.is_going]
    return found | {(None, one.day, one.path): one for one in extra}


def appointment(user, session, routine, now, rings, lately):
    """The Appointment of one schedule.Session. `lately`: what shortens it."""
    day = session.day or session.date
    minutes = routine.minutes_of(session.half, lately.fewer(day))
    if session.done:
        return done_one(session.done, minutes)
    start = moment(user, day, session.weekly.time)
    cancelled = session.state in (State.SKIPPED, State.PAUSED)
    return Appointment(
        day,
        start,
        minutes,
        cancelled=cancelled,
        done=False,
        going=False,
        rings=rings and bool(start) and not cancelled,
        name=routine.name,
        path=f"{reverse('workouts:start')}?routine={routine.pk}{'&half=1' if session.half else ''}",
    )


def done_one(done, planned=0):
    """The Appointment of a schedule.Done, with the name and time of its workout; while that is in progress it takes
    the `planned` minutes."""
    workout, going = done.row, done.is_going
    minutes = planned if going else max(1, round(workout.lasted.total_seconds() / 60))
    start = workout.began_at(workout.first_set_at).astimezone(dt.UTC).replace(second=0, microsecond=0)
    path = workout.get_absolute_url()
    states = {"cancelled": False, "done": not going, "going": going, "rings": False}
    return Appointment(workout.day, start, minutes, **states, name=workout.name, path=path)


def moment(user, day, at):
    """A time of day on a day, by the user's clock, as a moment in UTC; None without a time.

    A time before the hour at which the user's day begins is in the night after that day.
    """
    if at is None:
        return None
    late = at.hour < user.day_begins
    return dt.datetime.combine(day + late * A_DAY, at, user.zone).astimezone(dt.UTC)
