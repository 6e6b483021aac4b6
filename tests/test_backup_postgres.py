"""`manage.py backup` and `restore` where the database is PostgreSQL: its own tools, the same promises."""

import os
import stat
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from glutes.accounts.models import User
from glutes.management import postgres
from tests.make import make_user

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("postgres" not in os.environ.get("DATABASE_URL", ""), reason="is about PostgreSQL"),
]


@pytest.fixture(autouse=True)
def no_pooler(transactional_db):
    """Behind one nothing is restored, which test_two_sites.py shows."""
    if postgres.is_pooled():
        pytest.skip("goes past the pooler")


@contextmanager
def on_database(name):
    """The site uses this database inside the block."""
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


@pytest.fixture
def empty():
    """The name of a new database."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


@pytest.fixture
def backup(tmp_path):
    """A backup of a site that has the member Änn."""
    make_user("Änn")
    call_command("backup", str(tmp_path / "monday"))
    return tmp_path / "monday"


def test_a_backup_is_one_file_for_its_owner_and_overwrites_nothing(backup):
    assert [file.name for file in backup.parent.iterdir()] == ["monday"]
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="is there already, and a backup overwrites nothing"):
        call_command("backup", str(backup))


def test_a_backup_is_restored_into_a_new_database_and_into_no_other(backup, empty):
    with pytest.raises(CommandError, match="The database is not empty, and nothing is overwritten"):
        call_command("restore", str(backup))
    with on_database(empty):
        call_command("restore", str(backup))
        assert [user.username for user in User.objects.all()] == ["Änn"]
        with pytest.raises(CommandError, match="The database is not empty"):
            call_command("restore", str(backup))


@pytest.mark.parametrize("cut", [0, 100, -100])
def test_a_damaged_one_is_refused_and_leaves_the_database_empty(backup, empty, cut):
    backup.write_bytes(backup.read_bytes()[:cut])
    with on_database(empty):
        with pytest.raises(CommandError, match="is no sound dump"):
            call_command("restore", str(backup))
        assert connection.introspection.table_names() == []


def test_one_of_a_newer_program_is_refused(backup, empty):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('accounts', '9999_later', now())")
    try:
        newer = backup.with_name("newer")
        with pytest.raises(CommandError, match="was made by a newer Glutes"):
            call_command("backup", str(newer))
        assert not newer.exists()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_later'")


def test_the_dump_of_something_else_is_refused(tmp_path, empty):
    with on_database(empty), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE other (id int)")
        with pytest.raises(CommandError, match="is no database of Glutes"):
            call_command("backup", str(tmp_path / "other"))


def test_where_its_tools_are_missing_it_says_which(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CommandError, match="pg_dump is missing: install PostgreSQL's client"):
        call_command("backup", str(tmp_path / "file"))
    assert list(tmp_path.iterdir()) == []
