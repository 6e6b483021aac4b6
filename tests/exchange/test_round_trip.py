"""Everything that is taken out comes in again: the same in an empty account, merged and not doubled in any other."""

import io
import json
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from functools import cache
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from glutes.accounts.models import User
from glutes.exchange import document, merging, storing
from glutes.exchange.document import LEFT_OUT, OUT_ONLY, SECTIONS
from glutes.exchange.json_stream import entries
from glutes.exchange.management.commands.export import MEMBERS
from glutes.exchange.merging import COMING_IN
from glutes.exchange.models import Import, ImportFile
from glutes.exchange.receiving import received
from glutes.exchange.row_values import LIMITS, SHAPES
from glutes.exercises import photos
from glutes.exercises.models import Exercise, LadderStep, Photo
from glutes.links.models import Link, Opening
from glutes.management.commands.tidy import purge
from glutes.routines.models import Prescription, Routine
from glutes.workouts.models import Workout, WorkoutSet
from tests import html
from tests.exchange.test_export_json import everything
from tests.html import flat
from tests.make import (
    NOON,
    make_catalogue,
    make_exercise,
    make_own,
    make_plan_day,
    make_routine,
    make_set,
    make_user,
    make_workout,
)

pytestmark = pytest.mark.django_db

CHANGEABLE = {
    "name": lambda name: f"{name}!",
    "label": lambda label: f"{label}!",
    "uid": lambda uid: f"{uid}!",
    "since": lambda day: day - timedelta(weeks=1),
    "date": lambda day: day - timedelta(weeks=1),
    "day": lambda day: day - timedelta(weeks=1),
    "skip": lambda skip: not skip,
    "habit": lambda habit: not habit,
    "as_written": lambda as_written: not as_written,
}
"""A field of every kind of row, and another value of it."""
KINDS = [kind for kinds in SECTIONS for kind in kinds if kinds[0].key not in OUT_ONLY]
OF_ACCOUNTS = {"username", "email", "is_guest", "joined_at", "last_login"}


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    """Lets imports make no pauses, as nobody else writes in these tests."""
    monkeypatch.setattr("glutes.exchange.turns.time.sleep", lambda seconds: None)


@contextmanager
def rolled_back():
    """Whatever is written inside is gone afterwards: one house serves many cases."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def export(user):
    """What somebody owns, as a document; without the time at which that was asked."""
    found = json.loads("".join(document.pieces(user, timezone.now())))
    return {key: value for key, value in found.items() if key != "exported_at" and key not in OUT_ONLY}


def bring(user, data):
    """The Import of a document that was brought into somebody's account."""
    phone = Client()
    phone.force_login(user, "django.contrib.auth.backends.ModelBackend")
    text = data if isinstance(data, bytes) else json.dumps(data).encode()
    answer = phone.post("/import/", {"file": SimpleUploadedFile("export.json", text)})
    assert answer.status_code == 303, answer.text
    address = answer["Location"]
    page = phone.get(address)
    assert (page.status_code, "What it holds" in page.text) == (200, True)
    assert phone.post(f"{address}bring/").status_code == 303
    assert phone.get(address).status_code == 200
    return Import.objects.get(pk=address.split("/")[2])


def comparable(data):
    """A document without what belongs to an account, and with routines named by their place, not by their id."""
    places = {routine["id"]: f"routine {at}" for at, routine in enumerate(data["routines"])}
    text = json.dumps(data | {"profile": {k: v for k, v in data["profile"].items() if k not in OF_ACCOUNTS}})
    return json.loads(text, object_hook=lambda row: row | {
        key: places.get(row[key], row[key]) for key in ("id", "routine", "copied_from") if isinstance(row.get(key), int)
    })  # fmt: skip


def lengths(data):
    """How many rows each list of a document has."""
    return {key: len(rows) for key, rows in data.items() if isinstance(rows, list)}


def move_house(user):
    """Somebody's document, and a new account where the old one is gone, as on another server."""
    data = export(user)
    User.objects.get(pk=user.pk).delete()
    return data, make_user()


@cache
def jpeg(colour="red"):
    """A photo as we keep it."""
    picture = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(picture, "PNG")
    return photos.small(io.BytesIO(picture.getvalue()))


def all_of(user):
    """A row of everything, photos, ladders of own exercises and copies of routines too."""
    everything(user)
    mine = user.exercises.get()
    mine.photo = photos.version(jpeg())
    mine.save()
    Photo.objects.create(exercise=mine, jpeg=jpeg())
    other = make_own(user, "Calf raise, one leg", measure="seconds", sides="each")
    other.ladder.create(kind="easier", to=mine)
    mine.ladder.create(kind="harder", to=other)
    mine.cues.create(phase="move", position=0, text="Heels up.")
    first = user.routines.order_by("created_at").first()
    make_routine(user, [(mine, {"load_kg": Decimal("5")})], copied_from=first)
    make_routine(user, copied_from=make_routine(None))
    make_set(make_workout(user, [mine], started=NOON - timedelta(days=9)), stamps={"rir": NOON.isoformat()})


def test_into_an_empty_account_it_is_the_same_again_field_by_field():
    user = make_user("ann", units="lb", time_zone="Europe/Berlin", day_begins=3, coaching=False, easier_every=4)
    all_of(user)
    data, new = move_house(user)
    one = bring(new, data)
    assert comparable(export(new)) == comparable(data)
    assert one.look["count"] == {"unread": 0, "odd": 0, "nothing": 0}
    assert bytes(Photo.objects.get().jpeg) == jpeg()


def test_the_demo_moves_house():
    make_catalogue()
    call_command("demo", weeks=6, verbosity=0)
    data, new = move_house(User.objects.get(username="demo"))
    bring(new, data)
    assert comparable(export(new)) == comparable(data)


def test_twice_is_once_and_into_its_own_account_it_changes_nothing():
    user = make_user()
    all_of(user)
    data = export(user)
    for _ in range(2):
        bring(user, data)
        assert comparable(export(user)) == comparable(data)


def test_an_exercise_of_ones_own_that_is_called_like_ours_is_told_apart():
    user, other = make_user(), make_user()
    make_own(user, "Squat")
    make_exercise("squat", name="Squat")
    for _ in range(2):
        bring(other, export(user))
    assert [one.name for one in other.exercises.all()] == ["Squat (mine)"]


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, ["hip HIKE"]),
        ({"measure": "seconds"}, ["hip HIKE", "Hip hike 2"]),
        ({"sides": "each"}, ["hip HIKE", "Hip hike 2"]),
        ({"load": "required"}, ["hip HIKE", "Hip hike 2"]),
        ({"banded": True}, ["hip HIKE", "Hip hike 2"]),
    ],
)
def test_an_own_exercise_of_the_same_name_is_the_same_if_it_is_counted_done_and_loaded_alike(
    phone, user, fields, names
):
    other = make_user()
    make_set(make_workout(other, [make_own(other, "Hip hike", **fields)]))
    make_own(user, "hip HIKE")
    looked = received(user, SimpleUploadedFile("export.json", json.dumps(export(other)).encode()))
    assert looked.look["renamed"] == [["Hip hike", name] for name in names[1:]]
    said = "this one comes in as “Hip hike 2”" in phone.get(looked.get_absolute_url()).text
    assert said == (len(names) == 2)
    for _ in range(2):
        bring(user, export(other))
    assert [one.name for one in user.exercises.order_by("pk")] == names
    assert user.workouts.get().exercises.get().exercise.name == names[-1]


def test_two_accounts_of_one_server_hold_the_same_under_other_keys():
    user, other = make_user(), make_user()
    all_of(user)
    data = export(user)
    for _ in range(2):
        bring(other, data)
        found = export(other)
        assert lengths(found) == lengths(data)
    assert comparable(export(user)) == comparable(data)
    assert {one["name"] for one in found["own_exercises"]} == {one["name"] for one in data["own_exercises"]}
    assert {one["id"] for one in found["workouts"]} & {one["id"] for one in data["workouts"]} == set()
    assert not WorkoutSet.objects.filter(user=other, exercise__user=user).exists()


def test_a_used_account_keeps_what_it_has_and_gets_the_rest():
    user, squat = make_user(units="lb"), make_exercise("squat")
    make_set(make_workout(user, [squat]))
    data, new = move_house(user)
    mine = make_workout(new, [squat], started=NOON + timedelta(days=1))
    bring(new, data)
    assert new.workouts.count() == 2
    assert new.workouts.filter(pk=mine.pk).exists()
    assert User.objects.get(pk=new.pk).units == "kg"


def test_of_two_versions_the_newest_counts_for_each_field():
    user, squat = make_user(), make_exercise("squat")
    workout = make_workout(user, [squat], note="old", effort=1)
    done = make_set(workout, reps=8, rir=1)
    data = export(user)
    later = (NOON + timedelta(hours=1)).isoformat()
    (row,) = data["workouts"]
    row |= {"note": "new", "effort": 2, "logged_at": later, "touched_at": later, "stamps": {"effort": NOON.isoformat()}}
    (put,) = row["exercises"][0]["logged_sets"]
    put |= {"reps": 9, "rir": 3, "logged_at": later, "stamps": {"rir": (NOON - timedelta(hours=1)).isoformat()}}
    bring(user, data)
    workout.refresh_from_db()
    done.refresh_from_db()
    assert (workout.note, workout.effort, workout.touched_at.isoformat()) == ("new", 1, later)
    assert (done.reps, done.rir) == (9, 1)
    bring(user, data | {"workouts": [row | {"note": "stale", "logged_at": NOON.isoformat(), "stamps": {}}]})
    workout.refresh_from_db()
    assert workout.note == "new"


def test_what_is_the_same_already_is_not_written_again():
    user, squat = make_user(), make_exercise("squat")
    for day in range(3):
        make_set(make_workout(user, [squat], started=NOON + timedelta(days=day)))
    one = received(user, SimpleUploadedFile("export.json", json.dumps(export(user)).encode()))
    storing.begin(one, {})
    with CaptureQueriesContext(connection) as queries:
        storing.bring_in(one)
    written = [each["sql"] for each in queries if each["sql"].startswith(("INSERT", "UPDATE"))]
    assert {sql.split('"')[1] for sql in written} == {"exchange_import"}


def test_a_newer_deletion_comes_along_and_an_older_one_does_not():
    user, squat = make_user(), make_exercise("squat")
    workout = make_workout(user, [squat], touched_at=NOON)
    data = export(user)
    for hours, gone in ((-1, False), (1, True)):
        data["workouts"][0]["deleted_at"] = (NOON + timedelta(hours=hours)).isoformat()
        bring(user, data)
        workout.refresh_from_db()
        assert bool(workout.deleted_at) == gone


def test_a_set_that_is_new_in_a_session_comes_in():
    user, squat = make_user(), make_exercise("squat")
    workout = make_workout(user, [squat])
    make_set(workout)
    data = export(user)
    sets = data["workouts"][0]["exercises"][0]["logged_sets"]
    sets.append(sets[0] | {"number": 2})
    bring(user, data)
    assert [one.number for one in WorkoutSet.objects.order_by("number")] == [1, 2]


def test_undo_takes_out_what_came_with_it():
    user = make_user()
    all_of(user)
    data, new = move_house(user)
    one = bring(new, data)
    phone = Client()
    phone.force_login(new)
    settings_stay = "Your settings stay as the file had them"
    assert settings_stay in phone.get(one.get_absolute_url()).text
    assert phone.post(f"{one.get_absolute_url()}undo/").status_code == 303
    found = export(new)
    assert {key: rows for key, rows in found.items() if isinstance(rows, list) and rows} == {}
    assert settings_stay not in phone.get(one.get_absolute_url()).text


def test_undo_leaves_every_kind_of_row_that_was_changed_since():
    user = make_user()
    all_of(user)
    data, new = move_house(user)
    made = bring(new, data).pk
    for kind in (kinds[0] for kinds in COMING_IN if kinds[0].model is not Workout):
        with rolled_back():
            field = min((f for f in kind.fields if f.name in CHANGEABLE), key=lambda f: list(CHANGEABLE).index(f.name))
            row = kind.model._base_manager.filter(user=new).first()
            changed = CHANGEABLE[field.name](getattr(row, field.attname))
            kind.model._base_manager.filter(pk=row.pk).update(**{field.name: changed})
            one = Import.objects.get(pk=made)
            storing.undo(one)
            assert getattr(kind.model._base_manager.get(pk=row.pk), field.attname) == changed, kind.key
            assert one.made["stayed"] >= 1, kind.key


def test_undo_leaves_a_routine_in_which_an_exercise_was_changed_since():
    user = make_user()
    make_routine(user, [(make_exercise("squat"), {})])
    data, new = move_house(user)
    one = bring(new, data)
    new.routines.get().prescriptions.update(sets=7)
    storing.undo(one)
    assert new.routines.get().prescriptions.get().sets == 7


@pytest.mark.parametrize("carries_on", [False, True])
def test_broken_off_its_undo_leaves_what_was_changed_meanwhile(phone, user, monkeypatch, carries_on):
    squat = make_exercise("squat")
    for name in ("Kept", "Changed"):
        make_routine(user, [(squat, {})], name=name)
    make_set(make_workout(user, [squat]))
    data, new = move_house(user)
    way = merging.Merger.workouts
    monkeypatch.setattr(merging.Merger, "workouts", killed)
    with pytest.raises(RuntimeError):
        bring(new, data)
    monkeypatch.setattr(merging.Merger, "workouts", way)
    one = new.imports.get()
    assert (new.routines.count(), new.workouts.count(), one.state) == (2, 0, "coming-in")
    new.routines.filter(name="Changed").update(name="Changed by me")
    one.moved_at = timezone.now() - timedelta(minutes=2)
    one.save()
    phone.force_login(new)
    address = one.get_absolute_url()
    assert [each.text for each in html.find(phone.get(address).text, "button")][-2:] == ["Carry on", "Undo this import"]
    if carries_on:
        phone.post(f"{address}bring/")
        assert (new.routines.count(), new.workouts.count()) == (2, 1)
    phone.post(f"{address}undo/")
    one.refresh_from_db()
    assert (one.state, one.made["stayed"], ImportFile.objects.count()) == ("undone", 1, 0)
    assert ([routine.name for routine in new.routines.all()], new.workouts.count()) == (["Changed by me"], 0)


def test_carried_on_after_an_own_exercise_was_renamed_no_session_has_a_row_twice(phone, monkeypatch):
    """In an account beside the old one, where its exercise has another slug than in the file."""
    user, new = make_user(), make_user()
    make_set(make_workout(user, [make_own(user, "Hop")]))
    make_workout(user, [make_exercise("squat")])
    data, workouts = export(user), merging.Merger.workouts
    monkeypatch.setattr(merging, "AT_ONCE", 1)

    def first(*args):
        return killed() if new.workouts.exists() else workouts(*args)

    monkeypatch.setattr(merging.Merger, "workouts", first)
    with pytest.raises(RuntimeError):
        bring(new, data)
    assert (new.exercises.count(), new.workouts.count()) == (1, 1)
    monkeypatch.undo()
    new.exercises.update(name="Jump")
    one = new.imports.get()
    Import.objects.update(moved_at=timezone.now() - timedelta(minutes=2))
    phone.force_login(new)
    phone.post(f"{one.get_absolute_url()}bring/")
    one.refresh_from_db()
    assert (new.exercises.get().name, new.workouts.count(), one.made["merged"]) == ("Jump", 2, 0)
    assert sorted(each.exercises.count() for each in new.workouts.all()) == [1, 1]


def killed(*args):
    """Stands for the end of the process."""
    raise RuntimeError


def test_a_row_that_fails_leaves_nothing_behind_that_an_undo_would_take_for_its_own(user):
    """SQLite gives the key of a row that was rolled back to the next one."""
    squat = make_exercise("squat")
    make_routine(user, [(squat, {})], name="Fails")
    make_routine(user, [(squat, {})], name="Comes in")
    data, new = move_house(user)
    data["routines"][0]["prescriptions"][0]["exercise"] = "no-such"
    one = bring(new, data)
    assert one.look["count"]["failed"] == 1
    assert one.made["rows"]["routines"] == [str(new.routines.get().pk)]
    mine = make_routine(new, [(squat, {})], name="Made since")
    storing.undo(one)
    assert list(new.routines.all()) == [mine]


def test_undo_leaves_a_key_that_was_not_marked_when_the_import_was_in(user):
    make_routine(user)
    data, new = move_house(user)
    one = bring(new, data)
    mine = make_routine(new)
    one.made["rows"]["routines"].append(str(mine.pk))
    storing.undo(one)
    assert list(new.routines.all()) == [mine]


def test_what_leans_on_a_row_that_failed_does_not_get_the_next_one(user):
    squat = make_exercise("squat")
    fails = make_routine(user, [(squat, {})], name="Fails")
    make_routine(user, name="Copy", copied_from=fails)
    make_plan_day(user, routine=fails)
    data, new = move_house(user)
    data["routines"][0]["prescriptions"][0]["exercise"] = "no-such"
    one = bring(new, data)
    assert (one.look["count"]["failed"], new.plan_days.count()) == (2, 0)
    assert (new.routines.get().name, new.routines.get().copied_from) == ("Copy", None)


def test_an_own_exercise_that_fails_has_no_ladder(user, monkeypatch):
    mine, other = make_own(user, "One"), make_own(user, "Two")
    mine.ladder.create(kind="harder", to=other)
    data, new = move_house(user)
    monkeypatch.setattr(Exercise, "MOST_A_USER", 1)
    one = bring(new, data)
    assert (one.look["count"]["failed"], new.exercises.count(), LadderStep.objects.count()) == (1, 1, 0)


def test_who_opened_a_link_did_not_change_it():
    user = make_user()
    Link.objects.share(make_routine(user))
    data, new = move_house(user)
    one = bring(new, data)
    Opening.objects.note(new.links.get(), "a phone, Safari", timezone.now())
    storing.undo(one)
    assert (new.links.count(), new.routines.count(), one.made["stayed"]) == (0, 0, 0)


def test_what_tidy_removes_is_no_change():
    user = make_user()
    all_of(user)
    data, new = move_house(user)
    one = bring(new, data)
    assert Prescription.objects.with_deleted().discarded().filter(user=new).exists()
    purge(timezone.now() + timedelta(days=1))
    assert not Prescription.objects.with_deleted().discarded().filter(user=new).exists()
    storing.undo(one)
    assert (Routine.objects.filter(user=new).count(), one.made["stayed"]) == (0, 0)


@pytest.mark.parametrize(
    ("sides", "count"),
    [(["left"], 2), (["right"], 2), (["both"], 3), (["left", "right"], 3)],
)
def test_the_sets_of_the_preview_are_those_that_came_whichever_sides_they_have(sides, count):
    user = make_user()
    workout = make_workout(user, [make_exercise("bridge", sides="each"), make_exercise("squat")])
    for number in (1, 2):
        for side in sides:
            make_set(workout, number=number, side=side)
    make_set(workout, slot=1)
    make_set(workout, slot=1, number=2, deleted_at=NOON)
    data, new = move_house(user)
    one = bring(new, data)
    assert (one.look["sets"], one.sets) == (count, count)


def test_a_deleted_session_comes_along_uncounted(phone, user):
    other, squat = make_user(), make_exercise("squat")
    for days in (1, 2, 3):
        make_set(make_workout(other, [squat], started=NOON - timedelta(days=days)))
    other.workouts.filter(day=NOON - timedelta(days=3)).update(deleted_at=timezone.now(), touched_at=NOON)
    one = bring(user, export(other))
    look = one.look
    assert (look["workouts"], look["counts"]["workouts"], look["sets"], look["first"]) == (2, 2, 2, "2026-11-16")
    assert (one.workouts, one.done, one.sets, user.workouts.count()) == (2, 2, 2, 3)
    assert "2 sessions are in" in flat(phone.get(one.get_absolute_url()).text)


def test_what_it_said_later_of_older_rows_is_counted_and_said_to_stay(phone, user):
    squat = make_exercise("squat")
    touched, extended, same = (make_workout(user, [squat], started=NOON - timedelta(days=at)) for at in range(3))
    for workout in (touched, extended, same):
        make_set(workout)
    data = export(user)
    rows = {row["id"]: row for row in data["workouts"]}
    rows[str(touched.pk)] |= {"note": "new", "logged_at": (NOON + timedelta(hours=1)).isoformat()}
    sets = rows[str(extended.pk)]["exercises"][0]["logged_sets"]
    sets.append(sets[0] | {"number": 2})
    one = bring(user, data)
    assert (one.workouts, one.made["merged"]) == (0, 2)
    page = flat(phone.get(one.get_absolute_url()).text)
    assert "2 sessions or self-checks that you had were changed: the file was newer." in page
    assert "Undo removes what is new. What it changed stays changed." in page
    phone.post(f"{one.get_absolute_url()}undo/")
    page = flat(phone.get(one.get_absolute_url()).text)
    assert '<p class="meta">What it changed in sessions and self-checks that you had before stayed.</p>' in page
    touched.refresh_from_db()
    assert (touched.note, WorkoutSet.objects.filter(workout_exercise__workout=extended).count()) == ("new", 2)


def test_what_is_here_under_another_id_is_known_again(phone):
    user, other = make_user(), make_user()
    make_set(make_workout(user, [make_exercise("squat")]))
    data = export(user)
    assert bring(other, data).workouts == 1
    assert bring(other, data).look["here"] == 1


@pytest.mark.parametrize("order", [sorted, lambda keys: list(reversed(keys))])
def test_the_order_of_the_keys_and_their_layout_do_not_matter(order):
    user = make_user()
    all_of(user)
    data, new = move_house(user)
    shuffled = {key: data[key] for key in order([*data])}
    bring(new, json.dumps(shuffled, indent=3).encode("utf-8-sig"))
    assert comparable(export(new)) == comparable(data)


BAD = [
    ("workouts", "day", "yesterday"),
    ("workouts", "started", "2026-11-18T12:00:00"),
    ("workouts", "started", "1026-11-18T12:00:00+00:00"),
    ("workouts", "id", "7"),
    ("workouts", "rounds", -1),
    ("workouts", "rounds", True),
    ("workouts", "note", "x" * 2001),
    ("workouts", "note", "\0"),
    ("workouts", "note", "\ud800"),
    ("workouts", "note", ["x"]),
    ("wishes", "exercise", "\0\ud800"),
    ("workouts", "effort", 9),
    ("workouts", "stamps", {"note": "soon"}),
    ("workouts", "stamps", []),
    ("workouts", "exercises", 5),
    ("workouts", "exercises", [5]),
    ("workouts", "exercises", [{"slot": 0, "exercise": "nothing"}]),
    ("kit", "kg", "-1"),
    ("kit", "kg", "NaN"),
    ("kit", "kg", 5),
    ("kit", "equipment", "rocket"),
    ("plan_days", "routine", 10**30),
    ("plan_days", "weekday", 8),
    ("plan_days", "time", "noon"),
    ("own_exercises", "slug", "squat!"),
    ("own_exercises", "name", "x" * 61),
    ("own_exercises", "photo_jpeg", "bm8gcGhvdG8="),
    ("own_exercises", "photo_jpeg", "§"),
    ("races", "date", None),
    ("races", "name", None),
]


def own_id(row):
    """An id for another row like this one, where such rows have ids."""
    return {"id": str(uuid4())} if "id" in row else {}


@pytest.mark.every_case
@pytest.mark.parametrize("key", sorted({key for key, *_ in BAD}))
def test_a_row_that_cannot_be_read_stays_out_and_stops_no_other(key):
    """All bad rows of a kind stand in one file, each as if it were another: those that come in are found there."""
    user = make_user()
    all_of(user)
    data, new = move_house(user)
    first, *others = data[key]
    bad = [first | own_id(first) | {name: value} for kind, name, value in BAD if kind == key]
    one = bring(new, data | {key: [*bad, *others]})
    assert one.look["count"]["unread"] + one.look["count"].get("failed", 0) >= len(bad)
    found = export(new)
    assert len(found[key]) == len(others), found[key]
    assert len(found["pauses"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        b"{",
        b"{}",
        b'{"format": "glutes"}',
        b'{"format": "glutes", "version": 2, "workouts": []}',
        b'{"format": "glutes", "version": 1, "workouts": []}',
        b'{"format": "glutes", "version": 1, "workouts": [',
        b'{"format": "glutes", "version": 1, "workouts": [NaN]}',
        b'{"format": "glutes", "version": 1, "workouts": [1, [], "x", null, {"id": {}}]}',
        b'{"a": ' + b"[" * 100_000,
        b'{"a": ' + b"9" * 100_000 + b"}",
        b'{"workouts": [{"a" 1}]}',
        b"{1: 2}",
        b'{"format": "glutes", "version": 1, "profile": 5, "workouts": 7}',
        "{\ud800".encode("utf-8", "surrogatepass"),
    ],
)
def test_what_is_no_document_of_ours_is_refused_in_words(text, phone):
    answer = phone.post("/import/", {"file": SimpleUploadedFile("export.json", text)})
    assert (answer.status_code, "id_file_error" in answer.text) == (422, True)


def test_an_account_that_cannot_be_read_leaves_the_new_one_as_it_is():
    user = make_user()
    make_workout(user)
    data, new = move_house(user)
    for profile in (5, {"units": "stone", "time_zone": "Mars", "coaching": 1}):
        bring(new, data | {"profile": profile})
        new.refresh_from_db()
        assert (new.units, new.time_zone, new.coaching) == ("kg", "UTC", True)
        new.workouts.all().delete()


def test_a_key_that_an_older_document_does_not_know_has_its_usual_value():
    user = make_user()
    make_set(make_workout(user, [make_exercise("squat")]))
    data, new = move_house(user)
    del data["workouts"][0]["stamps"], data["workouts"][0]["exercises"][0]["coached"], data["reminders"]
    bring(new, data)
    assert Workout.objects.get().stamps == {}


def test_more_exercises_than_anybody_may_have_stay_out(monkeypatch):
    monkeypatch.setattr(Exercise, "MOST_A_USER", 1)
    user = make_user()
    make_own(user, "One")
    make_own(user, "Two")
    data, new = move_house(user)
    assert bring(new, data).look["count"]["failed"] == 1
    assert new.exercises.count() == 1


def test_the_commands_write_and_read_the_same(tmp_path, capsys):
    user = make_user("ann")
    all_of(user)
    file = tmp_path / "export.json"
    with file.open("w", encoding="utf-8") as opened:
        call_command("export", "ann", stdout=opened)
    data, new = move_house(user)
    call_command("bring", new.username, str(file))
    assert "3 sessions with" in capsys.readouterr().out
    assert comparable(export(new)) == comparable(data)
    for name, path, words in (("nobody", file, "nobody called"), (new.username, tmp_path / "none", "No such file")):
        with pytest.raises(CommandError, match=words):
            call_command("bring", name, str(path))


def test_a_site_that_moved_half_way_goes_on_where_it_broke_off(tmp_path, capsys):
    squat, folder = make_exercise("squat"), tmp_path / "out"
    for name in ("ann", "ben", "cat"):
        make_set(make_workout(make_user(name), [squat]))
    before = {user.username: export(user) for user in User.objects.all()}
    call_command("export", folder=folder)
    User.objects.all().delete()
    file = next(folder / one["file"] for one in json.loads((folder / MEMBERS).read_text()) if one["username"] == "ben")
    whole = file.read_text()
    file.write_text(whole[: len(whole) // 2])
    with pytest.raises(CommandError, match=r"Not here: ben\. Run this again"):
        call_command("bring", folder=folder)
    assert sorted(User.objects.values_list("username", flat=True)) == ["ann", "cat"]
    User.objects.get(username="cat").workouts.update(note="Since then")
    file.write_text(whole)
    capsys.readouterr()
    call_command("bring", folder=folder)
    said = capsys.readouterr().out
    assert [line.split(" session")[0] for line in said.splitlines()] == [
        "ann: here already.",
        "ben: 1",
        "cat: here already.",
    ]
    for name in ("ann", "ben"):
        assert comparable(export(User.objects.get(username=name))) == comparable(before[name])
    assert User.objects.get(username="cat").workouts.get().note == "Since then"
    User.objects.filter(username="ann").update(joined_at=NOON)
    with pytest.raises(CommandError, match="there is another ann here already"):
        call_command("bring", folder=folder)


def test_every_row_that_goes_out_can_come_in():
    """For who adds a table: say by which fields a row is the same, and how a JSON field is checked."""
    assert [kind.key for kind in KINDS if not (kind.same or kind.holder)] == []
    of_json = {field.name for kind in KINDS for field in kind.fields if isinstance(field, models.JSONField)}
    assert of_json <= SHAPES.keys() | {"aliases"}
    assert LIMITS.keys() <= {kind.model for kind in KINDS}


def test_every_table_of_a_user_goes_out_and_comes_in_or_is_left_out_for_a_reason():
    owned, told = {field.model for field in User.ownerships()}, [kind.model for kinds in SECTIONS for kind in kinds]
    assert [model for model in owned if model not in told and not LEFT_OUT.get(model._meta.label)] == []
    assert OUT_ONLY.keys() <= {kinds[0].key for kinds in SECTIONS}
    assert all(OUT_ONLY.values())


@pytest.mark.parametrize("size", [1, 7, 1 << 16])
def test_a_document_is_read_in_pieces_of_any_size(size, monkeypatch):
    monkeypatch.setattr("glutes.exchange.json_stream.PIECE", size)
    text = '{"a": 12, "b": [{"c": "]}"}, 3.5 , [1]], "d": {"e": []}, "f": [ ], "g": "ü\\"" }'
    whole = json.loads(text)
    found = list(entries(io.StringIO(text)))
    assert found == [("a", 12), ("b", {"c": "]}"}), ("b", 3.5), ("b", [1]), ("d", whole["d"]), ("g", whole["g"])]
    assert [key for key, _ in entries(io.StringIO(text), set())] == ["a", "d", "g"]


def test_a_member_who_has_logged_nothing_yet_moves_with_the_site(tmp_path):
    ann = make_user("Ann", units="lb", first_weekday=6)
    call_command("export", folder=tmp_path / "members", verbosity=0)
    ann.delete()
    call_command("bring", folder=tmp_path / "members")
    moved = User.objects.get()
    assert (moved.username, moved.units, moved.first_weekday) == ("Ann", "lb", 6)
    assert (moved.check_password("long enough secret"), moved.joined_at) == (True, ann.joined_at)


def test_a_document_without_rows_that_somebody_uploads_is_refused_in_words(client):
    ann = make_user()
    client.force_login(ann)
    upload = SimpleUploadedFile("export.json", "".join(document.pieces(ann, NOON)).encode())
    answer = client.post("/import/", {"file": upload})
    assert (answer.status_code, "There is no set in that file." in answer.text) == (422, True)
