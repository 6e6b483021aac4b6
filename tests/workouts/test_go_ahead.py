"""What the user says of an exercise that hurt: it was looked at, or it is taken up again."""

from datetime import timedelta

import pytest

from glutes.kit.models import GoAhead
from tests import html
from tests.make import NOON, make_exercise, make_own, make_routine, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def squat():
    return make_exercise("squat")


@pytest.fixture
def start(user, squat):
    """The address of the start page of a routine with squats."""
    return f"/workouts/start/?routine={make_routine(user, [(squat, {})]).pk}"


def hurt(user, squat, *pains, every=2):
    """Sessions that hurt so much, the last one two days ago."""
    for number, pain in enumerate(reversed(pains)):
        workout = make_workout(user, [squat], started=NOON - timedelta(days=2 + every * number))
        workout.exercises.update(pain=pain)
        for each in (1, 2, 3):
            make_set(workout, number=each, reps=10)


def said():
    return list(GoAhead.objects.values_list("user__username", "exercise__slug", "day", "kind"))


@pytest.mark.parametrize("kind", ["looked-at", "taken-up"])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_go_ahead_is_kept_once_a_day_leads_back_and_is_undone(phone, squat, kind, headers):
    address, there = f"/account/{kind}/squat/", "/workouts/start/?exercise=squat"
    for fields, rows in (({}, 1), ({}, 1), ({"undo": "1"}, 0), ({"undo": "1"}, 0)):
        answer = phone.post(address, fields | {"next": there}, headers=headers)
        assert there in (answer.headers.get("Location"), answer.headers.get("HX-Redirect"))
        assert said() == [("ann", "squat", TODAY, kind)] * rows


@pytest.mark.parametrize("kind", ["looked-at", "taken-up"])
def test_nothing_is_said_by_looking_nor_of_what_is_not_there_or_not_ones_own(phone, squat, kind):
    theirs = make_own(make_user(), "their hop")
    assert phone.get(f"/account/{kind}/squat/").status_code == 405
    assert phone.post(f"/account/{kind}/nowhere/").status_code == 404
    assert phone.post(f"/account/{kind}/{theirs.slug}/").status_code == 404
    assert said() == []


def tap(phone, seen, words):
    """Sends the form that has the button with these words; the page that follows."""
    answer = phone.post(*html.form(seen, words))
    assert answer.status_code == 303
    return html.flat(phone.get(answer["Location"]).text)


def test_once_looked_at_it_is_coached_again_and_no_page_warns(phone, user, squat, start):
    hurt(user, squat, 4, 4, 4)
    seen = phone.get(start).text
    assert "It hurt on 3 days lately" in seen
    assert "Take it up again" not in seen
    assert "Squat hurt on 3" in phone.get("/").text
    assert "Squat hurt on 3" not in seen  # Beside the exercise it is said already.

    seen = tap(phone, seen, "It was looked at")

    assert "days lately" not in seen + phone.get("/").text
    assert "You said today: it was looked at." in seen
    assert "It hurt on 3 days lately" in tap(phone, seen, "Undo")


@pytest.mark.parametrize("words", ["It was looked at", "Take it up again"])
def test_what_hurt_a_lot_again_is_left_out_until_either_is_said(phone, user, squat, start, words):
    hurt(user, squat, 7, 7, every=10)
    GoAhead.objects.create(user=make_user(), exercise=squat, day=TODAY, kind="looked-at")
    seen = phone.get(start).text
    assert "It hurt a lot again: get it looked at first." in seen

    seen = tap(phone, seen, words)

    assert "It hurt a lot: skip this one, back on" in seen
    assert "It hurt a lot again: get it looked at first." in tap(phone, seen, "Undo")
