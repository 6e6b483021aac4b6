"""The ready-made routines, as they are loaded from fixtures/."""

import pytest

from glutes.exercises.models import Exercise
from glutes.routines.models import Routine
from glutes.routines.pages.routine import to_fetch
from tests.make import make_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready_made(db):
    make_catalogue()
    return {routine.slug: routine for routine in Routine.objects.ready_made().with_rows().prefetch_related("sources")}


def doses(routine, block):
    return {row.exercise.slug: row.dose for row in routine.rows_of(block)}


def test_the_ready_made_routines_are_seven_with_their_minutes_and_what_to_fetch(ready_made):
    assert {slug: (r.minutes, [thing.slug for thing in r.things()]) for slug, r in ready_made.items()} == {
        "whole-workout": (42, ["mat", "step", "kettlebell", "swiss-ball"]),
        "whole-workout-circuit": (33, ["mat", "step", "kettlebell", "swiss-ball"]),
        "living-room-five": (26, ["step", "chair"]),
        "steady-five": (25, ["mat", "step", "kettlebell"]),
        "gym-day": (52, ["mat", "barbell"]),
        "bridge-build-up": (7, ["mat"]),
        "home-with-nothing": (35, ["mat"]),
    }


def test_every_one_is_in_the_advised_order(ready_made):
    assert {slug: routine.order_advice() for slug, routine in ready_made.items()} == dict.fromkeys(ready_made)


def test_the_first_one_offered_needs_at_most_a_mat_and_a_step(ready_made):
    first = next(iter(ready_made.values()))
    assert {thing.slug for thing in first.things()} <= {"mat", "step"}
    assert first.rows_of("main")[0].exercise.level == Exercise.Level.STARTER


def test_every_one_begins_with_something_a_beginner_can_do(ready_made):
    firsts = {slug: routine.rows_of("main")[0].exercise for slug, routine in ready_made.items()}
    assert {slug for slug, exercise in firsts.items() if exercise.level == Exercise.Level.STRONG} == set()


def test_every_one_names_our_part_in_it(ready_made):
    assert all("ours" in {source.slug for source in routine.sources.all()} for routine in ready_made.values())
    assert all("our" in routine.about.lower() for routine in ready_made.values())


def test_the_whole_workout_has_three_parts(ready_made):
    """D0: warm-up twice (F10), 3 × 10 (F11) with one ball and one kettlebell move (F18), cool-down (F14)."""
    whole = ready_made["whole-workout"]

    assert [part.rounds for part in whole.blocks()] == [2, None, None]
    assert doses(whole, "warm-up") == {"run-on-the-spot": "2 × 60 s", "jumping-jack": "2 × 10", "squat": "2 × 10"}
    assert set(doses(whole, "main").values()) == {"3 × 10", "3 × 30 s"}
    assert {"kettlebell-swing", "swiss-ball-plank"} <= doses(whole, "main").keys()
    assert list(doses(whole, "cool-down")) == ["hamstring-stretch", "glute-stretch", "hip-rolls"]


def test_the_circuit_is_a_minute_of_each_and_two_of_rest(ready_made):
    """F13; half a minute a side where the sides take turns."""
    circuit = ready_made["whole-workout-circuit"]

    assert {row.step.set_seconds for row in circuit.rows_of("main")} == {60}
    assert (circuit.style, circuit.round_rest_s) == ("circuit", 120)
    assert doses(circuit, "main").keys() == doses(ready_made["whole-workout"], "main").keys()


def test_the_five_of_d2_begin_at_8_to_10_with_30_s_of_rest(ready_made):
    """F15, F34, F37, F38, F39, F40."""
    five = ready_made["living-room-five"].rows_of("main")

    assert {row.exercise.slug for row in five} == {"step-up", "lunge", "squat", "hip-lift", "sideways-band-walk"}
    assert {(row.dose, row.rest_s) for row in five} == {("3 × 8–15", 30)}


def test_the_five_of_d1_borrow_3_times_10(ready_made):
    """F30, F32, F33, F35, F36."""
    five = doses(ready_made["steady-five"], "main")

    assert five == dict.fromkeys(
        ["kettlebell-swing", "step-up", "single-leg-deadlift", "glute-bridge", "clamshell"], "3 × 10"
    )


def test_the_gym_day_goes_from_compound_to_core(ready_made):
    """F63."""
    roles = [row.role for row in ready_made["gym-day"].rows_of("main")]

    assert roles == ["compound"] * 3 + ["accessory"] * 3 + ["core"] * 3


def test_the_bridge_builds_up_to_a_minute(ready_made):
    """F17, F61."""
    assert doses(ready_made["bridge-build-up"], "main") == {
        "bridge-hold": "2 × 30–60 s",
        "single-leg-bridge": "2 × 30–60 s",
    }


def test_what_is_missing_has_a_replacement_or_a_move_instead(ready_made):
    wanting = [
        (slug, fetch.thing.slug)
        for slug, routine in ready_made.items()
        for fetch in to_fetch(routine)
        if not fetch.thing.replacement and not fetch.instead
    ]
    instead = {
        fetch.thing.slug: [(step.exercise.slug, step.to.slug) for step in fetch.instead]
        for fetch in to_fetch(ready_made["living-room-five"])
    }

    assert wanting == []
    assert instead == {
        "step": [("step-up", "lunge")],
        "band": [("sideways-band-walk", "sofa-press")],
        "chair": [("hip-lift", "glute-bridge")],
    }
