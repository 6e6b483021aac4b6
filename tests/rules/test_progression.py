"""The next target: rules 2, 3, 9 and 10, and F13, at and around each of their boundaries."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from glutes.rules.progression import next_target, preview
from glutes.rules.targets import Ladder, Prescription, Rung, Wishes
from tests.rules.make import TODAY, make_kit, make_session, make_sides

BODY = Prescription(8, 15, load="optional")
WEIGHTS = Prescription(8, 12, load="required")
FIXED = Prescription(10, 10, load="optional")
HOLD = Prescription(30, 30, measure="seconds")
LADDER = Ladder(Rung("bridge", "Glute bridge"), Rung("single-leg-squat", "Single-leg squat"))
KIT = make_kit("6", "10", "10.5", "12", "16")
SLUGS = {row["slug"] for row in json.loads(Path("fixtures/sources.json").read_text())}


def brief(target):
    """Sets, amount, load or band, change, and kinds of offers."""
    load = target.band or target.load_kg
    return target.sets, target.amount, load, target.change, tuple(offer.kind for offer in target.offers)


def in_seconds(session):
    """The same session with its reps as seconds."""
    return replace(session, sets=tuple(replace(row, reps=None, seconds=row.reps) for row in session.sets))


def aim(prescription, *history, kit=KIT, ladder=LADDER, **wishes):
    return next_target(prescription, history, TODAY, kit, ladder, Wishes(**wishes))


def both(amount, sets=3, **fields):
    """The last two sessions alike."""
    return make_session(2, [amount] * sets, **fields), make_session(4, [amount] * sets, **fields)


@pytest.mark.parametrize(
    ("history", "amount", "change"),
    [
        pytest.param([], 8, "start", id="the first time: the bottom of the range"),
        pytest.param([make_session(2, (8, 8, 8))], 9, "more", id="clean: one rep more"),
        pytest.param([make_session(2, (14, 14, 14))], 15, "more", id="one below the top"),
        pytest.param([make_session(2, (15, 15, 15))], 15, "same", id="at the top once"),
        pytest.param([make_session(2, (40, 40, 40))], 15, "same", id="beyond the top"),
        pytest.param([make_session(2, (5, 5, 5))], 8, "more", id="below the range: its bottom"),
        pytest.param([make_session(2, (10, 9, 8), target=10)], 9, "more", id="the weakest set decides"),
        pytest.param([make_session(2, (10, 10, 10, 4))], 11, "more", id="a set on top cannot make it worse"),
        pytest.param([make_session(2, (10, 10))], 10, "same", id="a set left out"),
        pytest.param([make_session(2, rir=1)], 11, "more", id="one in reserve is enough"),
        pytest.param([make_session(2, rir=0)], 10, "same", id="nothing in reserve"),
        pytest.param([make_session(2, rir=0), make_session(4, rir=0)], 10, "same", id="twice, in good form"),
        pytest.param([make_session(2, rir=None)], 11, "more", id="no answer counts as two"),
        pytest.param([make_session(2, last={"form_ok": False})], 10, "same", id="form lost once"),
        pytest.param(
            [make_session(2, (10, 10, 7), last={"form_ok": False}, target=10)], 10, "same", id="of the target"
        ),
        pytest.param([make_session(2, last={"form_ok": False, "rir": 0})], 9, "less", id="and nothing in reserve"),
        pytest.param([make_session(ago, last={"form_ok": False}) for ago in (2, 4)], 9, "less", id="form lost twice"),
        pytest.param([make_session(2, (8, 8, 8), form_ok=False, rir=0)], 8, "less", id="never below the range"),
    ],
)
def test_reps_within_the_range(history, amount, change):
    target = aim(BODY, *history, ladder=Ladder())

    assert brief(target) == (3, amount, None, change, ())


@pytest.mark.parametrize(
    ("prescription", "history", "expected"),
    [
        pytest.param(BODY, both(14), (3, 15, None, "more", ()), id="14 twice: not yet the top"),
        pytest.param(BODY, both(15), (3, 8, 6, "load", ()), id="15 twice: the first load, from 8"),
        pytest.param(BODY, both(15, rir=0), (3, 15, None, "same", ()), id="nothing in reserve"),
        pytest.param(WEIGHTS, both(11, load="10"), (3, 12, 10, "more", ()), id="11 twice with a weight: not yet"),
        pytest.param(WEIGHTS, both(12, load="10"), (3, 8, Decimal("10.5"), "load", ()), id="12 twice: 5 % more"),
        pytest.param(WEIGHTS, both(12, load="10.5"), (3, 12, Decimal("10.5"), "same", ("load", "harder")), id="14 %"),
        pytest.param(
            WEIGHTS, both(12, load="16"), (3, 12, 16, "same", ("harder",)), id="nothing heavier: the next rung"
        ),
        pytest.param(
            replace(WEIGHTS, load="optional"),
            both(12, load="12"),
            (3, 8, 16, "load", ()),
            id="4 kg where the body moves",
        ),
        pytest.param(
            WEIGHTS,
            (make_session(2, (12,) * 3, load="10"), make_session(4, (12,) * 3, load="6")),
            (3, 12, 10, "same", ()),
            id="two sessions with one load",
        ),
        pytest.param(
            BODY,
            (make_session(2, (15,) * 3), make_session(4, (15, 15)), make_session(6, (15,) * 3)),
            (3, 8, 6, "load", ()),
            id="a short session between does not interrupt",
        ),
        pytest.param(replace(BODY, load="none"), both(15), (3, 15, None, "same", ("harder",)), id="takes no load"),
        pytest.param(Prescription(8, 10, load="optional"), both(10), (3, 10, None, "same", ("range", "load")), id="D2"),
        pytest.param(
            Prescription(8, 10, load="optional"), both(10, load="6"), (3, 8, 10, "load", ()), id="8-10 loaded"
        ),
        pytest.param(
            Prescription(8, 20, load="none"), both(15), (3, 15, None, "same", ("harder",)), id="15 is the top"
        ),
        pytest.param(Prescription(20, 30), both(20), (3, 21, None, "more", ()), id="unless the range begins beyond it"),
        pytest.param(FIXED, both(10), (3, 10, None, "same", ("load",)), id="F13: fixed reps are offered a load"),
        pytest.param(FIXED, both(9), (3, 10, None, "more", ()), id="but not before they are done"),
        pytest.param(replace(FIXED, load="none"), both(10), (3, 10, None, "same", ("harder",)), id="or the next rung"),
        pytest.param(BODY, both(9, rir=4), (3, 8, 6, "load", ()), id="easy twice: load before the top"),
        pytest.param(BODY, both(9, rir=3), (3, 10, None, "more", ()), id="three in reserve are not easy"),
        pytest.param(
            replace(BODY, load="none"), both(9, rir=4), (3, 10, None, "more", ("harder",)), id="easy, no load"
        ),
        pytest.param(
            BODY, (make_session(2, rir=4), make_session(4, rir=2)), (3, 11, None, "more", ()), id="easy only once"
        ),
    ],
)
def test_at_the_top_or_easy_twice_running_something_harder_comes(prescription, history, expected):
    assert brief(aim(prescription, *history)) == expected


def test_without_kit_or_ladder_the_top_is_held():
    target = aim(BODY, *both(15), kit=make_kit(), ladder=Ladder())

    assert (brief(target), target.topped) == ((3, 15, None, "same", ()), True)


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        pytest.param((2, 3), (3, 8, 3, "load", ()), id="the next strength"),
        pytest.param((2, 4), (3, 15, 2, "same", ("load", "harder")), id="two strengths up are a big step"),
        pytest.param((1, 2), (3, 15, 2, "same", ("harder",)), id="no stronger one"),
    ],
)
def test_bands_step_by_strength_and_go_to_15(bands, expected):
    banded = replace(BODY, banded=True)

    assert brief(aim(banded, *both(15, band=2), kit=make_kit(bands=bands))) == expected
    assert brief(aim(banded, *both(12, band=2), kit=make_kit(bands=bands))) == (3, 13, 2, "more", ())


@pytest.mark.parametrize(
    ("prescription", "history", "expected"),
    [
        pytest.param(HOLD, [], (3, 30, None, "start", ()), id="starts at 30 s"),
        pytest.param(HOLD, both(30), (3, 35, None, "more", ()), id="5 s more"),
        pytest.param(HOLD, both(57), (3, 60, None, "more", ()), id="up to a minute"),
        pytest.param(HOLD, both(60), (3, 60, None, "same", ("harder",)), id="a minute twice: the next rung"),
        pytest.param(replace(HOLD, cap_s=30), both(30), (3, 30, None, "same", ("harder",)), id="never beyond the cap"),
        pytest.param(replace(HOLD, cap_s=90), both(60), (3, 60, None, "same", ("harder",)), id="a cap is no goal"),
        pytest.param(replace(HOLD, high=45), both(45), (3, 45, None, "same", ("range", "harder")), id="a range ends"),
        pytest.param(replace(HOLD, high=120), both(60), (3, 65, None, "more", ()), id="a range may go beyond a minute"),
        pytest.param(
            replace(HOLD, style="circuit"), both(30), (3, 30, None, "same", ("harder",)), id="not in a circuit"
        ),
        pytest.param(HOLD, [make_session(2, (40, 40, 31))], (3, 36, None, "more", ()), id="weakest"),
        pytest.param(
            HOLD,
            both(40, form_ok=False),
            (3, 35, None, "less", ()),
            id="5 s",
        ),
    ],
)
def test_holds_grow_by_five_seconds(prescription, history, expected):
    assert brief(aim(prescription, *map(in_seconds, history))) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(7, (3, 11, 10, "more", ()), id="7 days: carry on"),
        pytest.param(8, (3, 10, 10, "same", ()), id="8: the same again"),
        pytest.param(14, (3, 10, 10, "same", ()), id="14: still"),
        pytest.param(15, (3, 10, 9, "less", ()), id="15: 10 % lighter"),
        pytest.param(28, (3, 10, 9, "less", ()), id="28: still"),
        pytest.param(29, (2, 8, 8, "less", ()), id="29: 20 % lighter, 8 reps, 2 sets"),
    ],
)
def test_after_time_off(days, expected):
    assert brief(aim(WEIGHTS, make_session(days, load="10"), kit=make_kit("6", "8", "9", "10"))) == expected


@pytest.mark.parametrize(
    ("days", "load", "kit", "expected"),
    [
        pytest.param(15, None, make_kit(), (2, 10, None, "less", ()), id="no load to take off: a set fewer"),
        pytest.param(15, "10", make_kit("8", "10"), (2, 10, 10, "less", ()), id="only a much lighter one: a set fewer"),
        pytest.param(29, "10", make_kit("10"), (2, 8, 10, "less", ()), id="nothing lighter is owned"),
    ],
)
def test_a_lighter_load_must_be_owned(days, load, kit, expected):
    assert brief(aim(replace(WEIGHTS, load="required"), make_session(days, load=load), kit=kit)) == expected


def test_the_first_week_back_stays_gentle():
    before, back = make_session(40), make_session(3, (8, 8))

    assert brief(aim(BODY, back, before)) == (2, 8, None, "same", ())
    assert brief(aim(BODY, replace(back, day=make_session(6).day), before)) == (2, 8, None, "same", ())
    assert brief(aim(BODY, replace(back, day=make_session(7).day), before)) == (3, 8, None, "same", ())


@pytest.mark.parametrize(
    ("pain", "next_day", "days", "expected"),
    [
        pytest.param(None, None, 2, (3, 11, None, "more", ()), id="no answer counts as none"),
        pytest.param(3, None, 2, (3, 11, None, "more", ()), id="3: go"),
        pytest.param(4, None, 2, (3, 10, None, "same", ()), id="4: hold"),
        pytest.param(5, None, 2, (3, 10, None, "same", ()), id="5: hold"),
        pytest.param(5, 5, 2, (3, 10, None, "same", ()), id="no worse in the morning"),
        pytest.param(5, 6, 2, (3, 9, None, "less", ()), id="worse in the morning: a step back"),
        pytest.param(1, 2, 2, (3, 9, None, "less", ()), id="worse from little, too"),
        pytest.param(6, None, 2, (3, 9, None, "leave-out", ()), id="6: left out"),
        pytest.param(6, None, 7, (3, 9, None, "leave-out", ()), id="for a week"),
        pytest.param(6, None, 8, (3, 9, None, "less", ()), id="then a step back"),
        pytest.param(6, None, 15, (2, 9, None, "less", ()), id="and gentler after a longer break"),
        pytest.param(6, None, 29, (2, 8, None, "less", ()), id="or a long one"),
    ],
)
def test_pain_holds_stops_and_steps_back(pain, next_day, days, expected):
    assert brief(aim(BODY, make_session(days, pain=pain, pain_next_day=next_day))) == expected


def test_a_step_back_at_the_bottom_is_the_load_below_then_an_easier_rung():
    slipped = {"form_ok": False, "rir": 0}

    assert brief(aim(BODY, make_session(2, (8,) * 3, load="10", **slipped))) == (3, 8, 6, "less", ())
    assert brief(aim(BODY, make_session(2, (8,) * 3, load="6", **slipped))) == (3, 8, None, "less", ())
    assert brief(aim(BODY, make_session(2, (8,) * 3, **slipped))) == (3, 8, None, "less", ("easier",))
    assert brief(aim(WEIGHTS, make_session(2, (8,) * 3, load="6", **slipped))) == (3, 8, 6, "less", ("easier",))


@pytest.mark.parametrize(
    ("left", "right", "amount", "first"),
    [
        pytest.param((10,) * 3, (10,) * 3, 11, "left", id="alike"),
        pytest.param((8,) * 3, (12,) * 3, 9, "left", id="left weaker"),
        pytest.param((12,) * 3, (8,) * 3, 9, "right", id="right weaker"),
        pytest.param((10,) * 3, (), 10, "left", id="one side missing"),
        pytest.param((10,) * 3, (12,) * 2, 10, "left", id="sets of one side missing"),
    ],
)
def test_the_weaker_side_decides_and_goes_first(left, right, amount, first):
    target = aim(replace(BODY, sides="each"), make_sides(2, left, right))

    assert (target.amount, target.first.side) == (amount, first)


def test_the_stronger_side_can_hold_back_but_not_lower():
    each = replace(BODY, sides="each")
    slip = make_session(2, (12,) * 3, side="right", form_ok=False, rir=0)
    session = replace(slip, sets=slip.sets + make_session(2, (9,) * 3, side="left").sets)

    assert brief(aim(each, session)) == (3, 9, None, "same", ())


def test_a_paused_side_neither_counts_nor_is_missed():
    target = aim(replace(BODY, sides="each"), make_sides(2, (10,) * 3, ()), paused_side="right", first_side="right")

    assert (target.amount, target.change, target.first.side) == (11, "more", "left")


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        pytest.param({"as_written": True}, (3, 8, 10, "written", ()), id="as written"),
        pytest.param({"coaching": False}, (3, 8, 10, "written", ()), id="coaching off"),
        pytest.param(
            {"easier_week": True}, (2, 10, 10, "same", ()), id="an easier week: sets fewer, all else the same"
        ),
    ],
)
def test_what_the_user_wishes_comes_first(wishes, expected):
    assert brief(aim(BODY, make_session(2, load="10"), **wishes)) == expected


def test_the_prescribed_load_starts_and_a_needed_one_is_the_lightest_owned():
    assert aim(replace(WEIGHTS, load_kg=Decimal(12))).load_kg == 12
    assert aim(WEIGHTS).load_kg == 6
    assert aim(WEIGHTS, kit=make_kit()).load_kg is None
    assert aim(BODY).load_kg is None


def test_a_weight_added_by_the_rules_brings_a_minute_of_rest():
    assert aim(BODY, *both(15)).rest_s == 60
    assert aim(BODY, *both(10)).rest_s == 30
    assert aim(replace(WEIGHTS, load_kg=Decimal(10)), *both(10, load="10")).rest_s == 30


def test_the_preview_is_what_happens_if_all_goes_well():
    targets = preview(BODY, [make_session(2, (13,) * 3)], TODAY, KIT)

    assert [(target.amount, target.load_kg, target.change) for target in targets] == [
        (14, None, "more"),
        (15, None, "more"),
        (15, None, "same"),
        (8, 6, "load"),
    ]


def test_the_preview_waits_while_an_exercise_is_left_out():
    targets = preview(BODY, [make_session(2, pain=7)], TODAY, sessions=5)

    assert [target.change for target in targets] == ["leave-out"] * 3 + ["less", "more"]


def test_loads_are_said_in_the_users_unit():
    target = aim(BODY, *both(15), unit="lb")

    assert target.reason == "Every set at the top, twice running: now 13.25 lb, from 8 reps again."


def test_reasons_are_plain_sentences():
    assert aim(BODY, make_session(2)).reason == "10 or more in every set last time, in good form: now 11."
    assert aim(HOLD, make_session(2, (30,) * 3, measure="seconds")).reason == (
        "30 seconds or more in every set last time, in good form: now 35."
    )
    assert aim(replace(BODY, sides="each"), make_sides(2, (9,) * 3, (12,) * 3)).reason == (
        "Left, the weaker side, did 9 or more: both sides now 10."
    )
    assert aim(FIXED, *both(10)).offers[0].sentence == "More load: 6 kg, from 10 reps."
