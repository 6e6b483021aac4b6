"""`manage.py backup` and `restore`, run as whoever looks after the site runs them."""

import os
import shutil
import sqlite3
import stat
import sys
import threading
import time
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from manage import main
from tests.make import make_exercise, make_user, make_workout
from tests.running import Site, manage


@pytest.fixture
def data(made, tmp_path):
    """A data folder with a database and nothing else, for one test to write to."""
    (tmp_path / "data").mkdir(mode=0o700)
    shutil.copy(made / "glutes.sqlite3", tmp_path / "data")
    return tmp_path / "data"


def write(database, name):
    """Add a member."""
    with closing(sqlite3.connect(database)) as site:
        site.execute(
            "INSERT INTO accounts_user (password, username, name_folded, email, is_guest, is_active, joined_at, units, "
            "time_zone, first_weekday, coaching, easier_every, clash_warnings, "
            "day_begins, get_ready_s, change_over_s, side_rest_s) "
            "VALUES ('', ?1, ?1, '', 0, 1, '2026-11-18', 'kg', 'UTC', 0, 1, 6, 1, 0, 5, 8, 0)",
            [name],
        )
        site.commit()


def names(database):
    with closing(sqlite3.connect(database)) as site:
        return [name for (name,) in site.execute("SELECT username FROM accounts_user ORDER BY id")]


@pytest.fixture
def run(data, monkeypatch, capsys):
    """Runs a command on the database of the data folder; returns what it said, or the one sentence of its refusal."""
    if connection.vendor != "sqlite":
        pytest.skip("is about SQLite")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(data / "glutes.sqlite3"))

    def run(*command):
        try:
            call_command(*map(str, command))
        except CommandError as error:
            return str(error)
        return capsys.readouterr().out.strip()

    return run


def test_a_backup_is_one_checked_file_for_its_owner_only(data, tmp_path, run):
    write(data / "glutes.sqlite3", "ann")
    folder = tmp_path / "backups"
    folder.mkdir()
    assert (
        run("backup", folder / "monday")
        == f"{folder / 'monday'}: {(folder / 'monday').stat().st_size:,} bytes, checked."
    )
    assert [file.name for file in folder.iterdir()] == ["monday"]
    assert stat.S_IMODE((folder / "monday").stat().st_mode) == 0o600
    assert names(folder / "monday") == ["ann"]


def test_what_a_backup_that_was_cut_off_left_behind_goes_with_the_next(tmp_path, run):
    """Once nothing was written to it for an hour: until then somebody may be at it."""
    kept = [".glutes-new.unfinished", ".hidden", "glutes-old.unfinished"]
    for name in [*kept, ".glutes-old.unfinished", ".glutes-old.unfinished-journal"]:
        (tmp_path / name).touch()
        long_ago = 0 if "old" in name else time.time() - 1800
        os.utime(tmp_path / name, (long_ago, long_ago))
    run("backup", tmp_path / "monday")
    assert {file.name for file in tmp_path.iterdir()} == {*kept, "data", "monday"}


def test_a_backup_holds_what_is_still_in_the_log_of_an_open_database(data, tmp_path, run):
    with closing(sqlite3.connect(data / "glutes.sqlite3")) as site:
        site.execute("PRAGMA journal_mode=WAL")
        write(data / "glutes.sqlite3", "ann")
        run("backup", tmp_path / "backup")
    assert names(tmp_path / "backup") == ["ann"]


def test_a_backup_overwrites_nothing(tmp_path, run):
    (tmp_path / "file").write_text("dear")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        sentence = f"{tmp_path / name} is there already, and a backup overwrites nothing."
        assert run("backup", tmp_path / name) == sentence
    assert (tmp_path / "file").read_text() == "dear"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "file", "link"]


def test_a_backup_that_cannot_be_is_one_sentence(data, tmp_path, run):
    file = tmp_path / "nowhere" / "backup"
    assert run("backup", file) == f"{file} could not be written: No such file or directory."


@pytest.mark.parametrize(
    "command",
    [
        ["backup", "copy"],
        ["bring", "--all", "."],
        ["changepassword", "anna"],
        ["demo"],
        ["export", "--all", "members"],
        ["members", "list"],
        ["sync"],
        ["tidy"],
    ],
)
def test_a_command_given_in_the_wrong_place_says_so_and_makes_no_database(tmp_path, monkeypatch, command):
    monkeypatch.setitem(connection.settings_dict, "NAME", tmp_path / "glutes.sqlite3")
    monkeypatch.setattr(sys, "argv", ["manage.py", *command])
    with pytest.raises(SystemExit) as refused:
        main()
    assert refused.value.code == NOWHERE.format(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_whoever_gives_a_command_in_the_wrong_place_reads_so(tmp_path):
    assert manage("tidy", GLUTES_DATA=str(tmp_path)) == (1, "", NOWHERE.format(tmp_path))
    assert list(tmp_path.glob("glutes.sqlite3*")) == []


NOWHERE = (
    "CommandError: There is no database at {}/glutes.sqlite3 yet. If the site has another, give this command the same "
    "GLUTES_DATA or DATABASE_URL."
)


def test_a_backup_is_restored_and_what_was_there_is_kept(data, tmp_path, run):
    write(data / "glutes.sqlite3", "ann")
    run("backup", tmp_path / "backup")
    write(data / "glutes.sqlite3", "bob")
    said = run("restore", tmp_path / "backup")
    (kept,) = data.glob("*-before-*")
    assert said == f"Restored from {tmp_path / 'backup'}. What was there before is kept as {kept}."
    assert names(data / "glutes.sqlite3") == ["ann"]
    assert names(kept) == ["ann", "bob"]
    assert stat.S_IMODE((data / "glutes.sqlite3").stat().st_mode) == 0o600


def test_a_backup_is_restored_where_nothing_was_before(data, made, run):
    shutil.rmtree(data)
    assert run("restore", made / "glutes.sqlite3") == f"Restored from {made / 'glutes.sqlite3'}."
    assert [path.name for path in data.iterdir()] == ["glutes.sqlite3"]
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_a_damaged_database_is_kept_too_with_its_log(data, made, run):
    (data / "glutes.sqlite3").write_bytes(b"damaged" * 999)
    (data / "glutes.sqlite3-wal").write_bytes(b"log")
    assert run("restore", made / "glutes.sqlite3").startswith("Restored")
    assert [path.read_bytes() for path in sorted(data.glob("*-before-*"))] == [b"damaged" * 999, b"log"]
    assert names(data / "glutes.sqlite3") == []
    assert not (data / "glutes.sqlite3-wal").exists()


def not_there(file):
    return f"There is no file {file}."


def no_database(file):
    file.write_text("this is no database" * 100)
    return f"{file} was not restored: file is not a database."


def something_elses(file):
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE django_migrations (app, name)")
    return f"{file} is no database of Glutes."


def a_newer_ones(file):
    with closing(sqlite3.connect(file)) as newer:
        newer.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('workouts', '9999_future', '')")
        newer.commit()
    return f"{file} was made by a newer Glutes: bring this one up to date first."


def with_loose_ends(file):
    with closing(sqlite3.connect(file)) as torn:
        torn.execute("INSERT INTO kit_kit (user_id, equipment_id, label) VALUES (99, 99, '')")
        torn.commit()
    return f"{file} is damaged: SQLite finds its contents at odds with each other."


def half_a_file(file):
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    return f"{file} was not restored: database disk image is malformed."


@pytest.mark.parametrize(
    ("spoil", "afresh"),
    [
        (not_there, True),
        (no_database, True),
        (something_elses, True),
        (a_newer_ones, False),
        (with_loose_ends, False),
        (half_a_file, False),
    ],
)
def test_what_is_no_sound_backup_changes_nothing(made, data, tmp_path, run, spoil, afresh):
    if not afresh:
        shutil.copy(made / "glutes.sqlite3", tmp_path / "backup")
    sentence = spoil(tmp_path / "backup")
    before = (data / "glutes.sqlite3").read_bytes()
    assert run("restore", tmp_path / "backup") == sentence
    assert (data / "glutes.sqlite3").read_bytes() == before
    assert [path.name for path in data.iterdir()] == ["glutes.sqlite3"]


def test_nothing_is_restored_under_a_running_site(made, tmp_path):
    with Site(shutil.copytree(made, tmp_path / "data")) as site:
        of_site = {"GLUTES_DATA": str(site.data)}
        assert manage("backup", tmp_path / "backup", **of_site)[0] == 0
        sentence = "CommandError: The site is running: stop it, restore, start it again."
        assert manage("restore", tmp_path / "backup", **of_site) == (1, "", sentence)
        site.stop()
        assert manage("restore", tmp_path / "backup", **of_site)[0] == 0


def test_nothing_is_restored_under_another_program_that_has_the_database_open(data, made, run):
    with closing(sqlite3.connect(data / "glutes.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        sentence = f"{data / 'glutes.sqlite3'} is in use: stop what uses it first."
        assert run("restore", made / "glutes.sqlite3") == sentence
    assert [path.name for path in data.iterdir()] == ["glutes.sqlite3"]


class Phone(threading.Thread):
    """Logs one set after the other until told to stop; knows which of them were acknowledged."""

    def __init__(self, user, exercise):
        super().__init__()
        self.workout = make_workout(user, [exercise])
        self.client = Client()
        self.client.force_login(user)
        self.acknowledged = []
        self.enough, self.stopped = threading.Event(), threading.Event()

    def run(self):
        for number in range(1, 100):
            data = {"slot": 0, "number": number, "reps": number}
            answer = self.client.post(
                f"/workouts/{self.workout.pk}/sets/", data, headers={"accept": "application/json"}
            )
            if answer.status_code == 200:
                self.acknowledged.append((self.workout.pk.hex, number, number))
            if len(self.acknowledged) >= 10:
                self.enough.set()
            if self.stopped.is_set():
                break
        connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="is about SQLite")
def test_a_backup_taken_while_sets_are_logged_has_every_set_acknowledged_before_it_began(tmp_path):
    exercise = make_exercise()
    phones = [Phone(make_user(), exercise) for _ in range(4)]
    for phone in phones:
        phone.start()
    assert all(phone.enough.wait(timeout=60) for phone in phones)
    acknowledged = {one for phone in phones for one in tuple(phone.acknowledged)}
    call_command("backup", str(tmp_path / "backup"))
    for phone in phones:
        phone.stopped.set()
        phone.join(timeout=60)
    restored = manage("restore", tmp_path / "backup", GLUTES_DATA=str(tmp_path / "data"))
    assert restored == (0, f"Restored from {tmp_path / 'backup'}.", "")
    with closing(sqlite3.connect(tmp_path / "data" / "glutes.sqlite3")) as restored:
        assert restored.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        question = (
            "SELECT workout_id, number, reps FROM workouts_workoutset "
            "JOIN workouts_workoutexercise ON workout_exercise_id = workouts_workoutexercise.id"
        )
        found = set(restored.execute(question))
    assert len(acknowledged) >= 40
    assert acknowledged <= found
