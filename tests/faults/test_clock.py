"""The server's clock is put back in the middle of a session: nothing is refused, nothing is lost, every page opens.

A phone that is more than a day ahead of it is not believed when something was typed (rules/most.py), but what it had
seen before is.
"""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.make import NOON, make_exercise, make_workout

pytestmark = pytest.mark.django_db
PAGES = ("/", "/workouts/", "/progress/", "/plan/", "/account/", "/account/devices/", "/healthz/")


@pytest.mark.parametrize("hours", [1, 20, 30, 24 * 400])
def test_a_clock_that_jumps_back_costs_no_set(phone, user, monkeypatch, hours):
    workout = make_workout(user, [make_exercise()])

    def log(what, minute, **said):
        said = {"slot": 0, "logged_at": (NOON + timedelta(minutes=minute)).isoformat(), **said}
        answer = phone.post(f"/workouts/{workout.pk}/{what}/", said, headers={"Accept": "application/json"})
        assert answer.status_code == 200
        return answer.json()

    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + timedelta(minutes=10))
    first = log("sets", 1, number=1, reps=10)
    log("sets", 3, number=2, reps=11)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON - timedelta(hours=hours))
    log("sets", 12, number=3, reps=12)
    corrected = log("sets", 13, number=1, reps=9, seen=first["logged_at"])
    assert (corrected["reps"], log("sets", 3, number=2, reps=11)["reps"]) == (9, 11)
    end = {"finished_at": (NOON + timedelta(minutes=14)).isoformat(), "seen": workout.logged_at.isoformat()}
    log("finish", 14, **end, effort=2, note="Odd clock.")
    assert sorted(workout.sets().values_list("number", "reps")) == [(1, 9), (2, 11), (3, 12)]
    workout.refresh_from_db()
    assert (workout.effort, workout.note) == (2, "Odd clock.")
    addresses = [*PAGES, workout.get_absolute_url(), f"{workout.get_absolute_url()}?correct"]
    assert {address: phone.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


SEEN_BY_PHONE = {"seen": (NOON + timedelta(minutes=20)).isoformat()}
"""A correction before this one is still on the phone, which has seen it; the server has not."""


@pytest.mark.parametrize("hours", [1, 30])
def test_after_a_jump_back_two_corrections_a_deletion_and_its_undo_still_count(phone, user, monkeypatch, hours):
    workout = make_workout(user, [make_exercise()])

    def log(what, minute, **said):
        said = {"logged_at": (NOON + timedelta(minutes=minute)).isoformat(), **said}
        answer = phone.post(f"/workouts/{workout.pk}/{what}/", said, headers={"Accept": "application/json"})
        assert answer.status_code == 200
        return answer.json()

    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + timedelta(minutes=10))
    seen = log("sets", 1, slot=0, number=1, reps=10)["logged_at"]
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON - timedelta(hours=hours))
    assert log("sets", 20, slot=0, number=1, reps=9, seen=seen)["reps"] == 9
    assert log("sets", 21, slot=0, number=1, reps=8, **SEEN_BY_PHONE)["reps"] == 8
    workout.refresh_from_db()
    gone = log("delete", 22, seen=workout.touched_at.isoformat())
    assert gone["deleted"] is True
    assert log("restore", 23, seen=gone["logged_at"])["deleted"] is False


@pytest.mark.parametrize("hours", [1, 30])
def test_after_a_jump_back_a_self_check_can_be_corrected(phone, monkeypatch, hours):
    address, known = f"/checks/{uuid4()}/result/", {"kind": "side-plank", "right": 30}

    def log(minute, left, **said):
        said |= {"logged_at": (NOON + timedelta(minutes=minute)).isoformat(), "left": left}
        return phone.post(address, known | said, headers={"Accept": "application/json"}).json()

    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + timedelta(minutes=10))
    seen = log(1, 40)["logged_at"]
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON - timedelta(hours=hours))
    assert log(20, 45, seen=seen)["left"] == 45
