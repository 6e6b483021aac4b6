"""`export.json`: everything a user owns, nothing of anybody else's, and nothing forgotten."""

import json
from datetime import time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glutes.accounts.models import User
from glutes.checks.models import HabitDay, Reminder
from glutes.exchange.document import LEFT_OUT, NUMBERED, PROFILE, SECTIONS, text_of
from glutes.exercises.models import Equipment, Muscle, Photo
from glutes.kit.models import EasierWeek, ExerciseWish, GoAhead, Kit, Lock
from glutes.links.models import Link, Opening, Proposal
from glutes.plan.models import Move, Pause, PlanDay, Race, RunDay
from glutes.routines.models import Prescription, Routine
from glutes.runs.models import ImportedRun, RunName
from glutes.workouts.models import WorkoutSet
from tests.make import (
    NOON,
    make_catalogue,
    make_check,
    make_exercise,
    make_own,
    make_routine,
    make_set,
    make_source,
    make_user,
    make_workout,
)

pytestmark = pytest.mark.django_db

KINDS = [PROFILE, *(kind for kinds in SECTIONS for kind in kinds)]
DOCUMENTATION = Path(settings.BASE_DIR, "docs/export.md").read_text(encoding="utf-8")


def text_of_file(user):
    client = Client()
    client.force_login(user)
    answer = client.get("/account/export.json")
    assert (answer.status_code, answer["Content-Type"], answer.streaming) == (200, "application/json", True)
    return answer.getvalue().decode()


def export(user):
    return json.loads(text_of_file(user))


def forward_fields(kind):
    """The fields that a row of the model has, lists of others included."""
    return [*kind.model._meta.concrete_fields, *kind.model._meta.local_many_to_many]


def fields_in_file(kind):
    """Those that nobody left out for a reason; owner and holder are said by a row's place, few need a number."""
    above = kind.way.split("__")[-2] if kind.way else None
    relations = [f for f in forward_fields(kind) if f.is_relation]
    by_place = [f for f in relations if f.related_model is User or f.remote_field.name == above]
    numbers = [kind.model._meta.pk] if kind.model not in NUMBERED else []
    left_out = [f for f in forward_fields(kind) if LEFT_OUT.get(f"{kind.model._meta.label}.{f.name}")]
    return [f for f in forward_fields(kind) if f not in [*by_place, *numbers, *left_out]]


def test_the_document_is_for_who_is_logged_in_only(client):
    answer = client.get("/account/export.json")
    assert (answer.status_code, answer["Location"]) == (303, "/account/login/?next=%2Faccount%2Fexport.json")


def test_of_who_owns_nothing_it_is_empty():
    user = make_user("ann", email="ann@example.org", units="lb", time_zone="Europe/Berlin", first_weekday=6)
    found = export(user)
    assert found.pop("exported_at").endswith("+00:00")
    assert found == {
        "format": "glutes",
        "version": 1,
        "profile": {
            "username": "ann",
            "email": "ann@example.org",
            "is_guest": False,
            "joined_at": user.joined_at.isoformat(),
            "last_login": User.objects.get().last_login.isoformat(),
            "units": "lb",
            "time_zone": "Europe/Berlin",
            "first_weekday": 6,
            "day_begins": 0,
            "coaching": True,
            "easier_every": 6,
            "clash_warnings": True,
            "get_ready_s": 5,
            "change_over_s": 8,
            "side_rest_s": 0,
        },
        **{kinds[0].key: [] for kinds in SECTIONS},
    }


def test_every_field_is_in_it_and_documented_or_left_out_for_a_reason():
    """The document is made from the models; this is for who adds a field, to write it down or to say why not."""
    for kind in KINDS:
        chapter = DOCUMENTATION.split(f"## `{kind.key}`")[1].split("\n## ")[0]
        assert [field for field in fields_in_file(kind) if f"`{field.name}`" not in chapter] == []


def test_what_is_left_out_is_there_to_leave_out():
    known = {f"{kind.model._meta.label}.{field.name}" for kind in KINDS for field in forward_fields(kind)}
    assert {name for name in LEFT_OUT if name.count(".") == 2} <= known


def everything(user):
    """A row of each kind with every field filled, deleted and archived things too."""
    squat, bridge = make_exercise("squat"), make_exercise("bridge", measure="seconds", sides="each", load="none")
    ball = Equipment.objects.create(slug="ball", name="Ball", source=make_source())
    make_own(user, "Calf raise", figure="squat", retired_at=NOON, banded=True)
    Kit.objects.create(user=user, equipment=ball, label="the “blue” one", kg=Decimal("2.5"))
    ExerciseWish.objects.put(user, bridge, as_written=True, sides="left-first")
    limits = {"sides": "left-only", "most_kg": Decimal("12.5"), "most_band": 2, "stop_from": 4, "lifted_at": NOON}
    Lock.objects.create(user=user, exercise=squat, by="Anna", until=NOON.date(), **limits)
    EasierWeek.objects.start(user, NOON.date())
    GoAhead.objects.create(user=user, exercise=bridge, day=NOON.date(), kind="taken-up")
    make_check(user, pain=3, deleted_at=NOON)
    make_check(user, "which-muscle", 0, None)
    HabitDay.objects.create(user=user, day=NOON.date())
    Reminder.objects.create(user=user, habit=False, not_before=NOON.date())
    loaded, hold = {"load_kg": Decimal("12.125"), "group": "A", "note": "slow"}, {"seconds_low": 20, "seconds_high": 30}
    routine = make_routine(user, [(squat, loaded), (bridge, hold)])
    Prescription.objects.filter(exercise=bridge).update(deleted_at=NOON)
    make_routine(user, archived_at=NOON, style="circuit", rounds=4)
    make_routine(user, deleted_at=NOON)
    RunName.objects.create(user=user, name="club night", kind="hard")
    run = {"title": "Club night", "name": "club night", "km": Decimal("9.25"), "seconds": 3000, "kind": "hard"}
    ImportedRun.objects.create(user=user, origin="file", uid="1", day=NOON.date(), time=time(18), done=True, **run)
    dates = {"since": NOON.date(), "until": NOON.date() + timedelta(days=7)}
    day = PlanDay.objects.create(user=user, weekday=2, routine=routine, time=time(7, 30), **dates)
    Move.objects.create(user=user, plan_day=day, date=NOON.date(), to=NOON.date() + timedelta(days=1))
    Move.objects.create(user=user, plan_day=day, date=NOON.date() + timedelta(days=7))
    Pause.objects.create(user=user, **dates)
    RunDay.objects.create(user=user, weekday=6, kind="long", since=NOON.date())
    Race.objects.create(user=user, date=NOON.date(), name="Winter 10 k", long_run=False)
    link = Link.objects.create(user=user, name="Anna", until=NOON.date(), closed_at=NOON, may_propose=True)
    Opening.objects.create(user=user, link=link, device="a phone, Safari", at=NOON, took=True)
    Link.objects.share(routine)
    asked = {"rows": [{"exercise": "squat", "sets": 2}], "over": [1], "locks": {"squat": {"stop_from": 4}}}
    answer = {"answered_at": NOON, "taken": True, "note": "Easy.", "name": "New", "until": NOON.date()}
    Proposal.objects.create(user=user, link=link, routine=routine, sent_at=NOON, **asked, **answer)
    workout = make_workout(user, [squat, bridge], routine=routine, note="=1+1\n“quoted” 🍑", effort=3, finished_at=NOON)
    make_set(workout, load_kg=Decimal("12.125"), rir=0, form_ok=False, at=NOON + timedelta(microseconds=123456))
    make_set(workout, slot=1, side="right", seconds=40, deleted_at=NOON)
    workout.exercises.filter(slot=1).update(
        skipped=True, pain=4, pain_next_day=2, morning_at=NOON, reason="Last time: 30 s."
    )
    make_workout(user, [squat], routine=make_routine(None), started=NOON - timedelta(days=1), deleted_at=NOON)
    make_workout(user, started=NOON - timedelta(days=2))


def plain(field, row):
    """The value of a field as JSON says it."""
    if field.many_to_many:
        return [other.slug for other in getattr(row, field.name).all()]
    value = getattr(row, field.attname)
    if field.is_relation and field.related_model is not Routine and value is not None:
        return getattr(row, field.name).slug
    return value if value is None or isinstance(value, bool | int | str | list | dict) else text_of(value)


def compare(found, kind, rows):
    """Asserts that a list of the file says what the database says, field by field."""
    fields = fields_in_file(kind)
    for item, row in zip(found, rows, strict=True):
        assert {field.name: item[field.name] for field in fields} == {field.name: plain(field, row) for field in fields}


def compare_all(user):
    """Asserts that the export says what the database says; returns how many rows of each kind were compared."""
    found, compared = export(user), {}
    for kinds in SECTIONS:
        items = found[kinds[0].key]
        rows = kinds[0].model._base_manager.filter(user=user).order_by(*kinds[0].order, "pk")
        for depth, kind in enumerate(kinds):
            assert len(items) == kind.model._base_manager.filter(user=user).count()
            compare(items, kind, rows)
            compared[kind.key] = len(items)
            if depth + 1 < len(kinds):
                below = kinds[depth + 1]
                items = [inner for item in items for inner in item[below.key]]
                accessor = below.way.split("__")[-2]
                rows = [inner for row in rows for inner in inner_rows(row, accessor, below)]
    return compared


def inner_rows(row, accessor, kind):
    """The rows that a row holds, deleted ones too, in the order of the file."""
    field = row._meta.get_field(accessor).field
    return kind.model._base_manager.filter(**{field.name: row}).order_by(*kind.order, "pk")


def test_the_document_says_what_the_database_says_field_by_field():
    user, stranger = make_user(), make_user()
    everything(user)
    make_set(make_workout(stranger, [make_exercise()], name="A stranger's"))
    make_routine(stranger, name="A stranger's")
    assert compare_all(user) == {
        "own_exercises": 1,
        "kit": 1,
        "wishes": 1,
        "locks": 1,
        "easier_weeks": 1,
        "go_aheads": 1,
        "checks": 2,
        "habit_days": 1,
        "reminders": 1,
        "routines": 3,
        "prescriptions": 2,
        "plan_days": 1,
        "moves": 2,
        "pauses": 1,
        "run_days": 1,
        "races": 1,
        "imported_runs": 1,
        "run_names": 1,
        "links": 2,
        "openings": 1,
        "proposals": 1,
        "workouts": 3,
        "exercises": 3,
        "logged_sets": 2,
    }
    assert "stranger" not in text_of_file(user)


def test_the_export_of_the_demo_says_what_the_database_says():
    make_catalogue()
    call_command("demo", weeks=4, verbosity=0)
    user = User.objects.get(username="demo")
    compared = compare_all(user)
    assert compared["logged_sets"] == WorkoutSet.objects.filter(user=user).count() > 200


def test_the_document_keeps_what_numbers_and_moments_mean():
    user = make_user()
    everything(user)
    workout = export(user)["workouts"][-1]
    done = workout["exercises"][0]["logged_sets"][0]
    assert (done["load_kg"], done["form_ok"], done["rir"]) == ("12.125", False, 0)
    assert done["done_at"] == "2026-11-18T12:00:00.123456+00:00"
    assert (workout["day"], workout["note"]) == ("2026-11-18", "=1+1\n“quoted” 🍑")


def test_a_workout_names_its_routine_the_users_own_by_number_and_a_ready_made_one_by_slug_too():
    user = make_user()
    everything(user)
    found = export(user)
    free, ready, own = found["workouts"]
    slug = Routine.objects.get(user=None).slug
    assert (free["routine"], free["routine_slug"]) == (None, None)
    assert ready["routine_slug"] == slug
    assert (own["routine"] in [routine["id"] for routine in found["routines"]], own["routine_slug"]) == (True, None)


def test_no_secret_is_in_it():
    user = make_user()
    found = text_of_file(user)
    assert (user.password in found, user.username in found) == (False, True)


@pytest.mark.parametrize("many", [3, 300])
def test_the_number_of_queries_does_not_grow(many):
    user, squat = make_user(), make_exercise()
    for day in range(many):
        make_set(make_workout(user, [squat], started=NOON + timedelta(days=day)))
        make_routine(user, [(squat, {})])
    client = Client()
    client.force_login(user)
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        found = json.loads(client.get("/account/export.json").getvalue())
    assert (len(found["workouts"]), len(found["routines"])) == (many, many)
    assert len(queries) == 4 + len(SECTIONS)  # Session, user, profile, and one for each list.


def test_what_an_exercise_of_ones_own_is_made_of_is_in_it():
    user, hop = make_user(), make_exercise("hop")
    mine = make_own(user)
    calves = Muscle.objects.create(slug="calves", name="Calves", plain_name="Calves")
    ball = Equipment.objects.create(slug="ball", name="Ball", source=make_source())
    mine.equipment.add(ball)
    mine.works.create(muscle=calves, activity="high")
    mine.cues.create(phase="move", position=0, text="Heels up.")
    mine.ladder.create(kind="harder", to=hop)
    Photo.objects.create(exercise=mine, jpeg=b"jpeg")
    (found,) = export(user)["own_exercises"]
    parts = ("equipment", "muscles", "cues", "easier", "harder", "photo_jpeg")
    assert {name: found[name] for name in parts} == {
        "equipment": ["ball"],
        "muscles": {"calves": "high"},
        "cues": ["Heels up."],
        "easier": [],
        "harder": ["hop"],
        "photo_jpeg": "anBlZw==",
    }
