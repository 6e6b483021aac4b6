"""Sites to do harm to: one on SQLite; one on PostgreSQL where that is asked for and there."""

import os
import shutil
from contextlib import contextmanager

import pytest

from tests.cluster import cluster, find
from tests.faults.stores import PostgreSQL, SQLite
from tests.running import Site


@pytest.fixture(scope="session")
def far(request):
    """Whether to go all the way (`manage.py test --faults`)."""
    return request.config.getoption("faults")


@pytest.fixture(scope="session", params=["SQLite", "PostgreSQL"])
def bench(request, far, tmp_path_factory):
    """A site with a database to do harm to."""
    on_postgres, asked = request.param == "PostgreSQL", "postgres" in os.environ.get("DATABASE_URL", "")
    if on_postgres != asked and not (on_postgres and far):
        pytest.skip("is done with --postgres or --faults" if on_postgres else "was done without --postgres")
    if on_postgres and not find("initdb"):
        pytest.skip("PostgreSQL is not installed")
    data = tmp_path_factory.mktemp("bench") / "data"
    if not on_postgres:
        shutil.copytree(request.getfixturevalue("made"), data)
    with on(data, on_postgres) as store, Bench(data, store) as bench:
        yield bench


@contextmanager
def on(data, on_postgres):
    """The database of a site with this data folder."""
    if not on_postgres:
        yield SQLite(data)
        return
    with cluster() as address:
        yield PostgreSQL(address)


class Bench:
    """A site that is started again after whatever ended it, always at the same port."""

    def __init__(self, data, store):
        self.data, self.store = data, store
        self.site = Site(data, "--workers=1", **store.environment)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self.site.process.poll() is None:
            self.site.kill()

    def start_again(self):
        """A new start, once the old one is gone."""
        self.site = Site(self.data, "--workers=1", port=self.site.port, **self.store.environment)
