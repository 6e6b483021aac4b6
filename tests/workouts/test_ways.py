"""The ways of doing an exercise from the routine to the log and back, and the way on and the way back of every move."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from glutes.exercises.models import Equipment, Exercise
from glutes.kit.models import Kit
from glutes.rules.coaching.advancing import ways_on
from glutes.rules.coaching.cases import Case
from glutes.rules.coaching.loads import Loads
from glutes.rules.coaching.sessions import PastSession, SetDone, read
from glutes.rules.coaching.stepping_back import way_back
from glutes.rules.coaching.targets import Around, Wishes
from glutes.workouts.models import WorkoutExercise
from glutes.workouts.models.past_sessions import past_sessions
from glutes.workouts.pages.coach import Coach, Ladders, prescribed
from glutes.workouts.snapshot import Snapshot, SnapshotSlot, default_dose
from tests import html
from tests.make import (
    NOON,
    make_catalogue,
    make_exercise,
    make_own,
    make_routine,
    make_set,
    make_workout,
)

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def bridge():
    return make_exercise("bridge", load="none", ways=["half", "slower", "stop"])


def start(phone, routine):
    return phone.get(f"/workouts/start/?routine={routine.pk}").text


def begun(phone, routine):
    """The page of a workout begun from the routine."""
    address, fields = html.form(start(phone, routine), "Start")
    return phone.get(phone.post(address, fields)["Location"]).text


def test_the_builder_offers_the_ways_that_make_sense_and_keeps_the_one_chosen(phone, user, bridge):
    plank = make_exercise("plank", measure="seconds")
    routine = make_routine(user, [(bridge, {}), (plank, {"seconds_low": 30, "seconds_high": 30})])
    row = routine.prescriptions.first()
    shown = phone.get(f"/routines/{routine.pk}/edit/?open={row.pk}").text
    choices = [option["value"] for option in html.find(shown, "select", name="way")[0].find("option")]
    assert choices == ["", "half", "slower", "stop"]
    assert len(html.find(shown, "select", name="way")) == 1  # The hold has no other way.

    dose = {"sets": 3, "rest_s": 30, "low": 10, "high": 10}
    assert phone.post(f"/routines/prescriptions/{row.pk}/update/", dose | {"way": "slower"}).status_code == 303
    row.refresh_from_db()
    assert row.way == "slower"
    assert (
        ", 3 s down" in html.find(phone.get(f"/routines/{routine.pk}/edit/").text, "span", id=f"head-{row.pk}")[0].text
    )
    phone.post(f"/routines/prescriptions/{row.pk}/update/", dose)
    row.refresh_from_db()
    assert row.way == "slower"
    assert phone.post(f"/routines/prescriptions/{row.pk}/update/", dose | {"way": "lift"}).status_code == 422
    assert phone.post(f"/routines/prescriptions/{row.pk}/update/", dose | {"way": ""}).status_code == 303
    row.refresh_from_db()
    assert row.way == ""


def test_another_exercise_or_measure_is_done_in_the_usual_way(user, bridge):
    routine = make_routine(user, [(bridge, {"way": "slower"}), (bridge, {"way": "stop"}), (bridge, {"way": "half"})])
    swapped, counted, timed = routine.prescriptions.select_related("exercise")
    swapped.swap(make_exercise("hip-lift"))
    counted.count_in("seconds")
    timed.go_by_the_clock()
    assert (swapped.way, counted.way, timed.way) == ("", "", "")


@pytest.mark.parametrize(
    ("way", "word", "cue"),
    [
        ("", "", ""),
        ("half", "half the way", "Only half the way, slowly."),
        ("slower", "3 s down", "Count on the way down: 1, 2, 3."),
        ("stop", "2 s stop at the top", "Stop at the top and count: 1, 2."),
    ],
)
def test_the_list_says_how_and_what_to_count(phone, user, bridge, way, word, cue):
    routine = make_routine(user, [(bridge, {"way": way})])
    assert (word in html.flat(start(phone, routine))) is True
    page = html.flat(begun(phone, routine))
    assert (f"30 s rest, {word}" in page) is bool(word)
    assert cue in page
    row = WorkoutExercise.objects.get()
    assert row.way == way
    assert word in html.flat(phone.get(f"/routines/{routine.pk}/print/").text)


def test_of_ones_own_anything_counted_in_reps_has_a_gentler_and_a_slower_way(user):
    assert make_own(user).ways_in("reps") == ("half", "slower")
    assert make_own(user, name="A hold", measure="seconds").ways_in("seconds") == ()
    assert make_own(user, name="A stretch", role="cool-down").ways_in("reps") == ()


def log(user, exercise, days_ago, amount, **fields):
    workout = make_workout(user, [exercise], started=NOON - timedelta(days=days_ago))
    workout.exercises.update(target=amount, **fields)
    for number in (1, 2, 3):
        make_set(workout, number=number, reps=amount)


def advice(user, routine):
    return Coach(user, Snapshot.of_routine(routine), TODAY).advice[0]


def test_where_the_ladder_ends_a_slower_way_is_offered_taken_and_counts_from_then_on(phone, user, bridge):
    routine = make_routine(user, [(bridge, {"reps_low": 8, "reps_high": 15})])
    for days_ago in (2, 4):
        log(user, bridge, days_ago, 15)
    (offer,) = advice(user, routine).target.offers
    assert (offer.kind, offer.way, offer.sentence) == ("way", "slower", "Same reps, 3 seconds down.")

    phone.post(f"/routines/{routine.pk}/way/", {"about": bridge.slug, "way": "slower"})

    target = advice(user, routine).target
    assert (target.amount, target.reason, target.offers) == (15, "Now 3 seconds down: 15 reps again.", ())
    for days_ago in (0, 1):
        log(user, bridge, days_ago, 15, way="slower")
    assert [offer.way for offer in advice(user, routine).target.offers] == ["stop"]


def test_the_side_that_was_done_first_goes_first_again(user):
    step = make_exercise("step", sides="each", load="none")
    routine = make_routine(user, [(step, {"reps_low": 8, "reps_high": 15})])
    workout = make_workout(user, [step], started=NOON - timedelta(days=2))
    make_set(workout, side="left", at=NOON - timedelta(days=2) + timedelta(minutes=5))
    make_set(workout, side="right", at=NOON - timedelta(days=2) + timedelta(minutes=4))
    assert advice(user, routine).target.first.side == "right"


def test_where_both_sides_were_logged_at_once_it_is_the_side_that_was_asked_for(user):
    step = make_exercise("step", sides="each", load="none")
    workout = make_workout(user, [step], started=NOON - timedelta(days=2))
    for side in ("left", "right"):
        make_set(workout, side=side, at=NOON - timedelta(days=2))
    assert past_sessions(user.pk, [step.pk])[step.pk][0].began == "left"
    workout.exercises.update(first_side="right")
    assert past_sessions(user.pk, [step.pk])[step.pk][0].began == "right"


# -- A way on and a way back for every move -----------------------------------


def case_of(user, exercise, amount, *, kit, **fields):
    """Somebody who has just done three sets of so much of it twice."""
    slot = SnapshotSlot(0, exercise, way="", **default_dose(exercise, exercise.measure))
    asked = replace(prescribed(slot, Snapshot(""), Snapshot("", slots=(slot,))), **fields)
    sides = ("left", "right") if asked.sides == "each" else ("both",)
    load = kit.loads[0] if kit.loads and exercise.load == "required" else None
    sets = tuple(
        SetDone(number, side, load_kg=load, **{asked.measure: amount}) for number in (1, 2, 3) for side in sides
    )
    history = [PastSession(TODAY - timedelta(days=ago), sets, target=amount) for ago in (2, 4)]
    done = tuple(read(history, asked, sides, TODAY))
    ladder = Ladders(user, list(user.kit.select_related("equipment")), {exercise.slug}).of(exercise)
    days = tuple(one.day for one in done)
    return Case(asked, done, days, days, tuple(history), kit, ladder, Wishes(), Around(), TODAY)


def named(offers):
    """Each offer in short: an exercise, a way, a load."""
    return ", ".join(offer.exercise or offer.way or f"{offer.load_kg or offer.band}" for offer in offers)


def ways(user, exercise, kit):
    """What leads on from its top, and what back from its bottom."""
    top = min(60, exercise.cap_s or 60) if exercise.measure == "seconds" else 15
    low, high = (top, top) if exercise.measure == "seconds" else (8, 15)
    case = case_of(user, exercise, top, kit=kit, low=low, high=high)
    return named(ways_on(case)), named(way_back(case))


WITH_NOTHING = """
squat: step-up | heel-raised-squat
heel-raised-squat: squat | half
single-leg-squat: slower | running-pose-step-up
lunge: lunge-with-rotation | squat
lunge-with-rotation: single-leg-squat | lunge
step-up: running-pose-step-up | squat
running-pose-step-up: single-leg-squat | step-up
single-leg-deadlift: slower | single-leg-bridge
glute-bridge: bridge-hold | half
bridge-hold: single-leg-bridge | glute-bridge
single-leg-bridge: single-leg-deadlift | bridge-hold
hip-lift: single-leg-bridge | glute-bridge
clamshell: side-lying-leg-raise | half
side-lying-leg-raise: side-plank | clamshell
sideways-band-walk: side-plank | sofa-press
sofa-press: sideways-band-walk | -
glute-kickback: single-leg-bridge | half
plank: side-plank | -
side-plank: lift | side-lying-leg-raise
russian-twist: slower | half
leg-raise: slower | half
"""
WITH_BELL_AND_BALL = """
squat: 8, backpack-squat | heel-raised-squat
heel-raised-squat: squat | half
backpack-squat: single-leg-squat | squat
single-leg-squat: 8 | backpack-squat
lunge: 8, lunge-with-rotation | squat
lunge-with-rotation: backpack-lunge | lunge
backpack-lunge: single-leg-squat | lunge-with-rotation
step-up: 8, running-pose-step-up | squat
running-pose-step-up: 8, single-leg-squat | step-up
single-leg-deadlift: 8, romanian-deadlift | single-leg-bridge
romanian-deadlift: deadlift | single-leg-deadlift
deadlift: kettlebell-swing | romanian-deadlift
kettlebell-swing: - | deadlift
glute-bridge: 8, bridge-hold | half
bridge-hold: single-leg-bridge | glute-bridge
single-leg-bridge: single-leg-deadlift | bridge-hold
hip-lift: 8, single-leg-bridge | glute-bridge
clamshell: side-lying-leg-raise | half
side-lying-leg-raise: 8, side-plank | clamshell
sideways-band-walk: side-plank | sofa-press
sofa-press: sideways-band-walk | -
glute-kickback: 8, single-leg-bridge | half
plank: swiss-ball-plank | -
swiss-ball-plank: side-plank | plank
side-plank: lift | side-lying-leg-raise
russian-twist: 8 | half
leg-raise: slower | half
"""


@pytest.mark.parametrize(
    ("things", "table"), [(["mat"], WITH_NOTHING), (["kettlebell", "swiss-ball"], WITH_BELL_AND_BALL)]
)
def test_every_move_has_a_way_on_and_a_way_back_with_what_this_person_has(user, things, table):
    """With what every home has, and with a kettlebell of 8 kg and a Swiss ball besides: then all 27. Beyond 15 swings
    with the heaviest bell there is nothing; a hold that is too long gets shorter by itself (to 10 s), so that the two
    without anything gentler need no other way back."""
    make_catalogue()
    for slug in things:
        heavy = {"kg": 8} if slug == "kettlebell" else {}
        Kit.objects.create(user=user, equipment=Equipment.objects.get(slug=slug), **heavy)
    kit = Loads((Decimal(8),) if "kettlebell" in things else ())
    mine = {*things, *Equipment.objects.filter(at_home=True).values_list("slug", flat=True)}
    moves = Exercise.objects.filter(role__in=("compound", "accessory", "core")).doable_with(mine)
    found = {exercise.slug: ways(user, exercise, kit) for exercise in moves}
    assert "".join(f"\n{slug}: {on or '-'} | {back or '-'}" for slug, (on, back) in found.items()) + "\n" == table


def test_the_player_says_how_and_what_to_count_first(phone, user, bridge):
    routine = make_routine(user, [(bridge, {"way": "stop"}), (make_exercise("squat"), {})])
    session = html.data(start(phone, routine), "session")
    assert [(slot["way"], slot["cues"]) for slot in session["slots"]] == [
        ("2 s stop at the top", ["Stop at the top and count: 1, 2."]),
        ("", []),
    ]
