"""Pain: rule 7 at each of its boundaries."""

import pytest

from glutes.rules.coaching.pain import (
    GO,
    HOLD,
    LOOK,
    NO_WORSE,
    STOP,
    WORSE,
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
def test_the_traffic_light(pain, advice):
    assert light(pain) == advice


@pytest.mark.parametrize(
    ("ago", "pain", "answer", "asked"),
    [
        pytest.param(1, 4, None, True, id="4, yesterday"),
        pytest.param(1, 5, None, True, id="5, yesterday"),
        pytest.param(1, 3, None, False, id="3 is go"),
        pytest.param(1, 6, None, False, id="6 is stop"),
        pytest.param(1, 4, 0, False, id="answered"),
        pytest.param(0, 4, None, False, id="today"),
        pytest.param(2, 4, None, False, id="too late"),
    ],
)
def test_the_next_morning_is_asked_once(ago, pain, answer, asked):
    assert ask_this_morning(make_session(ago, pain=pain, pain_next_day=answer), TODAY) is asked


@pytest.mark.parametrize(
    ("pain", "answer", "advice"),
    [(4, None, None), (4, 3, NO_WORSE), (4, 4, NO_WORSE), (4, 5, WORSE), (None, 1, WORSE), (0, 0, GO)],
)
def test_what_the_morning_means(pain, answer, advice):
    assert next_morning(make_session(1, pain=pain, pain_next_day=answer)) == advice


@pytest.mark.parametrize(
    ("pains", "advice"),
    [
        pytest.param({2: 4, 4: 4}, None, id="twice"),
        pytest.param({2: 4, 4: 4, 6: 4}, LOOK, id="three times"),
        pytest.param({2: 4, 4: 3, 6: 4, 8: 5}, LOOK, id="not only in a row"),
        pytest.param({2: 3, 4: 3, 6: 3}, None, id="a little"),
        pytest.param({2: 4, 4: 4, 27: 4}, LOOK, id="within 28 days"),
        pytest.param({2: 4, 4: 4, 28: 4}, None, id="longer ago"),
        pytest.param({}, None, id="nothing"),
    ],
)
def test_three_painful_sessions_are_to_be_looked_at(pains, advice):
    assert see_someone([make_session(ago, pain=pain) for ago, pain in pains.items()], TODAY) == advice


def test_three_painful_exercises_of_one_day_are_one_session():
    assert see_someone([make_session(2, pain=5, order=n) for n in range(3)], TODAY) is None
