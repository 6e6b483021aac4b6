"""Which exercises each filter of the list leaves; the address says all of it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from glutes.exercises.forms import ExerciseFilter
from glutes.exercises.models import Equipment, Exercise
from tests import html
from tests.make import make_exercise, make_source, make_user

pytestmark = [pytest.mark.usefixtures("catalogue"), pytest.mark.django_db]

NEED_NOTHING = {
    "squat", "single-leg-squat", "lunge", "lunge-with-rotation", "single-leg-deadlift", "sideways-band-walk",
    "run-on-the-spot", "jumping-jack", "activation-test",
}  # fmt: skip
ON_A_MAT = {
    "glute-bridge", "bridge-hold", "single-leg-bridge", "clamshell", "side-lying-leg-raise", "glute-kickback", "plank",
    "side-plank", "russian-twist", "leg-raise", "hamstring-stretch", "glute-stretch", "hip-rolls",
}  # fmt: skip
WITH_A_WEIGHT = {"backpack-squat", "backpack-lunge", "kettlebell-swing", "romanian-deadlift", "deadlift"}
BRIDGES = {"glute-bridge", "bridge-hold", "single-leg-bridge"}


def found(**asked):
    return {exercise.slug for exercise in ExerciseFilter(asked, AnonymousUser()).found()}


@pytest.mark.parametrize(
    ("have", "can"),
    [
        (["nothing"], NEED_NOTHING | ON_A_MAT),
        (["mat"], NEED_NOTHING | ON_A_MAT),
        (["mat", "nothing"], NEED_NOTHING | ON_A_MAT),
        (["step"], NEED_NOTHING | {"step-up", "running-pose-step-up"}),
        (["band"], NEED_NOTHING),
        (["books"], NEED_NOTHING | {"heel-raised-squat"}),
        (["swiss-ball"], NEED_NOTHING | {"swiss-ball-plank"}),
        (["chair"], NEED_NOTHING | {"hip-lift"}),
        (["sofa"], NEED_NOTHING | {"hip-lift", "sofa-press"}),
        (["backpack"], NEED_NOTHING | WITH_A_WEIGHT),
        (["kettlebell"], NEED_NOTHING | WITH_A_WEIGHT),
        (["dumbbells"], NEED_NOTHING | WITH_A_WEIGHT - {"kettlebell-swing"}),
        (["barbell"], NEED_NOTHING | {"romanian-deadlift", "deadlift"}),
        (["mat", "step"], NEED_NOTHING | ON_A_MAT | {"step-up", "running-pose-step-up"}),
    ],
)
def test_what_i_have_leaves_what_i_can_do_and_what_needs_nothing(have, can):
    assert found(equipment=have) == can


@pytest.mark.parametrize(
    ("thing", "first"),
    [
        ("sofa", {"hip-lift", "sofa-press"}),
        ("dumbbells", WITH_A_WEIGHT - {"kettlebell-swing"}),
        ("band", {"sideways-band-walk"}),
    ],
)
def test_what_uses_a_thing_comes_before_what_needs_nothing(thing, first):
    form = ExerciseFilter({"equipment": [thing]}, AnonymousUser())
    slugs = [exercise.slug for exercise in form.found()]
    assert form.using >= len(first)
    assert first <= set(slugs[: form.using])


@pytest.fixture
def ann():
    user = make_user()
    user.kit.create(equipment=Equipment.objects.get(slug="sofa"))
    return user


def test_the_kit_filters_until_somebody_asks_for_something_else(ann):
    """With it goes what every home has: a carpet, a stair."""
    mine, everything = found() - WITH_A_WEIGHT - {"swiss-ball-plank"}, found()
    assert mine > NEED_NOTHING | ON_A_MAT | {"hip-lift", "sofa-press", "step-up"}
    seen = {
        query: {exercise.slug for exercise in ExerciseFilter(QueryDict(query), ann).found()}
        for query in ("", "muscle=&kit=any", "equipment=mine&kit=any", "equipment=nothing&kit=any", "q=step-up")
    }
    assert seen[""] == seen["equipment=mine&kit=any"] == mine
    assert seen["muscle=&kit=any"] == everything > mine
    assert seen["equipment=nothing&kit=any"] == NEED_NOTHING | ON_A_MAT
    assert "step-up" in seen["q=step-up"]


def test_the_page_says_that_the_kit_filters_and_leads_to_all(client, ann):
    client.force_login(ann)
    page = client.get("/exercises/").text
    (mine,) = [box for box in html.find(page, "input", value="mine") if "checked" in box.attrs]
    assert mine["name"] == "equipment"
    assert [a["href"] for a in html.find(page, "a") if a.text.startswith("Show all")] == ["/exercises/?kit=any"]
    assert 'href="/account/#equipment"' in page
    shown = client.get("/exercises/?kit=any").text
    assert [box for box in html.find(shown, "input", value="mine") if "checked" in box.attrs] == []


def test_only_who_has_a_kit_can_filter_by_it(client, ann):
    client.force_login(ann)
    assert 'value="mine"' in client.get("/exercises/").text
    client.force_login(make_user())
    assert 'value="mine"' not in client.get("/exercises/").text
    assert client.get("/exercises/?equipment=mine").status_code == 200


def test_an_exercise_that_needs_two_things_takes_both():
    both = make_exercise("two-things")
    both.equipment.set(Equipment.objects.filter(slug__in=["step", "kettlebell"]))
    assert ("two-things" in found(equipment=["step"]), "two-things" in found(equipment=["step", "backpack"])) == (
        False,
        True,
    )


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({"level": ["3"], "role": ["compound"]},
         {"single-leg-squat", "backpack-lunge", "running-pose-step-up", "deadlift", "kettlebell-swing"}),
        ({"role": ["core"]}, {"plank", "swiss-ball-plank", "side-plank", "russian-twist", "leg-raise"}),
        ({"role": ["warm-up", "check"]}, {"run-on-the-spot", "jumping-jack", "activation-test"}),
        ({"muscle": "lower-back"}, {"hip-rolls"}),
        ({"muscle": "gluteus-minimus"}, {"clamshell", "side-lying-leg-raise", "sideways-band-walk"}),
        ({"muscle": "core", "role": ["compound"], "equipment": ["nothing"]},
         {"squat", "single-leg-squat", "lunge-with-rotation"}),
        ({"q": "bridge", "level": ["1"]}, {"glute-bridge", "bridge-hold"}),
        ({"q": "bridge", "role": ["accessory"]}, BRIDGES),
        ({"q": "bridge", "role": ["warm-up"]}, set()),
        ({"q": "  Bridge  "}, BRIDGES | {"side-plank"}),
    ],
)  # fmt: skip
def test_filters_together_leave_what_fits_all(asked, left):
    assert found(**asked) == left


def test_nothing_asked_leaves_everything_current():
    make_exercise("gone", retired_at="2026-01-02T03:04Z")
    everything = set(Exercise.objects.values_list("slug", flat=True)) - {"gone"}
    assert found() == found(q="", muscle="", equipment=[], role=[], level=[]) == everything
    assert found(q="gone") == set()


@pytest.mark.parametrize(
    "asked",
    [
        {"muscle": "elbow"},
        {"equipment": ["moon"]},
        {"role": ["boss"]},
        {"level": ["4"]},
        {"level": ["one"]},
        {"q": "\0"},
    ],
)
def test_a_filter_that_is_none_is_told_and_counts_as_not_set(asked):
    form = ExerciseFilter(asked | {"equipment": asked.get("equipment", ["step"])}, AnonymousUser())
    left = {exercise.slug for exercise in form.found()}
    assert list(form.errors) == list(asked)
    assert left == (found() if "equipment" in asked else found(equipment=["step"]))


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ({}, "/exercises/"),
        ({"q": " ", "muscle": "", "level": []}, "/exercises/"),
        ({"q": "hip & leg", "level": ["1", "2"]}, "/exercises/?q=hip+%26+leg&level=1&level=2"),
        (
            {"muscle": "core", "equipment": ["mat", "step"], "role": ["core"]},
            "/exercises/?muscle=core&equipment=mat&equipment=step&role=core",
        ),
    ],
)
def test_the_address_says_what_is_asked_and_no_more(asked, address):
    form = ExerciseFilter(asked, AnonymousUser())
    assert form.is_valid()
    assert form.address == address


def test_only_equipment_that_changes_something_can_be_ticked():
    Equipment.objects.create(slug="hula-hoop", name="Hula hoop", source=make_source())
    Equipment.objects.filter(slug="books").update(retired_at="2026-01-02T03:04Z")
    assert [thing.slug for thing in ExerciseFilter({}, AnonymousUser()).things] == [
        "mat", "step", "band", "chair", "sofa", "kettlebell", "swiss-ball", "backpack", "barbell", "dumbbells",
    ]  # fmt: skip
