"""The player's menu, open while a rest runs on and a hold waits: what is tapped is done to what it was opened for."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from glutes.exercises.models import LadderStep
from glutes.workouts.models import WorkoutExercise
from tests.browser.phone import kept, start, tap
from tests.make import make_exercise, make_routine, make_source

pytestmark = pytest.mark.django_db(transaction=True)

MINUTE = {"seconds_low": 60, "seconds_high": 60}


@pytest.fixture
def circuit():
    """Two rounds of a minute of each: a bridge, which has an easier rung, and a plank."""
    bridge, plank = (make_exercise(slug, measure="seconds", load="none") for slug in ("bridge", "plank"))
    easier = make_exercise("short-bridge", measure="seconds", load="none")
    LadderStep.objects.create(exercise=bridge, to=easier, kind="easier", source=make_source())
    return make_routine(None, [(bridge, MINUTE), (plank, MINUTE)], style="circuit", rounds=2)


@pytest.fixture
def squats():
    """Three sets of squats, which have an easier rung, and two of step-ups."""
    squat, step_up = make_exercise("squat", load="none"), make_exercise("step-up", load="none")
    easier = make_exercise("half-squat", load="none")
    LadderStep.objects.create(exercise=squat, to=easier, kind="easier", source=make_source())
    return make_routine(None, [(squat, {"sets": 3, "rest_s": 300}), (step_up, {"sets": 2})])


def open_menu(phone):
    phone.get_by_role("button", name="Session menu: swap, skip, sound").click()


def hurts(phone, words):
    phone.get_by_role("radiogroup", name="Did it hurt?").get_by_text(re.compile(f"^{words}")).click()
    phone.clock.run_for(1000)


def rows():
    """Of every slot what was done in it, the newest last: exercise, pain, skipped."""
    every = WorkoutExercise.objects.order_by("slot", "logged_at").select_related("exercise")
    return [(row.exercise.slug, row.pain, row.skipped) for row in every]


@pytest.mark.parametrize(
    ("button", "after", "expected"),
    [
        ("Skip it today", "Plank", [("bridge", None, True), ("plank", None, False)]),
        (
            "Easier: Short bridge",
            "Short bridge",
            [("bridge", None, False), ("short-bridge", None, False), ("plank", None, False)],
        ),
    ],
)
def test_in_a_circuit_the_clock_waits_while_something_is_done_to_the_exercise(phone, circuit, button, after, expected):
    start(phone, circuit)
    phone.clock.run_for(40_000)
    open_menu(phone)
    expect(phone.locator("#player-menu h3").first).to_have_text("Bridge")
    phone.clock.run_for(60_000)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Bridge")
    tap(phone, button)
    expect(kept(phone)).to_have_text("All saved.")
    expect(phone.get_by_role("heading", level=1)).to_have_text(after)
    assert rows() == expected


def test_a_hold_goes_on_where_it_was_once_the_menu_is_closed(phone, circuit):
    start(phone, circuit)
    phone.clock.run_for(40_000)
    before = phone.locator(".digits").inner_text()
    open_menu(phone)
    phone.clock.run_for(60_000)
    phone.go_back()
    expect(phone.locator("[data-show=pause]:visible")).to_have_text("Pause")  # A moment after the menu went.
    assert phone.locator(".digits").inner_text() == before
    phone.clock.run_for(10_000)
    assert int(phone.locator(".digits").inner_text()) == int(before) - 10


def test_pain_chosen_in_the_menu_counts_once_it_is_closed(phone, squats):
    start(phone, squats)
    open_menu(phone)
    phone.get_by_label("Pain in this one, 0 to 10").select_option("7")
    tap(phone, "Skip it today")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Step up")
    expect(kept(phone)).to_have_text("All saved.")
    assert rows() == [("squat", 7, True), ("step-up", None, False)]
    open_menu(phone)
    phone.get_by_label("Pain in this one, 0 to 10").select_option("3")
    with phone.expect_response("**/slots/"):
        phone.keyboard.press("Escape")
    phone.wait_for_function("history.state === null")  # What Back would have closed is gone.
    expect(kept(phone)).to_have_text("All saved.")
    phone.reload()
    open_menu(phone)
    expect(phone.get_by_label("Pain in this one, 0 to 10")).to_have_value("3")
    assert rows() == [("squat", 7, True), ("step-up", 3, False)]


def test_pain_in_the_warm_up_stops_the_same_exercise_in_the_main_part(phone, squats):
    squat = squats.prescriptions.first()
    squats.add(squat.exercise, "warm-up")
    start(phone, squats)
    open_menu(phone)
    phone.get_by_label("Pain in this one, 0 to 10").select_option("7")
    phone.keyboard.press("Escape")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Step up")
    expect(kept(phone)).to_have_text("All saved.")
    assert rows() == [("squat", 7, True), ("squat", None, True), ("step-up", None, False)]


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_pain_that_is_corrected_brings_back_only_what_it_skipped(phone, squats, by_hand):
    squats.add(squats.prescriptions.first().exercise, "warm-up")
    squats.prescriptions.filter(block="warm-up").update(sets=1)
    start(phone, squats)
    tap(phone, "Log round 1 of 1, 10 reps")
    if by_hand:
        open_menu(phone)
        tap(phone, "Skip it today")
    hurts(phone, "A lot")
    hurts(phone, "No")
    expect(phone.get_by_label("Next", exact=True)).to_contain_text("Step up" if by_hand else "Squat")
    expect(kept(phone)).to_have_text("All saved.")
    assert rows() == [("squat", 0, False), ("squat", None, by_hand), ("step-up", None, False)]


def test_what_is_said_of_an_exercise_leaves_the_rest_as_it_was_said_elsewhere(phone, squats):
    start(phone, squats)
    tap(phone, "Log set 1 of 3, 10 reps")
    hurts(phone, "A little")
    expect(kept(phone)).to_have_text("All saved.")
    WorkoutExercise.objects.filter(exercise__slug="squat").update(pain=4)  # On another phone.
    open_menu(phone)
    tap(phone, "Skip it today")
    expect(kept(phone)).to_have_text("All saved.")
    assert rows()[0] == ("squat", 4, True)


def test_what_was_swapped_for_pain_stops_alone(phone, squats):
    start(phone, squats)
    tap(phone, "Log set 1 of 3, 10 reps")
    open_menu(phone)
    tap(phone, "Easier: Half squat")
    hurts(phone, "A lot")
    expect(phone.get_by_label("Next", exact=True)).to_contain_text("Half squat")
    expect(kept(phone)).to_have_text("All saved.")
    assert rows() == [("squat", 6, False), ("half-squat", None, False), ("step-up", None, False)]


@pytest.mark.parametrize(
    ("gone", "after"),
    [
        (lambda phone: hurts(phone, "A lot"), "Step up"),
        (lambda phone: [open_menu(phone), tap(phone, "Skip it today")], "Step up"),
        (lambda phone: [open_menu(phone), tap(phone, "Easier: Half squat")], "Half squat"),
    ],
    ids=["stopped", "skipped", "swapped"],
)
def test_a_set_of_an_exercise_that_is_gone_is_not_taken_back(phone, squats, gone, after):
    start(phone, squats)
    tap(phone, "Log set 1 of 3, 10 reps")
    gone(phone)
    tap(phone, "End rest")
    expect(phone.get_by_role("heading", level=1)).to_have_text(after)
    expect(phone.get_by_role("button", name="Undo this set")).to_be_hidden()


@pytest.mark.parametrize("left", [False, True])
def test_swapped_back_it_goes_on_and_still_hurts_as_much(phone, squats, left):
    start(phone, squats)
    tap(phone, "Log set 1 of 3, 10 reps")
    hurts(phone, "A little")
    open_menu(phone)
    tap(phone, "Easier: Half squat")
    expect(kept(phone)).to_have_text("All saved.")
    if left:
        tap(phone, "Leave; your session is saved")
        expect(phone.locator("#progress [role=status]")).to_have_text("1 of 5 ticked")
        tap(phone, "One set at a time")
    open_menu(phone)
    tap(phone, "Back to: Squat")
    expect(phone.get_by_label("Next", exact=True).get_by_role("heading")).to_have_text("Squat")
    expect(phone.get_by_label("Next", exact=True)).to_contain_text("Set 2 of 3")
    expect(kept(phone)).to_have_text("All saved.")
    assert rows() == [("half-squat", None, False), ("squat", 2, False), ("step-up", None, False)]


def test_pain_said_on_the_sheet_is_what_the_player_goes_on_with(phone, squats, monkeypatch):
    start(phone, squats)
    tap(phone, "Log set 1 of 3, 10 reps")
    hurts(phone, "A little")
    expect(kept(phone)).to_have_text("All saved.")
    tap(phone, "Leave; your session is saved")
    later = timezone.now() + timedelta(minutes=1)  # The phone's clock went ahead.
    monkeypatch.setattr(timezone, "now", lambda: later)
    form = phone.locator("form.pain").first
    form.locator("summary").click()
    with phone.expect_response("**/slots/"):
        form.get_by_role("button", name="5 out of 10").click()
    phone.reload()
    tap(phone, "One set at a time")
    open_menu(phone)
    expect(phone.get_by_label("Pain in this one, 0 to 10")).to_have_value("5")
    assert rows()[0] == ("squat", 5, False)
