"""After ten years every page asks the database as often as in the third week, exports included."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.make import NOON, make_exercise, make_log, make_plan_day, make_routine, make_user

pytestmark = pytest.mark.django_db


REPS, HOLD = {"sets": 1, "reps_low": 8, "reps_high": 15}, {"sets": 1, "seconds_low": 30, "seconds_high": 60}


@pytest.fixture
def routine():
    """Six exercises, three of them one-sided and one a hold, on Mondays, Wednesdays and Saturdays; one set of each."""
    doses = [
        (make_exercise("squat"), REPS),
        (make_exercise("lunge", sides="each"), REPS),
        (make_exercise("clamshell", sides="each", role="accessory", banded=True), REPS),
        (make_exercise("kickback", sides="each", role="accessory", load="none"), REPS),
        (make_exercise("deadlift", load="required"), REPS),
        (make_exercise("plank", role="core", measure="seconds", load="none"), HOLD),
    ]
    routine = make_routine(make_user(), doses)
    for weekday in (0, 2, 5):
        make_plan_day(routine.user, weekday, routine, since=date(2010, 1, 1))
    return routine


@pytest.mark.parametrize("sessions", [7, 1500])
def test_no_page_asks_more_after_ten_years(routine, sessions, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    first, *_, latest = make_log(routine.user, routine, sessions, last=NOON - timedelta(days=1))
    workout = latest.get_absolute_url()
    phone = Client()
    phone.force_login(routine.user)
    pages = {
        "/": 29,
        "/workouts/": 6,
        f"/workouts/?month={first.day:%Y-%m}": 6,
        workout: 38,
        f"{workout}?correct": 11,
        f"/workouts/start/?routine={routine.pk}": 39,
        "/progress/": 25 if sessions > 7 else 23,
        "/progress/lunge/": 10,
        "/progress/lunge/?period=all&page=38": 10,
        "/progress/lunge/?fragment": 5,
        "/exercises/lunge/": 12,
        "/plan/": 18,
        f"/plan/?week={first.day:%G-W%V}": 17,
        "/account/": 5,
        "/account/sets.csv": 3,
        "/account/export.json": 23,
    }
    asked = {}
    for url in pages:
        with CaptureQueriesContext(connection) as captured:
            assert read(phone.get(url))
        asked[url] = len(captured)
    assert asked == pages

    posts = {
        "sets": ({"slot": 1, "number": 1, "side": "left", "reps": 9}, 11),
        "slots": ({"slot": 1, "pain": 3}, 11),
        "finish": ({"effort": 2}, 8),
    }
    for path, (fields, queries) in posts.items():
        with django_assert_num_queries(queries, info=path):
            assert read(phone.post(f"{workout}{path}/", fields, headers={"accept": "application/json"}))


def read(answer):
    """The whole of a page, or of a file that is sent while it is being written."""
    assert answer.status_code == 200
    return b"".join(answer)
