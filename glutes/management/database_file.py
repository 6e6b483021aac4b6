"""The SQLite database as a file: who serves it, whether it is sound, how to copy it."""

import fcntl
import os
import sqlite3
import sys
import tempfile
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from glutes.newer import unknown_steps

OURS = {"exercises", "accounts", "routines", "workouts"}
"""Apps that every database of Glutes has, from the first version on."""
UNFINISHED = ".glutes-", ".unfinished"
"""How the name of a copy begins and ends until it is whole."""
LEFT_AFTER_S = 3600
"""Ours: a copy that nothing was written to for so long has been left."""


def database_file():
    """Where the SQLite database is."""
    return Path(connection.settings_dict["NAME"])


def refuse_to_make_one():
    """Exits with one sentence if the database is SQLite and its file is not there."""
    if connection.vendor == "sqlite" and not database_file().exists():
        sys.exit(
            f"CommandError: There is no database at {database_file()} yet. If the site has another, give this command "
            "the same GLUTES_DATA or DATABASE_URL."
        )


def hold(folder, how, otherwise):
    """Locks the folder of the database until this process ends or closes the returned file: shared or exclusively.

    `how` is fcntl.LOCK_SH or LOCK_EX. Raises CommandError with the message `otherwise` if another lock is in the way.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise CommandError(otherwise) from error
    return handle


@contextmanager
def copied(source, target, mode):
    """A sound copy of a database in a file of its own beside `target`, to be renamed to it, readable by its owner only.

    `mode` is how SQLite opens the source. It copies what is committed when it begins, even while others
    write. The copy is deleted afterwards unless it was renamed. Raises CommandError if the source is not a sound
    database, OSError or sqlite3.Error if it cannot be read or the copy cannot be written.
    """
    handle, name = unfinished(target.parent)
    address = f"{source.absolute().as_uri()}?mode={mode}"
    try:
        with closing(sqlite3.connect(address, uri=True)) as live, closing(sqlite3.connect(name)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # One file, without a log beside it.
            check(copy, source)
        os.fsync(handle)
        yield Path(name)
    finally:
        os.close(handle)
        Path(name).unlink(missing_ok=True)


def check(copy, source):
    """Raises CommandError unless the database is whole, ours, and no newer than this program."""
    whole = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    if not whole or copy.execute("PRAGMA foreign_key_check").fetchone():
        raise CommandError(f"{source} is damaged: SQLite finds its contents at odds with each other.")
    ran = set()
    if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'").fetchone():
        ran = set(copy.execute("SELECT app, name FROM django_migrations"))
    if not {app for app, _ in ran} >= OURS:
        raise CommandError(f"{source} is no database of Glutes.")
    if unknown_steps(MigrationLoader(None, ignore_no_migrations=True), ran):
        raise CommandError(f"{source} was made by a newer Glutes: bring this one up to date first.")


def check_quickly(path):
    """Raises CommandError if SQLite finds its file damaged; takes a moment, and leaves the indexes out."""
    try:
        with closing(sqlite3.connect(path)) as database:
            found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError:
        raise  # Locked or unreadable, which does not mean damaged.
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise CommandError(
            f"The database {path} is damaged ({found.splitlines()[-1]}). Restore a backup: manage.py restore FILE; "
            f"those made before upgrades are in {settings.DATA_DIR / 'copies'}."
        )


def unfinished(folder):
    """Make an empty file for a copy in the folder, readable by its owner only; return its handle and its name.

    Copies that were cut off, by a kill or with the power, and left such files are cleared away.
    """
    for left in folder.glob(f"{UNFINISHED[0]}*{UNFINISHED[1]}*"):  # What SQLite lays beside one, too.
        with suppress(FileNotFoundError):  # Another one was quicker.
            if time.time() - left.stat().st_mtime > LEFT_AFTER_S:
                left.unlink()
    return tempfile.mkstemp(UNFINISHED[1], UNFINISHED[0], folder)
