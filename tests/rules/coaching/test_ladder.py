"""Ladders: the nearest exercise that somebody can do."""

from datetime import date, timedelta

import pytest

from glutes.rules.coaching.ladder import fell_short, is_passed, nearest
from glutes.rules.coaching.sessions import PastSession, SetDone

HARDER = {"bridge": ("hip-lift", "bridge-hold"), "hip-lift": ("loaded",), "bridge-hold": ("single",), "loaded": ()}


@pytest.mark.parametrize(
    ("start", "unfit", "found"),
    [
        pytest.param("bridge", (), "hip-lift", id="the best one first"),
        pytest.param("bridge", ("hip-lift",), "bridge-hold", id="else the next one"),
        pytest.param("bridge", ("hip-lift", "bridge-hold"), "loaded", id="else through them, the nearest first"),
        pytest.param("bridge", ("hip-lift", "bridge-hold", "loaded"), "single", id="or further on"),
        pytest.param("bridge", ("hip-lift", "bridge-hold", "loaded", "single"), None, id="until it ends"),
        pytest.param("single", (), None, id="at the end"),
    ],
)
def test_the_nearest_rung_that_fits(start, unfit, found):
    assert nearest(start, HARDER, lambda slug: slug not in unfit) == found


def test_the_search_ends_where_it_is_told_to():
    assert nearest("bridge", HARDER, lambda slug: slug == "single", ends={"bridge-hold"}) is None


def test_a_ladder_that_goes_round_ends():
    assert nearest("a", {"a": ("b",), "b": ("a",)}, lambda slug: False) is None


TODAY = date(2026, 11, 27)


def at_top(days_ago, **fields):
    """A session with both sets at the top of its range."""
    sets = (SetDone(1, reps=12), SetDone(2, reps=12))
    return PastSession(TODAY - timedelta(days=days_ago), sets, asked=2, top=12)._replace(**fields)


LEFT, RIGHT = (tuple(SetDone(number, side, reps=12) for number in (1, 2)) for side in ("left", "right"))
FEW, SHORT = (SetDone(1, reps=7), SetDone(2, reps=7)), (SetDone(1, seconds=19), SetDone(2, seconds=19))
ONE_BELOW, SLIPPED = (SetDone(1, reps=12), SetDone(2, reps=11)), (SetDone(1, reps=12, form_ok=False),) * 2


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param([at_top(2), at_top(4)], True, id="twice at the top"),
        pytest.param([at_top(2), at_top(4), at_top(6, sets=ONE_BELOW)], True, id="whatever was before"),
        pytest.param([at_top(2)], False, id="once"),
        pytest.param([at_top(2), at_top(2, order=1)], False, id="twice on a day"),
        pytest.param([at_top(2, sets=ONE_BELOW), at_top(4), at_top(6)], False, id="less since"),
        pytest.param([at_top(2, sets=(), pain=4), at_top(4), at_top(6)], False, id="hurt since"),
        pytest.param([at_top(2), at_top(4, sets=SLIPPED)], False, id="without form"),
        pytest.param([at_top(2), at_top(4, asked=3)], False, id="sets left out"),
        pytest.param([at_top(2), at_top(4, top=None)], False, id="no range known"),
        pytest.param([at_top(2, way="half"), at_top(4, way="half")], False, id="half the way"),
        pytest.param([at_top(2, way="slower"), at_top(4)], True, id="slower"),
        pytest.param([at_top(2, sets=LEFT), at_top(4, sets=LEFT)], False, id="one side"),
        pytest.param([at_top(2, sets=LEFT + RIGHT), at_top(4, sets=LEFT + RIGHT)], True, id="both sides"),
        pytest.param([at_top(2, sets=FEW, top=7), at_top(4, sets=FEW, top=7)], False, id="few reps asked for"),
        pytest.param([at_top(2, sets=SHORT, top=15), at_top(4, sets=SHORT, top=15)], False, id="a short hold"),
        pytest.param([at_top(90), at_top(92)], True, id="three months ago"),
        pytest.param([at_top(91), at_top(93)], False, id="longer ago"),
        pytest.param([], False, id="never done"),
    ],
)
def test_passed_is_what_was_at_its_top_on_the_last_two_days(history, expected):
    assert is_passed(history, TODAY) == expected


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([at_top(2, sets=ONE_BELOW, low=12)], True),
        ([at_top(2, sets=ONE_BELOW, low=11, target=12)], False),
        ([at_top(2, sets=ONE_BELOW)], False),
        ([at_top(2, low=12), at_top(4, sets=ONE_BELOW, low=12)], False),
        ([at_top(2, sets=(), pain=4), at_top(4, sets=ONE_BELOW, low=12)], True),
        ([at_top(55, sets=ONE_BELOW, low=12)], True),
        ([at_top(56, sets=ONE_BELOW, low=12)], False),
        ([], False),
    ],
    ids=["below the range", "only the target", "no range", "done since", "tried since", "lately", "long ago", "never"],
)
def test_too_hard_is_what_fell_short_on_its_last_day(history, expected):
    assert fell_short(history, TODAY) == expected


@pytest.mark.parametrize(
    ("fields", "bare", "expected"),
    [
        ({"load_kg": 20}, True, False),
        ({"load_kg": 20}, False, True),
        ({"band": 2}, True, False),
        ({"load_kg": 0}, True, True),
    ],
    ids=["with a weight", "it needs one", "with a band", "without"],
)
def test_a_set_with_a_load_says_nothing_about_an_exercise_that_needs_none(fields, bare, expected):
    below = tuple(one._replace(**fields) for one in ONE_BELOW)
    assert fell_short([at_top(2, sets=below, low=12)], TODAY, bare) == expected
