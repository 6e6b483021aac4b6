"""What comes at the top: rules 2, 3 and 10, and F13, at and around each of their boundaries."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from glutes.rules.coaching.ladder import Ladder
from glutes.rules.coaching.limits import Limits
from glutes.rules.coaching.loads import Loads
from glutes.rules.coaching.progression import preview
from glutes.rules.coaching.symmetry import Check
from glutes.rules.coaching.targets import Around, Prescribed, Wishes, lighter_first, of_warm_up
from tests.rules.make import (
    BODY,
    FIXED,
    HOLD,
    LADDER,
    TODAY,
    WEIGHTS,
    aim,
    both,
    brief,
    in_seconds,
    make_kit,
    make_session,
    make_set,
    make_sides,
    next_target,
)

DEADLIFT = replace(WEIGHTS, body_is_load=True)


@pytest.mark.parametrize(
    ("prescription", "history", "expected"),
    [
        pytest.param(BODY, both(14), (3, 15, None, "more", ()), id="14 twice: not yet the top"),
        pytest.param(BODY, both(15), (3, 8, 4, "load", ()), id="15 twice: the first load, 4 kg, from 8"),
        pytest.param(BODY, both(15, rir=0), (3, 15, None, "same", ()), id="nothing to spare"),
        pytest.param(BODY, both(15, load="4"), (3, 15, 4, "same", ("load",)), id="6 kg more are a big step: 15, too"),
        pytest.param(BODY, both(12, load="4"), (3, 13, 4, "more", ()), id="and more reps come before it"),
        pytest.param(WEIGHTS, both(11, load="10"), (3, 12, 10, "more", ()), id="11 twice with a weight: not yet"),
        pytest.param(WEIGHTS, both(12, load="10"), (3, 8, Decimal("10.5"), "load", ()), id="12 twice: 5 % more"),
        pytest.param(WEIGHTS, both(12, load="10.5"), (3, 12, Decimal("10.5"), "same", ("range",)), id="14 %"),
        pytest.param(WEIGHTS, both(12, load="16"), (3, 12, 16, "same", ("range",)), id="nothing heavier"),
        pytest.param(
            replace(WEIGHTS, high=15), both(12, load="16"), (3, 12, 16, "same", ("harder",)), id="a range that goes on"
        ),
        pytest.param(
            replace(WEIGHTS, body_is_load=True), both(12, load="12"), (3, 8, 16, "load", ()), id="4 kg on the body"
        ),
        pytest.param(
            WEIGHTS,
            (make_session(2, (12,) * 3, load="10"), make_session(4, (12,) * 3, load="4")),
            (3, 12, 10, "same", ()),
            id="two sessions with one load",
        ),
        pytest.param(
            BODY,
            (make_session(2, (15,) * 3), make_session(4, (15, 15)), make_session(6, (15,) * 3)),
            (3, 8, 4, "load", ()),
            id="a short session between does not interrupt",
        ),
        pytest.param(
            BODY,
            (make_session(2, (15, 15), asked=2), make_session(4, (15,) * 3), make_session(6, (15,) * 3)),
            (3, 15, None, "same", ()),
            id="but nothing harder comes right after one",
        ),
        pytest.param(replace(BODY, load="none"), both(15), (3, 15, None, "same", ("harder",)), id="takes no load"),
        pytest.param(
            Prescribed(8, 10, load="optional"), both(10), (3, 10, None, "same", ("range",)), id="D2: more reps first"
        ),
        pytest.param(
            Prescribed(8, 10, load="required"), both(10, load="10"), (3, 8, Decimal("10.5"), "load", ()), id="8-10"
        ),
        pytest.param(Prescribed(8, 20, load="none"), both(15), (3, 15, None, "same", ("harder",)), id="15 is the top"),
        pytest.param(Prescribed(20, 30), both(20), (3, 21, None, "more", ()), id="unless the range begins beyond it"),
        pytest.param(FIXED, both(10), (3, 10, None, "same", ("range",)), id="fixed reps: more of them first"),
        pytest.param(FIXED, both(9), (3, 10, None, "more", ()), id="but not before they are done"),
        pytest.param(BODY, both(9, rir=4), (3, 8, 4, "load", ()), id="easy twice: load before the top"),
        pytest.param(BODY, both(9, rir=3), (3, 10, None, "more", ()), id="three to spare are not easy"),
        pytest.param(
            replace(BODY, load="none"), both(9, rir=4), (3, 10, None, "more", ()), id="easy, no load: more reps first"
        ),
        pytest.param(
            BODY, (make_session(2, rir=4), make_session(4, rir=2)), (3, 11, None, "more", ()), id="easy only once"
        ),
    ],
)
def test_at_the_top_or_easy_twice_running_something_harder_comes(prescription, history, expected):
    assert brief(aim(prescription, *history)) == expected


@pytest.mark.parametrize(
    ("history", "sides", "expected"),
    [
        pytest.param(both(9, rir=4, load="10"), "both", (8, 15), id="up to 5 kg"),
        pytest.param(both(12, rir=4, load="10"), "both", (8, 15), id="at the top, too"),
        pytest.param(both(12, load="10"), "both", (8, 12), id="the top alone: the next"),
        pytest.param(both(9, rir=4, load="15"), "both", (10, 15), id="25 kg are too far"),
        pytest.param(both(9, rir=4, load="10"), "alternate", (8, 12), id="one leg: the next"),
    ],
)
def test_easy_steps_on_two_legs_go_further(history, sides, expected):
    target = aim(replace(DEADLIFT, sides=sides), *history, kit=make_kit("10", "12", "15", "25"))
    assert (target.amount, target.load_kg) == expected


LIFTED = [make_session(ago, (12,) * 3, load=kg) for ago, kg in ((12, "60"), (9, "62.5"), (6, "65"))]


@pytest.mark.parametrize(
    ("last", "kit", "expected"),
    [
        pytest.param({"load": "62.5", "amounts": (12,) * 3}, (), (8, 65, "load"), id="up to one lifted before"),
        pytest.param({"load": "65", "amounts": (12,) * 3}, (), (12, 65, "same"), id="never above them"),
        pytest.param(
            {"load": "65", "amounts": (8,) * 3, "pain_next_day": 4}, (), (8, Decimal("62.5"), "less"), id="down"
        ),
        pytest.param(
            {"load": "62.5", "amounts": (12,) * 3}, ("90",), (12, Decimal("62.5"), "same"), id="what the kit says"
        ),
    ],
)
def test_without_weights_in_the_kit_those_lifted_lately_count_as_owned(last, kit, expected):
    target = aim(DEADLIFT, *LIFTED, make_session(4, **last), make_session(2, **last), kit=make_kit(*kit))
    assert (target.amount, target.load_kg, target.change) == expected


def test_what_was_lifted_months_ago_in_lost_form_or_for_few_reps_is_not_owned():
    last = make_session(2, (12,) * 3, load="60"), make_session(4, (12,) * 3, load="60")
    others = make_session(93, (12,) * 3, load="62.5"), make_session(8, (12,) * 3, load="62.5", form_ok=False)
    few = make_session(10, (3,), load="62.5", rir=0), make_session(12, (0,), load="62.5")
    assert aim(DEADLIFT, *last, *others, *few, kit=make_kit()).load_kg == 60


def offered(prescription, *days, **fields):
    """What is offered today after sessions of 3 × its top these days ago."""
    amounts = fields.pop("amounts", (prescription.high,) * 3)
    known = {name: fields.pop(name) for name in ("kit", "ladder") if name in fields}
    return aim(prescription, *[make_session(ago, amounts, **fields) for ago in days], **known).offers


@pytest.mark.parametrize(
    ("prescription", "said"),
    [
        pytest.param(FIXED, ["Stay with this one and build to 12 reps."], id="10: 12 first"),
        pytest.param(replace(FIXED, high=12), ["Stay with this one and build to 15 reps."], id="then 15"),
        pytest.param(replace(FIXED, low=15, high=15), ["Ready for 4 kg? Start at 15 reps."], id="then the load"),
        pytest.param(
            replace(FIXED, low=15, high=15, body_is_load=False),
            ["4 kg is a big jump: start at 15 clean reps."],
            id="big where the body is not the load",
        ),
        pytest.param(
            replace(FIXED, low=15, high=15, load="none"), ["Something harder: single-leg squat?"], id="or the next rung"
        ),
    ],
)
def test_more_reps_come_before_more_load_and_that_before_the_next_rung(prescription, said):
    assert [offer.sentence for offer in offered(prescription, 2, 4)] == said


@pytest.mark.parametrize(
    ("before", "ago", "said"),
    [
        (14, 4, ["Stay with this one and build to 15 reps."]),
        (15, 4, ["Ready for 4 kg? Start at 10 reps."]),
        (14, 17, ["Stay with this one and build to 12 reps."]),
    ],
    ids=["14 two days before", "15 of 15", "14 half a month before"],
)
def test_what_another_routine_asked_for_lately_is_no_wider_range(before, ago, said):
    done = make_session(2, (10,) * 3), make_session(ago, (before,) * 3)
    assert [offer.sentence for offer in aim(FIXED, *done).offers] == said


@pytest.mark.parametrize(
    ("kit", "limits", "also"),
    [
        pytest.param((), {}, True, id="no weight in the kit"),
        pytest.param(("80",), {}, True, id="the heaviest"),
        pytest.param(("80", "90"), {}, False, id="a heavier one is there"),
        pytest.param((), {"most": Decimal(80), "by": "Anna"}, False, id="no more allowed"),
    ],
)
def test_whoever_lifts_the_heaviest_weight_they_have_is_told_how_the_next_one_is_offered(kit, limits, also):
    history = [make_session(ago, (12,) * 3, load="80") for ago in (2, 4)]
    known = {"kit": Loads(tuple(map(Decimal, kit))), "limits": Limits(**limits)}
    said = aim(replace(FIXED, low=12, high=12, load="required"), *history, **known).offers[0].sentence

    assert said.endswith(", or add a heavier weight to your kit.") is also


SLOW = Prescribed(15, 15, ways=("half", "slower", "stop"))


@pytest.mark.parametrize(
    ("prescription", "done", "said"),
    [
        pytest.param(SLOW, "", ["Same reps, 3 seconds down."], id="slower"),
        pytest.param(
            replace(SLOW, way="slower"), "slower", ["Same reps, 2-second stop at the top."], id="then with a stop"
        ),
        pytest.param(replace(SLOW, way="stop"), "stop", [], id="then nothing"),
        pytest.param(replace(SLOW, way="slower"), "", [], id="not before it was done"),
        pytest.param(replace(SLOW, way="half"), "half", ["Ready to go all the way again?"], id="half the way"),
        pytest.param(replace(SLOW, ways=()), "", [], id="where it makes no sense"),
        pytest.param(
            Prescribed(60, 60, measure="seconds", ways=("lift",)), "", ["Same seconds, top leg lifted."], id="a hold"
        ),
    ],
)
def test_where_the_ladder_ends_there_is_a_harder_way(prescription, done, said):
    amounts = (prescription.low,) * 3
    history = [make_session(ago, amounts, measure=prescription.measure, way=done) for ago in (2, 4)]
    found = next_target(prescription, history, TODAY, ladder=Ladder())
    assert [offer.sentence for offer in found.offers] == said


WIDE = Prescribed(8, 15, ways=("half", "slower", "stop"))


@pytest.mark.parametrize(
    ("way", "before", "expected"),
    [
        ("slower", "", (3, 12, "same", "Now 3 seconds down: 12 reps again.")),
        ("stop", "slower", (3, 12, "same", "Now with a 2-second stop at the top: 12 reps again.")),
        ("half", "", (3, 12, "same", "Half the way for now: 12 reps again.")),
        ("", "half", (3, 8, "same", "All the way again: start with 8 reps.")),
        ("", "stop", (3, 12, "same", "Your usual way again: 12 reps.")),
    ],
)
def test_a_way_that_is_new_begins_with_the_same_again_and_all_the_way_from_the_bottom(way, before, expected):
    target = next_target(replace(WIDE, way=way), [make_session(2, (12,) * 3, way=before)], TODAY)
    assert (target.sets, target.amount, target.change, target.reason) == expected


@pytest.mark.parametrize(
    ("prescription", "ladder", "said"),
    [
        pytest.param(WIDE, LADDER, "Something easier for now: glute bridge.", id="the rung below"),
        pytest.param(WIDE, Ladder(), "Half the way for now, same reps.", id="at the bottom half the way"),
        pytest.param(replace(WIDE, way="slower"), LADDER, "At your usual pace for now.", id="the usual pace first"),
        pytest.param(replace(WIDE, way="half"), LADDER, "Something easier for now: glute bridge.", id="then the rung"),
        pytest.param(replace(WIDE, way="half"), Ladder(), None, id="half the way is the least"),
        pytest.param(replace(WIDE, ways=()), Ladder(), None, id="where it makes no sense"),
    ],
)
def test_whoever_stays_below_the_bottom_is_offered_a_way_back_today(prescription, ladder, said):
    history = [make_session(ago, (5, 5, 5), way=prescription.way) for ago in (2, 4, 6)]
    found, *ahead = preview(prescription, history, TODAY, ladder=ladder)
    assert [offer.sentence for offer in found.offers] == ([said] if said else [])
    assert not any(later.offers for later in ahead)


@pytest.mark.parametrize(
    ("lows", "is_offered"),
    [
        pytest.param((12, 12, 12), True, id="below the range that was asked for"),
        pytest.param((None, None, None), True, id="nobody knows what was asked for"),
        pytest.param((8, 8, 8), False, id="within it, before it was raised by choice"),
        pytest.param((12, 12, 8), False, id="raised two sessions ago"),
        pytest.param((15, 15, 15), True, id="lowered since, and still below"),
    ],
)
def test_a_range_that_was_raised_makes_nobody_stuck(lows, is_offered):
    raised = replace(WIDE, low=12)
    history = [make_session(2 + 2 * n, (10,) * 3, low=low, top=15) for n, low in enumerate(lows)]
    offers = next_target(raised, history, TODAY, ladder=LADDER).offers
    assert [offer.kind for offer in offers] == ["easier"] * is_offered


@pytest.mark.parametrize(
    ("rirs", "easier_week", "offered"),
    [
        pytest.param((0, 0), False, True, id="twice with none to spare"),
        pytest.param((0, 0), True, False, id="in an easier week it is easier already"),
        pytest.param((0, 1), False, False, id="with some to spare once"),
        pytest.param((0,), False, False, id="once"),
    ],
)
def test_something_easier_comes_a_session_sooner_if_there_is_none_to_spare(rirs, easier_week, offered):
    history = [make_session(2 + 2 * n, (5,) * 3, rir=rir) for n, rir in enumerate(rirs)]
    offers = aim(BODY, *history, easier_week=easier_week).offers

    assert [offer.kind for offer in offers] == ["easier"] * offered


@pytest.mark.parametrize(
    ("amounts", "days", "offered"),
    [
        pytest.param((9, 9, 9), (2, 4, 6), False, id="one rep short is not stuck"),
        pytest.param((8, 8, 8), (2, 4, 6), True, id="two are"),
        pytest.param((8, 8, 8), (2, 4, 4), False, id="twice on one day is once"),
        pytest.param((8, 9, 8, 8), (2, 2, 4, 6), False, id="the best of a day counts"),
    ],
)
def test_whoever_is_all_but_there_or_trains_twice_a_day_is_not_stuck(amounts, days, offered):
    history = [make_session(ago, (amount,) * 3) for amount, ago in zip(amounts, days, strict=True)]

    assert [offer.kind for offer in aim(FIXED, *history).offers] == ["easier"] * offered


@pytest.mark.parametrize(
    ("fields", "wishes", "said"),
    [
        pytest.param({}, {}, "You did 5 clean reps: try 6, or something easier.", id="stuck"),
        pytest.param(
            {"amounts": (5,), "asked": 3},
            {},
            "You did 1 of 3 sets: all 3 this time, or something easier.",
            id="stuck in fewer sets",
        ),
        pytest.param({"rir": 4}, {}, "Easy 3 times in a row: try 6 reps.", id="but easy"),
        pytest.param(
            {"load": "45"},
            {"limits": Limits(most=Decimal(40), by="Anna")},
            "You did 5 clean reps: try 6. Never over 40 kg, as Anna said.",
            id="a physio takes load off already",
        ),
    ],
)
def test_something_easier_is_named_only_where_it_is_offered(fields, wishes, said):
    history = (make_session(ago, **{"amounts": (5,) * 3} | fields) for ago in (2, 4, 6))
    target = aim(BODY, *history, kit=make_kit(), **wishes)

    assert (target.reason, bool(target.offers)) == (said, "easier" in said)


@pytest.mark.parametrize(
    ("amount", "target", "measure", "asked"),
    [
        pytest.param(10, 12, "reps", 10, id="the main part asks for more"),
        pytest.param(10, 10, "reps", 10, id="as much"),
        pytest.param(10, 9, "reps", 8, id="one less: two less"),
        pytest.param(10, 5, "reps", 3, id="down to half of it, rounded up"),
        pytest.param(10, 1, "reps", 1, id="one"),
        pytest.param(30, 25, "seconds", 20, id="seconds in steps of five"),
        pytest.param(32, 40, "seconds", 32, id="but not where it stays"),
        pytest.param(30, 5, "seconds", 3, id="a very short hold"),
    ],
)
def test_a_warm_up_asks_for_fewer_of_who_can_do_few(amount, target, measure, asked):
    assert of_warm_up(amount, target, measure) == asked


@pytest.mark.parametrize(
    ("exercises", "expected"),
    [
        pytest.param([("squat", 60)], {0}, id="a heavy weight"),
        pytest.param([("squat", 20)], {0}, id="an empty bar"),
        pytest.param([("squat", 19)], set(), id="a kettlebell"),
        pytest.param([("squat", None)], set(), id="none"),
        pytest.param([("squat", 12), ("squat", 60)], {1}, id="the first that is heavy"),
        pytest.param([("squat", 60), ("hinge", 80), ("squat", 40), ("hinge", 40)], {0, 1}, id="once for each pattern"),
        pytest.param([("", 60), ("", 60)], {0, 1}, id="of no pattern each"),
    ],
)
def test_lighter_sets_come_before_the_first_heavy_exercise_of_a_pattern(exercises, expected):
    assert lighter_first((place, pattern, kg) for place, (pattern, kg) in enumerate(exercises)) == expected


@pytest.mark.parametrize(
    ("days", "kinds"),
    [
        pytest.param((2, 4), ["range"], id="first more reps"),
        pytest.param((2, 4, 6), [], id="then nothing for the rest of the week"),
        pytest.param((2, 4, 7, 9, 11), ["load"], id="next week the load"),
        pytest.param((2, 4, 7, 9, 11, 14, 16, 18), ["harder"], id="then the next rung"),
        pytest.param((2, 4, 7, 9, 11, 14, 16, 18, 21, 23, 25), ["range"], id="and all of it again"),
        pytest.param((0, 2, 4), ["range"], id="later on the day it was said it still is"),
    ],
)
def test_there_is_one_offer_a_week_and_they_take_turns(days, kinds):
    """Fixed 3 × 10 that always goes well."""
    assert [offer.kind for offer in offered(FIXED, *days)] == kinds


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        pytest.param([(6, 6, 6)], (7, "more", ()), id="below the range: from what is clean"),
        pytest.param([(6, 6, 6), (5, 5, 5)], (7, "more", ()), id="twice"),
        pytest.param([(6, 6, 6), (5, 5, 5), (4, 4, 4)], (7, "more", ("easier",)), id="three times: the easier rung"),
        pytest.param([(8, 8, 8), (5, 5, 5), (4, 4, 4)], (9, "more", ()), id="not once the bottom is reached"),
    ],
)
def test_the_range_is_no_floor(amounts, expected):
    target = aim(BODY, *[make_session(2 + 2 * n, each) for n, each in enumerate(amounts)])

    assert (target.amount, target.change, brief(target)[4]) == expected
    easier = ", or something easier" if expected[2] else ""
    assert amounts[0][0] >= 8 or target.reason == f"You did 6 clean reps: try 7{easier}."


@pytest.mark.parametrize(
    ("left", "right", "fields", "expected"),
    [
        pytest.param((8, 8, 8), (12, 12, 12), {}, (9, ()), id="both in the range"),
        pytest.param((7, 7, 7), (8, 8, 8), {}, (8, ()), id="one just below it"),
        pytest.param((6, 6, 6), (8, 8, 8), {}, (7, ("easier",)), id="one below it: for now something easier"),
        pytest.param((5, 4, 4), (12, 12, 12), {"rir": 0}, (4, ("easier",)), id="with nothing to spare"),
        pytest.param((4, 4, 4), (12, 12, 12), {"form_ok": False}, (4, ("easier",)), id="in bad form"),
        pytest.param((7, 7, 7), (7, 7, 7), {}, (8, ()), id="both below it, once"),
        pytest.param((3, 3, 3), (3, 3, 3), {}, (4, ()), id="three reps"),
        pytest.param((2, 2, 2), (2, 2, 2), {}, (3, ("easier",)), id="fewer"),
        pytest.param((1, 1, 1), (10, 10, 10), {"load": 8}, (2, ("load",)), id="with a weight: less of it"),
    ],
)
def test_something_easier_is_offered_before_one_side_pulls_both_far_below_the_range(left, right, fields, expected):
    target = aim(replace(BODY, sides="each"), make_sides(2, left, right, **fields))

    assert (target.amount, brief(target)[4]) == expected


@pytest.mark.parametrize(
    ("days", "offers"),
    [
        pytest.param((2, 4, 6, 8), (), id="a week"),
        pytest.param((2, 9, 16, 23, 30, 36), (), id="not quite five weeks"),
        pytest.param((2, 9, 16, 23, 30, 37), ("load",), id="five weeks"),
        pytest.param(range(2, 25, 2), (), id="a dozen sessions"),
        pytest.param(range(2, 27, 2), ("load",), id="since a dozen sessions"),
    ],
)
def test_when_a_rep_stays_missing_a_lighter_weight_is_offered_but_no_easier_exercise(days, offers):
    def told(amounts, load=None):
        done = [make_session(ago, amounts, target=max(amounts), load=load) for ago in days]
        return brief(aim(WEIGHTS if load else BODY, *done))[1:]

    assert told((7, 8, 7), "12") == (8, 12, "more", offers)
    assert told((7, 8, 7)) == (8, None, "more", ())


@pytest.mark.parametrize(
    ("measure", "done", "asked", "days", "fields", "expected", "reason"),
    [
        pytest.param("reps", (9,), 10, (2, 4), {}, 10, "You did 9 reps in every set: try 10.", id="twice: once more"),
        pytest.param("reps", (9,), 10, (2, 4, 6), {}, 9,
            "10 reps did not come yet: stay at 9 until Mon 30 Nov, or until you note 2 to spare.", id="three: stay"),
        pytest.param("reps", (9,), 10, (2, 2, 4), {}, 10, "You did 9 reps in every set: try 10.", id="on two days"),
        pytest.param("reps", (9,), 10, (2, 4, 6), {"rir": 1}, 9,
            "10 reps did not come yet: stay at 9 until Mon 30 Nov, or until you note 2 to spare.", id="one to spare"),
        pytest.param("reps", (9,), 10, (14, 16, 18), {}, 9, "14 days off: the same again first.", id="time off"),
        pytest.param("reps", (10, 10, 9), 10, (2, 4, 6), {}, 10,
            "Not yet 10 reps in every set: rest a little longer between them.", id="in some sets: longer rests"),
        pytest.param("reps", (10, 10, 9), 10, range(2, 14, 2), {}, 9,
            "10 reps did not come yet: stay at 9 until Mon 30 Nov, or until you note 2 to spare.", id="six: stay"),
        pytest.param("seconds", (40,), 45, (2, 4, 6), {}, 40,
            "45 seconds did not come yet: stay at 40 seconds until Mon 30 Nov.", id="a hold"),
    ],
)  # fmt: skip
def test_what_does_not_come_on_three_days_is_not_asked_for_for_two_weeks(
    measure, done, asked, days, fields, expected, reason
):
    amounts = done * (3 // len(done))
    history = [make_session(ago, amounts, measure=measure, target=asked, **fields) for ago in days]
    target = aim(BODY if measure == "reps" else HOLD, *history)
    assert (target.amount, target.reason) == (expected, reason)


def test_after_a_week_it_is_said_in_short_and_what_is_told_to_spare_ends_it():
    tried = [make_session(ago, (9,) * 3, target=10) for ago in (7, 9, 11)]
    told = [aim(BODY, make_session(2, (9,) * 3, target=9, **more), *tried).reason for more in ({}, {"rir": 2})]
    assert told == ["9 reps again until Wed 25 Nov, then 10 reps.", "You did 9 reps in every set: try 10."]


def test_from_12_reps_on_what_does_not_go_up_has_another_way_once_a_week():
    tried = [make_session(ago, (13,) * 3, target=14) for ago in (5, 7, 9)]
    stays = [make_session(ago, (13,) * 3, target=13) for ago in (0, 2)]
    offers = [aim(BODY, *stays[n:], *tried).offers for n in (0, 1, 2)]
    assert [[one.kind for one in each] for each in offers] == [[], [], ["load"]]


@pytest.mark.parametrize(
    ("last", "before", "offered"),
    [
        pytest.param({"target": 6}, {"target": 6}, True, id="five of six each time"),
        pytest.param({"target": 5}, {"target": 6}, False, id="the last did all it asked for: on to more"),
        pytest.param({"target": 5, "rir": 0}, {"target": 6}, True, id="with none to spare"),
        pytest.param({"target": 5, "rir": 0}, {"target": 5, "rir": 0}, False, id="but three times: on to more"),
        pytest.param({"target": 6}, {"target": 5}, False, id="those before did all, and it was our rules that held"),
        pytest.param({"target": 6}, {"target": 5, "pain": 4}, False, id="as after pain"),
        pytest.param({"target": 6}, {"target": 5, "form_ok": False}, True, id="not in good form"),
        pytest.param({"target": 6}, {}, True, id="nobody knows what was asked"),
    ],
)
def test_what_did_all_that_was_asked_for_is_no_plateau_and_what_goes_up_is_not_offered_easier(last, before, offered):
    history = [make_session(ago, (5,) * 3, **(before if ago > 2 else last)) for ago in (2, 4, 6)]
    target = aim(BODY, *history, around=Around(looked_at=TODAY))

    assert [offer.kind for offer in target.offers] == ["easier"] * offered
    assert not (offered and "try" in target.reason) or target.reason.endswith(", or something easier.")


def test_more_load_and_more_reps_name_the_studies_behind():
    moved, fixed, wide = aim(BODY, *both(15)), aim(FIXED, *both(10)), aim(replace(FIXED, high=15, low=15), *both(15))

    assert (moved.change, moved.sources) == ("load", ("d2", "d0", "acsm-2009"))
    assert [(offer.kind, offer.sources) for offer in fixed.offers] == [("range", ("d2", "plotkin-2022"))]
    assert [(offer.kind, offer.sources) for offer in wide.offers] == [("load", ("d0", "acsm-2009"))]


@pytest.mark.parametrize(
    ("ago", "reason"),
    [
        ([0], "You did all 15 reps: once more, to be sure."),
        ([0, 0], "You did all 15 reps: once more, to be sure."),  # Three hours apart there is no rest between them.
        ([2, 2, 2], "You did all 15 reps: once more, to be sure."),
        ([0, 0, 2], "15 reps, twice in a row: now 4 kg, from 8 reps."),
        ([2, 4, 6, 6], "15 reps, 3 times in a row: now 4 kg, from 8 reps."),
    ],
)
def test_in_a_row_are_days_and_as_many_as_there_were(ago, reason):
    history = [make_session(days, (15,) * 3, order=-place) for place, days in enumerate(ago)]

    assert aim(BODY, *history).reason == reason


def test_a_session_below_the_top_on_the_same_day_ends_the_streak():
    history = [make_session(days, (reps,) * 3, order=-n) for n, (days, reps) in enumerate([(0, 15), (0, 12), (2, 15)])]

    assert aim(BODY, *history).reason == "You did all 15 reps: once more, to be sure."


@pytest.mark.parametrize(("ago", "row"), [([2, 4], "twice"), ([2, 4, 6], "3 times"), ([2, 2, 4], "twice")])
def test_easy_sessions_are_counted_alike(ago, row):
    history = [make_session(days, (9,) * 3, order=-place, rir=4) for place, days in enumerate(ago)]

    assert aim(BODY, *history).reason == f"Easy {row} in a row: now 4 kg, from 8 reps."


BANDED, LIMITED = replace(BODY, banded=True), Limits(most=Decimal(16), by="Anna")
HELD = replace(HOLD, load="optional", low=60, high=60)


@pytest.mark.parametrize(
    ("prescription", "amount", "fields", "wishes", "said"),
    [
        pytest.param(BODY, 15, {}, {}, "the top. For more, add a weight to your kit.", id="takes a weight"),
        pytest.param(
            WEIGHTS, 15, {"load": "16"}, {}, "the top. For more, add a heavier weight to your kit.", id="heavier"
        ),
        pytest.param(WEIGHTS, 15, {"load": "16"}, {"limits": LIMITED}, "the top. Stay there.", id="a physio's limit"),
        pytest.param(BANDED, 15, {}, {}, "the top. For more, add a band to your kit.", id="takes a band"),
        pytest.param(
            BANDED, 15, {"band": 3}, {}, "the top. For more, add a stronger band to your kit.", id="a stronger one"
        ),
        pytest.param(
            BANDED, 15, {"band": 5}, {}, "the top. For more, swap it for another exercise.", id="the strongest"
        ),
        pytest.param(
            replace(BODY, load="none"), 15, {}, {}, "the top. For more, swap it for another exercise.", id="takes none"
        ),
        pytest.param(HELD, 60, {}, {}, "the top. For more, swap it for another exercise.", id="a hold"),
        pytest.param(
            replace(HELD, style="circuit", cap_s=None),
            60,
            {},
            {},
            "the top of a round. For more, add a weight to your kit.",
            id="a circuit",
        ),
        pytest.param(replace(HELD, style="circuit", load="none"), 60, {}, {}, "the top of a round.", id="with rounds"),
    ],
)
def test_where_the_ladder_ends_what_leads_on_is_said_at_first_then_rarely(prescription, amount, fields, wishes, said):
    def target(times):
        of = {"measure": prescription.measure, **fields}
        done = [make_session(-2 * n, (amount,) * 3, **of) for n in range(times)]
        today, kit = TODAY + timedelta(days=2 * times), make_kit(*{"16"} & {*fields.values()})
        return next_target(prescription, done, today, kit, wishes=Wishes(**wishes))

    first = target(2)
    assert (first.change, first.topped, first.offers) == ("same", True, ())
    assert first.reason.partition("that’s ")[2].startswith(said)
    assert [times for times in range(2, 60) if "in a row" in target(times).reason] == [2, 9, 23, 37, 51]


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        pytest.param((2, 3), (3, 8, 3, "load", ()), id="the next strength"),
        pytest.param((2, 4), (3, 15, 2, "same", ("load",)), id="two strengths up are a big step"),
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
        pytest.param(replace(HOLD, high=45), both(45), (3, 45, None, "same", ("range",)), id="a range ends"),
        pytest.param(replace(HOLD, high=120), both(60), (3, 65, None, "more", ()), id="a range may go beyond a minute"),
        pytest.param(
            replace(HOLD, style="circuit"), both(30), (3, 30, None, "same", ("harder",)), id="not in a circuit"
        ),
        pytest.param(HOLD, [make_session(2, (40, 40, 31))], (3, 35, None, "more", ()), id="in steps of five"),
        pytest.param(
            HOLD, [make_session(2, (35, 35, 31), target=35)], (3, 35, None, "same", ()), id="one short: the same"
        ),
        pytest.param(
            HOLD, [make_session(2, (36, 37, 35), target=35)], (3, 40, None, "more", ()), id="all held: 5 s more"
        ),
        pytest.param(
            HOLD, [make_session(2, (24, 27, 21), target=30)], (3, 25, None, "same", ()), id="all short: what was held"
        ),
        pytest.param(HOLD, both(40, form_ok=False), (3, 35, None, "less", ()), id="5 s less"),
        pytest.param(
            HOLD, [make_session(2, (1, 1, 1), target=30)], (3, 10, None, "same", ()), id="ended at once: 10 s at least"
        ),
        pytest.param(
            replace(HOLD, low=5),
            [make_session(2, (1, 2, 1), target=5)],
            (3, 5, None, "same", ()),
            id="or what is written",
        ),
        pytest.param(
            HOLD, [make_session(2, (4, 4, 4), target=30, pain=4)], (3, 4, None, "same", ()), id="no more after pain"
        ),
    ],
)
def test_holds_grow_by_five_seconds(prescription, history, expected):
    assert brief(aim(prescription, *map(in_seconds, history))) == expected


def test_one_second_is_one_second():
    target = aim(HOLD, in_seconds(make_session(2, (1, 1, 1))))
    assert target.reason == "You held 1 second in every set: try 10 seconds."


@pytest.mark.parametrize(
    ("last", "offers"), [((12,) * 3, ("range", 15)), ((15,) * 3, ("harder", None)), ((20,) * 3, ("harder", None))]
)
def test_more_reps_than_the_top_are_said_to_be_more_and_no_range_is_offered_that_they_passed(last, offers):
    target = aim(replace(FIXED, load="none"), make_session(2, last), make_session(4))
    assert target.reason == "10 reps or more, twice in a row: ready for more?"
    assert [(offer.kind, offer.high) for offer in target.offers[:1]] == [offers]


def test_while_an_easier_week_is_offered_nothing_harder_is():
    history = make_session(2), make_session(4)
    assert aim(FIXED, *history).offers
    tired = aim(FIXED, *history, around=Around(tired=True))
    assert (tired.offers, tired.reason) == ((), "10 reps again: nothing harder for now.")
    assert brief(aim(BODY, *both(15))) == (3, 8, Decimal(4), "load", ())
    assert brief(aim(BODY, *both(15), around=Around(tired=True))) == (3, 15, None, "same", ())


def test_in_a_circuit_nobody_holds_what_moves():
    once = in_seconds(make_session(2, (60,) * 3))
    target = aim(replace(HOLD, low=60, high=60, style="circuit"), once)
    assert target.reason == "You did all 60 seconds: once more, to be sure."


def mixed(ago, *loads, amount=15):
    """A session with a set at each load (None: body weight)."""
    sets = tuple(make_set(number, amount, load=load) for number, load in enumerate(loads, 1))
    return make_session(ago)._replace(sets=sets)


@pytest.mark.parametrize(
    ("loads", "before", "offered"),
    [
        pytest.param([None, None, None], [None, None, None], "4", id="body weight alone"),
        pytest.param([None, "9", None], [None, None, None], "10", id="above the heaviest set"),
        pytest.param([None, None, None], [None, "10", None], "10.5", id="and that of the session before"),
        pytest.param(["4", "4", "9.25"], ["4", "4", "4"], "10", id="with a weight too"),
        pytest.param([None, "16", None], [None, None, None], None, id="nothing above: no load"),
    ],
)
def test_an_offered_load_is_above_what_was_lifted(loads, before, offered):
    at_the_top = Prescribed(15, 15, load="optional", body_is_load=True)
    target = aim(at_the_top, mixed(2, *loads), mixed(4, *before))
    assert [one.load_kg for one in target.offers if one.kind == "load"] == ([Decimal(offered)] if offered else [])


@pytest.mark.parametrize(
    ("sets", "expected", "did"),
    [
        pytest.param(((60, 12), (80, 10), (100, 8)), (80, 11), "did 10 reps with 80 kg", id="a pyramid: its middle"),
        pytest.param(((100, 8), (80, 10), (60, 12)), (80, 11), "did 10 reps with 80 kg", id="downwards, too"),
        pytest.param(((60, 11), (60, 10), (100, 3)), (60, 11), "did 10 reps with 60 kg", id="most sets"),
        pytest.param(((60, 11), (60, 11), (80, 8), (80, 8)), (60, 12), "did 11 reps with 60 kg", id="of two: lighter"),
        pytest.param(((None, 15), (16, 9), (16, 8)), (16, 9), "did 8 reps with 16 kg", id="body weight counts as one"),
        pytest.param(((20, 10), (40, 8), (60, 5), (90, 9), (90, 9), (90, 8)), (90, 9), "did 8 reps with 90 kg",
            id="lighter ones before all that was asked for"),
        pytest.param(((60, 9), (60, 9), (60, 9), (80, 2)), (60, 10), "did 9 reps with 60 kg", id="one more, heavier"),
    ],
)  # fmt: skip
def test_reps_and_load_come_from_the_same_sets(sets, expected, did):
    done = tuple(make_set(number, reps, load=kg) for number, (kg, reps) in enumerate(sets, 1))
    target = aim(WEIGHTS, make_session(2)._replace(sets=done), kit=make_kit())
    assert ((target.load_kg, target.amount), target.reason) == (expected, f"You {did}: try {expected[1]}.")


def test_at_the_top_the_load_that_counts_is_named_beside_its_reps():
    sets = tuple(make_set(number, reps, load=kg) for number, (kg, reps) in enumerate(((60, 12), (80, 10), (100, 8)), 1))
    pyramids = [make_session(ago)._replace(sets=sets) for ago in (2, 4)]
    reasons = [aim(FIXED, *pyramids[:n], kit=make_kit()).reason for n in (1, 2)]
    assert reasons[0] == "You did all 10 reps with 80 kg: once more, to be sure."
    assert reasons[1] == "10 reps with 80 kg, twice in a row: ready for more?"


def test_nor_does_what_was_left_after_a_heavier_set_count():
    sets = (make_set(1, 12, load=60, rir=3), make_set(2, 10, load=80, rir=2), make_set(3, 8, load=100, rir=0))
    assert brief(aim(WEIGHTS, make_session(2)._replace(sets=sets), kit=make_kit())) == (3, 11, 80, "more", ())


@pytest.mark.parametrize(
    ("left", "right", "amount"), [(47, 52, 45), (31, 60, 30), (9, 40, 10), (90, 95, 60), (None, 40, 30)]
)
def test_a_hold_starts_at_what_the_self_check_of_the_weaker_side_showed(left, right, amount):
    check = Check(TODAY - timedelta(days=30), left, right)
    target = aim(replace(HOLD, sides="each"), around=Around(check=check))

    assert (target.amount, target.change) == (amount, "start")


A_DAY = {"top": 10, "asked": 3}
"""A day on which 3 × 10 was asked for."""

ROOM = make_session(5, (14, 14, 13))
"""A day with room for more, Friday 13 November."""


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param([make_session(2, **A_DAY)], (3, 14, None, "more"), id="all of it, clean: says nothing new"),
        pytest.param(
            [make_session(2, **A_DAY), make_session(3, **A_DAY)], (3, 14, None, "more"), id="nor does it twice"
        ),
        pytest.param([make_session(2, (12, 11, 10), **A_DAY)], (3, 14, None, "more"), id="nor with some on top"),
        pytest.param([make_session(2, (10, 10), top=10, asked=2)], (3, 14, None, "more"), id="nor with fewer sets"),
        pytest.param([make_session(2, pain=3, **A_DAY)], (3, 14, None, "more"), id="nor when it hurt a little"),
        pytest.param([make_session(2, (13,) * 3, **A_DAY)], (3, 14, None, "more"), id="but as many as before count"),
        pytest.param([make_session(2, (14,) * 3, **A_DAY)], (3, 15, None, "more"), id="and more"),
        pytest.param([make_session(2, (10, 10), **A_DAY)], (3, 10, None, "same"), id="so do sets left out"),
        pytest.param([make_session(2, (10, 10, 9), **A_DAY)], (3, 10, None, "more"), id="missing reps"),
        pytest.param([make_session(2, form_ok=False, **A_DAY)], (3, 10, None, "same"), id="lost form"),
        pytest.param([make_session(2, rir=0, **A_DAY)], (3, 10, None, "same"), id="nothing left"),
        pytest.param([make_session(2, pain=4, **A_DAY)], (3, 10, None, "same"), id="pain"),
        pytest.param([make_session(2, pain=1, pain_next_day=2, **A_DAY)], (3, 9, None, "less"), id="the morning after"),
        pytest.param([make_session(2, load="6", **A_DAY)], (3, 11, 6, "more"), id="another load"),
        pytest.param([make_session(2, top=15)], (3, 11, None, "more"), id="as much room as now"),
        pytest.param([make_session(2)], (3, 11, None, "more"), id="nobody knows how much room"),
        pytest.param(
            [make_session(1, (), pain=5), make_session(2, **A_DAY)], (3, 10, None, "same"), id="all, if it hurt since"
        ),
    ],
)
def test_a_day_that_asked_for_less_does_not_bring_the_target_down(history, expected):
    assert brief(aim(BODY, *history, ROOM, ladder=Ladder()))[:4] == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param(make_session(16, (13,) * 3), (3, 14, None, "more"), id="two weeks before it"),
        pytest.param(make_session(17, (13,) * 3), (3, 11, None, "more"), id="longer ago: what was done since counts"),
        pytest.param(make_session(5, (9,) * 3), (3, 11, None, "more"), id="less was done"),
        pytest.param(make_session(5, (13,) * 3, pain=4), (3, 11, None, "more"), id="more of it hurt"),
        pytest.param(
            make_session(5, (13,) * 3, pain=2, pain_next_day=3), (3, 11, None, "more"), id="or did the morning after"
        ),
        pytest.param(make_session(5, (13,) * 3, rir=0), (3, 13, None, "same"), id="nothing was left"),
        pytest.param(make_session(5, (13,) * 3, form_ok=False), (3, 13, None, "same"), id="form slipped"),
        pytest.param(make_session(5, (13,) * 3, form_ok=False, rir=0), (3, 12, None, "less"), id="both"),
        pytest.param(make_session(5, (13, 13), asked=3), (3, 13, None, "same"), id="sets were left out"),
    ],
)
def test_after_a_day_that_asked_for_less_it_goes_on_from_the_day_before(before, expected):
    assert brief(aim(BODY, make_session(2, **A_DAY), before, ladder=Ladder()))[:4] == expected


def test_of_a_day_that_asked_for_less_nothing_is_said_but_it_was_no_day_off():
    trained = aim(BODY, make_session(2, **A_DAY), make_session(12, (13,) * 3))
    off = aim(BODY, make_session(9, **A_DAY), make_session(12, (13,) * 3))

    assert trained.reason.startswith("You did 13 reps in every set: try 14.")
    assert (off.amount, off.reason.startswith("9 days off: the same again first.")) == (13, True)


BY_FRIDAY = " We go by Fri 13 Nov: less was planned since."


@pytest.mark.parametrize(
    ("prescription", "history", "said"),
    [
        pytest.param(BODY, [make_session(2, **A_DAY), ROOM], BY_FRIDAY, id="more than the last session"),
        pytest.param(
            BODY,
            [make_session(2, **A_DAY), make_session(5, (15,) * 3), make_session(7, (15,) * 3)],
            BY_FRIDAY,
            id="more than the last two of a row",
        ),
        pytest.param(
            replace(BODY, way="slower"), [make_session(2, **A_DAY), ROOM], BY_FRIDAY, id="as many in another way"
        ),
        pytest.param(BODY, [make_session(2, (14,) * 3, **A_DAY), ROOM], "", id="the last session itself"),
        pytest.param(BODY, [ROOM], "", id="the only one"),
        pytest.param(
            replace(BODY, load_kg=Decimal(4), load_is_newer=True),
            [make_session(2, **A_DAY), ROOM],
            "",
            id="a weight of their own choice goes by no session",
        ),
    ],
)
def test_a_target_that_goes_by_an_earlier_session_names_its_day(prescription, history, said):
    start, we, rest = aim(prescription, *history, ladder=Ladder()).reason.partition(" We go")
    assert start
    assert we + rest == said
    assert "We go" not in aim(prescription, *history, ladder=Ladder(), easier_week=True).reason
    away = [one._replace(day=one.day - timedelta(days=40)) for one in history]
    assert "We go" not in aim(prescription, *away, ladder=Ladder()).reason


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param([(10, 10)] * 2, (3, 10, None, "same", ()), id="twice"),
        pytest.param([(10, 10)] * 3, (3, 11, None, "more", ()), id="three times"),
        pytest.param([(15, 15)] * 3, (3, 8, Decimal(4), "load", ()), id="at the top"),
        pytest.param([(10, 10), (10, 10, 10), (10, 10)], (3, 10, None, "same", ()), id="not always"),
        pytest.param([(10,)] * 3, (3, 10, None, "same", ()), id="less than half"),
    ],
)
def test_who_always_does_two_sets_of_three_goes_on_with_these(history, expected):
    assert brief(aim(BODY, *[make_session(2 + 2 * n, one, asked=3) for n, one in enumerate(history)])) == expected


@pytest.mark.parametrize("done", [(9, 9), (9,), (8, 9), (7,), (11,)], ids=str)
def test_an_easier_week_goes_on_from_before_it_also_where_sets_were_left_out_and_so_does_what_follows(done):
    eased = [make_session(2 + 2 * n, done, asked=2, target=9, eased=True) for n in range(3)]
    before = make_session(9, (11,) * 3)

    assert brief(aim(BODY, *eased, before, easier_week=True)) == (2, 9, None, "same", ())
    assert brief(aim(BODY, *eased, before)) == (3, 12, None, "more", ())


@pytest.mark.parametrize(
    ("prescription", "before", "eased"),
    [
        pytest.param(replace(HOLD, low=10), (10, 10, 8), (10, 10), id="a hold that was too short to be eased"),
        pytest.param(BODY, (10, 10, 8), (9, 9), id="as many reps as the weakest set had, and one more"),
    ],
)
def test_fewer_sets_of_an_easier_week_are_no_success_beyond_what_was_asked_before(prescription, before, eased):
    eased = make_session(2, eased, asked=2, target=eased[0], eased=True)
    history = [eased, make_session(9, before, target=10)], [make_session(2, before, target=10)]
    if prescription.measure == "seconds":
        history = [[in_seconds(one) for one in sessions] for sessions in history]

    assert brief(aim(prescription, *history[0])) == brief(aim(prescription, *history[1]))


@pytest.mark.parametrize(
    ("done", "fields"),
    [((6, 9), {"target": 9}), ((3, 3), {"target": 9}), ((8, 8), {"target": 9, "rir": 0}), ((3, 3), {})],
    ids=["far less once", "far less", "a little less with nothing to spare", "far less than before"],
)
def test_who_did_far_less_than_an_easier_week_asked_for_goes_on_from_that(done, fields):
    eased = make_session(2, done, asked=2, eased=True, **fields)

    assert aim(BODY, eased, make_session(9, (11,) * 3)).amount <= done[0] + 1


def test_what_hurt_or_slipped_in_an_easier_week_counts():
    before = make_session(9, (11,) * 3)
    for wrong in ({"pain": 4}, {"form_ok": False}):
        eased = make_session(2, (8, 8), asked=2, target=9, eased=True, **wrong)
        assert aim(BODY, eased, before).amount <= 8


@pytest.mark.parametrize(
    ("days", "offers"), [((2, 4), ("easier",)), ((2, 4, 6), ()), ((2, 4, 7, 9, 11), ("easier",))], ids=str
)
def test_lost_form_brings_the_offer_of_something_easier_once_a_week(days, offers):
    history = [make_session(ago, (8,) * 3, form_ok=False) for ago in days]

    assert tuple(one.kind for one in aim(BODY, *history).offers) == offers


@pytest.mark.parametrize("fields", [{"rir": 0}, {"form_ok": False}], ids=str)
def test_who_is_stuck_for_months_with_nothing_easier_is_offered_nothing(fields):
    history = [make_session(ago, (5,) * 3, **fields) for ago in range(2, 70, 2)]

    assert aim(BODY, *history, ladder=Ladder()).offers == ()


def test_two_routines_with_one_exercise_do_not_hold_each_other_back():
    """3 × 8-15 on Mondays, always as aimed at; 3 × 10 on Wednesdays, always all of it."""
    history, amounts = [], []
    for week in range(10):
        target = next_target(BODY, history, TODAY + timedelta(weeks=week), ladder=LADDER)
        amounts.append(target.amount)
        for ago, amount, top in ((0, target.amount, 15), (-2, 10, 10)):
            session = make_session(ago - 7 * week, (amount,) * 3, asked=3, top=top)
            history.append(session)

    assert amounts == [8, 11, 12, 13, 14, 15, 15, 15, 15, 15]
    assert [offer.kind for offer in target.offers] == ["harder"]


def test_who_stays_a_rep_short_goes_back_to_a_lighter_weight():
    history = [make_session(2 + 3 * n, (7,) * 3, load="12") for n in range(13)]

    assert [one.sentence for one in aim(WEIGHTS, *history).offers] == ["Back to 10.5 kg for now: start at 8 reps."]


@pytest.mark.parametrize(
    ("tried", "expected"),
    [
        pytest.param((0,), (3, 13), id="tried once and left alone: by the session before"),
        pytest.param((0, 0), (3, 13), id="twice"),
        pytest.param((0, 0, 0), (3, 1), id="every set tried: too hard"),
        pytest.param((12, 12, 0), (3, 12), id="the last of three: the same again"),
        pytest.param((0, 12, 12, 12), (3, 13), id="one more than asked for"),
    ],
)
def test_a_try_of_none_lowers_nothing_but_where_no_set_was_done(tried, expected):
    target = aim(BODY, make_session(2, tried, target=12), make_session(5, (12,) * 3, target=12))
    assert (target.sets, target.amount) == expected


def test_where_one_side_was_tried_only_it_is_too_hard_for_that_side():
    assert aim(replace(BODY, sides="each"), make_sides(2, (9, 9, 9), (0, 0, 0))).amount == 1
    assert (
        aim(replace(BODY, sides="each"), make_sides(2, (9, 9, 9), (9, 9, 0))).reason
        == "You did 2 of 3 sets: all 3 this time."
    )
