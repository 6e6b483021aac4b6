"""What a physio set for an exercise: shown where it is obeyed, obeyed on the start page and in the session, lifted."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from glutes.exercises.models import LadderStep
from glutes.kit.models import ExerciseWish, Lock
from glutes.rules.versions import Stamp
from glutes.workouts.models import Workout, WorkoutExercise
from tests import html
from tests.make import NOON, make_exercise, make_routine, make_set, make_user, make_workout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


@pytest.fixture
def lunge():
    return make_exercise("lunge", sides="each", load="optional")


@pytest.fixture
def lock(user, lunge):
    limits = {"as_written": True, "sides": "right-only", "most_kg": Decimal(8), "stop_from": 4}
    return Lock.objects.create(user=user, exercise=lunge, by="Anna", until=date(2026, 12, 10), **limits)


WORDS = "As written, right only, never over 8 kg, stop at pain 4"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"as_written": True, "sides": "left-first"}, "as written, left always first"),
        ({"most_kg": Decimal(0)}, "never over 0 kg"),
        ({"most_band": 2, "stop_from": 3}, "never over band 2, stop at pain 3"),
    ],
)
def test_a_lock_says_in_words_what_it_allows(lunge, fields, words):
    assert Lock(exercise=lunge, by="Anna", **fields).words == words


@pytest.mark.parametrize(
    "fields", [{"stop_from": 6}, {"stop_from": 0}, {"sides": "up"}, {"most_band": 6}, {"most_kg": Decimal(501)}]
)
def test_what_makes_no_sense_is_not_stored(user, lunge, fields):
    with transaction.atomic(), pytest.raises(IntegrityError):
        Lock.objects.create(user=user, exercise=lunge, by="Anna", **fields)


def test_the_start_page_and_the_session_obey_it_and_say_whose_it_is(phone, user, lunge, lock):
    routine = make_routine(user, [(lunge, {"load_kg": Decimal(12)})])
    shown = phone.get(f"/workouts/start/?routine={routine.pk}").text
    page = html.flat(shown)
    assert "As Anna wrote it, until Thu 10 Dec." in page
    assert f"{WORDS}: Anna says so, until Thu 10 Dec" in page

    snapshot = html.find(shown, "input", name="snapshot")[0]["value"]
    answer = phone.post("/workouts/start/", {"routine": routine.pk, "snapshot": snapshot})
    (row,) = Workout.objects.get().exercises.all()
    assert answer.status_code == 303
    assert (row.load_kg, row.paused_side, row.first_side, row.stop_from) == (8, "left", "right", 4)
    row.pain = 4
    assert row.is_stopped


def test_the_lock_and_not_the_wish_says_which_side(phone, user, lunge, lock):
    ExerciseWish.objects.put(user, lunge, as_written=False, sides="left-first")
    routine = make_routine(user, [(lunge, {})])
    assert "Right only, as Anna said." in html.flat(phone.get(f"/workouts/start/?routine={routine.pk}").text)


@pytest.mark.parametrize(("until", "holds"), [(date(2026, 11, 17), False), (NOON.date(), True), (None, True)])
def test_a_lock_holds_up_to_its_last_day(user, lock, until, holds):
    Lock.objects.update(until=until)
    assert user.locks.in_force(user.local_date()).exists() == holds


def test_a_lock_is_lifted_with_a_tap_and_put_back_with_another(phone, lock):
    wish, lift = "/account/wishes/lunge/", "/account/locks/lunge/lift/"
    assert WORDS in phone.get(wish).text
    for _ in range(2):
        assert phone.post(lift, {"next": wish})["Location"] == wish
    page = phone.get(wish).text
    assert (WORDS in page, "Undo" in page) == (False, True)
    phone.post(lift, {"undo": 1})
    assert WORDS in phone.get(wish).text


def test_a_lock_is_lifted_with_htmx_too_and_by_nobody_else(phone, lock):
    other = Client()
    other.force_login(make_user())
    assert other.post("/account/locks/lunge/lift/").status_code == 404
    assert Client().post("/account/locks/lunge/lift/").status_code == 303
    assert not Lock.objects.exclude(lifted_at=None).exists()
    answer = phone.post("/account/locks/lunge/lift/", {"next": "/"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/")
    assert Lock.objects.get().lifted_at == timezone.now()


def test_a_session_that_hurt_as_much_as_the_lock_allows_leaves_it_out_next_time(phone, user, lunge, lock):
    Lock.objects.update(as_written=False, sides="")
    workout = make_workout(user, [lunge], started=NOON.replace(day=16))
    for side in ("left", "right"):
        make_set(workout, side=side)
    workout.exercises.update(pain=4)
    routine = make_routine(user, [(lunge, {})])
    page = html.flat(phone.get(f"/workouts/start/?routine={routine.pk}").text)
    assert "Anna said: stop at pain 4, until Thu 10 Dec." in page


def test_a_lock_binds_an_exercise_that_is_swapped_in_or_added(phone, user, lock):
    squat = make_exercise("squat", load="optional")
    workout = make_workout(user, [squat], started=NOON)
    workout.exercises.update(load_kg=Decimal(20))
    for slot in (0, 1):
        put = {"slot": slot, "exercise": "lunge"}
        assert phone.post(f"/workouts/{workout.pk}/slots/", put).status_code == 303
        row = workout.exercises.get(slot=slot, exercise__slug="lunge")
        assert (row.paused_side, row.first_side, row.stop_from) == ("left", "right", 4)
        assert row.reason == f"Anna said: {WORDS[0].lower()}{WORDS[1:]}, until Thu 10 Dec."
    assert [row.load_kg for row in workout.exercises.order_by("slot", "pk")] == [20, 8, None]
    page = phone.get(workout.get_absolute_url()).text
    assert len(html.find(page, "input", name="side", value="left")) == 0


def test_a_lock_binds_what_the_player_may_swap_to_without_a_network(phone, user, lunge, lock):
    squat = make_exercise("squat", load="optional")
    LadderStep.objects.create(exercise=squat, to=lunge, kind="harder", source=squat.source)
    workout = make_workout(user, [squat], started=NOON)
    page = phone.get(workout.get_absolute_url()).text
    session, library = (html.data(page, name) for name in ("session", "library"))
    (swap,) = session["slots"][0]["swaps"]
    assert (swap["sides"], swap["stop_from"], swap["cues"][0]) == (["right"], 4, lock.said)
    known = {one["exercise"]: one["lock"] for one in library}
    assert known == {"squat": None, "lunge": {"sides": ["right"], "stop_from": 4, "said": lock.said}}


def test_a_side_left_out_is_not_asked_for_in_the_player_nor_logged_as_planned(phone, user, lunge):
    workout = make_workout(user, [lunge], started=NOON)
    workout.exercises.update(paused_side="left")
    page = phone.get(workout.get_absolute_url()).text
    assert html.data(page, "session")["slots"][0]["sides"] == ["right"]
    workout.log_as_planned(Stamp.of(NOON), NOON)
    assert {one.side for one in workout.sets()} == {"right"}


@pytest.mark.parametrize(("owned", "load"), [([4, 6, 12], 6), ([], 8), ([12], 8)])
def test_a_load_over_the_limit_becomes_the_heaviest_at_hand_within_it(lunge, owned, load):
    row = WorkoutExercise(exercise=lunge, load_kg=Decimal(20))
    Lock(exercise=lunge, by="Anna", most_kg=Decimal(8)).bind(row, owned)
    assert (row.load_kg, row.paused_side, row.first_side) == (load, "", "left")


def test_a_band_over_the_limit_becomes_the_strongest_within_it(lunge):
    row = WorkoutExercise(exercise=lunge, band=5)
    Lock(exercise=lunge, by="Anna", most_band=2).bind(row)
    assert row.band == 2
