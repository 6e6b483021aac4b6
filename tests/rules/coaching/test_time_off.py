"""Time off: rule 9, at and around each of its boundaries."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from glutes.rules.coaching.progression import preview
from glutes.rules.coaching.targets import Around, Prescribed, Wishes
from glutes.rules.coaching.time_off import is_first_week_back
from glutes.rules.units import KG_PER_LB
from tests.rules.make import BODY, FIXED, TODAY, WEIGHTS, aim, brief, days_ago, make_kit, make_session, next_target

FREE = replace(WEIGHTS, load="optional")


@pytest.mark.parametrize(
    ("days", "expected", "reason"),
    [
        pytest.param(7, (3, 11, 10, "more", ()), "You did 10 reps in every set: try 11.", id="7: carry on"),
        pytest.param(8, (3, 10, 10, "same", ()), "8 days off: the same again first.", id="8: the same again"),
        pytest.param(14, (3, 10, 10, "same", ()), "14 days off: the same again first.", id="14: still"),
        pytest.param(15, (3, 10, 9, "less", ()), "15 days off: 9 kg for now.", id="15: 10 % lighter"),
        pytest.param(28, (3, 10, 9, "less", ()), "28 days off: 9 kg for now.", id="28: still"),
        pytest.param(29, (2, 8, 8, "less", ()), "29 days off: ease in with 2 sets of 8.", id="29: 20 % lighter"),
    ],
)
def test_time_off_repeats_it_after_8_days_lightens_it_after_15_and_eases_in_after_29(days, expected, reason):
    target = aim(WEIGHTS, make_session(days, load="10"), kit=make_kit("6", "8", "9", "10"))

    assert (brief(target), target.reason) == (expected, reason)


@pytest.mark.parametrize(
    ("days", "sources"), [(8, ("ours",)), (15, ("bosquet-2013", "ours")), (29, ("bosquet-2013", "ours"))]
)
@pytest.mark.parametrize("kit", [make_kit("9", "10"), make_kit("10")])
def test_the_longer_off_the_weaker_says_a_study(days, sources, kit):
    assert aim(WEIGHTS, make_session(days, load="10"), kit=kit).sources == sources


@pytest.mark.parametrize(
    ("days", "load", "kit", "expected"),
    [
        pytest.param(20, "160", (), (3, 10, Decimal("142.5"), "less", ()), id="10 % off the bar"),
        pytest.param(45, "160", (), (2, 8, Decimal("127.5"), "less", ()), id="20 % off the bar"),
        pytest.param(118, "160", (), (2, 8, Decimal("127.5"), "less", ()), id="however long ago it was lifted"),
        pytest.param(45, "160", ("100", "120", "160"), (2, 8, 120, "less", ()), id="an owned one"),
        pytest.param(45, "160", ("16", "24"), (2, 8, Decimal("127.5"), "less", ()), id="a kettlebell is no bar"),
        pytest.param(45, "90.718474", (), (2, 8, 160 * KG_PER_LB, "less", ()), id="200 lb: 160 lb"),
        pytest.param(45, "30", (), (2, 8, Decimal("22.5"), "less", ()), id="a lighter one, too"),
    ],
)
def test_a_bar_has_plates_to_take_off(days, load, kit, expected):
    assert brief(aim(FREE, make_session(days, load=load), kit=make_kit(*kit))) == expected


@pytest.mark.parametrize(
    ("days", "load", "kit", "expected", "reason"),
    [
        pytest.param(
            15, None, make_kit(), (2, 10, None, "less", ()), "15 days off: 2 sets for now.", id="no load: a set less"
        ),
        pytest.param(
            15, "10", make_kit("8", "10"), (2, 10, 10, "less", ()), "15 days off: 2 sets for now.", id="much lighter"
        ),
        pytest.param(
            29,
            "10",
            make_kit("10"),
            (2, 8, 10, "less", ()),
            "29 days off: ease in with 2 sets of 8.",
            id="nothing lighter",
        ),
    ],
)
def test_a_lighter_load_must_be_owned(days, load, kit, expected, reason):
    target = aim(WEIGHTS, make_session(days, load=load), kit=kit)

    assert (brief(target), target.reason) == (expected, reason)


@pytest.mark.parametrize(
    ("prescription", "amount"),
    [
        pytest.param(FIXED, 8, id="fixed: no more than 8"),
        pytest.param(replace(BODY, low=12), 8, id="nor from a range above it"),
        pytest.param(replace(BODY, low=5), 5, id="from its bottom"),
        pytest.param(replace(BODY, low=12, high=15), 8, id="which is no floor"),
    ],
)
def test_after_more_than_four_weeks_few_reps_are_enough(prescription, amount):
    assert aim(prescription, make_session(30, (12,) * 3)).amount == amount
    assert aim(prescription, make_session(30, (4,) * 3)).amount == 4


def test_one_set_stays_one_and_nothing_says_fewer():
    back = aim(replace(BODY, sets=1), make_session(15, (10,)))

    assert (brief(back), back.reason) == ((1, 10, None, "same", ()), "15 days off: the same again first.")


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        pytest.param((8, 10), "same", id="8 days once: repeat"),
        pytest.param((8, 16), "more", id="every 8 days: go on"),
        pytest.param((8, 15), "same", id="a week before that"),
        pytest.param((14, 28), "more", id="every 14 days"),
        pytest.param((15, 30), "less", id="every 15 days: a set less all the same"),
    ],
)
def test_whoever_always_trains_so_rarely_goes_on_after_one_repeat(ago, expected):
    assert aim(BODY, *[make_session(days) for days in ago]).change == expected


@pytest.mark.parametrize(
    ("own", "pattern", "change", "reason"),
    [
        pytest.param((10,), (3,), "more", None, id="out for ten days, the pattern was trained"),
        pytest.param((14,), (3,), "more", None, id="for 14"),
        pytest.param((15,), (3,), "same", "15 days since you did this one: 10 reps again.", id="15: repeat once"),
        pytest.param(
            (40,), (3, 12, 24, 36), "same", "40 days since you did this one: 10 reps again.", id="however long"
        ),
        pytest.param((16, 32), (3,), "more", None, id="its usual turn"),
        pytest.param(
            (40,), (10, 12, 24, 36), "same", "10 days off: the same again first.", id="the pattern was off, too"
        ),
        pytest.param((40,), (-3,), "less", None, id="a day to come is none"),
    ],
)
def test_days_off_count_from_anything_of_the_same_pattern(own, pattern, change, reason):
    target = aim(BODY, *[make_session(days) for days in own], around=Around(days=days_ago(*pattern)))

    assert target.change == change
    assert reason is None or target.reason == reason


def test_the_weight_is_named_that_was_not_lifted_for_so_long_if_the_exercise_was_done_without():
    gym, home = make_session(16, load="60", routine=1), make_session(2, routine=2)
    reason = aim(replace(FREE, routine=1), gym, home).reason
    assert reason == "16 days since you did this one with 60 kg: 10 reps again."


def test_five_weeks_of_circuits_were_no_time_off():
    circuits = [make_session(ago, (60,) * 3, measure="seconds") for ago in range(2, 36, 2)]
    counted = make_session(37, (12,) * 3)

    assert brief(aim(BODY, *circuits, counted)) == (3, 12, None, "same", ())
    assert brief(aim(BODY, make_session(1, (12,) * 3), *circuits, counted))[:2] == (3, 13)


@pytest.mark.parametrize(
    ("days", "gentle"),
    [
        pytest.param((3, 31), False, id="28 days off are not that long"),
        pytest.param((3, 32), True, id="29 are"),
        pytest.param((1, 3, 6, 40), True, id="later in the first week"),
        pytest.param((7, 40), False, id="the second week"),
        pytest.param((3,), False, id="never trained before"),
        pytest.param((), False, id="nothing"),
    ],
)
def test_only_after_more_than_four_weeks_off_is_the_first_week_gentle(days, gentle):
    assert is_first_week_back(days_ago(*days), TODAY) is gentle


def test_the_first_week_back_stays_gentle():
    before, back = make_session(40), make_session(3, (8, 8))
    later = back._replace(day=make_session(7).day)

    assert brief(aim(BODY, back, before)) == (2, 8, None, "same", ())
    assert aim(BODY, back, before).reason == "Your first week back: 2 sets are plenty."
    assert brief(aim(BODY, later, before)) == (3, 8, None, "same", ())


LEGS = replace(BODY, sides="each")
LEFT_OUT = "You did 2 of 3 sets: all 3 this time."
GOES_ON = "You did 10 reps in every set: try 11."


@pytest.mark.parametrize(
    ("asked", "wishes", "expected", "reason"),
    [
        pytest.param(3, {}, (3, 10), LEFT_OUT, id="two of three"),
        pytest.param(None, {}, (3, 10), LEFT_OUT, id="nobody knows how many were asked for"),
        pytest.param(2, {}, (3, 11), GOES_ON, id="two of two: a set fewer on our advice, or today"),
        pytest.param(
            3, {"easier_week": True}, (2, 8), "Easier week: 2 sets, a bit less of each.", id="before an easier week"
        ),
        pytest.param(
            2, {"easier_week": True}, (2, 8), "Easier week: 2 sets, a bit less of each.", id="in an easier week"
        ),
    ],
)
def test_sets_are_left_out_only_where_they_were_asked_for(asked, wishes, expected, reason):
    target = aim(BODY, make_session(2, (10, 10), asked=asked), **wishes)

    assert ((target.sets, target.amount), target.reason) == (expected, reason)


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        pytest.param({}, "You did 2 of 4 sets: 10 reps again.", id="sets left out"),
        pytest.param({"pain": 5}, "Clean last time: 2 sets of 10.", id="sets on their way back"),
    ],
)
def test_half_a_session_does_not_say_that_all_sets_are_back(before, reason):
    done = make_session(2, (10,) * 2, asked=4), make_session(4, (10,) * (2 if before else 4), asked=4, **before)
    target = aim(replace(BODY, sets=4, at_most=2), *done)

    assert ((target.sets, target.amount), target.reason) == ((2, 10), reason)


def test_a_side_that_did_nothing_is_named():
    target = aim(LEGS, make_session(2, side="left"))

    assert ((target.sets, target.amount), target.reason) == ((3, 10), "You did the left only: both sides this time.")


@pytest.mark.parametrize(
    ("session", "sets", "reason"),
    [
        ({"pain": 2, "pain_next_day": 1}, 3, "It still hurt a bit next morning: 10 reps again."),
        ({"pain": 2, "pain_next_day": 1, "side": "left"}, 1, "It still hurt a bit next morning: 1 set of 10 again."),
        ({"pain": 5, "pain_next_day": 0, "amounts": (10, 10)}, 2, "It hurt 5 out of 10: 2 sets of 10 again, no more."),
        ({"form_ok": False, "amounts": (10, 10)}, 2, "Your form slipped: 2 sets of 10 again, slower."),
    ],
)
def test_whoever_shall_do_fewer_sets_is_told_how_many(session, sets, reason):
    prescription = LEGS if "side" in session else BODY
    target = aim(prescription, make_session(2, **session))

    assert (target.sets, target.reason) == (sets, reason)


def test_sets_that_the_routine_asks_for_no_more_are_not_left_out():
    assert aim(replace(BODY, sets=2), make_session(2, (10, 10), asked=4)).reason == GOES_ON


@pytest.mark.parametrize(
    ("days", "sets", "amounts"),
    [
        pytest.param(20, [2, 3, 3, 3], [10, 11, 12, 13], id="a set fewer after three weeks off"),
        pytest.param(35, [2, 2, 2, 2], [8, 8, 8, 8], id="a gentle week after five"),
    ],
)
def test_whoever_does_as_told_is_never_told_that_they_left_sets_out(days, sets, amounts):
    targets = preview(BODY, [make_session(days)], TODAY, wishes=Wishes())

    assert [target.sets for target in targets] == sets
    assert [target.amount for target in targets] == amounts
    assert not [target for target in targets if target.reason.startswith("You did 2 of")]


@pytest.mark.parametrize(
    ("days", "expected"),
    [((40,), (2, 8)), ((2, 42), (2, 8)), ((9, 49), (3, 8)), ((14,), (3, 8)), ((), (3, 8))],
    ids=["back today", "back since two days", "back for a week", "away for two weeks", "nothing of its kind so far"],
)
def test_in_the_first_week_back_what_is_new_is_eased_in_too(days, expected):
    target = aim(BODY, around=Around(days=days_ago(*days)))

    assert (target.sets, target.amount) == expected
    assert ("Nothing like it lately: 2 sets are plenty." in target.reason) == (expected[0] == 2)


def test_who_does_all_of_the_little_that_a_week_back_asks_for_is_offered_nothing_easier():
    back = [make_session(ago, (8, 8), asked=2, target=8, low=10) for ago in (2, 5, 7)]
    fixed, days = replace(BODY, low=10, high=10), Around(days=days_ago(2, 5, 7, 47))

    assert aim(fixed, *back, make_session(47, low=10), around=days).offers == ()
    full = [make_session(ago, (8, 8, 8), asked=3, target=9, low=10) for ago in (2, 5, 7)]
    assert aim(fixed, *full).offers


def test_a_circuit_is_eased_exercise_by_exercise():
    circuit = Prescribed(60, 60, measure="seconds", sets=3, style="circuit")
    history = [make_session(20, (60,) * 3, measure="seconds")]
    off = next_target(circuit, history, TODAY)
    trained = next_target(circuit, history, TODAY, around=Around(days=(TODAY - timedelta(days=2),)))

    assert (off.sets, off.amount, off.reason) == (2, 60, "20 days off: 2 rounds for now.")
    assert (trained.sets, trained.amount) == (3, 60)
