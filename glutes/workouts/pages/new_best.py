"""The new best that a set just logged on the sheet is (rules/records.py). The player finds its own, by script."""

from glutes.routines.models import Prescription
from glutes.rules.records import Mark, new_bests
from glutes.workouts.models import WorkoutSet
from glutes.workouts.models.bests import best_sets_before
from glutes.workouts.models.set import MARK


def new_best(row, one):
    """ "New best on the left, 14 reps: your most so far." for a set of this row; "" if none. At most two queries."""
    if row.block != Prescription.Block.MAIN or one.deleted_at or not one.amount:
        return ""
    earlier = best_sets_before(row.user_id, [row.exercise_id], row.workout.started)[row.exercise_id]
    mark = mark_of(row, one)
    if not any(other.side == mark.side for other in earlier):
        return ""
    sets = WorkoutSet.objects.counted(row.user_id, [row.exercise_id])
    here = [mark_of(row, other) for other in sets.filter(workout_exercise__workout=row.workout).exclude(pk=one.pk)]
    words = dict(new_bests([*here, mark], earlier)).get(mark)
    if not words or mark in here:
        return ""
    side = "" if one.side == "both" else f" on the {one.side}"
    return f"New best{side}, {one.amount} {'reps' if one.seconds is None else 's'}: {words}."


def mark_of(row, one):
    """A set of a row as a Mark."""
    return Mark(row.day, *(getattr(one, name) for name in MARK))
