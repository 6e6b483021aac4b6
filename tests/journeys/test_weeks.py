"""Eight weeks of three virtual runners through the pages that a phone sees: they say what the rules say (test_year.py).

One is steady, and declines the easier week of the sixth. One has a right side 20 % weaker and takes it. One has pain of
5 and of 7 in the second week and misses the fifth and the sixth.
"""

import pytest

from tests.journeys.on_pages import RunnerOnPages
from tests.journeys.runner import MON, SUN, THU, TUE, WED, Runner

pytestmark = pytest.mark.django_db

RUNNERS = {
    "steady": {},
    "right side weaker": {"right": 0.8, "eases": True},
    "pain, then away": {"pains": {(2, MON): 5, (2, WED): 7}, "away": frozenset({5, 6})},
}
LIVED = {}


@pytest.fixture
def weeks_of():
    """Lives the weeks of a runner, once: what the pages said is kept, the rows go with the first test that asks."""

    def weeks_of(name):
        if name not in LIVED:
            LIVED[name] = RunnerOnPages(**RUNNERS[name]).live(8)
        return LIVED[name]

    return weeks_of


@pytest.mark.parametrize("name", RUNNERS)
def test_the_pages_say_what_the_rules_say(weeks_of, name):
    assert weeks_of(name).sessions == Runner(**RUNNERS[name]).live(8).sessions


@pytest.mark.parametrize("name", RUNNERS)
def test_on_monday_today_has_the_session(weeks_of, name):
    runner = weeks_of(name)
    mondays = [page for (_, weekday), page in runner.todays.items() if weekday == MON]

    assert len(mondays) == 4 - len(runner.away) / 2
    for page in mondays:
        assert "This week: 0 of 3 sessions done" in page
        assert 'Start<span class="unseen"> Two of them</span>' in page
        assert "Not done yet this week" not in page


def test_an_easier_week_is_offered_and_once_taken_said(weeks_of):
    declined, taken = weeks_of("steady"), weeks_of("right side weaker")
    offered = "5 weeks in a row: fancy an easier one?"
    easier = "Easier week: fewer sets, a bit less of each, the same days."

    assert {week for (week, _), page in declined.starts.items() if offered in page} == {6}
    assert {week for (week, _), page in taken.starts.items() if easier in page} == {6}


def test_what_is_left_out_is_said(weeks_of):
    runner = weeks_of("pain, then away")
    out = [(session.week, session.lunge.is_left_out) for session in runner.sessions]

    assert [week for week, is_left_out in out if is_left_out] == [2, 3, 3]
    assert "It hurt a lot: skip this one, back on Thu 22 Jan." in runner.starts[3, MON]
    assert "skip this one, back on" not in runner.starts[2, MON]


def test_the_morning_after_today_asks_where_it_hurt_a_little(weeks_of):
    todays = weeks_of("pain, then away").todays

    for day, said in ((TUE, "You said 5 out of 10 yesterday."), (THU, "You said 7 out of 10 yesterday.")):
        assert "Lunge: how is it today?" in todays[2, day]
        assert said in todays[2, day]


def test_of_weeks_missed_today_says_what_is_open_and_no_more(weeks_of):
    runner = weeks_of("pain, then away")
    sundays = [page for (_, weekday), page in runner.todays.items() if weekday == SUN]

    assert len(sundays) == 2
    for page in sundays:
        assert "This week: 0 of 3 sessions done" in page
        assert "Not done yet this week" in page
        assert page.count("<span>Skip it<") == 3
        assert "Life happens." in page


def test_progress_counts_what_was_done_and_what_was_planned(weeks_of):
    assert "24 of 24 sessions in 8 weeks" in weeks_of("steady").progress
    assert "18 of 24 sessions in 8 weeks" in weeks_of("pain, then away").progress
