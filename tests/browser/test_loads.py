"""The weights one lifts: those one owns are a tap away, any other is typed, and each comes back as it was typed."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from glutes.kit.models import Kit
from glutes.rules.units import parse_load
from tests.browser.phone import kept, start, stored, tap
from tests.make import make_exercise, make_routine
from tests.owner import make_equipment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def routine():
    step = make_exercise("some-step", name="Step-up", sides="each", load="optional")
    step.extras.add(make_equipment())
    return make_routine(None, [(step, {"sets": 2, "rest_s": 30})])


@pytest.fixture
def bells(user):
    return [Kit.objects.create(user=user, equipment=make_equipment(), kg=kg) for kg in (12, 16)]


def weights(page):
    """The keys of the weights, the chosen one with a star."""
    keys = page.get_by_role("group", name="Weight", exact=True).get_by_role("button")
    return [key.inner_text() + ("*" if key.get_attribute("aria-pressed") == "true" else "") for key in keys.all()]


def test_kettlebells_of_12_and_16_are_a_tap_away_and_go_on_to_the_other_side_and_set(phone, routine, bells):
    start(phone, routine)
    assert weights(phone) == ["None*", "12 kg", "16 kg", "Other"]
    tap(phone, "16 kg")
    tap(phone, "One rep more")
    tap(phone, "Log set 1 of 2, left, 11 reps")
    assert weights(phone) == ["None", "12 kg", "16 kg*", "Other"]
    tap(phone, "12 kg")
    tap(phone, "Log set 1 of 2, right, 11 reps")
    expect(phone.locator("[data-show=next-dose]")).to_have_text("Set 2 of 2: 11 reps, 12 kg")
    tap(phone, "End rest")
    assert weights(phone) == ["None", "12 kg*", "16 kg", "Other"]
    tap(phone, "Log set 2 of 2, left, 11 reps")
    expect(kept(phone)).to_have_text("All saved.")
    assert [(number, side, amount, kg) for _, number, side, amount, kg, *_ in stored()] == [
        (1, "left", 11, "16"), (1, "right", 11, "12"), (2, "left", 11, "12"),
    ]  # fmt: skip


def test_a_set_is_typed_and_its_new_weight_goes_to_the_kit(phone, user, routine, bells):
    start(phone, routine)
    tap(phone, "Type this set")
    dialog = phone.get_by_role("dialog", name="Step-up, set 1 of 2, left")
    expect(dialog.get_by_label("Reps")).to_be_focused()
    expect(dialog.get_by_label("Reps")).to_have_attribute("inputmode", "numeric")
    expect(dialog.get_by_role("textbox", name="Weight", exact=True)).to_have_attribute("inputmode", "decimal")
    dialog.get_by_label("Reps").fill("1.5")
    tap(phone, "Use it")
    expect(dialog.get_by_role("alert")).to_have_text("Reps: a whole number from 0 to 500.")
    dialog.get_by_label("Reps").fill("13")
    dialog.get_by_role("textbox", name="Weight", exact=True).fill("99999")
    tap(phone, "Use it")
    expect(dialog.get_by_role("alert")).to_have_text("Weight: a number from 0 to 500 kg, like 12.5.")
    expect(dialog.get_by_role("switch")).to_be_hidden()  # What is refused is not offered for the kit.
    dialog.get_by_role("textbox", name="Weight", exact=True).fill("13,5")
    offer = dialog.get_by_role("switch", name="Add the 13.5 kg kettlebell to my kit")
    expect(offer).not_to_be_checked()
    dialog.get_by_text("Add the 13.5 kg kettlebell to my kit").click()
    tap(phone, "Use it")
    assert weights(phone) == ["None", "12 kg", "13.5 kg*", "16 kg", "Other"]
    tap(phone, "Log set 1 of 2, left, 13 reps")
    expect(kept(phone)).to_have_text("All saved.")
    assert [row[3:5] for row in stored()] == [(13, "13.5")]
    assert list(user.kit.values_list("kg", flat=True)) == [12, Decimal("13.5"), 16]


@pytest.mark.parametrize("load", ["optional", "none"])
def test_the_seconds_of_a_hold_are_typed_and_its_clock_waits_meanwhile(phone, user, load):
    plank = make_exercise("plank", measure="seconds", load=load)
    start(
        phone,
        make_routine(user, [(plank, {"reps_low": None, "reps_high": None, "seconds_low": 30, "seconds_high": 30})]),
    )
    tap(phone, "Type this set")
    dialog = phone.get_by_role("dialog", name="Plank, set 1 of 3")
    dialog.get_by_label("Seconds").fill("5000")
    tap(phone, "Log it")
    expect(dialog.get_by_role("alert")).to_have_text("Seconds: a whole number from 0 to 3600.")
    phone.clock.run_for(60_000)
    dialog.get_by_label("Seconds").fill("42")
    tap(phone, "Log it")
    expect(kept(phone)).to_have_text("All saved.")
    assert [(one.seconds, one.reps) for one in user.workouts.get().exercises.get().logged_sets.all()] == [(42, None)]


def test_six_weights_are_a_stepper_that_names_its_neighbours(phone, user, routine):
    for typed in ("4 kg", "8 kg", "12 kg", "35 lb", "20 kg", "24 kg"):
        Kit.objects.create(user=user, equipment=make_equipment(), kg=parse_load(typed, "kg"))
    start(phone, routine)
    for heavier in ("4 kg", "8 kg", "12 kg", "35 lb"):
        tap(phone, heavier)
    expect(phone.locator("[data-show=lighter]")).to_have_text("12 kg")
    expect(phone.locator("[data-show=load]")).to_have_text("35 lb")
    expect(phone.locator("[data-show=heavier]")).to_have_text("20 kg")
    heavier = phone.locator("[data-act=heavier]")
    for more, is_end in (("20 kg", "false"), ("24 kg", "true")):
        tap(phone, more)
        expect(heavier).to_have_attribute("aria-disabled", is_end)
    expect(heavier).to_be_focused()
    tap(phone, "20 kg")
    expect(heavier).to_have_attribute("aria-disabled", "false")


def test_a_key_held_down_runs(phone, routine):
    start(phone, routine)
    digits, more = phone.locator("[data-show=digits]"), phone.get_by_role("button", name="One rep more")
    more.hover()
    phone.mouse.down()
    phone.clock.run_for(3000)
    phone.mouse.up()
    shown = int(digits.inner_text())
    assert shown > 30
    phone.clock.run_for(3000)
    expect(digits).to_have_text(str(shown))
    tap(phone, "One rep fewer")
    expect(digits).to_have_text(str(shown - 1))


def test_pounds_come_back_as_they_were_typed(phone, user, routine):
    user.units = "lb"
    user.save()
    start(phone, routine)
    tap(phone, "Type this set")
    phone.get_by_role("textbox", name="Weight", exact=True).fill("35.3")
    tap(phone, "Use it")
    tap(phone, "Log set 1 of 2, left, 10 reps")
    expect(kept(phone)).to_have_text("All saved.")
    left = user.workouts.get().exercises.get().logged_sets.get()
    assert left.load_kg == Decimal("16.011810661")
    for reps, units in enumerate(["kg", "lb", "kg"], 11):
        user.units = units
        user.save()
        phone.goto(f"/workouts/{user.workouts.get().pk}/")
        expect(phone.get_by_label("Step-up, set 1 of 2, left: weight", exact=True)).to_have_value("35.3 lb")
        phone.get_by_label("Step-up, set 1 of 2, left: reps", exact=True).fill(str(reps))
        with phone.expect_response("**/sets/"):
            tap(phone, "Step-up, set 1 of 2, left: save")
        left.refresh_from_db()
        assert (left.reps, left.load_kg) == (reps, Decimal("16.011810661"))


def test_the_steppers_of_the_list_go_to_the_weights_one_owns(phone, routine, bells):
    phone.goto(f"/workouts/start/?routine={routine.pk}")
    tap(phone, "Show as a list")
    weight = phone.get_by_label("Step-up, set 1 of 2, left: weight", exact=True)
    expect(weight).to_be_visible()
    phone.wait_for_load_state()  # The steppers need a script.
    heavier = phone.get_by_role("button", name="Step-up, set 1 of 2, left: heavier", exact=True)
    for shown, is_end in (("12 kg", "false"), ("16 kg", "true")):
        heavier.click()
        expect(weight).to_have_value(shown)
        expect(heavier).to_have_attribute("aria-disabled", is_end)
    phone.get_by_role("button", name="Both sides, same").first.click()
    expect(phone.get_by_label("Step-up, set 2 of 2, right: weight", exact=True)).to_have_value("16 kg")
    assert [(number, side, kg) for _, number, side, _, kg, *_ in stored()] == [(1, "left", "16"), (1, "right", "16")]
