"""Pain, time off and steps back: rules 7, 9 and 10, at and around each of their boundaries."""

from dataclasses import replace

import pytest

from glutes.rules.coaching.progression import preview
from glutes.rules.coaching.targets import Ladder, Wishes
from tests.rules.make import (
    BODY,
    FIXED,
    HOLD,
    TODAY,
    WEIGHTS,
    aim,
    brief,
    make_kit,
    make_session,
)


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
    ("days", "sources"), [(8, ("ours",)), (15, ("bosquet-2013", "ours")), (29, ("bosquet-2013", "ours"))]
)
@pytest.mark.parametrize("kit", [make_kit("9", "10"), make_kit("10")])
def test_the_longer_off_the_weaker_says_a_study(days, sources, kit):
    assert aim(WEIGHTS, make_session(days, load="10"), kit=kit).sources == sources


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


def test_one_set_stays_one_and_nothing_says_fewer():
    one = replace(BODY, sets=1)
    back, easier = aim(one, make_session(15, (10,))), aim(one, make_session(2, (10,)), easier_week=True)

    assert brief(back) == brief(easier) == (1, 10, None, "same", ())
    assert back.reason == "15 days off: the same again first."
    assert easier.reason == "Your easier week: the same again, as it is one set."


LEFT_OUT = "Some sets were left out last time: the same again, with all of them."
GOES_ON = "10 or more in every set last time, in good form: now 11."
EASIER = "Your easier week: fewer sets, everything else the same."


@pytest.mark.parametrize(
    ("asked", "wishes", "expected", "reason"),
    [
        pytest.param(3, {}, (3, 10, None, "same", ()), LEFT_OUT, id="two of three"),
        pytest.param(None, {}, (3, 10, None, "same", ()), LEFT_OUT, id="nobody knows how many were asked for"),
        pytest.param(2, {}, (3, 11, None, "more", ()), GOES_ON, id="two of two: a set fewer on our advice, or today"),
        pytest.param(3, {"easier_week": True}, (2, 10, None, "same", ()), EASIER, id="before an easier week"),
        pytest.param(2, {"easier_week": True}, (2, 10, None, "same", ()), EASIER, id="in an easier week"),
    ],
)
def test_sets_are_left_out_only_where_they_were_asked_for(asked, wishes, expected, reason):
    target = aim(BODY, make_session(2, (10, 10), asked=asked), **wishes)

    assert (brief(target), target.reason) == (expected, reason)


def test_sets_that_the_routine_asks_for_no_more_are_not_left_out():
    assert aim(replace(BODY, sets=2), make_session(2, (10, 10), asked=4)).reason == GOES_ON


@pytest.mark.parametrize(
    ("days", "wishes", "sets", "amounts"),
    [
        pytest.param(20, {}, [2, 3, 3, 3], [10, 11, 12, 13], id="a set fewer after three weeks off"),
        pytest.param(35, {}, [2, 2, 2, 2], [8, 8, 8, 8], id="a gentle week after five"),
        pytest.param(2, {"easier_week": True}, [2, 2, 2, 2], [10, 10, 10, 10], id="an easier week"),
    ],
)
def test_whoever_does_as_told_is_never_told_that_they_left_sets_out(days, wishes, sets, amounts):
    targets = preview(BODY, [make_session(days)], TODAY, wishes=Wishes(**wishes))

    assert [target.sets for target in targets] == sets
    assert [target.amount for target in targets] == amounts
    assert LEFT_OUT not in [target.reason for target in targets]


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


@pytest.mark.parametrize(
    ("tried", "done", "expected"),
    [
        pytest.param([make_session(2, (), pain=6)], 4, (3, 9, None, "leave-out", ()), id="6: left out"),
        pytest.param([make_session(7, (), pain=6)], 9, (3, 9, None, "leave-out", ()), id="for a week from then"),
        pytest.param([make_session(8, (), pain=6)], 9, (3, 9, None, "less", ()), id="then a step back"),
        pytest.param(
            [make_session(8, (), pain=6)], 15, (2, 9, None, "less", ()), id="gentler, long after the last set"
        ),
        pytest.param([make_session(2, (), pain=4)], 4, (3, 10, None, "same", ()), id="4: hold"),
        pytest.param([make_session(2, (), pain=5, pain_next_day=6)], 4, (3, 9, None, "less", ()), id="worse next day"),
        pytest.param([make_session(2, (), pain=3)], 4, (3, 11, None, "more", ()), id="3: go"),
        pytest.param([make_session(2, ())], 4, (3, 11, None, "more", ()), id="only skipped"),
        pytest.param([make_session(6, (), pain=9)], 4, (3, 11, None, "more", ()), id="done since"),
        pytest.param(
            [make_session(2, measure="seconds", pain=6)], 4, (3, 9, None, "leave-out", ()), id="held, not counted"
        ),
        pytest.param([make_session(2, (), pain=6)], None, (2, 8, None, "leave-out", ()), id="never done yet: left out"),
        pytest.param([make_session(8, (), pain=6)], None, (2, 8, None, "start", ()), id="for a week, then a set less"),
        pytest.param([make_session(2, (), pain=5)], None, (2, 8, None, "start", ()), id="never done: 5 starts gently"),
        pytest.param(
            [make_session(2, (), pain=3)], None, (3, 8, None, "start", ()), id="never done: 3 is no reason to"
        ),
    ],
)
def test_pain_before_the_first_set_counts_like_any_other(tried, done, expected):
    assert brief(aim(BODY, *tried, *([] if done is None else [make_session(done)]))) == expected


@pytest.mark.parametrize(
    ("sets", "pain", "next_day", "expected", "reason"),
    [
        pytest.param(
            3, 5, 7, 2, "It hurt last time: begin gently, with one set fewer, and stop if it hurts again.", id="worse"
        ),
        pytest.param(
            3, 1, 2, 2, "It hurt last time: begin gently, with one set fewer, and stop if it hurts again.", id="from 1"
        ),
        pytest.param(
            1, 4, 4, 1, "It hurt last time: begin gently, and stop if it hurts again.", id="one set stays one"
        ),
        pytest.param(3, 3, 3, 3, "First time: begin with 30 seconds, and stop when your form slips.", id="a little"),
    ],
)
def test_pain_while_counting_makes_a_first_hold_gentle(sets, pain, next_day, expected, reason):
    target = aim(replace(HOLD, sets=sets), make_session(2, pain=pain, pain_next_day=next_day))

    assert (target.sets, target.amount, target.change, target.reason) == (expected, 30, "start", reason)


def test_a_step_back_at_the_bottom_is_the_load_below_then_an_easier_rung():
    slipped = {"form_ok": False, "rir": 0}

    assert brief(aim(BODY, make_session(2, (8,) * 3, load="10", **slipped))) == (3, 8, 6, "less", ())
    assert brief(aim(BODY, make_session(2, (8,) * 3, load="6", **slipped))) == (3, 8, None, "less", ())
    assert brief(aim(BODY, make_session(2, (8,) * 3, **slipped))) == (2, 8, None, "less", ("easier",))
    assert brief(aim(WEIGHTS, make_session(2, (8,) * 3, load="6", **slipped))) == (2, 8, 6, "less", ("easier",))


WORSE = {"pain": 5, "pain_next_day": 6}
SPENT = {"form_ok": False, "rir": 0}
STEP, FEWER, SAME = "one step back", "one set fewer", "the same, gently"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        pytest.param(WORSE, "It hurt more the morning after: {}.", id="worse in the morning"),
        pytest.param(SPENT, "Your form slipped and nothing was left: {}.", id="form lost, nothing left"),
    ],
)
@pytest.mark.parametrize(
    ("prescription", "amounts", "expected", "step"),
    [
        pytest.param(BODY, (9, 9, 9), (3, 8, "less"), STEP, id="a rep less"),
        pytest.param(BODY, (9, 9), (2, 8, "less"), STEP, id="in no more sets than were done"),
        pytest.param(BODY, (9,) * 5, (3, 8, "less"), STEP, id="nor than are written"),
        pytest.param(FIXED, (10, 10, 10), (2, 10, "less"), FEWER, id="no fewer reps: a set less"),
        pytest.param(FIXED, (10, 10), (1, 10, "less"), FEWER, id="than was done"),
        pytest.param(FIXED, (10,) * 5, (2, 10, "less"), FEWER, id="than is written"),
        pytest.param(FIXED, (10,), (1, 10, "same"), SAME, id="one set stays one"),
    ],
)
def test_a_step_back_asks_for_less_than_what_went_wrong(prescription, amounts, expected, step, wrong, reason):
    target = aim(prescription, make_session(2, amounts, **wrong), ladder=Ladder())

    assert (target.sets, target.amount, target.change) == expected
    assert target.reason == reason.format(step)


def test_where_nothing_can_go_down_something_easier_is_offered():
    target = aim(FIXED, make_session(2, (10,), **WORSE))

    assert brief(target) == (1, 10, None, "same", ("easier",))
    assert target.reason == "It hurt more the morning after: the same, gently, or something easier."


@pytest.mark.parametrize(
    ("pain", "days", "expected"),
    [
        pytest.param(6, 8, (1, 10, None, "less", ("easier",)), id="a set less after the week it was left out"),
        pytest.param(6, 16, (1, 10, None, "less", ("easier",)), id="no more of them after a longer break"),
        pytest.param(4, 2, (2, 10, None, "same", ()), id="as many as were done while it hurts a little"),
    ],
)
def test_pain_never_brings_sets_back(pain, days, expected):
    assert brief(aim(FIXED, make_session(days, (10, 10), pain=pain))) == expected


def test_a_clean_session_with_fewer_sets_brings_the_others_back():
    hurt, gentle = make_session(4, (10, 10, 10), **WORSE), make_session(2, (10, 10), asked=2, pain=0)

    assert brief(aim(FIXED, gentle, hurt)) == (3, 10, None, "same", ())


def test_a_circuit_has_a_round_fewer():
    circuit = replace(FIXED, style="circuit")
    target = aim(circuit, make_session(2, **WORSE), ladder=Ladder())

    assert (target.sets, target.reason) == (2, "It hurt more the morning after: one round fewer.")
