"""The new best that a set just logged on the sheet is (rules/bests.py). The player finds its own, by script."""

from glutes.prepared import prepared
from glutes.routines.models import Prescription
from glutes.rules.bests import Mark, new_bests
from glutes.workouts.models import WorkoutSet
from glutes.workouts.models.bests import best_sets_before
from glutes.workouts.models.set import MARK


def new_best(row, one):
    """ "New best on the left, 14 reps: your most so far." for a set of this row; "" if none. At most two queries."""
    if row.block != Prescription.Block.MAIN or one.deleted_at or not one.amount:
        return ""
    earlier = best_sets_before(row.user_id, [row.exercise_id], row.workout.started)[row.exercise_id]
    mark = Mark(row.day, *(getattr(one, name) for name in MARK))
    if not any(other.side == mark.side for other in earlier):
        return ""
    here = [Mark(row.day, *other) for other in others_here(row.workout_id, row.exercise_id, one.pk)]
    words = dict(new_bests([*here, mark], earlier)).get(mark)
    if not words or mark in here:
        return ""
    side = "" if one.side == "both" else f" on the {one.side}"
    return f"New best{side}, {one.amount} {'reps' if one.seconds is None else 's'}: {words}."


@prepared
def others_here(workout, exercise, one):
    """What makes a Mark of each other set of the exercise in the main block of the workout, but its day."""
    rows = {"workout_exercise__workout": workout, "workout_exercise__exercise": exercise}
    return WorkoutSet.objects.filter(**rows).standing().main().exclude(pk=one).order_by().values_list(*MARK)
