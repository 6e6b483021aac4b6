"""Pain and lost form: rules 7, 7b and 10, at and around each of their boundaries."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from glutes.rules.coaching.ladder import Ladder
from glutes.rules.coaching.pain import LINGERING
from glutes.rules.coaching.progression import preview
from glutes.rules.coaching.targets import Around
from tests.rules.make import BODY, FIXED, HOLD, TODAY, aim, brief, days_ago, in_seconds, make_kit, make_session

TEN = (3, 10, None, "same", ())


@pytest.mark.parametrize(
    ("pain", "next_day", "days", "expected"),
    [
        pytest.param(None, None, 2, (3, 11, None, "more", ()), id="no answer counts as none"),
        pytest.param(3, None, 2, (3, 11, None, "more", ()), id="3: go"),
        pytest.param(4, None, 2, TEN, id="4: hold"),
        pytest.param(5, 0, 2, TEN, id="5: hold, also when it is gone in the morning"),
        pytest.param(3, 0, 2, (3, 11, None, "more", ()), id="gone in the morning"),
        pytest.param(3, 1, 2, TEN, id="a little in the morning: the same again"),
        pytest.param(3, 3, 2, TEN, id="as much as in the session"),
        pytest.param(5, 3, 2, TEN, id="less than in the session"),
        pytest.param(5, 4, 2, (3, 9, None, "less", ()), id="4 in the morning: a step back, though it is less"),
        pytest.param(5, 6, 2, (3, 9, None, "less", ()), id="worse in the morning: a step back"),
        pytest.param(0, 1, 2, (3, 9, None, "less", ()), id="worse from nothing, too"),
        pytest.param(6, None, 2, (1, 9, None, "leave-out", ()), id="6: left out"),
        pytest.param(6, None, 7, (1, 9, None, "leave-out", ()), id="for a week"),
        pytest.param(6, None, 8, (1, 9, None, "less", ()), id="then a step back, with one set"),
        pytest.param(6, None, 15, (1, 9, None, "less", ()), id="and no more after a longer break"),
        pytest.param(6, None, 29, (1, 8, None, "less", ()), id="or a long one"),
    ],
)
def test_pain_holds_stops_and_steps_back(pain, next_day, days, expected):
    assert brief(aim(BODY, make_session(days, pain=pain, pain_next_day=next_day))) == expected


@pytest.mark.parametrize(
    ("tried", "done", "expected"),
    [
        pytest.param([make_session(2, (), pain=6)], 4, (1, 9, None, "leave-out", ()), id="6: left out"),
        pytest.param([make_session(7, (), pain=6)], 9, (1, 9, None, "leave-out", ()), id="for a week from then"),
        pytest.param([make_session(8, (), pain=6)], 9, (1, 9, None, "less", ()), id="then a step back"),
        pytest.param([make_session(2, (), pain=4)], 4, TEN, id="4: hold"),
        pytest.param(
            [make_session(2, (), pain=4), make_session(9, pain=7)],
            11,
            (1, 9, None, "less", ()),
            id="4 after a 7: gently",
        ),
        pytest.param([make_session(2, (), pain=5, pain_next_day=6)], 4, (3, 9, None, "less", ()), id="worse next day"),
        pytest.param([make_session(2, (), pain=3)], 4, (3, 11, None, "more", ()), id="3: go"),
        pytest.param([make_session(2, ())], 4, (3, 11, None, "more", ()), id="only skipped"),
        pytest.param([make_session(6, (), pain=9)], 4, (3, 11, None, "more", ()), id="done since, in full"),
        pytest.param([make_session(2, measure="seconds", pain=6)], 4, (1, 9, None, "leave-out", ()), id="held instead"),
        pytest.param([make_session(2, (), pain=6)], None, (1, 8, None, "leave-out", ()), id="never done: left out"),
        pytest.param([make_session(8, (), pain=6)], None, (1, 8, None, "start", ()), id="for a week, then one set"),
        pytest.param([make_session(2, (), pain=5)], None, (2, 8, None, "start", ()), id="never done: 5 starts gently"),
        pytest.param([make_session(2, (), pain=3)], None, (3, 8, None, "start", ()), id="never done: 3 does not"),
    ],
)
def test_pain_before_the_first_set_counts_like_any_other(tried, done, expected):
    assert brief(aim(BODY, *tried, *([] if done is None else [make_session(done)]))) == expected


@pytest.mark.parametrize(
    ("sets", "pain", "next_day", "expected", "reason"),
    [
        pytest.param(3, 5, 7, 2, "It hurt when you tried it: 2 sets, gently.", id="worse"),
        pytest.param(1, 4, 4, 1, "It hurt when you tried it: 1 set, gently.", id="one set stays one"),
        pytest.param(3, 3, 3, 3, "Your first time: start with 30 seconds, then build.", id="a little"),
    ],
)
def test_pain_while_counting_makes_a_first_hold_gentle(sets, pain, next_day, expected, reason):
    target = aim(replace(HOLD, sets=sets), make_session(2, pain=pain, pain_next_day=next_day))

    assert (target.sets, target.amount, target.change, target.reason) == (expected, 30, "start", reason)


@pytest.mark.parametrize(
    ("history", "expected", "reason"),
    [
        pytest.param([], (1, 9), "First time back: 1 set of 9 reps, gently.", id="back with one set"),
        pytest.param([(9,)], (2, 9), "Clean last time: up to 2 sets of 9.", id="one more"),
        pytest.param([(9, 9), (9,)], (3, 9), "Clean again: all 3 sets are back.", id="and one more"),
        pytest.param([(9, 9, 9), (9, 9), (9,)], (3, 10), "You did 9 reps in every set: try 10.", id="then on"),
    ],
)
def test_after_a_bad_pain_a_set_comes_back_with_each_clean_session(history, expected, reason):
    back = [make_session(1 + 2 * n, amounts, asked=len(amounts), target=9, pain=0) for n, amounts in enumerate(history)]
    hurt = make_session(9 + 2 * len(history), pain=7)
    target = aim(BODY, *back, hurt, around=Around(days=days_ago(1)))

    assert ((target.sets, target.amount), target.reason) == (expected, reason)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param({"pain": 4}, (2, 9), id="it hurts"),
        pytest.param({"form_ok": False}, (2, 9), id="form slips"),
        pytest.param({"rir": 0}, (2, 9), id="nothing to spare"),
        pytest.param({"pain": 3}, (3, 9), id="it hurts a little"),
        pytest.param({"pain": None}, (2, 9), id="nobody said that it did not"),
        pytest.param({"pain": 2, "pain_next_day": 1}, (2, 9), id="a little in the morning"),
    ],
)
def test_no_set_comes_back_after_a_session_that_was_not_clean(last, expected):
    target = aim(BODY, make_session(2, (9, 9), asked=2, target=9, **{"pain": 0} | last), make_session(12, pain=7))

    assert (target.sets, target.amount) == expected


def test_a_bad_pain_before_the_first_set_brings_the_sets_back_one_by_one_too():
    history = make_session(2, (9,), asked=1, target=9, pain=0), make_session(10, (), pain=8), make_session(12)

    assert brief(aim(BODY, *history, around=Around(days=days_ago(2)))) == (2, 9, None, "same", ())


SLIPPED = {"form_ok": False}


@pytest.mark.parametrize(
    ("sets", "history"),
    [
        pytest.param(4, [make_session(2, asked=3), make_session(4, asked=3, **SLIPPED)], id="a set more"),
        pytest.param(5, [make_session(2, asked=3), make_session(4, asked=3, pain=4)], id="two more"),
        pytest.param(
            4, [make_session(2, asked=3), make_session(4, (9, 9), asked=2), make_session(6, pain=6)], id="back"
        ),
        pytest.param(2, [make_session(2, asked=3), make_session(4, asked=3, **SLIPPED)], id="a set less"),
        pytest.param(1, [make_session(2, (10, 10), asked=3), make_session(4, asked=3, pain=4)], id="two less"),
    ],
)
@pytest.mark.parametrize(("low", "high"), [(8, 15), (6, 10), (12, 15), (10, 10)], ids=str)
def test_a_routine_that_was_changed_reads_neither_as_a_setback_nor_as_a_recovery(sets, history, low, high):
    target = aim(replace(BODY, sets=sets, low=low, high=high), *history)

    assert target.sets == sets
    assert target.change in ("same", "more")
    assert not any(words in target.reason for words in ("are back", "up to"))


@pytest.mark.parametrize(
    ("fewer", "expected", "reason"),
    [
        (2, (3, 10), "Clean again: all 3 sets are back."),
        (1, (2, 10), "Clean last time: up to 2 sets of 10."),
    ],
)
def test_sets_taken_off_by_hand_after_trouble_come_back_one_by_one_too(fewer, expected, reason):
    """Somebody slipped in 3 sets, did fewer for a while, and asks for 3 again: they were not clean in 3 since."""
    since = [make_session(2 + 2 * n, (10,) * fewer, asked=fewer) for n in range(3)]
    target = aim(BODY, *since, make_session(9, asked=3, **SLIPPED))

    assert ((target.sets, target.amount), target.reason) == (expected, reason)


@pytest.mark.parametrize(
    ("done", "expected", "reason"),
    [
        pytest.param((9,), 2, "Clean last time: up to 2 sets of 9.", id="the first"),
        pytest.param((9, 9), 3, "Clean last time: up to 3 sets of 9.", id="the last that was taken away"),
        pytest.param((9, 9, 9), 4, "You did 9 reps in every set: try 10.", id="all of them, then the new one"),
    ],
)
def test_sets_come_back_up_to_what_was_asked_before_the_routine_was_raised(done, expected, reason):
    history = make_session(2, done, asked=len(done), target=9, pain=0), make_session(12, asked=3, pain=7)
    target = aim(replace(BODY, sets=4), *history, around=Around(days=days_ago(2, 9)))

    assert (target.sets, target.reason) == (expected, reason)


WAITS, OUT, BACK = (
    "It hurt a lot again: get it looked at first.",
    (1, 8, None, "leave-out", ()),
    (1, 8, None, "less", ()),
)
RETURN = make_session(9, (9,), pain=6, asked=1, target=9)


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        pytest.param({}, OUT, id="not until it was looked at"),
        pytest.param({"looked_at": TODAY - timedelta(days=10)}, OUT, id="since then"),
        pytest.param({"looked_at": TODAY - timedelta(days=9)}, BACK, id="looked at"),
        pytest.param({"taken_up": TODAY}, BACK, id="knowingly taken up"),
    ],
)
def test_hurt_a_lot_again_on_its_return_it_waits_for_somebody_to_look(around, expected):
    target = aim(BODY, RETURN, make_session(20, pain=7), around=Around(**around), ladder=Ladder())

    assert brief(target) == expected
    assert (target.reason == WAITS) is (expected == OUT)
    assert bool(target.warning) is (expected == OUT)


def test_long_after_it_was_back_in_full_a_bad_pain_is_a_first_one():
    between = make_session(12, (9, 9, 9))

    assert brief(aim(BODY, RETURN, between, make_session(20, pain=7)))[3] == "less"


def test_the_day_it_comes_back_is_named():
    assert aim(BODY, make_session(2, pain=6)).reason == "It hurt a lot: skip this one, back on Tue 24 Nov."


@pytest.mark.parametrize(
    ("ago", "change"),
    [
        pytest.param(0, "same", id="today"),
        pytest.param(7, "same", id="for a week"),
        pytest.param(8, "more", id="no longer"),
        pytest.param(-3, "more", id="not before"),
    ],
)
def test_what_is_similar_does_not_rise_for_a_week(ago, change):
    target = aim(BODY, make_session(2), around=Around(hurt=days_ago(ago)))

    assert target.change == change
    assert (target.reason == "Something similar hurt: stay at 10 reps this week.") is (change == "same")


@pytest.mark.parametrize(
    ("last", "expected", "words"),
    [
        pytest.param(make_session(2, asked=3), 3, "10 reps", id="all sets done"),
        pytest.param(make_session(2, (10, 10), asked=3), 3, "10 reps", id="ended early: the sets that were asked for"),
        pytest.param(make_session(2, (10, 10), asked=2), 2, "2 sets of 10", id="fewer were asked for: it says so"),
        pytest.param(make_session(2, (10, 10)), 2, "2 sets of 10", id="not known: no more than were done"),
        pytest.param(make_session(2, (10,) * 4, asked=4), 3, "10 reps", id="no more than in the routine"),
    ],
)
def test_what_is_similar_takes_no_set_away(last, expected, words):
    targets = preview(BODY, [last], TODAY, around=Around(hurt=days_ago(0)))

    assert [target.sets for target in targets] == [expected] * 4
    assert targets[0].reason == f"Something similar hurt: stay at {words} this week."


def hurting(*pains):
    """The latest sessions with these pains, newest first, two days apart."""
    return [make_session(2 + 2 * n, pain=pain, target=10) for n, pain in enumerate(pains)]


@pytest.mark.parametrize(
    ("pains", "around", "expected"),
    [
        pytest.param((4, 4), {}, (10, "same", ()), id="twice: hold"),
        pytest.param((4, 4, 4), {}, (9, "less", ("easier",)), id="three times: step back"),
        pytest.param((4, 3, 5, 4), {}, (9, "less", ("easier",)), id="not only running"),
        pytest.param((0, 4, 4, 4), {}, (10, "same", ("easier",)), id="clean since: still no more"),
        pytest.param((4, 4, 4), {"looked_at": TODAY - timedelta(days=5)}, (10, "same", ()), id="looked at since"),
        pytest.param((4, 4, 4), {"looked_at": TODAY - timedelta(days=6)}, (9, "less", ("easier",)), id="before"),
    ],
)
def test_what_hurts_again_and_again_steps_back_until_it_was_looked_at(pains, around, expected):
    target = aim(BODY, *hurting(*pains), around=Around(**around))

    assert (target.amount, target.change, brief(target)[4]) == expected
    assert bool(target.warning) is bool(expected[2])


def test_where_there_is_nothing_easier_a_rest_is_offered():
    assert brief(aim(BODY, *hurting(4, 4, 4), ladder=Ladder()))[4] == ("rest",)


@pytest.mark.parametrize(
    ("days", "pain", "later", "warning"),
    [
        pytest.param((2, 5, 8, 11, 14, 16), 1, (), LINGERING, id="six times over two weeks"),
        pytest.param((2, 5, 8, 11, 14, 15), 1, (), "", id="over less"),
        pytest.param((2, 5, 8, 11, 16), 1, (), "", id="five times"),
        pytest.param((2, 5, 8, 11, 14, 16), 0, (), "", id="nothing"),
        pytest.param((4, 7, 10, 13, 16, 18), 1, (None,), LINGERING, id="no answer is not none"),
        pytest.param((4, 7, 10, 13, 16, 18), 1, (None, None), "", id="but twice in a row it is"),
        pytest.param((4, 7, 10, 13, 16, 18), 1, (None, 0), "", id="none since"),
        pytest.param((2, 5, 8, 11, 14, 22), 1, (), LINGERING, id="less than three weeks"),
        pytest.param((2, 5, 8, 11, 14, 23), 1, (), "3 weeks and not better: get it looked at now.", id="three weeks"),
        pytest.param(range(1, 62, 5), 2, (), "8 weeks and not better: get it looked at now.", id="eight weeks"),
        pytest.param(range(1, 72, 5), 2, (), "Months and not better: get it looked at now.", id="longer"),
    ],
)
def test_a_little_pain_for_two_weeks_holds(days, pain, later, warning):
    since = [make_session(2 - n, pain=felt) for n, felt in enumerate(later)]
    target = aim(BODY, *[make_session(ago, pain=pain) for ago in days], *since)

    assert (target.change, target.warning) == ("same" if warning else "more", warning)


def test_with_coaching_off_what_hurt_is_said_all_the_same():
    off = {"coaching": False}

    assert aim(BODY, make_session(2, pain=6), **off).reason == "It hurt a lot: skip this one, back on Tue 24 Nov."
    assert aim(BODY, make_session(2, pain=4), **off).reason == "It hurt 4 out of 10: no more than last time."
    assert aim(BODY, make_session(2), **off).reason == ""
    assert brief(aim(BODY, make_session(2, pain=5), **off)) == (3, 8, None, "written", ())
    assert aim(BODY, make_session(2, pain=6), **off).change == "leave-out"


WORSE = {"pain": 5, "pain_next_day": 6}
SPENT = {"form_ok": False, "rir": 0}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        pytest.param(WORSE, "It hurt more next morning", id="worse in the morning"),
        pytest.param(SPENT, "Your form slipped with none to spare", id="form lost, nothing left"),
    ],
)
@pytest.mark.parametrize(
    ("prescription", "session", "expected", "step"),
    [
        pytest.param(BODY, {"amounts": (9, 9, 9)}, (3, 8, None, ()), "8 reps this time", id="a rep less"),
        pytest.param(BODY, {"amounts": (9, 9)}, (2, 8, None, ()), "8 reps this time", id="in no more sets than done"),
        pytest.param(BODY, {"amounts": (9,) * 5}, (3, 8, None, ()), "8 reps this time", id="nor than are written"),
        pytest.param(
            BODY, {"load": "10", "amounts": (8,) * 3}, (3, 8, 4, ()), "back to 4 kg, 8 reps", id="the load below"
        ),
        pytest.param(
            BODY, {"load": "4", "amounts": (8,) * 3}, (3, 8, None, ()), "back to body weight, 8 reps", id="or none"
        ),
        pytest.param(
            FIXED, {"amounts": (10,) * 3}, (3, 9, None, ("easier",)), "9 reps this time", id="the range is no floor"
        ),
        pytest.param(FIXED, {"amounts": (3,) * 3}, (2, 3, None, ("easier",)), "2 sets this time", id="a set less"),
        pytest.param(
            FIXED,
            {"amounts": (3,)},
            (1, 3, None, ("easier",)),
            "the same again, or the easier one below",
            id="nothing",
        ),
    ],
)
def test_a_step_back_asks_for_less_than_what_went_wrong(prescription, session, expected, step, wrong, why):
    target = aim(prescription, make_session(2, **session, **wrong))

    assert (target.sets, target.amount, target.load_kg, brief(target)[4]) == expected
    assert target.reason == f"{why}: {step}."


def test_a_hold_steps_back_by_five_seconds_and_below_its_start():
    thirty = in_seconds(make_session(2, (30,) * 3, form_ok=False, rir=0, target=30))
    ten = in_seconds(make_session(2, (10,) * 3, form_ok=False, rir=0, target=10))

    assert brief(aim(HOLD, thirty))[:2] == (3, 25)
    assert brief(aim(HOLD, ten))[:2] == (2, 10)


def test_a_circuit_steps_back_by_five_seconds_of_that_exercise():
    circuit = replace(HOLD, low=60, high=60, style="circuit")

    assert brief(aim(circuit, in_seconds(make_session(2, (60,) * 3, **WORSE)), ladder=Ladder()))[:2] == (3, 55)


@pytest.mark.parametrize("wrong", [{"pain": 4}, {"form_ok": False}])
def test_until_a_clean_session_nothing_is_above_the_least_since(wrong):
    """Somebody who does more than was asked for all the same is not followed."""
    rough = make_session(4, (10, 10), target=10, **wrong)
    more = make_session(2, (12, 12, 12), load="4", pain=4)

    target = aim(BODY, more, rough, kit=make_kit("4"))

    assert (target.sets, target.amount, target.load_kg) == (2, 10, None)


@pytest.mark.parametrize(
    ("history", "expected", "reason"),
    [
        pytest.param([{"rir": 0}], (12, "same"), "You had none to spare: 12 reps again.", id="once"),
        pytest.param([{"rir": 0}] * 2, (12, "same"), "You had none to spare: 12 reps again.", id="twice"),
        pytest.param([{"rir": 0}] * 3, (13, "more"), "12 reps in good form, 3 times: try 13.", id="then on"),
        pytest.param([{"rir": 0}] * 5, (13, "more"), "12 reps in good form, 5 times: try 13.", id="and on"),
        pytest.param(
            [{"rir": 0, "amounts": (17,) * 3}],
            (12, "same"),
            "17 reps with none to spare: 12 will do here.",
            id="more than was asked for",
        ),
        pytest.param(
            [{"rir": 0}, {"rir": 0}, {"rir": 0, "form_ok": False}],
            (12, "same"),
            "You had none to spare: 12 reps again.",
            id="good form only",
        ),
        pytest.param([{"rir": 1}], (13, "more"), "You did 12 reps in every set: try 13.", id="one is enough"),
        pytest.param([{"form_ok": False}], (12, "same"), "Your form slipped: 12 reps again, slower.", id="a slip"),
        pytest.param(
            [{"form_ok": False}] * 2, (11, "less"), "Your form slipped twice in a row: 11 reps this time.", id="two"
        ),
    ],
)
def test_nothing_to_spare_in_good_form_is_the_same_again_twice(history, expected, reason):
    done = [make_session(2 + 2 * n, **{"amounts": (12,) * 3, "target": 12} | one) for n, one in enumerate(history)]
    target = aim(BODY, *done)

    assert ((target.amount, target.change), target.reason) == (expected, reason)


def test_the_preview_waits_while_an_exercise_is_left_out():
    targets = preview(BODY, [make_session(2, pain=7)], TODAY, sessions=7)

    assert [target.change for target in targets] == ["leave-out"] * 3 + ["less", "same", "same", "more"]
    assert [target.sets for target in targets[3:]] == [1, 2, 3, 3]


@pytest.mark.parametrize("last", [{"pain_next_day": 4}, {"pain": 7}, {"form_ok": False, "rir": 0}])
@pytest.mark.parametrize(
    ("load", "kit", "back"),
    [
        pytest.param("60", (), "55", id="no kit: about 10 % in plates"),
        pytest.param("41", (), "37.5", id="to the nearest"),
        pytest.param("37.5", (), "35", id="under 40 kg, too"),
        pytest.param("12", (), "10", id="and with a light one"),
        pytest.param("5", (), "2.5", id="the last plate but one"),
        pytest.param("2.5", (), None, id="nothing left to take off: body weight"),
        pytest.param("60", ("50", "60"), "50", id="the kit has a lighter one"),
        pytest.param("60", ("16", "60"), "16", id="the kit holds what was lifted: nothing between"),
        pytest.param("60", ("16", "24"), "55", id="a kit that does not hold it, nor half of it"),
        pytest.param("40", ("16", "24"), "24", id="or half of it"),
        pytest.param("16", ("16", "24"), None, id="the lightest of the kit"),
    ],
)
def test_one_step_back_is_the_next_weight_of_the_kit_or_a_tenth_less(load, kit, back, last):
    before = [make_session(ago, load=load) for ago in (12, 14, 16)]
    target = aim(FIXED, make_session(9, load=load, **last), *before, kit=make_kit(*kit))
    assert (target.load_kg, target.amount, target.change) == (back and Decimal(back), 10, "less")


def test_a_bar_that_is_too_heavy_is_offered_lighter_and_never_left():
    history = [make_session(ago, (8,) * 3, load="160") for ago in (2, 5, 7)]
    (offer,) = aim(FIXED, *history, kit=make_kit()).offers
    assert (offer.load_kg, offer.sentence) == (Decimal(145), "Back to 145 kg for now: start at 10 reps.")
