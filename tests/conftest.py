"""What holds for a whole test run, and who is in most of the tests: Ann, and her phone."""

import fcntl
import gc
import json
import os
import shutil
import sqlite3
from collections import defaultdict
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import django
import hypothesis
import pytest
from django.conf import settings
from django.contrib.contenttypes.management import create_contenttypes
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models.signals import post_migrate
from django.test import Client, override_settings
from xdist.scheduler import LoadScopeScheduling

from glutes.accounts.session_store import SessionStore
from tests import html
from tests.browser.engines import MISSING
from tests.make import NOON, make_user
from tests.running import Site

FIGURES = {}
"""What the benches counted: {what: how many}."""


HOW_MANY = {"cases": (1_000, 50_000), "kills": (3, 100), "sockets": (50, 200)}
"""Requests of the fuzz, kills of the server and silent clients: in every run, and with --faults."""


def pytest_addoption(parser):
    """How many cases of a test are run, and how far the bench of faults goes."""
    parser.addoption("--sample", type=int, help="of a test with more cases than this, leave out some: see sampled()")
    group = parser.getgroup("faults")
    group.addoption("--faults", action="store_true", help="go all the way: " + ", ".join(HOW_MANY))
    for name, (few, many) in HOW_MANY.items():
        group.addoption(f"--{name}", type=int, help=f"how many ({few}; with --faults {many})")


def how_many(name):
    """A fixture: the number that was asked for, else the usual one."""

    @pytest.fixture(scope="session", name=name)
    def asked(request):
        option = request.config.getoption
        return option(name) or HOW_MANY[name][option("faults")]

    return asked


cases, kills, sockets = map(how_many, HOW_MANY)


@pytest.fixture(scope="session")
def record_figure():
    """Keeps a figure for the table at the end of the run."""
    return FIGURES.__setitem__


def pytest_configure(config):
    """Look for garbage less often: a test run makes much and keeps most of it.

    Generated tests try the same examples each time, so that a change fails by its own fault only; none fails for being
    slow. `--hypothesis-profile=searching` tries new ones.
    """
    gc.set_threshold(50_000, 20, 100)
    hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
    hypothesis.settings.register_profile("searching", deadline=None)
    hypothesis.settings.load_profile(config.getoption("--hypothesis-profile") or "same")


def pytest_collection_finish():
    """Look for garbage in what tests make, not in the tests themselves, which stay to the end."""
    gc.freeze()


TOGETHER = {
    "browser/test_production.py",
    "browser/test_wire.py",
    "exercises/test_catalogue.py",
    "exercises/test_filters.py",
    "exercises/test_pages.py",
    "journeys/test_weeks.py",
    "journeys/test_year.py",
    "progress/test_numbers.py",
    "test_metrics.py",
    "test_start.py",
    "test_two_sites.py",
}
"""Files whose tests share what takes seconds to make."""


class Scheduling(LoadScopeScheduling):
    """The tests of such a file go to one runner, and so do those of the bench, and all cases of any other test.

    What xdist_group is for; but pytest 9 does not hear of the groups that xdist 3.8 makes.
    """

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        if file.startswith("tests/faults/"):
            return "faults"
        return file if file.removeprefix("tests/") in TOGETHER else nodeid.partition("[")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return Scheduling(config, log) if config.getvalue("dist") == "loadgroup" else None


DATABASE = {"db", "transactional_db", "live_server", "django_db_setup", "bench"}
"""The fixtures that bring a database along."""


UNUSED = {
    "_django_clear_site_cache",
    "_django_isolate_apps",
    "_django_set_urlconf",
    "_pw_trace_api_requests",
    "_template_string_if_invalid_marker",
}
"""Fixtures of plugins that run before every test, for what no test here uses: a quarter of what an empty test costs.

Without them `pytest.mark.urls`, `isolate_apps` and `ignore_template_errors` do nothing, and `Site`s stay cached."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark the tests that use the database: `manage.py test --postgres` runs those. Leave out cases if told to.

    Tests of the whole site take longest and come first: no runner is left with one of them while the others are done.
    """
    items.sort(key=lambda item: item.path.parent != Path(__file__).parent)
    there = {name for item in items for name in item.fixturenames}
    assert not items or there >= UNUSED, f"UNUSED names what no plugin has any more: {UNUSED - there}"
    for item in items:
        item.fixturenames[:] = [name for name in item.fixturenames if name not in UNUSED]
        if item.get_closest_marker("django_db") or DATABASE & set(item.fixturenames):
            item.add_marker("database")
    if most := config.getoption("sample"):
        kept = sampled(items, most)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = [item for item in items if item in kept]


def sampled(items, most):
    """Of each test so many cases at most: the first, the last and others between, the same in each run.

    For a second database: most tables of odd input are decided before the database is asked. All cases are kept of
    tests that commit, as they try what the database does about others, and of those marked `every_case`.
    """
    cases = defaultdict(list)
    for item in items:
        cases[item.nodeid.partition("[")[0]].append(item)
    kept = set()
    for each in cases.values():
        marker = each[0].get_closest_marker("django_db")
        commits = "transactional_db" in each[0].fixturenames or (marker and marker.kwargs.get("transaction"))
        if not commits and not each[0].get_closest_marker("every_case"):
            each = {each[round(n * (len(each) - 1) / max(most - 1, 1))] for n in range(most)}
        kept |= set(each)
    return kept


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """One runner more than there are cores: some wait, for a browser, a lock or a site that starts or stops."""
    return os.cpu_count() + 1


def pytest_terminal_summary(terminalreporter):
    """Say visibly which browsers were missing, and how to get them; and what the benches counted."""
    for what, count in FIGURES.items():
        terminalreporter.write_line(f"{count:>9,}  {what}")
    for missing in MISSING.values():
        terminalreporter.write_line(missing, yellow=True)


@pytest.fixture(scope="session", autouse=True)
def settings_for_tests(tmp_path_factory):
    """Hash passwords fast, serve static files as they are, keep out of the data folder."""
    data = tmp_path_factory.mktemp("data")
    (data / "static").mkdir()
    with override_settings(
        DATA_DIR=data,
        STATIC_ROOT=data / "static",
        CACHES={"default": {**settings.CACHES["default"], "LOCATION": data / "cache"}},
        STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def fresh_cache(settings_for_tests):
    """Every test begins with nobody counted."""
    cache.clear()


@pytest.fixture
def wednesday(monkeypatch):
    """It is Wednesday, 18 November 2026, at noon."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


class Clock:
    """A clock that stands still until a test sets its `now`."""

    now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """The clock of the site, at NOON."""
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", clock)
    return clock


@pytest.fixture(scope="session", autouse=True)
def flat_pages():
    """Give the test client pages without the spaces that no browser shows, so that templates may break their lines."""
    request = Client.request

    def flat_request(self, **kwargs):
        response = request(self, **kwargs)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = html.flat(response.text)
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", flat_request)
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_log_in():
    """Log the test client in without a session before: Django stores one, and each log-in deletes it at once."""

    def session(client):
        cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
        return SessionStore(cookie.value if cookie else None)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "session", property(session))
        yield


@pytest.fixture(scope="session")
def turns(tmp_path_factory):
    """`with turns(name) as folder`: a folder of all runners, for one of them at a time."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    @contextmanager
    def turn(name):
        folder = base / name
        folder.mkdir(exist_ok=True)
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder

    return turn


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, turns, worker_id):
    """A database of this runner's own: a copy of the one that the first runner makes, as all migrations take seconds.

    SQLite's is in a file: threads (browser tests, concurrency) need connections of their own. Nobody keeps a test's
    data, so nothing waits for the disk.
    """
    with django_db_blocker.unblock():
        with turns("database") as folder:
            copy_database(folder, worker_id)
        # Left out is what Django writes anew after each flush, though nothing of ours reads it: most of a flush's time.
        post_migrate.disconnect(create_contenttypes)
        post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
        if connection.vendor == "postgresql":
            connection.ops.sql_flush = sql_flush
        yield
        connection.close()


def sql_flush(style, tables, **options):
    """What empties PostgreSQL’s tables after a test that commits; like TRUNCATE, Django’s way, it waits for whoever
    still writes. TRUNCATE makes new files for every table and index, thirty times the work where next to nothing is in
    them."""
    names = [connection.ops.quote_name(table) for table in tables]
    return [f"LOCK TABLE {', '.join(names)}", *(f"DELETE FROM {name}" for name in names)]  # noqa: S608 (our own names)


@pytest.fixture(scope="session")
def kept_rows(django_db_setup, django_db_blocker):
    """`with kept_rows():` around the `yield` of a file's fixture: its rows are there for every test of the file, each
    of which undoes what it does itself."""

    @contextmanager
    def keep():
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return keep


def copy_database(folder, worker_id):
    """Gives this runner its database; `folder` is that of all runners, for this one alone now."""
    creation, database = connection.creation, connection.settings_dict
    on_sqlite, kept, done = connection.vendor == "sqlite", kept_database(), folder / "done"
    name = database["TEST"]["NAME"] = folder / "test.sqlite3" if on_sqlite else "test_glutes"
    if on_sqlite:
        database["OPTIONS"] |= {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"}
        if kept.exists() and not done.exists():
            shutil.copy(kept, name)
            done.touch()
    if not done.exists():
        creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()
        if on_sqlite:
            kept.parent.mkdir(parents=True, exist_ok=True)
            os.replace(shutil.copy(name, f"{kept}.{os.getpid()}"), kept)
        else:
            with connection._nodb_cursor() as cursor:  # PgBouncer is still connected; what is copied must be alone.
                cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        done.touch()
    database["NAME"] = name
    creation.clone_test_db(worker_id, verbosity=0)
    database |= creation.get_test_db_clone_settings(worker_id)


def kept_database():
    """Where SQLite's is kept from run to run, for as long as all that it is made of stays as it is: the migrations of
    every app with what they import of ours, the list of the apps, and Django as it is installed."""
    base = settings.BASE_DIR
    files = sorted(base.glob("glutes/*/migrations/*.py"))
    files += [base / "glutes" / name for name in ("columns.py", "rules/units.py", "settings.py")]
    made_of = {str(file.relative_to(base)): file.read_text() for file in files} | {"Django": django.__version__}
    return base / ".pytest_cache" / "migrated" / sha256(json.dumps(made_of).encode()).hexdigest()


@pytest.fixture(scope="session")
def made(turns):
    """The data folder of a site that was started once and stopped: what takes a start most of its time is done.

    The first of all runners that needs it makes it, from the empty database that is kept if there is one: that it
    comes about from nothing at all is tested in test_start.py. Nobody serves it as it is: see `data` and `shared_data`.
    """
    with turns("made") as folder:
        if not (folder / "done").exists():
            (folder / "data").mkdir()
            if kept_database().exists():
                shutil.copy(kept_database(), folder / "data" / "glutes.sqlite3")
            with Site(folder / "data"):
                pass
            with closing(sqlite3.connect(folder / "data" / "glutes.sqlite3")) as database:
                database.execute("VACUUM")  # One file, with nothing left in a log.
            (folder / "done").touch()
    return folder / "data"


@pytest.fixture
def data(made, tmp_path):
    """A copy of it, for one test to write to."""
    return shutil.copytree(made, tmp_path / "data")


@pytest.fixture(scope="module")
def shared_data(made, tmp_path_factory):
    """A copy of it, for all tests of a file."""
    return shutil.copytree(made, tmp_path_factory.mktemp("shared") / "data")


@pytest.fixture
def user():
    """Somebody with an account."""
    return make_user("ann")


@pytest.fixture
def phone(user):
    """The user's phone, logged in; it takes what the pages say, without scripts."""
    client = Client()
    client.force_login(user)
    return client
