"""What holds for a whole test run, and who is in most of the tests: Ann, and her phone."""

import gc

import pytest
from django.conf import settings
from django.contrib.contenttypes.management import create_contenttypes
from django.core.cache import cache
from django.db.models.signals import post_migrate
from django.test import Client, override_settings

from tests import html
from tests.browser.engines import MISSING
from tests.make import make_user


def pytest_configure():
    """Look for garbage less often: a test run makes much and keeps most of it."""
    gc.set_threshold(50_000, 20, 100)


DEAR = {"catalogue", "made", "site"}
"""Fixtures that take seconds, and serve several tests."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Keep the tests of a file that share a dear fixture on one runner; others go to whichever is free."""
    for item in items:
        if DEAR & set(item.fixturenames):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def pytest_terminal_summary(terminalreporter):
    """Say visibly which browsers were missing, and how to get them."""
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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """Put the SQLite database in a file: threads (browser tests, concurrency) need connections of their own.

    Nobody keeps a test's data, so nothing waits for the disk.
    """
    from django.db import connections

    for connection in connections.all():
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = tmp_path_factory.mktemp("database") / "test.sqlite3"
            connection.settings_dict["OPTIONS"] |= {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Leave out what Django writes anew after each flush, though nothing of ours reads it: most of a flush's time."""
    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


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
