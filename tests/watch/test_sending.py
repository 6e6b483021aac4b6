"""Sessions sent to Intervals.icu, planned and done."""

import base64
import json
from datetime import time

import pytest

from glutes.runs import intervals
from glutes.runs.models import RunSource
from glutes.runs.secret import locked
from tests.make import NOON, make_exercise, make_plan_day, make_routine, make_set, make_user, make_workout
from tests.runs.conftest import site  # noqa: F401
from tests.watch.test_files import by_fitdecode, kinds

pytestmark = pytest.mark.django_db

SEND = "/account/watch/send/"


@pytest.fixture(autouse=True)
def wednesday(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def there(site, monkeypatch, user):  # noqa: F811
    """Intervals.icu, and the user's key for it."""
    monkeypatch.setattr(intervals, "SITE", site.address)
    RunSource.objects.create(user=user, origin="intervals", locked_key=locked("k"))
    return site


def test_the_week_is_put_into_the_calendar_there(phone, user, there):
    routine = make_routine(user, [(make_exercise("squat"), {"sets": 1})], name="Five")
    make_plan_day(user, 4, routine, time=time(18))
    there.pages["/api/v1/athlete/0/events/bulk?upsert=true"] = (200, {}, b"[]")
    assert "Sent to Intervals.icu: 1 session." in phone.post(SEND, follow=True).text
    (row,) = json.loads(there.bodies[0])
    content = base64.b64decode(row.pop("file_contents_base64"))
    name = f"glutes-{user.pk}-2026-11-20-{routine.pk}"
    assert row == {
        "category": "WORKOUT",
        "type": "WeightTraining",
        "start_date_local": "2026-11-20T00:00:00",
        "name": "Five",
        "external_id": name,
        "filename": f"{name}.fit",
    }
    assert kinds(by_fitdecode(content))[:3] == ["file_id", "workout", "workout_step"]
    assert there.seen[0][1]["Authorization"] == "Basic QVBJX0tFWTpr"


def test_what_was_done_is_sent_as_a_file(phone, user, there):
    workout = make_workout(user, [make_exercise("squat")], name="Five & more", finished_at=NOON)
    make_set(workout)
    path = f"/api/v1/athlete/0/activities?name=Five+%26+more&external_id=glutes-{workout.pk}"
    there.pages[path] = (201, {}, b"{}")
    assert f"/workouts/{workout.pk}/send/" in phone.get("/account/watch/").text
    assert "Sent to Intervals.icu." in phone.post(f"/workouts/{workout.pk}/send/", follow=True).text
    head, _, content = there.bodies[0].partition(b"\r\n\r\n")
    assert f'filename="glutes-{workout.pk}.fit"'.encode() in head
    assert kinds(by_fitdecode(content.rpartition(b"\r\n--")[0]))[-1] == "activity"


@pytest.mark.parametrize("status", [401, 500, 302])
def test_what_is_not_taken_is_said(phone, user, there, status):
    make_plan_day(user, 4)
    there.pages["/api/v1/athlete/0/events/bulk?upsert=true"] = (status, {"Location": "http://elsewhere.example/"}, b"")
    page = phone.post(SEND, follow=True).text
    assert "Not sent. Intervals.icu: " in page
    assert len(there.seen) == 1


def test_without_a_key_there_is_nothing_to_send_to(phone, user):
    workout = make_workout(user, [make_exercise("squat")])
    for path in (SEND, f"/workouts/{workout.pk}/send/"):
        assert phone.post(path).status_code == 404
    assert "Send the week" not in phone.get("/account/watch/").text


def test_nobody_sends_what_is_anothers(phone, there):
    theirs = make_workout(make_user(), [make_exercise("squat")])
    assert phone.post(f"/workouts/{theirs.pk}/send/").status_code == 404
    assert there.seen == []
