"""What `watch/watch.html` shows: the sessions of the coming week, and the steps of the next one."""

from datetime import timedelta
from functools import cached_property

from django.db.models import prefetch_related_objects

from glutes.plan.models import PlanDay
from glutes.routines.models import Routine
from glutes.watch.steps import steps_of
from glutes.workouts.pages.start import Coach
from glutes.workouts.snapshot import Snapshot

DAYS = 7
SHOWN = 8
"""How many steps of the next session are shown."""


def coached(user, routine, day):
    """The snapshot of a routine with the coach's targets, as its start page shows it."""
    prefetch_related_objects([routine], "prescriptions__exercise__cues")
    return Coach(user, Snapshot.of_routine(routine), day, whole=True).coached()


class Coming:
    """The sessions of today and the six days after it that are still to do."""

    def __init__(self, user, now):
        self.user, self.today = user, user.local_date(now)

    @cached_property
    def sessions(self):
        """Pairs of a date and a Routine, in order."""
        plan = PlanDay.objects.plan_of(self.user)
        last = self.today + timedelta(days=DAYS - 1)
        done = self.user.workouts.done_by_day(self.today, last)
        days = [plan.day(self.today + timedelta(days=n), self.today, done) for n in range(DAYS)]
        found = [(day.date, session.weekly.routine) for day in days for session in day.to_do]
        routines = Routine.objects.in_bulk({pk for _, pk in found})
        return [(date, routines[pk]) for date, pk in found]

    @cached_property
    def next(self):
        """The first of them, or None."""
        return next(iter(self.sessions), None)

    @cached_property
    def steps(self):
        """The steps of the next one."""
        day, routine = self.next
        return steps_of(coached(self.user, routine, day), self.user)

    @property
    def shown(self):
        """The first steps of the next session, at most SHOWN."""
        return self.steps[:SHOWN]

    @property
    def more(self):
        """How many steps are not shown."""
        return len(self.steps) - len(self.shown)
