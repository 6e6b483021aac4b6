"""What Today offers: the week so far, what to go on with, what is planned, what was missed, what comes next."""

from datetime import time, timedelta
from functools import cached_property
from typing import NamedTuple

from django.db.models import prefetch_related_objects

from glutes.checks.pages.check_list import CheckUp
from glutes.checks.pages.habit import Habit
from glutes.exercises.models.known import not_known
from glutes.kit.ladders import Lacking, lacking
from glutes.kit.models import kit_of
from glutes.links.pages.proposal import waiting
from glutes.plan.models import RunDay
from glutes.plan.pages.misplaced import Spacing
from glutes.plan.pages.race_week import is_cleared, kept
from glutes.prepared import prepared
from glutes.routines.models import Routine
from glutes.rules.dates import A_DAY
from glutes.rules.moments import OPEN_FOR
from glutes.rules.week import schedule, spacing
from glutes.runs.models import sources_of
from glutes.workouts.models.workout import SHOWN, Workout, workouts_going
from glutes.workouts.pages.out import Out, Todo
from glutes.workouts.pages.pains import Pains
from glutes.workouts.pages.rest import on_today
from glutes.workouts.pages.week import calendar_of, is_twice

SUMS_OF = 3
"""How many of the last sessions are listed."""


def context(user, now):
    """The values for the page's template, of somebody signed in."""
    agenda = Agenda(user, now)
    return {
        "agenda": agenda,
        "rest": on_today(agenda),
        "pains": agenda.pains,
        "checks": agenda.checks,
        "habit": Habit(user, agenda.today),
        "latest": latest_of(user.pk),
        "proposals": waiting(user),
        "carry_on": next(iter(agenda.in_progress), None),
        "due": [source for source in sources_of(user.pk) if source.is_due(now)],
    }


class SessionCard(NamedTuple):
    """A planned session as Today shows it. `is_twice`: whether what was planned there cannot be put back."""

    session: schedule.Session
    todo: Todo
    lacking: list[Lacking]
    is_twice: bool


class Agenda:
    """A user's day at the moment `now`. `clock` is the user's time by then; after midnight, while the day goes on, its
    last minute."""

    def __init__(self, user, now):
        self.user, self.now, self.today = user, now, user.local_date(now)
        local = now.astimezone(user.zone)
        self.clock = local.time() if local.date() == self.today else time.max
        first = schedule.first_day(self.today, user.first_weekday)
        self.calendar = calendar_of(user, first, self.today)

    @cached_property
    def checks(self):
        """The user's self-checks."""
        return CheckUp(self.user, self.today, lambda: self.pains.hurt_on)

    @cached_property
    def pains(self):
        """The user's pain of the last weeks."""
        return Pains(self.user, self.today, lambda: self.checks.painful)

    @cached_property
    def out(self):
        """What is out, of sessions of today and to come."""
        return Out(self.user, self.pains)

    @cached_property
    def in_progress(self):
        """The workouts to carry on with, the newest first."""
        return workouts_going(self.user.pk, self.now - OPEN_FOR)

    @cached_property
    def days(self):
        """Today and the six days after it, with the rows of the routines to do on them."""
        plan, done = self.calendar.plan, self.calendar.done
        days = [plan.day(self.today + timedelta(days=n), self.today, done) for n in range(7)]
        self.calendar.fetch_routines([session for day in days for session in day.to_do])
        return days

    @property
    def runs(self):
        """The runs of today."""
        return next(day.runs for day in self.calendar.days if day.is_today)

    @property
    def races(self):
        """The races of today."""
        return next(day.races for day in self.calendar.days if day.is_today)

    @property
    def routines(self):
        """What the user can plan, who has no plan: their own routines and ready-made ones."""
        return Routine.objects.offered_to(self.user).with_rows()

    @property
    def ahead(self):
        """The days after today, each with its SessionCards: what a kept copy of this page shows when it is
        opened on them without a network."""
        return [(day, [self._card(session, day.date) for session in day.to_do]) for day in self.days[1:]]

    @property
    def why_not_today(self):
        """A sentence on why the page suggests no extra session today: one is in progress, it would clash with a run or
        a race, or there is a long run; "" if nothing is in the way."""
        if self.in_progress:
            return "A session is in progress."
        is_long = any(run.kind == RunDay.Kind.LONG for run in self.runs)
        return self.clash_today or ("Your long run is today." if is_long else "")

    @cached_property
    def clash_today(self):
        """A sentence on what speaks against a session without weights today: a race that is near or, if the user wants
        warnings of runs, a run of today or tomorrow; "" if nothing does."""
        races = [race.date for race in self.calendar.race_days]
        days = (self.today, self.today + A_DAY) if self.user.clash_warnings else ()
        runs = [spacing.Run(day, run.kind, run.time) for day in days for run in self.calendar.runs_on(day)]
        found = spacing.clashes([spacing.Strength(self.today)], runs, races)
        return found[0].sentence if found else ""

    @property
    def is_rested(self):
        """Whether nothing was trained yet, and it is no time off: then a self-check may tell of strength. What speaks
        against it of runs and races: CheckUp."""
        return not (self.pause or self.in_progress or self.calendar.done.get(self.today))

    @cached_property
    def sessions(self):
        """The sessions that are planned for today and not begun yet."""
        begun = {workout.routine_id for workout in self.in_progress}
        return [session for session in self.days[0].to_do if session.weekly.routine not in begun]

    @cached_property
    def lacking(self):
        """What the routines of these days need that is not in the kit (kit/ladders.py), by the routine's key;
        without what a physio has skipped. The kit is only queried if some of it is not in every home."""
        routines = {session.weekly.row.routine for day in self.days for session in day.to_do}
        exercises = {one.pk: [row.exercise for row in one.prescriptions.all()] for one in routines}
        every = dict.fromkeys(one for each in exercises.values() for one in each)
        fetching = [one for one in every if not all(thing.at_home for thing in one.needed)]
        if own := not_known(fetching):
            prefetch_related_objects(own, "equipment__replaced_by")
        kit = kit_of(self.user.pk) if fetching else []
        if any(lacking(each, kit) for each in exercises.values()):
            out = {lock.exercise_id for lock in self.out.locks if lock.skip}
            exercises = {key: [one for one in each if one.pk not in out] for key, each in exercises.items()}
        return {key: lacking(each, kit) for key, each in exercises.items()}

    @property
    def cards(self):
        """The SessionCards of the `sessions`."""
        there = self.days[0].sessions
        return [self._card(session, self.today, is_twice(session, there)) for session in self.sessions]

    def _card(self, session, day, is_twice=False):
        routine = session.weekly.row.routine
        return SessionCard(session, self.out.todo(routine, day), self.lacking[routine.pk], is_twice)

    @cached_property
    def here(self):
        """The keys of the routines that are planned for today: none of them is moved here once more."""
        return {session.weekly.routine for session in self.days[0].sessions}

    @cached_property
    def clash(self):
        """The session of today that clashes most with a run or a race, or None."""
        misplaced = Spacing(self.calendar, self.sessions).misplaced
        return max(misplaced, key=lambda one: spacing.LEVELS.index(one.level), default=None)

    @property
    def enough(self):
        """A sentence on how many sessions this week are enough to maintain, and the slug of its source."""
        sum_up = self.calendar.week.adherence
        sentence, sources = spacing.enough(sum_up.done if sum_up else 0)
        return {"sentence": sentence, "source": sources[0]}

    @property
    def is_done(self):
        """Whether something was trained today and nothing more is planned."""
        return self.days[0].state == schedule.State.DONE

    @property
    def next_todo(self):
        """The Todo of the next session."""
        return self.out.todo(self.next.weekly.row.routine, self.next.day)

    @cached_property
    def next(self):
        """The next session after today that no race asks to skip, with its routine's rows, or None."""
        near = kept(self.calendar, [session for day in self.days[1:] for session in day.to_do])
        if near:
            return near[0]
        plan, day = self.calendar.plan, self.days[-1].date
        while (session := plan.next_session(day, self.calendar.done)) and is_cleared(self.user, session):
            day = session.day
        self.calendar.fetch_routines([session] if session else [])
        return session

    @property
    def pause(self):
        """The pause that covers today, or None."""
        pause = self.calendar.pause
        return pause if pause and pause.covers(self.today) else None


@prepared
def latest_of(user):
    """The user's last sessions, with their sums."""
    latest = Workout.objects.filter(user=user).shown().values("pk")[:SUMS_OF]  # Sums over ten years would be slow.
    return Workout.objects.filter(pk__in=latest).with_sums().only(*SHOWN)
