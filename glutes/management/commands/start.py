"""`manage.py start`: from whatever state the data folder is in to a running site, in one command."""

import argparse
import fcntl
import hashlib
import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.management.utils import get_random_secret_key
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from glutes import bootstrap, network
from glutes.management.database_file import hold

COPIES_KEPT = 3
THREADS_PER_WORKER = 8
SECONDS_TO_STOP = 5


def add_options(parser):
    """Declare the options of `start`."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 lets your network in")
    parser.add_argument("--port", default=8000, type=int, help="port to listen on (8000)")
    parser.add_argument("--workers", default=1, type=int, help="processes that answer (1)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder for all that is kept (data, beside manage.py)")
    parser.add_argument("--demo", action="store_true", help='add a member "demo" with weeks of training')


def prepare_environment(argv):
    """Write the options down where the settings, read once before any command runs, look for them.

    The data folder and the secret key are made here for the same reason. Exits with one sentence if they cannot be.
    """
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    add_options(parser)
    try:
        options, _ = parser.parse_known_args(argv)
    except argparse.ArgumentError:
        return  # The command itself says what is wrong.
    data = Path(options.data or os.environ.get("GLUTES_DATA") or bootstrap.ROOT / "data").absolute()
    os.environ["GLUTES_DATA"] = str(data)
    hosts = [*network.own_names(options.host), *filter(None, [os.environ.get("GLUTES_HOSTS")])]
    os.environ["GLUTES_HOSTS"] = ",".join(hosts)
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        keep_secret_key(data / "secret-key")
    except OSError as error:
        sys.exit(f"The data folder {data} cannot be written to: {error.strerror}. Choose another with --data.")


def keep_secret_key(path):
    """Make the secret key once, readable by its owner only; also finds out whether the folder can be written to."""
    new = path.with_suffix(".new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(get_random_secret_key())
    if path.exists():
        new.unlink()
    else:
        new.rename(path)


def migrate():
    """Bring the database up to date, an SQLite one after a copy of it; return whether there was anything to do."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    if connection.vendor == "sqlite" and executor.loader.applied_migrations:
        copy_database(Path(settings.DATABASES["default"]["NAME"]), settings.DATA_DIR / "copies", datetime.now(UTC))
    call_command("migrate", interactive=False, verbosity=0)
    return True


def copy_database(path, folder, now):
    """Copy the SQLite file, whatever is still in its log included, and keep the last few copies."""
    folder.mkdir(mode=0o700, exist_ok=True)
    part = folder / "unfinished"
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
    part.rename(folder / f"{now:%Y-%m-%d-%H%M%S-%f}.sqlite3")
    for old in sorted(folder.glob("*.sqlite3"))[:-COPIES_KEPT]:
        old.unlink()


def program_state():
    """A hash that changes with any file of the program, its pages, its catalogue or its packages."""
    folders = [bootstrap.ROOT / name for name in ("fixtures", "glutes", "requirements", "static")]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix != ".pyc" and path.is_file())
    known = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(known).encode()).hexdigest()


def load_changes(migrated):
    """Collect the static files and load the catalogue, unless neither they nor the database changed since."""
    kept, state = settings.DATA_DIR / "loaded", program_state()
    if not migrated and kept.exists() and kept.read_text() == state and Path(settings.STATIC_ROOT).exists():
        return
    kept.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_catalogue", verbosity=0)
    kept.write_text(state)


class Server(Granian):
    """A server that says its line once it answers; Granian's own hook comes before anybody listens."""

    def startup(self, *arguments):
        """Start, then wait for the first answer, or for Ctrl-C."""
        super().startup(*arguments)
        while not self.main_loop_interrupt.wait(0.02):
            if network.answers(self.bind_addr, self.bind_port):
                print(self.line, flush=True)
                break


class Command(BaseCommand):
    """Set up what is missing, then serve."""

    help = "Sets up what is missing and serves the site until Ctrl-C."
    add_arguments = staticmethod(add_options)

    def handle(self, host, port, workers, demo, **options):
        """Say one clear line once the site is there; raise CommandError, in one sentence, when it cannot be."""
        address = network.free_address(host, port)
        hold(settings.DATA_DIR, fcntl.LOCK_SH, "A backup is being restored here: start again once that is done.")
        try:
            load_changes(migrate())
            if demo:
                call_command("demo")
        except (DatabaseError, OSError) as error:
            reason = str(error).splitlines()[0]
            raise CommandError(f"The data folder or the database cannot be used: {reason}") from error
        connections.close_all()

        server = Server(
            "glutes.wsgi:application",
            address=address,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=THREADS_PER_WORKER,
            workers_kill_timeout=SECONDS_TO_STOP,
            respawn_failed_workers=True,
            log_level=LogLevels.error,
        )
        server.line = network.welcome(host, port)
        server.serve()
