"""The page of a finished workout, besides its sheet: new bests, and what comes next."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.utils import timezone

from glutes.exercises.models import Exercise
from glutes.exercises.pages.covered import WORKS, Covered, trained_of
from glutes.prepared import prepared
from glutes.routines.models.routine import fetch_rows, visible_routines
from glutes.rules.bests import Mark, new_bests
from glutes.rules.coaching.sessions import SetDone
from glutes.rules.moments import OPEN_FOR, lasted
from glutes.rules.routine import coverage
from glutes.rules.week.schedule import DAILY_HOLDS
from glutes.runs.models import RunSource
from glutes.workouts.models import Workout
from glutes.workouts.models.bests import best_sets_before
from glutes.workouts.models.set import MARK
from glutes.workouts.pages.coach import Coach
from glutes.workouts.pages.workout import Sheet
from glutes.workouts.snapshot import Snapshot


@dataclass
class NewBest:
    """A new best: the marks of its sides, as {side: Mark}, and what is new about them."""

    exercise: Exercise
    marks: dict
    words: str


class Summary:
    """The summary of a workout that has ended, with its Sheet, at `now`, a moment in the user's time zone."""

    def __init__(self, workout, sheet, ended, now):
        self.workout, self.sheet, self.now = workout, sheet, now
        self.dones = [one.done_at for slot in sheet.slots for one in slot.row.standing]
        first, last = min(self.dones, default=None), max(self.dones, default=None)
        self.began, self.ended = workout.began_at(first), ended
        self.minutes = round(lasted(workout.started, first, last, workout.finished_at).total_seconds() / 60)

    @cached_property
    def is_first(self):
        """Whether it is the only session of a guest."""
        return self.workout.user.is_guest and self.workout.user.workouts.counted().count() == 1

    @property
    def stopped(self):
        """The exercises that pain stopped. A session with one of these gets no praise."""
        return [slot.row.exercise for slot in self.sheet.slots if slot.row.is_stopped]

    @property
    def is_practice(self):
        """Whether it was only daily holds, so that it does not count as one of the week's sessions."""
        rows = [slot.row for slot in self.sheet.main if slot.done]
        return bool(rows) and all(row.exercise.slug in DAILY_HOLDS and row.measure == "seconds" for row in rows)

    @property
    def goes_on(self):
        """Whether it was finished so recently that finishing can be undone."""
        last = max(self.dones, default=self.workout.started)
        return self.workout.finished_at is not None and self.now - last < OPEN_FOR

    @property
    def span(self):
        """Its start, its end and the latest moment that can be chosen, in the format of browsers' fields."""
        started, ended, now = (timezone.localtime(each) for each in (self.began, self.ended, self.now))
        minute = "%Y-%m-%dT%H:%M"
        return {"started": started.strftime(minute), "ended": ended.strftime("%H:%M"), "latest": now.strftime(minute)}

    @property
    def is_to_be_sent(self):
        """Whether finished sessions are sent to Intervals.icu."""
        return bool(sends_sessions(self.workout.user_id))

    @cached_property
    def bests(self):
        """The new bests (rules/bests.py). Bests are not stored: one query finds them."""
        done = defaultdict(list)
        for row in (slot.row for slot in self.sheet.main):
            done[row.exercise] += [Mark(row.day, *(getattr(one, name) for name in MARK)) for one in row.standing]
        earlier = best_sets_before(self.workout.user_id, [exercise.pk for exercise in done], self.workout.started)
        found = {}
        for exercise, marks in done.items():
            for mark, words in new_bests(marks, earlier[exercise.pk]):
                best = found.setdefault((exercise, mark.weight, words), NewBest(exercise, {}, words))
                best.marks[mark.side] = mark
        return list(found.values())

    @cached_property
    def covered(self):
        """How well its sets covered glutes and core, as on a routine's page: a Covered; None without a set."""
        rows = [slot.row for slot in self.sheet.main if slot.done]
        prefetch_related_objects([row.exercise for row in rows], WORKS)
        works, core = [], Decimal(0)
        for row in rows:
            sets = defaultdict(list)
            for one in row.standing:
                sets[bool(one.load_kg or one.band)].append(
                    SetDone(one.number, one.side, one.reps, one.seconds, rir=one.rir)
                )
            for loaded, same in sets.items():
                done, *easy = coverage.sets_done(same)
                works.append(coverage.Work(trained_of(row.exercise), done, *easy, loaded=loaded))
                core += done if row.exercise.role == Exercise.Role.CORE else 0
        return Covered(coverage.coverage(works), core) if works else None

    @cached_property
    def next_time(self):
        """The Sheet of the next session, with its targets and reasons: those that the start page gives at `now`.

        None without coaching, or if a later session exists: its own summary has the preview.
        """
        user = self.workout.user
        day = max(self.workout.day, user.date_of(self.now))
        if not user.coaching or later_workouts(user.pk, self.workout.started):
            return None
        coach = Coach(user, self._again(), day, ahead=1)
        return Sheet.of_snapshot(user, coach.coached(), self.now, coach)

    def _again(self):
        """A Snapshot of its routine as it is now; without a routine, of what was done."""
        routines = visible_routines(self.workout.user_id, self.workout.routine_id)
        fetch_rows(routines)
        rows = [slot.row for slot in self.sheet.main if not slot.row.is_replaced]
        return Snapshot.of_routine(routines[0]) if routines else Snapshot.of_workout(self.workout, rows)


@prepared
def sends_sessions(user):
    """Where the user's finished sessions are sent to, as a list of none or one."""
    return RunSource.objects.filter(user=user).exclude(sends_since=None)


@prepared
def later_workouts(user, started):
    """A workout that the user began later and that pages show, if there is one."""
    return Workout.objects.filter(user=user, started__gt=started).shown().order_by()[:1]
