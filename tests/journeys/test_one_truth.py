"""What two pages say about the same thing is the same. It is Wednesday, 18 November 2026, at noon."""

import re
from datetime import date, timedelta

import pytest

from tests import html
from tests.make import NOON, leave, make_exercise, make_plan_day, make_routine, make_set, make_workout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]

MON = date(2026, 11, 16)


@pytest.fixture
def squat():
    return make_exercise("squat")


@pytest.fixture
def week(user, squat):
    """Three sessions planned; done are Monday's, one besides on Tuesday, a set of nothing, and one left again."""
    hips = make_routine(user, [(squat, {})], name="Steady hips")
    for weekday in (0, 2, 4):
        make_plan_day(user, weekday, hips)
    for days_ago, name, routine, reps in ((2, "Steady hips", hips, 10), (1, "Core", None, 8), (1, "Nothing", None, 0)):
        started = NOON - timedelta(days=days_ago)
        ended = started + timedelta(minutes=20)
        workout = make_workout(user, [squat], started=started, finished_at=ended, name=name, routine=routine)
        make_set(workout, reps=reps)
    leave(make_workout(user, [squat], started=NOON - timedelta(days=1, hours=1), name="Left again"))


def page(phone, url):
    return html.flat(phone.get(url).content.decode())


def number(pattern, seen):
    """The number that a page says, as the one group of the pattern."""
    return int(re.search(pattern, seen)[1])


def test_the_week_and_today_say_the_same(phone, week):
    today, plan = page(phone, "/"), page(phone, "/plan/")
    [said] = {heading.text for heading in html.find(today, "h2") if heading.text.startswith("This week")}
    assert said == "This week: 2 sessions done, 2 to come"
    assert "2 sessions done, 2 to come." in plan
    ticked = len(html.find(today, "span", class_="dot-done"))
    assert ticked == len(html.find(plan, "div", class_="item-done")) == 2


def test_today_and_history_name_the_same_sessions(phone, week):
    latest = [each.text for each in html.find(page(phone, "/"), "a", class_="rows-body") if "min" in each.text]
    history = [each.text for each in html.find(page(phone, "/workouts/?month=2026-11"), "a", class_="rows-body")]
    assert latest == history
    assert len(history) == 3  # The one of no rep is shown, though it does not count.


def test_history_progress_and_the_exercise_count_the_same_sessions(phone, week):
    history = number(r"(\d+) sessions?</h2>", page(phone, "/workouts/?month=2026-11"))
    overview = number(r"(\d+) of \d+ sessions? in", page(phone, "/progress/"))
    exercise = number(r"(\d+) sessions? in 12 weeks</h2>", page(phone, "/progress/squat/"))
    assert history == overview == exercise == 2
