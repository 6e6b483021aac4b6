"""A database made before versions were merged field by field keeps what it has."""

from datetime import timedelta

import pytest
from django.db import connection

from glutes.rules.versions import Stamp
from glutes.workouts.models import Workout, WorkoutExercise, WorkoutSet
from tests.make import NOON, make_exercise, make_routine, make_set, make_user, make_workout
from tests.migrating import migrate


def at(minutes):
    return NOON + timedelta(minutes=minutes)


@pytest.fixture
def before(transactional_db):
    """A workout with a set and pain, one undone deletion and one that stands, as the version before left them."""
    user, squat = make_user(), make_exercise("squat")
    workouts = [make_workout(user, [squat], started=at(n), effort=2, note="ok") for n in range(3)]
    make_set(workouts[0], at=at(9), rir=1)
    workouts[1].exercises.update(pain=4, morning_at=at(700), pain_next_day=3)
    Workout.objects.filter(pk=workouts[2].pk).update(deleted_at=at(99))
    migrate(("workouts", "0001_initial"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE workouts_workout SET restored_at = %s WHERE name = %s", [at(5), "Session"])
    yield workouts
    migrate()


def test_every_row_is_kept_and_still_merges(before):
    migrate()
    first, second, third = (Workout.objects.get(pk=each.pk) for each in before)
    assert [each.touched_at for each in (first, second, third)] == [at(9), at(700), at(5)]
    assert [each.deleted_at for each in (first, second, third)] == [None, None, at(99)]
    assert {(each.effort, each.note) for each in (first, second, third)} == {(2, "ok")}
    one = WorkoutSet.objects.get()
    one.log(Stamp.of(at(8)), {"deleted": {"deleted_at": None}, "rir": {"rir": 4}})
    assert (one.reps, one.rir, one.done_at, one.typed_at) == (10, 1, at(9), None)
    row = WorkoutExercise.objects.get(workout=second)
    row.note_slot(Stamp.of(at(2)), {"skipped": {"skipped": True}})
    assert (row.pain, row.pain_next_day, row.skipped) == (4, 3, True)


def test_a_weight_of_0_becomes_none_and_every_other_stays(transactional_db):
    user, squat = make_user(), make_exercise("squat")
    routine = make_routine(user, [(squat, {"load_kg": 0}), (squat, {"load_kg": 5})])
    workout = make_workout(user, [squat])
    workout.exercises.update(load_kg=0)
    for number, load in enumerate((0, 5, None), start=1):
        make_set(workout, number=number, load_kg=load)
    migrate(("workouts", "0011_main_rows_of_an_exercise"), ("routines", "0007_no_index_twice"))
    migrate()
    assert list(WorkoutSet.objects.order_by("number").values_list("load_kg", flat=True)) == [None, 5, None]
    assert list(routine.prescriptions.order_by("position").values_list("load_kg", flat=True)) == [None, 5]
    assert WorkoutExercise.objects.get().load_kg is None
