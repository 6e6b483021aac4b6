"""`manage.py restore FILE`: replaces the database by a backup, and keeps the present one."""

import fcntl
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from glutes.management import postgres
from glutes.management.database_file import copied, database_file, hold


class Command(BaseCommand):
    """Copy the backup, check the copy, keep the present database aside, change them over."""

    help = "Puts a backup in the place of the database; keeps what was there; not while the site runs."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, file, **options):
        """Raises CommandError, in one sentence, if the database was not replaced."""
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        if connection.vendor == "postgresql":
            postgres.load(file)
            self.stdout.write(f"Restored from {file}.")
            return
        try:
            kept = restore(file, database_file())
        except (OSError, sqlite3.Error) as error:
            raise CommandError(f"{file} was not restored: {getattr(error, 'strerror', None) or error}.") from error
        self.stdout.write(f"Restored from {file}." + (f" What was there before is kept as {kept}." if kept else ""))


def restore(file, target):
    """Replaces the database by a checked copy of the file. Returns where the old one is kept, or None."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = hold(target.parent, fcntl.LOCK_EX, "The site is running: stop it, restore, start it again.")
    try:
        with copied(file, target, reading(file)) as copy:
            give_to_owner_of(target.parent, copy)
            kept = keep_aside(target) if target.exists() else None
            copy.replace(target)
    finally:
        os.close(folder)
    return kept


def reading(file):
    """How to open a backup so that nothing is written beside it; a log that lies there is read together with it."""
    return "ro" if Path(f"{file}-wal").exists() else "ro&immutable=1"


def give_to_owner_of(folder, copy):
    """Gives the copy to the owner of the folder, so that root can restore a site that another user serves."""
    if os.geteuid() == 0:
        os.chown(copy, folder.stat().st_uid, folder.stat().st_gid)


def keep_aside(target):
    """Copy the present database and its log, whatever state they are in, and leave no log behind; return the copy.

    A log left there would be read into the restored file. Raises CommandError if a program not from here uses them.
    """
    kept = target.with_name(f"{target.name}-before-{datetime.now(UTC):%Y-%m-%d-%H%M%S-%f}")
    tails = [tail for tail in ("", "-wal") if os.path.exists(f"{target}{tail}")]
    for tail in tails:
        shutil.copy2(f"{target}{tail}", f"{kept}{tail}")
    if is_in_use(target):
        for tail in tails:
            os.unlink(f"{kept}{tail}")
        raise CommandError(f"{target} is in use: stop what uses it first.")
    for tail in ("-wal", "-shm"):
        Path(f"{target}{tail}").unlink(missing_ok=True)
    return kept


def is_in_use(target):
    """Whether another program has the database open: leaving WAL mode works only alone. False for a damaged one."""
    try:
        with closing(sqlite3.connect(target, timeout=2)) as present:
            present.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        return "locked" in str(error)
    return False
