"""`manage.py tidy`: what nobody can come back to goes, everything else stays."""

import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from glutes.accounts.models import LOGGING_IN, Attempt, User
from glutes.links.models import Link, Opening
from glutes.management.commands import tidy as purging
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


def test_what_is_restored_meanwhile_stays(tidy, now, monkeypatch):
    user, squat = make_user(), make_exercise()
    workout, gone = (
        make_workout(user, [squat], deleted_at=now - 31 * DAY),
        make_routine(user, deleted_at=now - 31 * DAY),
    )
    make_set(workout)
    locked = User.locked

    def restored_first(member):
        """Another request of the user has the lock before tidy gets it."""
        Workout._base_manager.filter(pk=workout.pk).update(deleted_at=None)
        return locked(member)

    monkeypatch.setattr(User, "locked", restored_first)
    assert tidy() == "Removed: 1 × deletion older than 30 days."
    assert (Workout.objects.get(), WorkoutSet.objects.count()) == (workout, 1)
    assert not Routine._base_manager.filter(pk=gone.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_tidy_deletes_much_while_sets_arrive(tidy, now, monkeypatch):
    user, squat = make_user(), make_exercise()
    row, old = make_workout(user, [squat]).exercises.get(), {"deleted_at": now - 31 * DAY, "done_at": now}
    same = {"workout_exercise": row, "user": user, "exercise": squat, "reps": 5, "side": "", "logged_at": now} | old
    WorkoutSet.objects.bulk_create(WorkoutSet(number=number, **same) for number in range(1, 2_500))
    deleted = []

    def one_arrives():
        make_set(make_workout(make_user(), [squat]))
        connection.close()

    def delete(one):
        if len(deleted) < 3:
            phone = threading.Thread(target=one_arrives)
            phone.start()
            phone.join()
            deleted.append(delete_one(one))
        return False

    delete_one = purging.delete
    monkeypatch.setattr(purging, "delete", delete)
    tidy()
    assert deleted == [True] * 3
    assert WorkoutSet.objects.kept().count() == 3
