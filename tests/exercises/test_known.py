"""The catalogue is read once by a process that serves pages: they are the same pages, and ask nothing about it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from glutes.exercises.models import Equipment, Exercise
from glutes.exercises.models.known import known, known_as, known_sources
from glutes.kit.models import Kit
from glutes.management.server import remember_catalogue
from glutes.plan.models import PlanDay
from glutes.routines.models import Routine
from glutes.workouts.snapshot import Snapshot, SnapshotSlot
from tests.make import NOON, make_catalogue, make_exercise, make_log, make_own, make_user

pytestmark = pytest.mark.django_db
CHANGES_EACH_TIME = re.compile(
    rb'csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"|name="snapshot" value="[^"]+"|"snapshot": "[^"]+"'
)
READS_EXERCISES = re.compile(r'"exercises_exercise"."purpose"|FROM "exercises_(cue|dose|exercisemuscle|ladderstep)"')
READS_SOURCES = 'FROM "exercises_source" WHERE'


@pytest.fixture(autouse=True)
def forget_afterwards():
    yield
    known.clear()
    known_sources.clear()


@pytest.fixture
def pages(client, monkeypatch):
    """A member who trains by a routine of the catalogue, at home: the pages about it."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    make_catalogue()
    ann = make_user("ann")
    client.force_login(ann)
    routine = Routine.objects.get(slug="living-room-five").own_of(ann)
    PlanDay.objects.put(ann, routine, [0, 2, 4], NOON.date())
    workout = make_log(ann, routine, 3, last=NOON)[-1]
    return {
        "/",
        "/plan/",
        "/progress/",
        f"/routines/{routine.pk}/",
        f"/routines/{routine.pk}/edit/",
        f"/workouts/start/?routine={routine.pk}",
        workout.get_absolute_url(),
        f"{workout.get_absolute_url()}?correct",
        "/exercises/",
        "/exercises/?q=bridge&equipment=mat",
        "/exercises/glute-bridge/",
    }


def test_the_pages_are_the_same(client, pages):
    before = {page: CHANGES_EACH_TIME.sub(b"", client.get(page).content) for page in pages}
    remember_catalogue()
    assert {page: CHANGES_EACH_TIME.sub(b"", client.get(page).content) for page in pages} == before


def test_pages_ask_the_database_nothing_about_exercises_but_for_the_members_own(client, pages):
    remember_catalogue()
    for page in pages:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        about = [query["sql"] for query in asked if READS_EXERCISES.search(query["sql"])]
        assert [sql for sql in about if '"exercises_exercise"."user_id" =' not in sql] == [], page
        assert [query["sql"] for query in asked if READS_SOURCES in query["sql"]] == [], page


def test_what_a_member_added_is_read_from_the_database(client, pages):
    remember_catalogue()
    mine = make_exercise("own-abc", name="Calf raise", user=make_user("eve"), level=None, source=None)
    assert known_as("own-abc") is None
    assert client.get(mine.get_absolute_url()).status_code == 404
    client.force_login(mine.user)
    assert client.get(mine.get_absolute_url()).status_code == 200
    assert mine in Exercise.to_do(mine.user)
    assert mine not in Exercise.to_do(make_user())


def test_what_one_may_do_is_the_same_list(pages):
    ann = make_user()
    asked = Exercise.to_do(ann)
    remember_catalogue()
    assert Exercise.to_do(ann) == asked
    assert {exercise.role for exercise in Exercise.objects.all()} - {exercise.role for exercise in asked} == {"check"}


def test_what_every_home_has_is_read_from_memory(pages, django_assert_num_queries):
    ann = make_user()
    Kit.objects.create(user=ann, equipment=Equipment.objects.get(slug="mat"))
    there = ann.kit.there()
    remember_catalogue()
    with django_assert_num_queries(1):
        assert ann.kit.there() == there
    assert there > ann.kit.said()


@pytest.mark.parametrize(("own", "queries"), [(False, 0), (True, 1)])
def test_what_a_start_page_showed_is_read_from_memory_but_for_ones_own(django_assert_num_queries, own, queries):
    ann, squat = make_user("ann"), make_exercise("squat")
    slots = SnapshotSlot(0, squat), SnapshotSlot(1, make_own(ann, name="Calf raise"))
    shown = Snapshot("Legs", slots=slots if own else slots[:1])
    signed = shown.signed()
    remember_catalogue()
    with django_assert_num_queries(queries):
        assert Snapshot.read(signed, ann) == shown
    assert [slot.exercise for slot in Snapshot.read(signed, make_user("eve")).slots] == [squat]
