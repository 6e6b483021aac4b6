"""Coverage: rule 1 and its gaps."""

from datetime import timedelta
from decimal import Decimal

import pytest

from glutes.rules.routine.coverage import Trained, Work, coverage, sets_done, week
from tests.rules.make import TODAY, make_session, make_sides

BRIDGE = Trained("Glute bridge", "moderate", "moderate")
DEADLIFT = Trained("Single-leg deadlift", "high", "high", "very-high", "very-high", one_leg=True)
STEP_UP = Trained("Step-up", "high", "moderate", maximus_loaded="very-high", one_leg=True)
CLAMSHELL = Trained("Clamshell", "moderate", "moderate", one_leg=True)
SWING = Trained("Kettlebell swing", "moderate", "high")
FIVE = [Work(exercise) for exercise in (BRIDGE, DEADLIFT, STEP_UP, CLAMSHELL, SWING)]
PLANK = Trained("Plank")


def credits_of(found):
    assert found.by_muscle == {"gluteus-medius": found.medius, "gluteus-maximus": found.maximus}
    return found.medius, found.maximus


@pytest.mark.parametrize(
    ("activity", "credit"),
    [("very-high", "1"), ("high", "0.75"), ("moderate", "0.5"), ("low", "0"), ("nil", "0"), ("", "0"), ("odd", "0")],
)
def test_a_set_earns_by_the_activity_in_its_exercise(activity, credit):
    assert credits_of(coverage([Work(Trained("Bridge", activity, activity), Decimal(1))])) == (
        Decimal(credit),
        Decimal(credit),
    )


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        pytest.param(Work(STEP_UP), ("2.25", "1.5"), id="without a load"),
        pytest.param(Work(STEP_UP, loaded=True), ("2.25", "3"), id="a load raises what it raises"),
        pytest.param(Work(STEP_UP, easy=Decimal(3)), ("1.125", "0.75"), id="easy sets count half"),
        pytest.param(Work(STEP_UP, easy=Decimal(1)), ("1.875", "1.25"), id="only the easy one"),
        pytest.param(Work(STEP_UP, easy=Decimal(3), loaded=True), ("1.125", "0.75"), id="an easy load is none"),
        pytest.param(Work(STEP_UP, Decimal("0.5")), ("0.375", "0.25"), id="one side alone is half a set"),
        pytest.param(Work(PLANK), ("0", "0"), id="core earns nothing"),
    ],
)
def test_a_load_raises_and_an_easy_set_lowers_what_it_earns(work, expected):
    assert credits_of(coverage([work])) == tuple(map(Decimal, expected))


def test_the_five_of_the_lazy_athlete_fill_a_session_and_in_two_the_week():
    found = coverage(FIVE)
    two = week([(TODAY - timedelta(days=ago), work) for ago in (0, 2) for work in FIVE], TODAY)

    assert (credits_of(found), found.gaps) == ((9, 9), ())
    assert (credits_of(two), two.gaps) == ((18, 18), ())


def test_the_week_is_the_last_seven_days():
    dated = [(TODAY - timedelta(days=ago), Work(DEADLIFT)) for ago in (-1, 0, 6, 7)]

    assert credits_of(week(dated, TODAY)) == (Decimal("4.5"), Decimal("4.5"))


@pytest.mark.parametrize(
    ("works", "slugs"),
    [
        pytest.param([], [], id="nothing at all"),
        pytest.param([Work(DEADLIFT, Decimal(4))], [], id="3 credits each"),
        pytest.param(
            [Work(DEADLIFT)], ["few-gluteus-medius", "few-gluteus-maximus"], id="2.25 credits each: less than 3"
        ),
        pytest.param([Work(CLAMSHELL, Decimal(6))], ["light-medius", "light-maximus"], id="enough, none of it hard"),
        pytest.param([Work(CLAMSHELL, Decimal(1))], ["no-medius", "no-maximus"], id="nothing hard, and little of it"),
        pytest.param([Work(SWING, Decimal(6))], ["light-medius", "no-one-leg"], id="nothing on one leg"),
        pytest.param([Work(STEP_UP, Decimal(6))], ["light-maximus"], id="the big glute only lightly"),
        pytest.param([Work(STEP_UP, Decimal(6), loaded=True)], [], id="unless with a load"),
        pytest.param([Work(DEADLIFT, Decimal(0))], [], id="no set done"),
    ],
)
def test_gaps_are_named(works, slugs):
    assert [gap.slug for gap in coverage(works).gaps] == slugs


@pytest.mark.parametrize(
    ("sets", "slugs"),
    [(13, ["few-gluteus-medius", "few-gluteus-maximus"]), (14, [])],
)
def test_a_week_asks_for_ten_credits(sets, slugs):
    found = week([(TODAY, Work(DEADLIFT, Decimal(sets)))], TODAY)

    assert [gap.slug for gap in found.gaps] == slugs


def test_a_gap_names_who_says_so():
    few, light = Work(DEADLIFT, Decimal(1)), Work(BRIDGE, Decimal(1))

    assert [gap.sources for gap in coverage([light]).gaps] == [("ours",), ("d1", "d3"), ("ours",)]
    assert [gap.sources for gap in coverage([few]).gaps] == [("ours",)] * 2
    assert [gap.sources for gap in week([(TODAY, few)], TODAY).gaps] == [("acsm-2026", "ours")] * 2


def test_left_and_right_together_are_one_set():
    assert sets_done(make_sides(2, (10,) * 3, (10,) * 2).sets) == (Decimal("2.5"), 0)
    assert sets_done(make_session(2, rir=4, last={"rir": 3}).sets) == (3, 2)
