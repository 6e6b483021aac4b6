"""Sessions sent to Intervals.icu, planned and done."""

import base64
import json
from datetime import time, timedelta

import pytest
from django.core.management import call_command

from glutes.exercises.models import Exercise
from glutes.runs import intervals
from glutes.runs.models import RunSource
from glutes.runs.secret import locked
from glutes.watch.models import SentWorkout
from glutes.watch.sending import activity_file
from glutes.workouts.models import Workout
from tests.html import flat
from tests.make import NOON, make_exercise, make_plan_day, make_routine, make_set, make_user, make_workout
from tests.runs.conftest import site  # noqa: F401
from tests.watch.test_files import by_fitdecode, kinds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SEND = "/account/watch/send/"


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
    assert "Send the week" in phone.get("/account/watch/").text
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


def test_a_session_that_goes_while_it_is_sent_is_no_error(phone, user, there, monkeypatch):
    workout = make_workout(user, [make_exercise("squat")], finished_at=NOON)
    monkeypatch.setattr(intervals, "send_activity", lambda *_: Workout.objects.all().delete())
    assert phone.post(f"/workouts/{workout.pk}/send/").status_code == 303
    assert not SentWorkout.objects.exists()


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


def ended(user, there, at, name="Five"):
    """A session that ended at that moment; Intervals.icu takes it."""
    squat = Exercise.objects.filter(slug="squat").first() or make_exercise("squat")
    workout = make_workout(user, [squat], name=name, finished_at=at)
    make_set(workout)
    path = f"/api/v1/athlete/0/activities?name={name}&external_id=glutes-{workout.pk}"
    there.pages[path] = (201, {}, b"{}")
    return workout, path


EVERY, ENDED = "/account/watch/every/", "/account/watch/ended/"


def test_every_session_that_ends_is_sent_once_switched_on(phone, user, there, clock):
    ended(user, there, NOON - timedelta(hours=1))
    assert "Every session that ends from now on is sent." in phone.post(EVERY, {"every": "on"}, follow=True).text
    workout, path = ended(user, there, NOON + timedelta(hours=1))
    assert ENDED in phone.get(workout.get_absolute_url()).text
    for _ in range(2):
        assert phone.post(ENDED, headers={"HX-Request": "true"}).status_code == 204
    assert [asked for asked, _ in there.seen] == [path]
    assert SentWorkout.objects.get().workout == workout
    assert "is sent as an activity: 1 so far" in flat(phone.get("/account/watch/").text)
    phone.post(EVERY)
    ended(user, there, NOON + timedelta(hours=2))
    phone.post(ENDED)
    assert len(there.seen) == 1
    assert ENDED not in phone.get(workout.get_absolute_url()).text


def test_what_was_not_taken_is_said_and_sent_with_the_next_look(phone, user, there, clock):
    phone.post(EVERY, {"every": "on"})
    _, path = ended(user, there, NOON + timedelta(hours=1))
    there.pages[path] = (500, {}, b"")
    phone.post(ENDED)
    for page in ("/account/watch/", "/account/data/"):
        assert "Not sent: It answers 500." in phone.get(page).text
    there.pages[path] = (200, {}, b"{}")  # It had it after all.
    RunSource.objects.update(asked_at=NOON)
    call_command("sync", verbosity=0)
    assert SentWorkout.objects.count() == 1
    assert "Not sent" not in phone.get("/account/watch/").text


def test_today_asks_once_an_hour_for_what_was_not_sent(phone, there, clock):
    assert ENDED not in phone.get("/").text
    phone.post(EVERY, {"every": "on"})
    assert ENDED in phone.get("/").text
    RunSource.objects.update(asked_at=NOON)
    assert ENDED not in phone.get("/").text


def test_what_was_sent_by_hand_is_not_sent_again(phone, user, there):
    phone.post(EVERY, {"every": "on"})
    workout, _ = ended(user, there, NOON)
    for _ in range(2):
        phone.post(f"/workouts/{workout.pk}/send/")
    phone.post(ENDED)
    assert (len(there.seen), SentWorkout.objects.count()) == (2, 1)


def test_the_file_of_a_session_is_the_same_bytes_each_time(user, there):
    """By a hash of them Intervals.icu tells what it has already."""
    workout, _ = ended(user, there, NOON)
    assert activity_file(workout) == activity_file(workout)


def test_without_a_key_there_is_no_switch(phone):
    assert phone.post(EVERY, {"every": "on"}).status_code == 404
    assert phone.post(ENDED).status_code == 303
