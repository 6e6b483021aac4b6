"""The sessions before a race: kept, halved or skipped, at and around each boundary."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glutes.rules.week.race_week import Ease, after_race, ease, half
from glutes.rules.week.spacing import Run, Strength, clashes

RACE = date(2026, 12, 13)
"""A Sunday."""


def eased(*ago):
    """What is done about sessions so many days before the race, in short, the earliest first."""
    found = ease([RACE - timedelta(days=days) for days in ago], [RACE])
    return [str(found[RACE - timedelta(days=days)]) for days in sorted(ago, reverse=True)]


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        ((6, 4, 2), ["keep", "shorten", "skip"]),
        ((5,), ["keep"]),
        ((4,), ["shorten"]),
        ((3,), ["shorten"]),
        ((2,), ["skip"]),
        ((0,), ["skip"]),
        ((-1,), ["skip"]),
        ((-2,), ["keep"]),
        ((6, 5, 4), ["keep", "keep", "shorten"]),
        ((5, 4, 3), ["keep", "shorten", "shorten"]),
        ((7, 6, 5), ["keep", "keep", "keep"]),
        ((7, 6, 4, 3), ["keep", "keep", "shorten", "shorten"]),
        ((), []),
    ],
)
def test_what_is_near_is_halved_and_what_is_nearer_skipped(ago, expected):
    assert eased(*ago) == expected


def test_of_two_races_the_next_one_counts_for_each_day():
    found = ease([RACE - timedelta(days=days) for days in (5, 3, 2)], [RACE, RACE - timedelta(days=4)])

    assert [str(found[day]) for day in sorted(found)] == ["skip", "skip", "skip"]


def test_of_what_the_next_race_asks_and_one_before_it_the_stricter_counts():
    days = [RACE - timedelta(days=days) for days in (6, 5, 3, 2)]
    found = ease(days, [RACE, RACE - timedelta(days=7)], days)

    assert [str(found[day]) for day in days] == ["skip", "shorten", "shorten", "skip"]


@pytest.mark.parametrize(
    ("name", "km", "days"),
    [
        ("Valencia Marathon", None, 7),
        ("City run", 42.2, 7),
        ("Ultra 50k", None, 7),
        ("Half marathon", None, 3),
        ("City run", 21.1, 3),
        ("parkrun", 5, 1),
        ("Marathon weekend", 5, 1),
        ("Berlin Marathon 10 km relay", None, 1),
        ("First half of the season 5k", None, 1),
        ("Boston, 26 miles", None, 7),
        ("Halvmaraton", None, 3),
        ("Stockholm maraton", None, 7),
        ("Cup", None, 1),
    ],
)
def test_after_a_long_race_half_a_session_is_enough_for_days(name, km, days):
    noted = [n for n in range(-1, 10) if after_race(Strength(RACE + timedelta(days=n)), RACE, name, km)]

    assert noted == list(range(2, days + 1))
    assert not after_race(Strength(RACE + timedelta(days=2), half=True), RACE, name, km)


@given(st.sets(st.integers(0, 12)))
def test_what_is_left_is_free_of_our_own_warnings(ago):
    found = ease([RACE - timedelta(days=days) for days in ago], [RACE])
    left = {day for day, what in found.items() if what != Ease.SKIP}
    assert clashes([Strength(day, loaded=True) for day in left], races=[RACE]) == ()


@given(st.sets(st.integers(0, 12)), st.sets(st.tuples(st.integers(-1, 12), st.sampled_from(["easy", "hard", "long"]))))
def test_what_was_halved_is_not_warned_of_for_a_run(ago, runs):
    found = ease([RACE - timedelta(days=days) for days in ago], [RACE])
    halved = [Strength(day, loaded=True, half=True) for day, what in found.items() if what == Ease.SHORTEN]
    assert clashes(halved, [Run(RACE - timedelta(days=days), kind) for days, kind in runs], [RACE]) == ()


@pytest.mark.parametrize(("sets", "halved"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_half_is_one_or_two_sets_and_never_none(sets, halved):
    assert half(sets) == halved
