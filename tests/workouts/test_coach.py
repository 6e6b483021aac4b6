"""The coach at the start page: targets from the user's own log, with their reasons. The rules have their own tests."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from glutes.accounts.models import Kit
from glutes.exercises.models import Equipment, LadderStep
from glutes.workouts import snapshot
from glutes.workouts.coach import Coach
from glutes.workouts.models import Workout
from tests.make import NOON, make_exercise, make_routine, make_set, make_source, make_user, make_workout

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def user():
    return make_user("ann")


@pytest.fixture
def squat():
    return make_exercise("squat")


def log(user, exercise, days_ago, amounts, **fields):
    """A past session of one exercise: its sets, one after the other."""
    workout = make_workout(user, [exercise], started=NOON - timedelta(days=days_ago))
    pain = fields.pop("pain", None)
    workout.exercises.update(pain=pain)
    for number, amount in enumerate(amounts, start=1):
        make_set(workout, number=number, **{"reps": amount} | fields)
    return workout


def slots(user, routine, today=TODAY):
    """The main block as the start page would show it."""
    return Coach(user, snapshot.of_routine(routine), today).coached()["slots"]


def eight_to_twelve(exercise, user=None, **fields):
    return make_routine(user, [(exercise, {"reps_low": 8, "reps_high": 12} | fields)])


def test_the_first_time_begins_at_the_bottom_of_the_range(user, squat):
    slot = slots(user, eight_to_twelve(squat))[0]
    assert (slot["target"], slot["sets"], slot["load_kg"]) == (8, 3, None)
    assert slot["reason"] == "First time: begin with 8, and stop when your form slips."


def test_a_clean_session_is_followed_by_a_rep_more(user, squat):
    log(user, squat, 2, [9, 9, 9])
    slot = slots(user, eight_to_twelve(squat))[0]
    assert (slot["target"], slot["reason"]) == (10, "9 or more in every set last time, in good form: now 10.")
    assert slot["reason_sources"] == ["d2"]


def test_nobody_elses_log_counts_nor_what_was_deleted(user, squat):
    log(make_user(), squat, 2, [12, 12, 12])
    log(user, squat, 2, [12, 12, 12]).delete_at(NOON)
    log(user, squat, 3, [12, 12, 12], deleted_at=NOON)
    assert slots(user, eight_to_twelve(squat))[0]["target"] == 8


def test_the_next_load_is_one_the_user_owns(user, squat):
    bell = Equipment.objects.create(slug="kettlebell", name="Kettlebell", weighs=True, source=make_source())
    squat.extras.add(bell)
    for kg in ("8", "12", "13"):
        Kit.objects.create(user=user, equipment=bell, kg=Decimal(kg))
    for days in (4, 2):
        log(user, squat, days, [12, 12, 12], load_kg=12)
    slot = slots(user, eight_to_twelve(squat))[0]
    assert (slot["target"], slot["load_kg"]) == (8, Decimal("13.000"))
    assert slot["reason"] == "Every set at the top, twice running: now 13 kg, from 8 reps again."


def test_the_weaker_side_goes_first_and_sets_the_number(user):
    clamshell = make_exercise("clamshell", sides="each")
    for days in (6, 4, 2):
        workout = make_workout(user, [clamshell], started=NOON - timedelta(days=days))
        for number in (1, 2, 3):
            make_set(workout, number=number, side="left", reps=11)
            make_set(workout, number=number, side="right", reps=9)
    slot = slots(user, eight_to_twelve(clamshell))[0]
    assert (slot["first_side"], slot["target"]) == ("right", 10)


def test_what_hurt_badly_is_left_out_for_a_week(user, squat):
    log(user, squat, 2, [10, 10, 10], pain=7)
    slot = slots(user, eight_to_twelve(squat))[0]
    assert (slot["skipped"], slot["reason"]) == (
        True,
        "It hurt a lot last time: leave this one out for a week, until it has settled.",
    )


@pytest.mark.parametrize(
    ("coaching", "coached", "reason"),
    [
        (False, True, "Coaching is off: as your routine says."),
        (True, False, "Kept as your routine says, as you chose."),
    ],
)
def test_as_written_stays_as_written(user, squat, coaching, coached, reason):
    user.coaching = coaching
    log(user, squat, 2, [12, 12, 12])
    slot = slots(user, eight_to_twelve(squat, user, coached=coached))[0]
    assert (slot["target"], slot["reason"]) == (8, reason)


def test_only_the_main_block_is_coached(user, squat):
    log(user, squat, 2, [12, 12, 12])
    slot = slots(user, eight_to_twelve(squat, block="warm-up"))[0]
    assert (slot["target"], slot.get("reason")) == (8, None)


def test_the_start_page_says_why_previews_four_and_offers_the_next_rung(user, squat):
    harder = make_exercise("single-leg-squat")
    LadderStep.objects.create(exercise=squat, to=harder, kind="harder", source=make_source())
    now = timezone.now()
    for days in (4, 2):
        workout = make_workout(user, [squat], started=now - timedelta(days=days))
        for number in (1, 2, 3):
            make_set(workout, number=number, reps=15)
    phone = Client()
    phone.force_login(user)
    routine = make_routine(None, [(squat, {"reps_low": 12, "reps_high": 15})])
    page = phone.get(f"/workouts/start/?routine={routine.pk}").content.decode()
    assert "3 × 15" in page
    assert "Every set at the top, twice running: time for something harder, when you like." in page
    assert "The next rung: Single leg squat." in page
    assert page.count('<td class="num">3 × 15</td>') == 4


def test_a_coached_workout_keeps_its_target_and_reason(user, squat, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    log(user, squat, 2, [9, 9, 9])
    routine = eight_to_twelve(squat)
    phone = Client()
    phone.force_login(user)
    page = phone.get(f"/workouts/start/?routine={routine.pk}").content.decode()
    signed = re.search(r'name="snapshot" value="([^"]+)"', page)[1]
    phone.post("/workouts/start/", {"routine": routine.pk, "snapshot": signed})
    row = Workout.objects.exclude(routine=None).get().exercises.get()
    assert (row.target, row.reps_low, row.reps_high) == (10, 8, 12)
    assert row.reason == "9 or more in every set last time, in good form: now 10."
