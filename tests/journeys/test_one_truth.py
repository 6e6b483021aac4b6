"""What two pages say about the same thing is the same. It is Wednesday, 18 November 2026, at noon."""

import re
from datetime import date, timedelta

import pytest

from glutes.calendars.appointments import appointments
from tests import html
from tests.make import NOON, leave, make_exercise, make_plan_day, make_routine, make_set, make_workout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]

MON, WED = date(2026, 11, 16), date(2026, 11, 18)


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


@pytest.mark.parametrize(("hours", "going"), [(1, True), (5, True), (7, False)])
def test_every_page_says_of_a_session_without_an_end_whether_it_is_in_progress(phone, user, squat, hours, going):
    """Left after its first set, it is in progress for six hours, then done."""
    hips = make_routine(user, [(squat, {})], name="Steady hips")
    make_plan_day(user, 2, hips)
    workout = make_workout(user, [squat], started=NOON - timedelta(hours=hours, minutes=5), routine=hips)
    make_set(workout, at=NOON - timedelta(hours=hours))
    today, plan, history = (page(phone, url) for url in ("/", "/plan/", "/workouts/"))
    progress, printed = page(phone, "/progress/"), page(phone, "/plan/print/")

    counted = "0 of 1 session done" if going else "1 of 1 session done"
    assert f"This week: {counted}" in today
    assert f"{counted}." in plan
    assert f"{counted}." in printed
    assert "No sessions</h2>" in history if going else "1 session</h2>" in history
    assert number(r"(\d+) of 12 sessions in", progress) == (not going)

    look = "dot-going" if going else "dot-done"
    assert [len(html.find(seen, "span", class_=look)) for seen in (today, history)] == [1, 1]
    marks = [mark.text.strip() for mark in html.find(plan, class_="done-mark") if "done-key" not in mark["class"]]
    assert marks == ["Carry on" if going else "Done"]
    assert ("(in progress)" if going else "(done)") in printed
    assert [("in progress, 1 set" in seen) for seen in (today, plan, history)] == [going] * 3
    assert [("Done for today" in today), ("Carry on" in today)] == [not going, going]

    [appointment] = appointments(user, WED, WED, NOON).values()
    assert (appointment.done, appointment.path) == (not going, workout.get_absolute_url())
