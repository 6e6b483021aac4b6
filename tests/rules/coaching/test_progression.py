"""The next target: reps within the range, sides, wishes, and the next four (rules 2 and 6)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from glutes.rules.coaching.progression import preview, with_load
from glutes.rules.coaching.targets import Ladder
from tests.rules.make import (
    BODY,
    FIXED,
    HOLD,
    KIT,
    TODAY,
    WEIGHTS,
    aim,
    both,
    brief,
    make_kit,
    make_session,
    make_sides,
)


@pytest.mark.parametrize(
    ("history", "amount", "change"),
    [
        pytest.param([], 8, "start", id="the first time: the bottom of the range"),
        pytest.param([make_session(2, ())], 8, "start", id="a session without a set is none"),
        pytest.param([make_session(2, measure="seconds")], 8, "start", id="nor is one counted otherwise"),
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
    ],
)
def test_reps_within_the_range(history, amount, change):
    target = aim(BODY, *history, ladder=Ladder())

    assert brief(target) == (3, amount, None, change, ())


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


def test_the_preview_goes_on_from_a_load_that_was_taken():
    history = both(10)
    target = aim(FIXED, *history)
    taken = with_load(FIXED, target, target.offers[0])

    targets = preview(FIXED, history, TODAY, KIT, first=taken)

    assert [(target.amount, target.load_kg) for target in targets] == [(10, 6)] * 4
    assert targets[0] is taken


def test_the_preview_goes_on_from_what_was_done_today_already():
    targets = preview(BODY, [make_session(0, (12,) * 3, order=1_800_000_000)], TODAY)

    assert [target.amount for target in targets] == [13, 14, 15, 15]


def test_the_preview_waits_while_an_exercise_is_left_out():
    targets = preview(BODY, [make_session(2, pain=7)], TODAY, sessions=5)

    assert [target.change for target in targets] == ["leave-out"] * 3 + ["less", "more"]


def test_an_accepted_load_is_the_next_target_and_then_goes_on_by_itself():
    target = aim(FIXED, *both(10))
    taken = with_load(FIXED, target, target.offers[0])
    after = aim(FIXED, make_session(0, load="6", target=10), *both(10))

    assert brief(taken) == (3, 10, 6, "load", ())
    assert (taken.reason, taken.rest_s) == ("More load: 6 kg, from 10 reps.", 60)
    assert brief(after) == (3, 10, 6, "same", ())


def test_reasons_are_plain_sentences():
    assert aim(BODY, make_session(2)).reason == "10 or more in every set last time, in good form: now 11."
    assert aim(HOLD, make_session(2, (30,) * 3, measure="seconds")).reason == (
        "30 seconds or more in every set last time, in good form: now 35."
    )
    assert aim(replace(BODY, sides="each"), make_sides(2, (9,) * 3, (12,) * 3)).reason == (
        "Left, the weaker side, did 9 or more: both sides now 10."
    )
    assert aim(FIXED, *both(10)).offers[0].sentence == "More load: 6 kg, from 10 reps."


def test_who_can_do_more_than_the_routine_asks_is_told_so():
    target = aim(FIXED, make_session(2, (13, 13, 13)), ladder=Ladder())

    assert (target.amount, target.change) == (10, "same")
    assert target.reason == "You can do 13; this routine asks for 10, so take them slow and clean."
