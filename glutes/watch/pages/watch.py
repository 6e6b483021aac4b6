"""What `watch/watch.html` shows: the sessions of the coming week, and the steps of the next one."""

from datetime import timedelta
from functools import cached_property

from django.db.models import prefetch_related_objects

from glutes.plan.models import PlanDay
from glutes.routines.models import Routine
from glutes.watch.steps import steps_of
from glutes.workouts.pages.coach import Coach
from glutes.workouts.snapshot import Snapshot

DAYS = 7
SHOWN = 8
"""How many steps of the next session are shown."""


def coached(user, routine, day, half):
    """The snapshot of a routine, or of `half` of it, with the coach's targets, as its start page shows it."""
    prefetch_related_objects([routine], "prescriptions__exercise__cues")
    written = Snapshot.of_routine(routine)
    return Coach(user, written.half() if half else written, day, whole=not half, of=written).coached()


class Coming:
    """The sessions of today and the six days after it that are still to do."""

    def __init__(self, user, now):
        self.user, self.today = user, user.local_date(now)

    @cached_property
    def sessions(self):
        """Each as its date, its Routine and whether half of it is enough, in order."""
        plan = PlanDay.objects.plan_of(self.user)
        last = self.today + timedelta(days=DAYS - 1)
        done = self.user.workouts.done_by_day(self.today, last)
        days = [plan.day(self.today + timedelta(days=n), self.today, done) for n in range(DAYS)]
        found = [(day.date, session) for day in days for session in day.to_do]
        routines = Routine.objects.in_bulk({session.weekly.routine for _, session in found})
        return [(date, routines[session.weekly.routine], session.half) for date, session in found]

    @cached_property
    def next(self):
        """The first of them, or None."""
        return next(iter(self.sessions), None)

    @cached_property
    def steps(self):
        """The steps of the next one."""
        day, routine, half = self.next
        return steps_of(coached(self.user, routine, day, half), self.user)

    @property
    def shown(self):
        """The first steps of the next session, at most SHOWN."""
        return self.steps[:SHOWN]

    @property
    def more(self):
        """How many steps are not shown."""
        return len(self.steps) - len(self.shown)
