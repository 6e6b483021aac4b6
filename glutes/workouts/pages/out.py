"""What is out of a session to come, for pages that show sessions without their targets: the coach leaves it out on that
day (rules/coaching/stepping_back.py), or a physio has it skipped."""

from dataclasses import dataclass
from functools import cache, cached_property

from glutes.exercises.models import Exercise
from glutes.kit.models import locks_of
from glutes.routines.models import Prescription
from glutes.rules.coaching.sessions import STOP_FROM
from glutes.workouts.pages.coach import Coach
from glutes.workouts.snapshot import Snapshot


@dataclass(frozen=True)
class Todo:
    """What is to do of a routine: the `rows` of its main block and the `count` of all; and the exercises `out`."""

    rows: list[Prescription]
    count: int
    out: list[Exercise]


class Out:
    """`pains`: the user's Pains. The coach, who reads the log, is only asked of routines with what hurt badly."""

    def __init__(self, user, pains):
        self.user, self.pains = user, pains
        self._coach_of, self._left_out = cache(self._coach_of), cache(self._left_out)

    @cached_property
    def locks(self):
        """The physios' Locks in force today."""
        return list(locks_of(self.user.pk, self.pains.today))

    def of(self, routine, day):
        """The keys of the exercises of a routine that are out on this day, from today on. Fetch its rows before."""
        rows = routine.prescriptions.all()
        out = {lock.exercise_id for lock in self.locks if lock.skip and (lock.until is None or day <= lock.until)}
        if self._hurt & {row.exercise.slug for row in rows}:
            out |= self._left_out(routine, day)
        return out & {row.exercise_id for row in rows}

    def todo(self, routine, day):
        """The Todo of a routine on this day."""
        out, rows = self.of(routine, day), routine.prescriptions.all()
        main = [row for row in routine.rows_of(Prescription.Block.MAIN) if row.exercise_id not in out]
        gone = dict.fromkeys(row.exercise for row in rows if row.exercise_id in out)
        return Todo(main, sum(row.exercise_id not in out for row in rows), [*gone])

    def _left_out(self, routine, day):
        return self._coach_of(routine).left_out_on(day)

    def _coach_of(self, routine):
        return Coach(self.user, Snapshot.of_routine(routine), self.pains.today, ahead=1)

    @cached_property
    def _hurt(self):
        return self.pains.hurt_from(min([STOP_FROM, *(lock.limits.stop_from for lock in self.locks)]))
