"""What `bench` measures beside pages: an import while others log sets, and a crowd on PostgreSQL."""

import json
import subprocess
from importlib.util import find_spec

import pytest

from tests.cluster import find
from tests.running import MANAGE, make_environment


def test_an_import_is_measured_while_others_log(tmp_path):
    command = [*MANAGE, "bench", "--import", "--rows=2000", "--json"]
    environment = make_environment(GLUTES_DATA=str(tmp_path))
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["rows"] == 2000
    assert list(found["steps"]) == ["look it over", "preview", "bring it in", "undo"]
    assert all(step["s"] > 0 and step["queries"] > 0 for step in found["steps"].values())
    assert found["meanwhile"]["sets"] > 0


@pytest.mark.skipif(not (find("pgbouncer") and find_spec("psycopg")), reason="needs PostgreSQL, PgBouncer, a driver")
def test_a_crowd_is_measured_beside_one_member_and_loses_no_set(tmp_path):
    command = [*MANAGE, "bench", "--members=300", "--rounds=1", "--seconds=2", "--json"]
    environment = make_environment(GLUTES_DATA=str(tmp_path))
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=1200)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["members"] == 301
    assert {"first set", "later set", "today", "progress", "history"} <= set(found["cases"])
    assert list(found["load"]) == ["1 process", "2 processes", "2 processes, PgBouncer"]
    for load in found["load"].values():
        assert load["sets"] > 0
        assert (load["errors"], load["lost"], load["doubled"]) == ({}, 0, 0)
