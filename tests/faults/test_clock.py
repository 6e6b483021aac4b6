"""The server's clock is put back in the middle of a session: nothing is refused, nothing is lost, every page opens.

By less than a day: a phone that is further ahead than that is not believed (rules/most.py).
"""

from datetime import timedelta

import pytest

from tests.make import NOON, make_exercise, make_workout

pytestmark = pytest.mark.django_db
PAGES = ("/", "/workouts/", "/progress/", "/plan/", "/account/", "/account/devices/", "/healthz/")


@pytest.mark.parametrize("hours", [1, 20])
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
    log("finish", 14, finished_at=(NOON + timedelta(minutes=14)).isoformat(), effort=2, note="Odd clock.")
    assert sorted(workout.sets().values_list("number", "reps")) == [(1, 9), (2, 11), (3, 12)]
    workout.refresh_from_db()
    assert (workout.effort, workout.note) == (2, "Odd clock.")
    addresses = [*PAGES, workout.get_absolute_url(), f"{workout.get_absolute_url()}?correct"]
    assert {address: phone.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)
