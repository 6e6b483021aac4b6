"""When sets were done and a workout ended, where nobody said so, as tables. Minutes after its start."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glutes.rules import moments
from glutes.rules.moments import Finish, SetMoment

START = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
HOUR = 60


def at(minute):
    return None if minute is None else START + timedelta(minutes=minute)


def minutes(moment):
    return None if moment is None else (moment - START) / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("finished", "last", "going"),
    [
        (None, 0, True),
        (None, -6 * HOUR + 1, True),
        (None, -6 * HOUR, False),
        (None, -24 * HOUR, False),
        (0, 0, False),
        (-7 * HOUR, -7 * HOUR, False),
    ],
)
def test_a_workout_is_in_progress_until_it_is_finished_or_six_hours_after_its_last_set(finished, last, going):
    assert moments.is_going(at(finished), at(last), now=START) == going


@pytest.mark.parametrize(
    ("first", "finished", "began"),
    [
        pytest.param(None, None, 0, id="no set"),
        pytest.param(5, 40, 0, id="soon"),
        pytest.param(59, 70, 0, id="all ticked at its end"),
        pytest.param(60, 70, 60, id="late"),
        pytest.param(340, 365, 340, id="hours later"),
        pytest.param(340, None, 340, id="not finished"),
        pytest.param(90, 90, 0, id="typed after the finish"),
        pytest.param(120, 60, 0, id="said to be after it"),
    ],
)
def test_the_time_of_a_workout_that_had_only_been_opened_begins_with_its_first_set(first, finished, began):
    assert minutes(moments.began(START, at(first), at(finished))) == began


@pytest.mark.parametrize(
    ("first", "last", "finished", "lasted"),
    [
        pytest.param(5, 40, 45, 45, id="from its start to its end"),
        pytest.param(90, 120, 125, 35, id="only opened until the first set"),
        pytest.param(50, 50, None, 0, id="never finished: from its first set"),
        pytest.param(5, 40, None, 35, id="to its last"),
        pytest.param(None, None, 30, 30, id="no set"),
        pytest.param(None, None, None, 0, id="nothing at all"),
    ],
)
def test_how_long_a_workout_took(first, last, finished, lasted):
    assert moments.lasted(START, at(first), at(last), at(finished)) == timedelta(minutes=lasted)


@pytest.mark.parametrize(
    ("sets", "finish", "done"),
    [
        ([(5, None), (None, 7)], (None, None), [5, 7]),
        ([(None, 400)], (None, None), [0]),
        ([(None, 5), (None, 24 * HOUR)], (None, None), [5, 5]),
        ([(None, 24 * HOUR), (None, 5)], (None, None), [5, 5]),
        ([(None, 5), (None, 300), (None, 600)], (None, None), [5, 300, 600]),
        ([(50, None), (None, 55)], (45, None), [50, 45]),
        ([(None, 55)], (None, 45), [45]),
        ([(None, -5)], (None, None), [0]),
    ],
    ids=[
        "said, or when typed",
        "a day gone by, logged later",
        "added later: with the set before it",
        "in whatever order",
        "a long session, set by set",
        "none after the end",
        "nor after that was typed",
        "none before the start",
    ],
)
def test_a_set_was_done_when_said_else_when_it_was_typed(sets, finish, done):
    sets = [SetMoment(at(said), at(typed)) for said, typed in sets]
    assert [minutes(one) for one in moments.done(START, sets, Finish(*map(at, finish)))] == done


def test_a_set_taken_away_does_not_keep_the_session_open():
    sets = [SetMoment(at(5)), SetMoment(at(350), stands=False), SetMoment(None, at(400))]
    assert [minutes(one) for one in moments.done(START, sets, Finish())] == [5, 350, 5]


@pytest.mark.parametrize(
    ("done", "finish", "ended"),
    [
        ([5], (None, None), None),
        ([5], (40, None), 40),
        ([5], (40, 90), 40),
        ([5], (None, 64), 64),
        ([5], (None, 65), 5),
        ([], (None, 65), 65),
        ([], (None, 24 * HOUR), 0),
        ([], (None, -5), 0),
    ],
    ids=[
        "not yet",
        "said",
        "said, whenever",
        "typed",
        "typed an hour later",
        "nothing done",
        "nor for a day",
        "a clock put back",
    ],
)
def test_a_workout_ended_when_said_else_with_its_last_set(done, finish, ended):
    found = moments.finished(START, [at(each) for each in done], Finish(*map(at, finish)))
    assert minutes(found) == ended


some_sets = st.lists(st.tuples(st.none() | st.integers(0, 900), st.integers(-60, 2000)), unique=True, max_size=6)


@given(some_sets, st.none() | st.integers(0, 2000), st.randoms())
def test_the_order_of_the_sets_changes_nothing(sets, end, chance):
    shuffled = chance.sample(sets, len(sets))
    finish = Finish(None, at(end))
    one, other = (
        dict(zip(order, moments.done(START, [SetMoment(at(s), at(t)) for s, t in order], finish), strict=True))
        for order in (sets, shuffled)
    )
    assert one == other
