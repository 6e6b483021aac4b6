"""Pain: rule 7 at each of its boundaries."""

from datetime import timedelta

import pytest

from glutes.rules.coaching.pain import (
    GO,
    HOLD,
    NO_WORSE,
    STILL,
    STOP,
    WORSE,
    ask_at_start,
    ask_this_morning,
    light,
    next_morning,
    see_someone,
)
from tests.rules.make import TODAY, make_session


@pytest.mark.parametrize(
    ("pain", "advice"),
    [(None, GO), (0, GO), (3, GO), (4, HOLD), (5, HOLD), (6, STOP), (10, STOP), (-1, GO), (99, STOP)],
)
def test_pain_from_4_holds_and_from_6_stops(pain, advice):
    assert light(pain) == advice


@pytest.mark.parametrize(
    ("ago", "pain", "answer", "asked"),
    [
        pytest.param(1, 2, None, True, id="2, yesterday"),
        pytest.param(1, 5, None, True, id="5, yesterday"),
        pytest.param(1, 6, None, True, id="6, yesterday"),
        pytest.param(1, 1, None, False, id="1 is nothing to ask about"),
        pytest.param(1, 4, 0, False, id="answered"),
        pytest.param(0, 4, None, False, id="today"),
        pytest.param(2, 4, None, False, id="too late"),
    ],
)
def test_the_next_morning_is_asked_once(ago, pain, answer, asked):
    assert ask_this_morning(make_session(ago, pain=pain, pain_next_day=answer), TODAY) is asked


@pytest.mark.parametrize(
    ("ago", "answer", "since", "asked"),
    [
        pytest.param(1, None, False, True, id="the day after"),
        pytest.param(9, None, False, True, id="or whenever the next session starts"),
        pytest.param(9, None, True, False, id="but only that one"),
        pytest.param(9, 0, False, False, id="answered"),
        pytest.param(0, None, False, False, id="not on the day itself"),
    ],
)
def test_unanswered_it_is_asked_once_more_at_the_next_start(ago, answer, since, asked):
    assert ask_at_start(make_session(ago, pain=3, pain_next_day=answer), TODAY, since) is asked


@pytest.mark.parametrize(
    ("pain", "answer", "advice"),
    [
        (4, None, None),
        (4, 0, NO_WORSE),
        (4, 3, NO_WORSE),
        (4, 4, STILL),
        (5, 4, STILL),
        (4, 5, WORSE),
        (None, 1, WORSE),
        (3, 1, NO_WORSE),
        (3, 3, NO_WORSE),
        (3, 0, GO),
        (0, 0, GO),
    ],
)
def test_a_morning_after_pain_is_better_no_worse_or_worse(pain, answer, advice):
    assert next_morning(make_session(1, pain=pain, pain_next_day=answer)) == advice


@pytest.mark.parametrize(
    ("pains", "times"),
    [
        pytest.param({2: 4, 4: 4}, None, id="twice"),
        pytest.param({2: 4, 4: 4, 6: 4}, 3, id="three times"),
        pytest.param({2: 4, 4: 3, 6: 4, 8: 5}, 3, id="not only in a row"),
        pytest.param({2: 3, 4: 3, 6: 3}, None, id="a little"),
        pytest.param({2: 4, 4: 4, 27: 4}, 3, id="within 28 days"),
        pytest.param({2: 4, 4: 4, 28: 4}, None, id="longer ago"),
        pytest.param({}, None, id="nothing"),
    ],
)
def test_three_painful_sessions_are_to_be_looked_at(pains, times):
    advice = see_someone([make_session(ago, pain=pain) for ago, pain in pains.items()], TODAY, name="Step-up")

    assert (advice and advice.sentence) == (
        times and f"Step-up hurt on {times} days lately. Ask a physio or doctor before you do more."
    )


def test_what_was_before_somebody_looked_counts_no_more():
    history = [make_session(ago, pain=4) for ago in (2, 4, 6)]

    assert see_someone(history, TODAY, TODAY - timedelta(days=6))
    assert see_someone(history, TODAY, TODAY - timedelta(days=5)) is None


def test_three_painful_exercises_of_one_day_are_one_session():
    assert see_someone([make_session(2, pain=5, order=n) for n in range(3)], TODAY) is None
