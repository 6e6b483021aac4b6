"""A whole site moves from one kind of database to the other: everybody's log, name and password come along."""

import json
import os
import shutil
from contextlib import contextmanager

import pytest

from tests.running import manage

ON_POSTGRES = os.environ.get("DATABASE_URL", "")
pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif("postgres" not in ON_POSTGRES, reason="is about PostgreSQL"),
]


@contextmanager
def new_database(name):
    """The address of a PostgreSQL database that is there inside the block: empty, as all migrations make it."""
    import psycopg

    with psycopg.connect(ON_POSTGRES, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE test_glutes")
        try:
            yield ON_POSTGRES.rpartition("/")[0] + f"/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(*command, **environment):
    code, said, errors = manage(*command, **environment)
    assert code == 0, errors
    return said


def whole(environment):
    """Everything of the member "demo", but for the moment at which that is asked."""
    found = json.loads(run("export", "demo", **environment))
    return {key: value for key, value in found.items() if key != "exported_at"}


def test_from_sqlite_to_postgresql_and_back(django_db_setup, made, tmp_path):
    old, back = ({"GLUTES_DATA": str(shutil.copytree(made, tmp_path / name))} for name in ("old", "back"))
    run("demo", "--password=runner-of-hills", **old)
    before = whole(old)
    assert len(before["workouts"]) > 5
    with new_database("moved") as address:
        moved = {"DATABASE_URL": address, "GLUTES_DATA": str(tmp_path)}
        run("load_catalogue", "--verbosity=0", **moved)
        run("export", "--all", tmp_path / "out", **old)
        assert "demo: " in run("bring", "--all", tmp_path / "out", **moved)
        assert run("bring", "--all", tmp_path / "out", **moved) == "demo: here already."
        assert whole(moved) == before
        run("members", "lock", "demo", **moved)
        run("export", "--all", tmp_path / "locked", **moved)
    run("bring", "--all", tmp_path / "locked", **back)
    assert whole(back) == before
    asked = "from glutes.accounts.models import User as U; one = U.objects.get();"
    asked += "print(one.check_password('runner-of-hills'), one.is_active)"
    assert run("shell", "--command", asked, **back).endswith("True False")
