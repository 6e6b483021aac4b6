"""The best earlier sets of exercises, found without reading all sets: always the same as by reading all."""

from datetime import timedelta
from itertools import product
from random import Random

import pytest

from glutes.workouts.models import WorkoutSet, bests
from glutes.workouts.models.bests import DATED, EARLY, best_sets_before, dated_bests
from tests.make import NOON, make_exercise, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db

BLOCKS = ["main", "main", "main", "warm-up", "cool-down"]
LOADS = [
    {},
    {},
    {"load_kg": 0},
    {"load_kg": 4},
    {"load_kg": "12.5"},
    {"load_kg": "12.5000000001"},
    {"band": 1},
    {"band": 5},
]
AMOUNTS = [{"reps": 0}, {"reps": 8}, {"reps": 12}, {"reps": None, "seconds": 30}, {"reps": None, "seconds": 45}]


def most(marks):
    """Of marks or sets the most of each kind: {(side, measure, load): amount}."""
    found = {}
    for mark in marks:
        if mark.form_ok:
            key = mark.side, mark.reps is None, mark.load_kg, mark.band
            found[key] = max(found.get(key, 0), mark.amount)
    return found


def by_reading_all(user, exercises, moment):
    found = {}
    for one in WorkoutSet.objects.counted(user.pk, exercises).filter(done_at__lt=moment):
        found.setdefault(one.exercise_id, []).append(one)
    return {exercise: most(sets) for exercise, sets in found.items() if most(sets)}


def at_once(user, exercises, moment):
    return {exercise: most(marks) for exercise, marks in best_sets_before(user.pk, exercises, moment).items()}


def days_by_reading_all(user, exercise, ticked_off):
    """{(side, load, amount) of each best: the first day on which it was reached}, from every set."""
    days, most = {}, {}
    for one in WorkoutSet.objects.counted(user.pk, [exercise], ticked_off).filter(form_ok=True):
        kind = one.side, one.reps is None, one.load_kg, one.band
        most[kind] = max(most.get(kind, 0), one.amount)
        day = one.workout_exercise.day
        days[kind, one.amount] = min(day, days.get((kind, one.amount), day))
    return {(kind, amount): days[kind, amount] for kind, amount in most.items()}


def log_at_random(random, user, exercises):
    """A session with all sorts of sets: in any block, with any load, in bad form, deleted, of a deleted workout."""
    started = NOON - timedelta(days=random.randrange(40))
    deleted = random.choice([None, None, None, started])
    workout = make_workout(user, exercises, started=started, deleted_at=deleted)
    for row in workout.exercises.all():
        row.block = random.choice(BLOCKS)
        row.save()
        for number in range(1, random.randrange(1, 6)):
            about = random.choice(LOADS) | random.choice(AMOUNTS) | {"form_ok": random.random() < 0.8}
            about["deleted_at"] = random.choice([None, None, None, started])
            side = random.choice(["both", "left", "right"])
            make_set(workout, slot=row.slot, number=number, side=side, **about)
    return workout


@pytest.mark.every_case
@pytest.mark.parametrize("seed", range(8))
def test_bests_are_those_of_the_whole_history_whatever_is_logged_corrected_or_deleted(seed, monkeypatch):
    random, user, other = Random(seed), make_user(), make_user()
    exercises = [make_exercise() for _ in range(3)]
    keys = [exercise.pk for exercise in exercises]
    for _ in range(6):
        workout = log_at_random(random, user, exercises)
        log_at_random(random, other, exercises)
    moments = [NOON - timedelta(days=days) for days in (-1, 3, 20)]

    assert by_reading_all(user, keys, moments[0])
    for step in ("logged", "corrected", "taken away", "brought back"):
        if step == "corrected":
            user_sets = WorkoutSet.objects.filter(user=user)
            user_sets.filter(pk__in=random.sample(sorted(one.pk for one in user_sets), 5)).update(reps=20, seconds=None)
        elif step == "taken away":
            workout.discard(NOON + timedelta(days=1))
        elif step == "brought back":
            workout.restore(NOON + timedelta(days=2))
        for moment in moments:
            assert at_once(user, keys, moment) == by_reading_all(user, keys, moment), step
            assert at_once(user, keys[:1], moment) == by_reading_all(user, keys[:1], moment), step
        for early, ticked_off in product((EARLY, 2), (False, True)):  # Dated by their sets, or some by their rows.
            monkeypatch.setattr(bests, "DATED", DATED.replace(f"OFFSET {EARLY}", f"OFFSET {early}"))
            dated = dated_bests(user.pk, keys[0], ticked_off)
            days = {((one.side, one.reps is None, one.load_kg, one.band), one.amount): one.day for one in dated}
            assert days == days_by_reading_all(user, keys[0], ticked_off), step


def test_bests_leave_out_what_is_going_on_and_not_what_was_done_since(user):
    squat = make_exercise()
    going, since = (make_workout(user, [squat], started=NOON - timedelta(hours=hours)) for hours in (4, 2))
    make_set(going, reps=12)
    make_set(since, reps=10)
    assert [mark.reps for mark in dated_bests(user.pk, squat.pk)] == [12]
    assert [mark.reps for mark in dated_bests(user.pk, squat.pk, going=[going.pk])] == [10]
    assert dated_bests(user.pk, squat.pk, going=[going.pk, since.pk]) == []


def test_a_best_is_dated_by_the_earliest_day_on_which_it_was_reached_however_its_sets_were_noted(user):
    squat = make_exercise()
    for day, noted in [(5, 3), (9, 1), (2, 2)]:
        workout = make_workout(user, [squat], started=NOON - timedelta(days=day))
        make_set(workout, reps=12, at=NOON - timedelta(days=30 * noted))
    (mark,) = dated_bests(user.pk, squat.pk)
    assert mark.day == (NOON - timedelta(days=9)).date()


def test_nothing_is_asked_without_exercises(user, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert best_sets_before(user.pk, [], NOON) == {}


def test_a_load_has_all_the_digits_that_were_typed(user):
    squat = make_exercise()
    make_set(make_workout(user, [squat], started=NOON - timedelta(days=1)), load_kg="4.5359237000", reps=9)
    (mark,) = best_sets_before(user.pk, [squat.pk], NOON)[squat.pk]
    assert (str(mark.load_kg), mark.reps) == ("4.5359237", 9)
