"""`manage.py start`: sets up or upgrades the data folder, whatever its state, and runs the site."""

import argparse
import fcntl
import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.management.utils import get_random_secret_key
from django.db import DatabaseError, connection, connections
from django.utils.crypto import get_random_string

from glutes import bootstrap, network
from glutes.management.database_file import hold
from glutes.management.server import Server, watch_parent
from glutes.management.upgrade import one_at_a_time, set_up_role, upgrade


def add_options(parser):
    """Declare the options of `start`."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 lets your network in")
    parser.add_argument("--port", default=8000, type=int, help="port to listen on (8000)")
    parser.add_argument("--workers", default=1, type=int, help="processes that answer (1)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder for all that is kept (data, beside manage.py)")
    parser.add_argument("--demo", action="store_true", help='add a member "demo" with weeks of training')


def prepare_environment(argv):
    """Puts the options into environment variables, because settings are read before any command runs.

    The data folder is made here for the same reason. Exits with one sentence if it is not writable.
    """
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    add_options(parser)
    try:
        options, _ = parser.parse_known_args(argv)
    except argparse.ArgumentError:
        return  # The command itself reports the error.
    data = Path(options.data or os.environ.get("GLUTES_DATA") or bootstrap.ROOT / "data").absolute()
    os.environ["GLUTES_DATA"] = str(data)
    given = filter(None, [os.environ.get("GLUTES_HOSTS")])
    hosts = [*given, *network.own_names(options.host)]  # The given ones first: e-mail is sent from the first of all.
    os.environ["GLUTES_HOSTS"] = ",".join(hosts)
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        check_writable(data)
    except OSError as error:
        sys.exit(f"The data folder {data} cannot be written to: {error.strerror}. Choose another with --data.")


def check_writable(folder):
    """Raises OSError unless a file can be made in the folder."""
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"?")


def keep_secret_key(path):
    """Stores the secret key of this start, readable by its owner only, or takes the one that was stored meanwhile.

    Call it once there is a database: a key without one then means that the database is lost.
    """
    own = os.environ.get("GLUTES_SECRET_KEY")
    if path.exists():
        settings.SECRET_KEY = own or path.read_text().strip()
        return
    new = path.with_suffix(".new")
    key = get_random_secret_key() if own else settings.SECRET_KEY
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(key)
    new.rename(path)


def program_state():
    """A hash that changes with any file of the program, its pages, its catalogue or its packages."""
    folders = [bootstrap.ROOT / name for name in ("fixtures", "glutes", "requirements", "static")]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix != ".pyc" and path.is_file())
    known = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(known).encode()).hexdigest()


UNUSED = ["htmax*", "htmx-4*", "htmx-2.js", "django-htmx.js", "ext"]
"""Files of django-htmx that no page uses: compressing them would take most of the time."""


def load_changes(migrated):
    """Collect the static files and load the catalogue, unless neither they nor the database changed since."""
    kept, state = settings.DATA_DIR / "loaded", program_state()
    changed = not (kept.exists() and kept.read_text() == state and Path(settings.STATIC_ROOT).exists())
    if not changed and not migrated:
        return
    if sys.stdout.isatty():
        print("Getting files and catalogue ready: a few seconds, after a change only …", flush=True)
    kept.unlink(missing_ok=True)
    if changed:
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
    call_command("load_catalogue", verbosity=0)
    kept.write_text(state)


def make_empty(folder):
    """Empties a folder, or makes it: the counts of earlier processes (metrics.py) must not be added to the new ones."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


def make_demo():
    """Add the member "demo"; where others can reach the site, with a password that only this terminal knows."""
    if not settings.HOSTS:
        call_command("demo")
        return
    from glutes.accounts.models import User  # Imported here, after the settings are read.

    password = get_random_string(10)
    there = User.objects.filter(name_folded="demo").first()
    if there and there.check_password("demo"):
        there.set_password(password)
        there.save()
        print(f"Member “demo” has a new password, because others can reach this site: “{password}”.")
    call_command("demo", password=password)


def prepare(demo):
    """Bring database, static files and catalogue up to date."""
    load_changes(upgrade())
    if demo:
        make_demo()


def in_a_child(work, *given):
    """Does the work in a process of its own, so that the site does not keep its memory, up to 40 MB."""
    connections.close_all()  # Processes must not share connections.
    with ProcessPoolExecutor(1, get_context("fork"), watch_parent) as child:
        child.submit(work, *given).result()


class Command(BaseCommand):
    """Set up what is missing, then serve. `load` makes the application; None for the site itself."""

    load = None
    help = "Sets up what is missing and serves the site until Ctrl-C."
    add_arguments = staticmethod(add_options)

    def handle(self, host, port, workers, demo, **options):
        """Say one clear line once the site is there; raise CommandError, in one sentence, when it cannot be."""
        if workers < 1:
            raise CommandError("Somebody has to answer: --workers is a number from 1 on.")
        listener = network.bound_socket(host, port)
        hold(settings.DATA_DIR, fcntl.LOCK_SH, "A backup is being restored here: start again once that is done.")
        try:
            if connection.vendor == "postgresql":
                set_up_role()
            with one_at_a_time():
                in_a_child(prepare, demo)
                keep_secret_key(settings.DATA_DIR / "secret-key")
        except (DatabaseError, sqlite3.Error, OSError) as error:
            reason = str(error).splitlines()[0]
            raise CommandError(f"The data folder or the database cannot be used: {reason}") from error
        connections.close_all()
        os.environ["GLUTES_SECRET_KEY"] = settings.SECRET_KEY  # For workers that start while the data folder is away.
        if settings.METRICS_KEY:
            make_empty(Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]))
        Server(listener, network.welcome(host, port, settings.PATH), workers, self.load).serve()
