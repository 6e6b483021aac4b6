"""Brings the database up to date with the program; for `start`."""

import fcntl
import traceback
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from glutes.management.database_file import OURS, check_quickly, copied
from glutes.newer import unknown_steps

COPIES_KEPT = 3
LOCK = 0x676C75746573
"""PostgreSQL's advisory locks are numbers; this one spells "glutes"."""
LONGEST_WAIT = "10s"
"""Ours: how long PostgreSQL waits for a lock; after that the answer is 503. For SQLite it is in the settings.

A step of an upgrade waits for a table no longer either, because all requests for that table wait behind it.
"""
OF_ROLE = {"lock_timeout": LONGEST_WAIT, "jit": "off"}
"""What PostgreSQL is asked to do for the site. `jit`: where it expects a query to read much, it would write a program
for it, anew each time; for the queries of Progress, among many members, that takes longer than all of the page."""


@contextmanager
def one_at_a_time():
    """Lets one `start` at a time set up a data folder or a PostgreSQL database; others wait here."""
    with open(settings.DATA_DIR / "starting", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        # In a transaction on a connection of its own, because a pooler may hand each transaction to another one.
        with closing(connection.copy()) as other:
            other.set_autocommit(False)
            with other.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = 0")  # The other start may take as long as it takes.
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            yield


def set_up_role():
    """Sets OF_ROLE in PostgreSQL, but for what whoever hosts the site has set.

    That is stored with the role in PostgreSQL and holds for connections that are opened later: behind a pooler, a
    connection cannot set it for itself.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        asked = "SELECT name, current_database() FROM pg_settings WHERE source = 'default' AND name = ANY(%s)"
        cursor.execute(asked, [list(OF_ROLE)])
        unset = cursor.fetchall()
        # Two processes cannot alter the role at the same time. One that holds this lock has done so, or is about to.
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        is_alone = cursor.fetchone()[0]
        for name, database in unset:
            change = f"SET {name} = '{OF_ROLE[name]}'"
            if is_alone:
                cursor.execute(f"ALTER ROLE CURRENT_USER IN DATABASE {connection.ops.quote_name(database)} {change}")
            cursor.execute(change)  # For this connection, which the pooler will reuse.


def upgrade():
    """Bring the database up to date, an SQLite one after a copy of it; return whether there was anything to do.

    Raises CommandError, with what to do, if the database is lost, damaged, newer than this program, or a step fails.
    """
    path = Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None
    if path and path.exists():
        check_quickly(path)
    executor = MigrationExecutor(connection)
    applied = set(executor.loader.applied_migrations)
    if not applied and (settings.DATA_DIR / "secret-key").exists():
        raise CommandError(lost(path))
    if unknown_steps(executor.loader, applied):
        raise CommandError("The database was made by a newer Glutes: bring this one up to date. Nothing was changed.")
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    begun_before = {app for app, _ in applied} >= OURS  # False: the very first start was interrupted.
    copy = copy_database(path, settings.DATA_DIR / "copies", datetime.now(UTC)) if path and begun_before else None
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except Exception as error:
        raise CommandError(failed(error, copy)) from error
    return True


def lost(path):
    """The message for a data folder in which the database is missing."""
    where = f"no database at {path}" if path else "nothing in the database that DATABASE_URL names"
    return (
        f"There is a secret key in {settings.DATA_DIR}, so there was a site, but there is {where}. Put it back, or "
        "restore a backup (manage.py restore FILE). For a new, empty site delete the file secret-key."
    )


def failed(error, copy):
    """The message for a failed step of an upgrade; writes the traceback into a file."""
    log = settings.DATA_DIR / "upgrade.log"
    log.write_text("".join(traceback.format_exception(error)))
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    way_back = f" The database as it was is {copy}: manage.py restore puts it back." if copy else ""
    return f"The database could not be brought up to date: {reason}. Details are in {log}.{way_back}"


def copy_database(path, folder, now):
    """Copy the SQLite file, whatever is still in its log included, and keep the last few copies; return the copy.

    The copy is checked in full before an older one is removed. Raises CommandError if the database is damaged.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"{now:%Y-%m-%d-%H%M%S-%f}.sqlite3"
    with copied(path, target, "rw") as copy:
        copy.rename(target)
    for old in sorted(folder.glob("*.sqlite3"))[:-COPIES_KEPT]:
        old.unlink()
    return target
