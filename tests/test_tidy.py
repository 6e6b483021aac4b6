"""`manage.py tidy`: what nobody can come back to goes, everything else stays."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from glutes.accounts.models import LOGGING_IN, Attempt, User
from glutes.links.models import Link, Opening
from glutes.plan.models import PlanDay
from glutes.routines.models import Prescription, Routine
from glutes.workouts.models import Workout, WorkoutSet
from tests.make import make_exercise, make_plan_day, make_routine, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def tidy(capsys):
    def tidy(**options):
        call_command("tidy", **options)
        return capsys.readouterr().out.strip()

    return tidy


def make_guest(joined, session=None):
    """A guest who came then, and whose session (if there is one) ends then."""
    guest = User.objects.create_guest()
    User.objects.filter(pk=guest.pk).update(joined_at=joined)
    if session:
        client = Client()
        client.force_login(guest)
        Session.objects.filter(pk=client.session.session_key).update(expire_date=session)
    return guest


def test_where_nothing_is_to_be_done_it_says_so_or_nothing(tidy, client):
    client.get("/healthz/")
    assert tidy() == "Nothing to tidy."
    assert tidy(verbosity=0) == ""
    assert Session.objects.count() == 1


def test_expired_sessions_go(tidy, now):
    make_guest(now, now - DAY)
    make_guest(now, now + DAY)
    assert tidy(verbosity=0) == "Removed: 1 × expired session."
    assert Session.objects.count() == 1


def test_a_guest_goes_once_no_browser_knows_them(tidy, now):
    make_guest(now - 401 * DAY)
    make_guest(now - 401 * DAY, now - DAY)
    stay = [make_guest(now - 401 * DAY, now + DAY), make_guest(now - 399 * DAY), make_user()]
    User.objects.filter(pk=stay[2].pk).update(joined_at=now - 2000 * DAY)
    assert tidy() == "Removed: 2 × guest not seen for 400 days and 1 × expired session."
    assert list(User.objects.order_by("pk")) == stay


def test_a_guest_whom_somebody_may_still_bring_along_stays(tidy, now, client):
    guest = make_guest(now - 401 * DAY)
    client.force_login(make_user())
    session = client.session
    session["guest"] = guest.pk
    session.save()
    assert tidy() == "Nothing to tidy."


def test_with_another_secret_key_no_guest_goes(tidy, now, settings):
    make_guest(now - 401 * DAY, now + DAY)
    settings.SECRET_KEY = "another"
    assert tidy() == "Nothing to tidy."


def test_deletions_go_after_thirty_days_and_nothing_that_stands(tidy, now):
    user, squat = make_user(), make_exercise()
    for age in (29, 31):
        workout = make_workout(user, [squat])
        make_set(workout)
        make_set(workout, number=2, deleted_at=now - age * DAY)
        make_set(make_workout(user, [squat], deleted_at=now - age * DAY))
        make_routine(user, [(squat, {}), (squat, {"deleted_at": now - age * DAY})])
        make_routine(user, [(squat, {})], deleted_at=now - age * DAY)
    assert tidy() == "Removed: 4 × deletion older than 30 days."
    counts = {model: model._base_manager.count() for model in (Workout, WorkoutSet, Routine, Prescription)}
    assert counts == {Workout: 3, WorkoutSet: 4, Routine: 3, Prescription: 4}


def test_what_the_past_of_the_plan_needs_stays(tidy, now):
    day = make_plan_day(make_user(), until=(now - 40 * DAY).date())
    Routine.objects.filter(pk=day.routine_id).update(deleted_at=now - 31 * DAY)
    assert tidy() == "Nothing to tidy."
    PlanDay.objects.update(deleted_at=now - 31 * DAY)
    assert tidy() == "Removed: 2 × deletion older than 30 days."


def test_old_attempts_go(tidy, now, monkeypatch):
    Attempt.objects.admit(LOGGING_IN, "now")
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + 2 * DAY)
    Attempt.objects.admit(LOGGING_IN, "later")
    assert tidy() == "Removed: 1 × old count of an attempt."
    assert Attempt.objects.count() == 1


def test_who_opened_a_link_is_forgotten_in_time(tidy, now):
    user = make_user()
    link = Link.objects.create(user=user, name="Anna", until=now.date())
    for days in (401, 1):
        Opening.objects.create(user=user, link=link, device="a phone", at=now - timedelta(days=days))
    assert tidy() == "Removed: 1 × opening of a link over 400 days ago."
    assert Opening.objects.count() == 1
