"""Which day it is: where the user is, and from which hour on."""

from datetime import UTC, datetime

import pytest

from tests.make import make_exercise, make_routine

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("zone", "begins", "now", "day"),
    [
        ("UTC", 0, "2026-11-18T00:00", "2026-11-18"),
        ("UTC", 4, "2026-11-18T03:59", "2026-11-17"),
        ("UTC", 4, "2026-11-18T04:00", "2026-11-18"),
        ("Europe/Berlin", 4, "2026-11-18T02:59", "2026-11-17"),
        ("Europe/Berlin", 4, "2026-11-18T03:00", "2026-11-18"),
        ("America/New_York", 6, "2026-11-18T10:59", "2026-11-17"),
        ("Europe/Berlin", 4, "2026-10-25T02:30", "2026-10-24"),  # 03:30, after the clock went back
        ("Europe/Berlin", 3, "2026-03-29T01:00", "2026-03-29"),  # 03:00, straight after 01:59
    ],
)
def test_the_day_begins_at_the_users_hour_by_the_users_clock(user, zone, begins, now, day):
    user.time_zone, user.day_begins = zone, begins
    assert str(user.local_date(datetime.fromisoformat(now).replace(tzinfo=UTC))) == day


def test_what_begins_after_midnight_counts_for_the_day_before_everywhere(phone, user, monkeypatch):
    user.day_begins = 4
    user.save()
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 19, 1, 30, tzinfo=UTC))
    routine = make_routine(user, [(make_exercise(), {})])
    phone.post("/workouts/start/", {"routine": routine.pk})
    assert str(user.workouts.get().day) == "2026-11-18"
    assert ">Wednesday</h1>" in phone.get("/").content.decode()
    assert 'id="day-2026-11-18" class="day" aria-current="date"' in " ".join(
        phone.get("/plan/").content.decode().split()
    )


@pytest.mark.parametrize(("headers", "status"), [({}, 303), (HTMX, 204)])
def test_the_phones_time_zone_is_followed(phone, user, headers, status):
    answer = phone.post("/account/time-zone/", {"time_zone": "Asia/Tokyo"}, headers=headers)
    user.refresh_from_db()
    assert (answer.status_code, user.time_zone) == (status, "Asia/Tokyo")
    assert "Your account follows Asia/Tokyo now." in phone.get("/").content.decode()


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "\0", "x" * 500])
def test_an_unknown_time_zone_is_refused_and_changes_nothing(phone, user, zone):
    answer = phone.post("/account/time-zone/", {"time_zone": zone})
    assert answer.status_code == 422
    user.refresh_from_db()
    assert user.time_zone == "UTC"


def test_today_has_the_offer_ready_for_a_script(phone):
    seen = phone.get("/").content.decode()
    assert 'id="zone"' in seen
    assert 'data-zone="UTC"' in seen
