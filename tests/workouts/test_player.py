"""What a page tells the player: the session as values, complete enough to be done without a network."""

from datetime import timedelta

import pytest
from django.utils import timezone

from glutes.exercises.models import Cue, LadderStep
from glutes.rules.coaching import pain
from tests import html
from tests.make import make_exercise, make_routine, make_set, make_source, make_user, make_workout

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def phone(client, user):
    client.force_login(user)
    return client


def session(phone, url):
    """The values in the page."""
    return html.data(phone.get(url).text, "session")


def one_slot(phone, exercise, **dose):
    return session(phone, f"/workouts/start/?routine={make_routine(None, [(exercise, dose)]).pk}")["slots"][0]


def test_the_player_has_the_timers_as_the_user_set_them_and_what_to_do_about_pain(phone, user):
    user.get_ready_s, user.change_over_s, user.side_rest_s = 10, 0, 20
    user.save()
    found = session(phone, f"/workouts/start/?routine={make_routine(None, [(make_exercise('squat'), {})]).pk}")
    assert found["timers"] == {"ready": 10, "change": 0, "sides": 20}
    assert found["advice"] == {"hold": pain.HOLD.sentence, "stop": pain.STOP.sentence}


@pytest.mark.parametrize(("slug", "side"), [("step-up", "right"), ("clamshell", "left"), ("squat", None)])
def test_a_picture_says_which_side_works_in_it(phone, slug, side):
    assert one_slot(phone, make_exercise(slug))["pictures"]["shows"] == side


def test_a_start_page_holds_the_whole_session_and_what_it_is_made_from(phone, user):
    step = make_exercise("step-up", name="Step-up", sides="each")
    for position, phase in enumerate(["set-up", "move", "move", "check", "stop"]):
        text = f"{phase} {position}"
        Cue.objects.create(exercise=step, phase=phase, position=position, text=text, source=make_source())
    routine = make_routine(None, [(step, {"sets": 2, "rest_s": 45})], name="Stairs")
    found = session(phone, f"/workouts/start/?routine={routine.pk}")
    slot = found.pop("slots")[0]
    assert {name: found[name] for name in ("workout", "user", "name", "style", "unit", "base")} == {
        "workout": None, "user": user.pk, "name": "Stairs", "style": "sets", "unit": "kg", "base": "/workouts/",
    }  # fmt: skip
    assert found["begin"]["routine"] == routine.pk
    assert found["begin"]["snapshot"]
    asked = (
        "slot",
        "exercise",
        "sets",
        "sides",
        "measure",
        "target",
        "load",
        "band",
        "rest_s",
        "done",
        "cues",
        "first",
    )
    assert {name: slot[name] for name in asked} == {
        "slot": 0, "exercise": "step-up", "sets": 2, "sides": ["left", "right"], "measure": "reps", "target": 10,
        "load": "", "band": None, "rest_s": 45, "done": [], "cues": ["move 1", "check 3"], "first": 1,
    }  # fmt: skip
    assert list(slot["pictures"]) == ["moving", "still", "small", "alt", "shows"]


@pytest.mark.parametrize(("cap", "target"), [(None, 60), (30, 30)])
def test_a_hold_never_goes_beyond_its_cap(phone, cap, target):
    hold = make_exercise(measure="seconds", cap_s=cap)
    assert one_slot(phone, hold, seconds_low=60, seconds_high=60)["target"] == target


def test_a_swap_comes_with_all_that_doing_it_needs(phone):
    squat, lunge = make_exercise("squat"), make_exercise("lunge", sides="each", banded=True)
    LadderStep.objects.create(exercise=squat, to=lunge, kind="harder", source=make_source())
    swap = one_slot(phone, squat)["swaps"][0]
    assert {name: swap[name] for name in ("why", "exercise", "sides", "measure", "target", "load", "band")} == {
        "why": "Harder", "exercise": "lunge", "sides": ["left", "right"], "measure": "reps", "target": 10,
        "load": None, "band": 0,
    }  # fmt: skip


@pytest.mark.parametrize(("kind", "load"), [("required", "12 kg"), ("optional", "12 kg"), ("none", None)])
def test_a_swap_has_the_same_load_in_the_player_and_in_the_list(phone, user, kind, load):
    swing, other = make_exercise("swing", load="required"), make_exercise("other", load=kind)
    LadderStep.objects.create(exercise=swing, to=other, kind="easier", source=make_source())
    workout = make_workout(user, [swing], started=timezone.now())
    workout.exercises.update(load_kg=12)
    url = workout.get_absolute_url()
    assert session(phone, url)["slots"][0]["swaps"][0]["load"] == load
    phone.post(f"{url}slots/", {"slot": 0, "exercise": "other"})
    assert session(phone, url)["slots"][0]["load"] == load
    assert {box.attrs.get("value", "") for box in html.find(phone.get(url).text, "input", name="load")} - {""} == {
        load
    } - {None}


def test_a_swap_in_a_circuit_keeps_to_the_clock(phone, user):
    squat, lunge = make_exercise("squat"), make_exercise("lunge")
    workout = make_workout(user, [squat], started=timezone.now(), style="circuit", rounds=2)
    workout.exercises.update(reps_low=None, reps_high=None, seconds_low=60, seconds_high=60, target=60)
    phone.post(f"/workouts/{workout.pk}/slots/", {"slot": 0, "exercise": lunge.slug})
    row = workout.exercises.get(exercise=lunge)
    assert (row.measure, row.target) == ("seconds", 60)


def test_after_a_swap_the_sheet_tells_where_to_go_on(phone, user):
    squat, lunge = make_exercise("squat"), make_exercise("lunge")
    workout = make_workout(user, [squat], started=timezone.now())
    make_set(workout, number=1, reps=9)
    phone.post(f"/workouts/{workout.pk}/slots/", {"slot": 0, "exercise": lunge.slug})
    [slot] = session(phone, f"/workouts/{workout.pk}/")["slots"]
    assert (slot["exercise"], slot["first"], slot["done"]) == ("lunge", 2, [])
    assert [(swap["why"], swap["exercise"]) for swap in slot["swaps"]] == [("Back to", "squat")]
    assert [(each["number"], each["amount"]) for each in slot["swaps"][0]["done"]] == [(1, 9)]


def test_a_workout_that_is_over_has_no_player(phone, user):
    over, running = make_workout(user, [make_exercise()]), make_workout(user, [make_exercise()], timezone.now())
    make_set(over)
    assert "data-act" in phone.get(f"/workouts/{running.pk}/").text
    assert "data-act" not in phone.get(f"/workouts/{over.pk}/?correct").text


def test_last_time_has_its_unit_where_it_was_counted_otherwise(phone, user):
    squat = make_exercise("squat")
    workout = make_workout(user, [squat], started=timezone.now() - timedelta(days=2))
    make_set(workout, reps=10)

    assert one_slot(phone, squat)["last"] == {"both": "10"}
    assert one_slot(phone, squat, block="warm-up")["last"] == {"both": ""}  # It is of the main part.
    assert one_slot(phone, squat, seconds_low=30, seconds_high=30)["last"] == {"both": "10 reps"}
    workout.exercises.update(reps_low=None, reps_high=None, seconds_low=30, seconds_high=30)
    workout.exercises.get().logged_sets.update(reps=None, seconds=30)
    assert one_slot(phone, squat)["last"] == {"both": "30 s"}


def test_the_player_knows_what_was_best_before_so_that_a_new_best_is_noticed_at_once(phone, user):
    squat = make_exercise("squat", sides="each")
    for n, (side, fields) in enumerate(
        [
            ("left", {"reps": 12}),
            ("left", {"reps": 10}),
            ("left", {"reps": 14, "form_ok": False}),
            ("left", {"reps": 8, "load_kg": 8}),
            ("right", {"reps": 11}),
            ("right", {"reps": 30, "deleted_at": timezone.now()}),
            ("right", {"reps": 0, "load_kg": 20}),
        ]
    ):
        started = timezone.now() - timedelta(days=n + 1)
        make_set(make_workout(user, [squat], started=started), side=side, **fields)
    make_set(make_workout(make_user(), [squat], started=timezone.now() - timedelta(days=1)), side="left", reps=99)
    assert sorted(one_slot(phone, squat)["bests"]) == [
        ["left", 8, 8.0, 0],
        ["left", 12, 0.0, 0],
        ["right", 11, 0.0, 0],
    ]
    assert one_slot(phone, squat, block="warm-up")["bests"] == []
    assert one_slot(phone, squat, seconds_low=30, seconds_high=30)["bests"] == []


def test_the_player_knows_what_was_best_of_every_exercise_that_may_be_swapped_in(phone, user):
    squat, plank = make_exercise("squat"), make_exercise("plank", measure="seconds", load="none")
    before = make_workout(user, [squat, plank], started=timezone.now() - timedelta(days=1))
    make_set(before, reps=12)
    make_set(before, slot=1, seconds=40)
    make_exercise("lunge")
    workout = make_workout(user, [plank], started=timezone.now())
    library = html.data(phone.get(workout.get_absolute_url()).text, "library")
    assert {one["exercise"]: one["bests"] for one in library} == {
        "squat": {"reps": [["both", 12, 0.0, 0]], "seconds": []},
        "plank": {"reps": [], "seconds": [["both", 40, 0.0, 0]]},
        "lunge": {},
    }


def new_words(answer):
    """What the answer to a set says about a best; None for nothing."""
    found = html.find(answer.text, "p", class_="logged-best")
    return found[0].text if found else None


def test_the_sheet_says_a_new_best_at_once_as_the_player_does(phone, user):
    squat = make_exercise("squat", sides="each", load="optional")
    before = make_workout(user, [squat], started=timezone.now() - timedelta(days=1))
    make_set(before, side="left", reps=12)
    workout = make_workout(user, [squat], started=timezone.now())
    url, headers = f"/workouts/{workout.pk}/sets/", {"HX-Request": "true"}

    def log(number, **fields):
        sent = {"slot": 0, "number": number, "side": "left"} | fields
        return new_words(phone.post(url, sent, headers=headers))

    assert log(1, reps=12) is None
    assert log(2, reps=14) == "New best on the left, 14 reps: your most so far."
    assert log(3, reps=14) is None
    assert log(4, reps=20, form_ok=0) is None
    assert log(5, reps=5, load="8", form_ok=1) == "New best on the left, 5 reps: your heaviest so far."
    assert log(6, reps=30, side="right") is None
    assert log(7, reps=15, deleted=1) is None
    phone.post(url, {"slot": 0, "number": 8, "side": "left", "reps": 21})
    assert "New best on the left, 21 reps: your most so far." in phone.get(workout.get_absolute_url()).text


def test_what_is_corrected_afterwards_is_no_news(phone, user):
    squat = make_exercise("squat")
    for days in (2, 1):
        workout = make_workout(user, [squat], started=timezone.now() - timedelta(days=days))
        make_set(workout, reps=10)
    sent = {"slot": 0, "number": 1, "side": "both", "reps": 20}
    answer = phone.post(f"/workouts/{workout.pk}/sets/", sent, headers={"HX-Request": "true"})
    assert (answer.status_code, new_words(answer)) == (200, None)
