"""What is out of a session, for its physio or for pain, is out wherever its exercises are listed."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import html
from tests.make import NOON, make_exercise, make_plan_day, make_routine, make_set, make_workout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
WED = date(2026, 11, 18)


def asked(phone, routine):
    """Whether the lunge is to be done today: by the start page, its player, Today, the watch and the printed week."""
    start = phone.get(f"/workouts/start/?routine={routine.pk}").text
    slots = {slot["exercise"]: slot for slot in html.data(start, "session")["slots"]}
    today = html.flat(phone.get("/").text)
    (paper,) = [day for day in html.find(phone.get("/plan/print/").text, "li") if day.text.startswith("Wednesday")]
    return {
        "start": ">not today<" not in html.flat(start),
        "player": not slots["lunge"]["skipped"],
        "Today": "<strong>Lunge</strong>" in today,
        "its number": "2 exercises" in today,
        "its word": "Not today: Lunge." not in today,
        "watch": "Lunge" in phone.get("/account/watch/").text,
        "paper": "Lunge 3 × 10" in paper.text,
    }


@pytest.mark.parametrize(
    ("lock", "pains", "is_out"),
    [
        ({}, {}, False),
        ({"skip": True}, {}, True),
        ({"skip": True, "until": WED - timedelta(days=1)}, {}, False),
        ({}, {1: 5}, False),
        ({}, {1: 6}, True),
        ({"stop_from": 4}, {1: 5}, True),
        ({}, {8: 6}, False),
        ({}, {20: 7, 10: 6}, True),  # Until somebody has looked at it.
        ({}, {3: 6, 1: 0}, False),
    ],
)
def test_what_is_out_is_out_on_every_page(phone, user, lock, pains, is_out):
    lunge, squat = make_exercise("lunge"), make_exercise("squat")
    routine = make_routine(user, [(lunge, {}), (squat, {})], name="Five")
    make_plan_day(user, 2, routine)
    if lock:
        user.locks.create(exercise=lunge, by="Anna", **lock)
    for days, pain in pains.items():
        at = NOON - timedelta(days=days)
        workout = make_workout(user, [lunge], started=at, finished_at=at)
        make_set(workout)
        workout.exercises.update(pain=pain)
    found = asked(phone, routine)
    assert found == dict.fromkeys(found, not is_out)


@pytest.mark.parametrize("weekdays", [(2,), (0, 1, 2)])
def test_what_was_missed_asks_the_coach_no_more_often(phone, user, django_assert_num_queries, weekdays):
    lunge = make_exercise("lunge")
    routine = make_routine(user, [(lunge, {})])
    for weekday in weekdays:
        make_plan_day(user, weekday, routine)
    make_set(make_workout(user, [lunge], started=NOON - timedelta(days=1)))
    user.workouts.get().exercises.update(pain=7)
    phone.get("/plan/print/")
    with django_assert_num_queries(37):
        assert "skip it, it hurt" in html.flat(phone.get("/plan/print/").text)


def test_the_log_is_read_once_a_routine_however_many_sessions_are_ahead(phone, user):
    lunge = make_exercise("lunge")
    routine = make_routine(user, [(lunge, {})])
    make_set(make_workout(user, [lunge], started=NOON - timedelta(days=1)))
    user.workouts.get().exercises.update(pain=7)
    asked = []
    for weekdays in ((2,), (0, 1, 3, 4, 5, 6)):
        for weekday in weekdays:
            make_plan_day(user, weekday, routine)
        phone.get("/")
        with CaptureQueriesContext(connection) as queries:
            assert "Not today: Lunge." in html.flat(phone.get("/").text)
        asked.append(len(queries))
    assert asked[0] == asked[1]
