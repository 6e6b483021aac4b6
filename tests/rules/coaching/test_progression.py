"""The next target: reps within the range, sides, wishes, and the next four (rules 2 and 6)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from glutes.rules.coaching import sessions
from glutes.rules.coaching.ladder import Ladder
from glutes.rules.coaching.progression import preview, with_load
from glutes.rules.coaching.targets import Wishes
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
        pytest.param([make_session(2, (5, 5, 5))], 6, "more", id="below the range: from there"),
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
def test_reps_go_up_by_one_within_the_range_and_stay_after_trouble(history, amount, change):
    target = aim(BODY, *history, ladder=Ladder())

    assert brief(target) == (3, amount, None, change, ())


@pytest.mark.parametrize(
    ("left", "right", "amount", "began"),
    [
        pytest.param((10,) * 3, (10,) * 3, 11, "left", id="alike"),
        pytest.param((8,) * 3, (12,) * 3, 9, "left", id="left weaker"),
        pytest.param((12,) * 3, (8,) * 3, 9, "right", id="right weaker, and it began"),
        pytest.param((12,) * 3, (8,) * 3, 9, "left", id="right weaker, once: no reason to begin there"),
        pytest.param((10,) * 3, (), 10, "left", id="one side missing"),
        pytest.param((10,) * 3, (12,) * 2, 10, "left", id="sets of one side missing"),
    ],
)
def test_the_weaker_side_decides_and_the_same_one_begins(left, right, amount, began):
    target = aim(replace(BODY, sides="each"), make_sides(2, left, right)._replace(began=began))

    assert (target.amount, target.first.side, target.first.reason) == (amount, began, "")


def test_the_stronger_side_can_hold_back_but_not_lower():
    each = replace(BODY, sides="each")
    slip = make_session(2, (12,) * 3, side="right", form_ok=False, rir=0)
    session = slip._replace(sets=slip.sets + make_session(2, (9,) * 3, side="left").sets)

    assert brief(aim(each, session)) == (3, 9, None, "same", ())


def test_a_paused_side_neither_counts_nor_is_missed():
    target = aim(replace(BODY, sides="each"), make_sides(2, (10,) * 3, ()), paused_side="right", first_side="right")

    assert (target.amount, target.change, target.first.side) == (11, "more", "left")


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
        (8, 4, "load"),
    ]


def test_the_preview_of_an_easier_week_is_the_same_all_week_and_goes_on_from_before_it():
    wishes = Wishes(easier_week=True, easier_until=TODAY + timedelta(days=5))
    targets = preview(BODY, [make_session(2, (12,) * 3)], TODAY, wishes=wishes)

    assert [(target.sets, target.amount) for target in targets] == [(2, 10), (2, 10), (2, 10), (3, 13)]


TOP = replace(FIXED, low=15, high=15)
"""Fixed reps at the usual top: the load is offered next."""


def test_the_preview_goes_on_from_a_load_that_was_taken():
    history = both(15)
    target = aim(TOP, *history)
    taken = with_load(TOP, target, target.offers[0])

    targets = preview(TOP, history, TODAY, KIT, first=taken)

    assert [(target.amount, target.load_kg) for target in targets] == [(15, 4)] * 4
    assert targets[0] is taken


def test_the_preview_goes_on_from_what_was_done_today_already():
    targets = preview(BODY, [make_session(0, (12,) * 3, order=1_800_000_000)], TODAY)

    assert [target.amount for target in targets] == [13, 14, 15, 15]


def test_an_accepted_load_is_the_next_target_and_then_goes_on_by_itself():
    target = aim(TOP, *both(15))
    taken = with_load(TOP, target, target.offers[0])
    after = aim(TOP, make_session(0, (15,) * 3, load="4", target=15), *both(15))

    assert brief(taken) == (3, 15, 4, "load", ())
    assert (taken.reason, taken.rest_s) == ("You chose 4 kg: start at 15 reps.", 60)
    assert brief(after) == (3, 15, 4, "same", ())


EACH = replace(BODY, sides="each")
AT_LEAST_HELD = "You held at least 30 seconds in every set: try 35 seconds."


def held_for(*seconds, aim):
    return make_session(2, seconds, measure="seconds", target=aim)


@pytest.mark.parametrize(
    ("prescription", "history", "reason"),
    [
        (BODY, [], "Your first time: start with 8 clean reps."),
        (HOLD, [], "Your first time: start with 30 seconds, then build."),
        (replace(HOLD, style="circuit"), [], "Your first time: 30 seconds, at your own pace."),
        (BODY, [make_session(2)], "You did 10 reps in every set: try 11."),
        (HOLD, [make_session(2, (30,) * 3, measure="seconds")], "You held 30 seconds in every set: try 35 seconds."),
        (BODY, [make_session(2, (14, 12, 12))], "You did at least 12 reps in every set: try 13."),
        (BODY, [make_session(2, (10, 10, 10, 14))], "You did 10 reps in every set: try 11."),
        (EACH, [make_sides(2, (12, 12, 12), (14, 12, 12))], "You did at least 12 reps in every set: try 13."),
        (HOLD, [make_session(2, (30, 34, 30), measure="seconds")], AT_LEAST_HELD),
        (HOLD, [held_for(30, 27, 30, aim=30)], "You held 27 of 30 seconds in your shortest set: 30 seconds again."),
        (HOLD, [held_for(40, 40, 40, aim=45)], "You held 40 of 45 seconds in every set: 40 seconds this time."),
        (EACH, [make_sides(2, (9,) * 3, (12,) * 3)], "Your left did 9 reps: try 10 on both sides."),
        (BODY, [make_session(2, (18,) * 3)], "You did 18 reps: 15 will do here, slower."),
        (HOLD, [held_for(75, 75, 75, aim=60)], "You held 75 seconds: 60 seconds will do here."),
        (BODY, [make_session(2, (15,) * 3)], "You did all 15 reps: once more, to be sure."),
        (replace(BODY, load="none"), both(15), "15 reps, twice in a row: ready for more?"),
        (BODY, both(15), "15 reps, twice in a row: now 4 kg, from 8 reps."),
        (BODY, both(9, rir=4), "Easy twice in a row: now 4 kg, from 8 reps."),
        (replace(BODY, load="none"), both(9, rir=4), "Easy twice in a row: try 10 reps."),
    ],
)
def test_every_reason_is_a_fact_and_what_to_do(prescription, history, reason):
    assert aim(prescription, *history).reason == reason


@pytest.mark.parametrize(("kit", "log"), [((), ", and log the weight you take"), (("8",), "")])
def test_what_needs_a_weight_that_no_kit_names_asks_to_log_it(kit, log):
    assert aim(WEIGHTS, kit=make_kit(*kit)).reason == f"Your first time: start with 8 clean reps{log}."


def test_of_a_long_history_no_more_sessions_are_worked_out_than_of_half_of_it(monkeypatch):
    def worked_out(history):
        asked = []
        monkeypatch.setattr(sessions, "line_of", lambda *of: asked.append(of) or line_of(*of))
        preview(BODY, history, TODAY)
        return len(asked)

    line_of, history = sessions.line_of, [make_session(2 + 2 * n, (14 - n // 4,) * 3) for n in range(28)]
    assert worked_out(history) == worked_out(history[:14]) < 14
