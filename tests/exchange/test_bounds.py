"""What is brought in keeps to the same bounds as what is typed, and a file of any kind takes little memory."""

import io
import json
import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from glutes.exchange import document, merging
from glutes.exchange.json_stream import MOST_IN_VALUE, entries
from glutes.plan.models import PlanDay, RunDay
from glutes.routines.models import Prescription, Routine
from glutes.workouts.models import WorkoutExercise, WorkoutSet
from tests.make import make_exercise, make_plan_day, make_routine, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db


def make_three_of_each():
    """A member with three rows of everything that has a bound, for each row that holds them."""
    user, exercises = make_user(), [make_exercise() for _ in range(3)]
    workout = make_workout(user, exercises)
    for number in (1, 2, 3):
        make_set(workout, number=number)
    for weekday in (0, 2, 4):
        routine = make_routine(user, [(exercise, {}) for exercise in exercises])
        make_plan_day(user, weekday, routine=routine)
        RunDay.objects.create(user=user, weekday=weekday, kind="easy", since=timezone.now().date())
    return user


def bring(user, data, name="export.json"):
    """Bring a file into somebody's account; the page that says what came of it."""
    phone = Client()
    phone.force_login(user)
    answer = phone.post("/import/", {"file": SimpleUploadedFile(name, data)})
    if answer.status_code == 303:
        phone.post(f"{answer['Location']}bring/", {"unit": "kg"})
        answer = phone.get(answer["Location"])
    return answer


@pytest.mark.parametrize("model", [WorkoutSet, WorkoutExercise, Prescription, Routine, PlanDay, RunDay])
@pytest.mark.parametrize(("most", "comes_in"), [(3, True), (2, False)])
def test_a_document_brings_no_more_than_may_be_typed(monkeypatch, model, most, comes_in):
    text = "".join(document.pieces(make_three_of_each(), timezone.now()))
    monkeypatch.setitem(merging.MOST, model, (merging.MOST[model][0], most))
    other = make_user()
    answer = bring(other, text.encode())
    found = model._base_manager.filter(user=other).count()
    every = model._base_manager.exclude(user=other).count()
    assert (found == every, "could not be stored" in answer.text) == (comes_in, not comes_in)
    assert found <= every - (not comes_in)


def test_several_documents_one_after_the_other_bring_no_more_either(monkeypatch):
    whole = json.loads("".join(document.pieces(make_three_of_each(), timezone.now())))
    monkeypatch.setitem(merging.MOST, WorkoutSet, ("workout_exercise__workout", 2))
    [row] = whole["workouts"]
    slot = next(each for each in row["exercises"] if each["logged_sets"])
    other, sets = make_user(), slot["logged_sets"]
    for one in sets:
        slot["logged_sets"] = [one]
        bring(other, json.dumps(whole).encode())
    assert WorkoutSet._base_manager.filter(user=other).count() == 2


@pytest.mark.parametrize(
    "text",
    [
        '{"x": {"y": [' + "{}," * 3 * MOST_IN_VALUE + "{}]}}",
        '{"workouts": [[' + "[]," * 3 * MOST_IN_VALUE + "[]]]}",
        '{"x": "' + "y" * 3 * MOST_IN_VALUE + '"}',
        '{"' + "y" * 3 * MOST_IN_VALUE + '": 1}',
    ],
    ids=["object", "list", "text", "key"],
)
def test_one_value_that_is_longer_than_any_of_ours_is_refused(text):
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match="in the middle"):
            list(entries(io.StringIO(text)))
        assert tracemalloc.get_traced_memory()[1] < 70 * MOST_IN_VALUE
    finally:
        tracemalloc.stop()


def test_more_rows_than_any_log_has_are_refused_in_words(monkeypatch):
    monkeypatch.setattr(merging, "MOST_LINES", 100)
    answer = bring(make_user(), b'{"workouts": [' + b"{}," * 100 + b"{}]}")
    assert (answer.status_code, "That’s more than 100 rows" in answer.text) == (422, True)


def test_a_weight_of_0_is_none_but_as_a_limit_it_stays():
    user, other = make_user(), make_user()
    squat = make_exercise("squat")
    make_routine(user, [(squat, {"load_kg": 0})])
    make_set(make_workout(user, [squat]), load_kg=0)
    user.locks.create(exercise=squat, by="Anna", most_kg=0)
    bring(other, "".join(document.pieces(user, timezone.now())).encode())
    assert WorkoutSet.objects.get(user=other).load_kg is None
    assert Prescription.objects.get(user=other).load_kg is None
    assert other.locks.get().most_kg == 0
