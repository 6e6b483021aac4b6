"""`manage.py start`, run as its user runs it, and the rules it goes by."""

import json
import signal
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from glutes.management import upgrade
from glutes.management.commands import start
from tests.running import Site, make_port, manage


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with Site(tmp_path_factory.mktemp("parent") / "data") as site:
        yield site


def test_start_prints_one_clear_line(site):
    assert site.line == f"Glutes is running: {site.url} (Ctrl-C stops it)."


def test_the_site_is_served_with_its_security_headers(site):
    status, headers = site.get("/exercises/")
    assert status == 200
    assert {name: value for name, value in headers.items() if name in SECURITY_HEADERS} == SECURITY_HEADERS
    policy = headers["content-security-policy"]
    assert set(policy.split("; ")) == {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    }


SECURITY_HEADERS = {
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": (
        "screen-wake-lock=(self), accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()"
    ),
}


def test_static_files_are_hashed_compressed_and_kept_by_the_browser(site):
    paths = json.loads((site.data / "static" / "staticfiles.json").read_text())["paths"]
    status, headers = site.get(f"/static/{paths['css/base.css']}", **{"Accept-Encoding": "br"})
    assert (status, headers["content-encoding"]) == (200, "br")
    assert headers["cache-control"] == "max-age=315360000, public, immutable"


def test_a_name_that_is_not_the_sites_is_refused(site):
    assert site.get("/exercises/", Host="stranger.example")[0] == 400


def test_the_data_folder_and_the_secret_key_are_the_owners_alone(site):
    assert stat.S_IMODE(site.data.stat().st_mode) == 0o700
    assert stat.S_IMODE((site.data / "secret-key").stat().st_mode) == 0o600
    assert len((site.data / "secret-key").read_text()) == 50


def test_a_port_in_use_is_one_sentence(site):
    code, said, errors = manage("start", "--port", site.port, "--data", site.data)
    sentence = f"Port {site.port} is in use: stop what uses it, or choose another with --port."
    assert (code, said, errors) == (1, "", f"CommandError: {sentence}")


def test_ctrl_c_stops_it_and_the_next_start_keeps_everything_and_sets_up_nothing(site):
    kept = {path: path.stat().st_mtime_ns for path in (site.data / "secret-key", site.data / "loaded")}
    assert site.stop() == (0, "", "")
    with Site(site.data, "--workers=2") as again:
        assert again.get("/exercises/")[0] == 200
        assert again.stop(signal.SIGTERM) == (0, "", "")
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert not (site.data / "copies").exists()


@pytest.mark.parametrize(
    ("folder", "reason"), [("file", "File exists"), ("file/below", "Not a directory")], ids=["a file", "below a file"]
)
def test_a_data_folder_that_cannot_be_is_one_sentence(tmp_path, folder, reason):
    (tmp_path / "file").touch()
    code, said, errors = manage("start", "--data", tmp_path / folder)
    sentence = f"The data folder {tmp_path / folder} cannot be written to: {reason}. Choose another with --data."
    assert (code, said, errors) == (1, "", sentence)


def test_a_file_that_is_no_database_is_one_sentence(tmp_path):
    (tmp_path / "glutes.sqlite3").write_text("this is no database" * 100)
    code, said, errors = manage("start", "--port", make_port(), "--data", tmp_path)
    sentence = "CommandError: The data folder or the database cannot be used: file is not a database"
    assert (code, said, errors) == (1, "", sentence)


def test_a_database_behind_is_copied_before_it_is_migrated(tmp_path, site):
    """The copy holds the rows of before, and is the owner's alone."""
    with closing(sqlite3.connect(site.data / "glutes.sqlite3")) as source:
        source.execute(f"VACUUM INTO '{tmp_path / 'glutes.sqlite3'}'")
    with closing(sqlite3.connect(tmp_path / "glutes.sqlite3")) as old:
        old.execute("DROP TABLE django_session")
        old.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        old.commit()
    with Site(tmp_path) as later:
        assert later.get("/exercises/")[0] == 200
    (copy,) = (tmp_path / "copies").iterdir()
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert not tables(copy) & {"django_session"}
    assert tables(tmp_path / "glutes.sqlite3") - tables(copy) == {"django_session"}


def tables(path):
    with closing(sqlite3.connect(path)) as database:
        return {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_a_copy_holds_what_is_still_in_the_log_and_the_last_three_are_kept(tmp_path):
    now = datetime(2026, 3, 1, 7, 30, tzinfo=UTC)
    with closing(sqlite3.connect(tmp_path / "live.sqlite3")) as live:
        live.execute("PRAGMA journal_mode=WAL")
        live.execute("CREATE TABLE log (number)")
        for number in range(5):
            live.execute("INSERT INTO log VALUES (?)", [number])
            live.commit()
            upgrade.copy_database(tmp_path / "live.sqlite3", tmp_path / "copies", now + timedelta(days=number))
    copies = sorted((tmp_path / "copies").iterdir())
    assert [path.name for path in copies] == [f"2026-03-0{day}-073000-000000.sqlite3" for day in (3, 4, 5)]
    with closing(sqlite3.connect(copies[-1])) as copy:
        assert copy.execute("SELECT number FROM log").fetchall() == [(0,), (1,), (2,), (3,), (4,)]


def test_the_database_keeps_what_it_acknowledged(tmp_path):
    """Read from a connection as the site makes it."""
    question = (
        "from django.db import connection; c = connection.cursor(); "
        "print([c.execute(f'PRAGMA {name}').fetchone()[0] for name in "
        "('journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout')], connection.transaction_mode)"
    )
    code, said, errors = manage("shell", "--no-imports", "-c", question, GLUTES_DATA=str(tmp_path))
    assert (code, said, errors) == (0, "['wal', 2, 1, 20000] IMMEDIATE", "")


@pytest.mark.parametrize(("https", "silenced"), [("0", 4), ("1", 0)])
def test_the_deployment_check_is_clean(tmp_path, https, silenced):
    """Over plain http the four checks that only https can satisfy are silenced; over https none."""
    code, said, errors = manage("check", "--deploy", GLUTES_HTTPS=https, GLUTES_DATA=str(tmp_path))
    assert (code, said, errors) == (0, f"System check identified no issues ({silenced} silenced).", "")


def test_a_changed_file_of_the_program_is_noticed(monkeypatch, tmp_path):
    monkeypatch.setattr("glutes.bootstrap.ROOT", tmp_path)
    (tmp_path / "fixtures").mkdir()
    before = start.program_state()
    (tmp_path / "fixtures" / "muscles.json").write_text("[]")
    after = start.program_state()
    assert before != after == start.program_state()
