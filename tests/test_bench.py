"""What `bench` measures: every page and set, an import while others log sets, a crowd on PostgreSQL."""

import io
import json
import subprocess
from functools import partial
from importlib.util import find_spec

import pytest
from django.core.management import call_command

from glutes.management.commands import bench
from tests.cluster import find
from tests.running import MANAGE, make_environment


def test_every_case_is_measured_by_one_phone_and_by_eight_at_once(made, monkeypatch):
    monkeypatch.setattr(bench, "MANY", 10)
    with bench.site(1, {"few": 2, "many": 3}, begun=made) as (port, process):
        found = bench.of_pages(port, process, rounds=1, seconds=0.001)
    assert {"today", "player", "first set", "later set", "finish", "export.json", bench.BARE} <= set(found["cases"])
    assert list(found["cases"]).index("sets.csv") < list(found["cases"]).index(bench.BARE)  # Sets make pages longer.
    for case, of in found["cases"].items():
        assert of["few"]["ms"] > 0, case
        assert of["few"]["load"]["per_second"] > 0, case
    assert found["cases"][bench.BARE]["few"]["queries"] == 4
    rows = [line for line in bench.table(found, before=found).splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {14}


def test_an_import_is_measured_while_others_log(made, monkeypatch):
    monkeypatch.setattr(bench, "site", partial(bench.site, begun=made))
    said = io.StringIO()
    call_command("bench", "--import", "--rows=2000", "--json", stdout=said)
    found = json.loads(said.getvalue())
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
