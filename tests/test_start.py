"""`manage.py start`, run as its user runs it, and the rules it goes by."""

import json
import os
import re
import runpy
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management.base import CommandError

from glutes.accounts.models import User
from glutes.management import database_file, server, upgrade
from glutes.management.commands import start
from tests import html
from tests.make import make_catalogue
from tests.running import ROOT, Site, await_free, children, make_environment, make_port, manage


@pytest.fixture(scope="module")
def site(shared_data):
    with Site(shared_data) as site:
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
    assert (headers["x-content-type-options"], headers["set-cookie"]) == ("nosniff", None)


def test_a_path_under_a_domain_is_where_all_of_it_is_whether_the_proxy_cuts_it_off_or_not(data):
    with Site(data, GLUTES_PATH="/glutes/") as site:
        assert site.line == f"Glutes is running: {site.url}/glutes (Ctrl-C stops it)."
        for before in ("/glutes", ""):
            page = site.open(f"{before}/account/login/")
            assert (page.status, "Path=/glutes" in page.headers["Set-Cookie"]) == (200, True)
            local = [link for link in html.links(page.text) if link.startswith("/")]
            assert [address for address in local if not address.startswith("/glutes/")] == []
            assert {site.open(each.partition("#")[0]).status for each in local if "/static/" in each} == {200}
        described = json.loads(site.open("/glutes/manifest.webmanifest").text)
        assert (described["scope"], described["start_url"]) == ("/glutes/", "/glutes/")
        assert '"/glutes/offline/"' in site.open("/glutes/sw.js").text
        assert site.open("/glutesx/").status == 404


def test_the_secret_key_is_the_owners_alone(site):
    assert stat.S_IMODE((site.data / "secret-key").stat().st_mode) == 0o600
    assert len((site.data / "secret-key").read_text()) == 50


def test_a_port_in_use_is_one_sentence(site):
    code, said, errors = manage("start", "--port", site.port, "--data", site.data)
    sentence = f"Port {site.port} is in use: stop what uses it, or choose another with --port."
    assert (code, said, errors) == (1, "", f"CommandError: {sentence}")


@pytest.mark.parametrize("workers", [0, -1])
def test_no_workers_at_all_is_one_sentence(workers):
    with pytest.raises(CommandError, match=r"^Somebody has to answer: --workers is a number from 1 on\.$"):
        start.Command().handle("127.0.0.1", 8000, workers, demo=False)


def test_ctrl_c_stops_it_and_the_next_start_keeps_everything_and_sets_up_nothing(site):
    kept = {path: path.stat().st_mtime_ns for path in (site.data / "secret-key", site.data / "loaded")}
    assert site.get("/exercises/", Host="stranger.example")[0] == 400
    advice = "Asked for under another address. If it is this site's, start it with GLUTES_HOSTS=stranger.example"
    assert site.stop() == (0, "", f"{advice}\n")
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


def change(data, *statements):
    with closing(sqlite3.connect(data / "glutes.sqlite3")) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


BEHIND = ("DROP TABLE api_apitoken", "DELETE FROM django_migrations WHERE app = 'api'")
"""Makes the database one that the next start has to bring up to date. No other app's migrations need these."""


def refusal(data):
    """The one sentence with which `start` refuses."""
    code, said, errors = manage("start", "--port", make_port(), "--data", data)
    assert (code, said) == (1, "")
    assert errors.startswith("CommandError: ")
    assert "\n" not in errors
    return errors.removeprefix("CommandError: ")


def test_a_database_that_is_gone_is_not_replaced_by_an_empty_one(tmp_path):
    """A secret key is kept only once there is a database."""
    (tmp_path / "secret-key").write_text("k" * 50)
    sentence = (
        f"There is a secret key in {tmp_path}, so there was a site, but there is no database at "
        f"{tmp_path / 'glutes.sqlite3'}. Put it back, or restore a backup (manage.py restore FILE). "
        "For a new, empty site delete the file secret-key."
    )
    assert refusal(tmp_path) == sentence
    (tmp_path / "glutes.sqlite3").touch()
    assert refusal(tmp_path) == sentence


def test_the_database_of_a_newer_version_is_left_alone(data):
    change(data, "INSERT INTO django_migrations (app, name, applied) VALUES ('workouts', '9999_future', '')", *BEHIND)
    assert refusal(data) == ("The database was made by a newer Glutes: bring this one up to date. Nothing was changed.")
    assert "api_apitoken" not in tables(data / "glutes.sqlite3")


def no_database(content):
    return b"this is no database" * 100


def half(content):
    return content[: len(content) // 2]


def blotted(content):
    """One of its pages, somewhere inside, is not as it was written."""
    return content[: 4096 * 40] + b"\xff" * 4096 + content[4096 * 41 :]


@pytest.mark.parametrize("spoil", [no_database, half, blotted])
def test_a_damaged_database_is_noticed(data, settings, spoil):
    settings.DATA_DIR, file = data, data / "glutes.sqlite3"
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(CommandError) as refused:
        database_file.check_quickly(file)
    assert re.fullmatch(
        rf"The database {file} is damaged \(.+\)\. Restore a backup: manage\.py restore FILE; "
        rf"those made before upgrades are in {data / 'copies'}\.",
        str(refused.value),
    )


def test_a_damaged_database_is_not_served(data):
    file = data / "glutes.sqlite3"
    file.write_bytes(blotted(file.read_bytes()))
    assert refusal(data).startswith(f"The database {file} is damaged (")


def test_a_damaged_database_takes_no_older_copys_place(data):
    """Damage that only the full check finds: rows that belong to nobody."""
    change(data, "INSERT INTO kit_kit (user_id, equipment_id, label) VALUES (99, 99, '')", *BEHIND)
    assert refusal(data) == f"{data / 'glutes.sqlite3'} is damaged: SQLite finds its contents at odds with each other."
    assert list((data / "copies").iterdir()) == []


def test_an_upgrade_that_fails_says_why_and_the_way_back(data):
    change(data, "DELETE FROM django_migrations WHERE app = 'api'")
    said = refusal(data)
    (copy,) = (data / "copies").iterdir()
    assert said == (
        'The database could not be brought up to date: table "api_apitoken" already exists. '
        f"Details are in {data / 'upgrade.log'}. The database as it was is {copy}: manage.py restore puts it back."
    )
    assert "Traceback" in (data / "upgrade.log").read_text()


def test_two_starts_at_once_bring_the_database_up_to_date_one_after_the_other(data):
    change(data, *BEHIND)
    with ThreadPoolExecutor() as both:
        sites = list(both.map(Site, [data, data]))
    for site in sites:
        with site:
            assert site.get("/healthz/")[0] == 200
    assert len(list((data / "copies").iterdir())) == 1


def test_two_first_starts_at_once_agree_on_the_secret_key_in_a_folder_that_is_the_owners_alone(tmp_path):
    with ThreadPoolExecutor() as both:
        sites = list(both.map(Site, [tmp_path / "data"] * 2))
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    with sites[0] as one, sites[1] as other:
        cookies = one.post("/account/guest/").headers.get_all("Set-Cookie")
        assert other.get("/account/", Cookie="; ".join(cookie.partition(";")[0] for cookie in cookies))[0] == 200


def test_a_data_folder_moved_away_is_not_made_anew(data, tmp_path):
    with Site(data) as site:
        assert site.get("/exercises/")[0] == 200
        (tmp_path / "data").rename(tmp_path / "elsewhere")
        assert site.get("/exercises/")[0] == 503
        assert not (tmp_path / "data").exists()
        (tmp_path / "elsewhere").rename(tmp_path / "data")
        assert site.get("/exercises/")[0] == 200


def test_the_workers_end_with_the_main_process(data):
    with Site(data, "--workers=2") as site:
        site.process.kill()
        site.process.communicate()
        with Site(data, port=await_free(site.port)) as again:
            assert again.get("/healthz/")[0] == 200


SET_UP = """
import time, django
django.setup()
from glutes.management.commands.start import in_a_child
in_a_child(time.sleep, 200)
"""


def test_a_set_up_ends_with_the_main_process_and_so_holds_up_no_later_start(tmp_path):
    """It inherits open files from the main process: the lock of the data folder, and here the pipe of this test."""
    environment = make_environment(DJANGO_SETTINGS_MODULE="glutes.settings", GLUTES_DATA=str(tmp_path))
    command = [sys.executable, "-c", SET_UP]
    main = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    while not children(main.pid):
        assert main.poll() is None
        time.sleep(0.05)
    main.kill()
    main.communicate(timeout=100)  # The pipe ends only once the set-up has ended, too.


def test_a_database_of_an_older_version_is_copied_before_it_is_migrated(data):
    """The copy holds the rows of before, and is the owner's alone."""
    change(data, *BEHIND)
    with Site(data) as later:
        assert later.get("/exercises/")[0] == 200
    (copy,) = (data / "copies").iterdir()
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert not tables(copy) & {"api_apitoken"}
    assert tables(data / "glutes.sqlite3") - tables(copy) == {"api_apitoken"}


def tables(path):
    with closing(sqlite3.connect(path)) as database:
        return {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_a_copy_holds_what_is_still_in_the_log_and_the_last_three_are_kept(data):
    now = datetime(2026, 3, 1, 7, 30, tzinfo=UTC)
    with closing(sqlite3.connect(data / "glutes.sqlite3")) as live:
        live.execute("PRAGMA journal_mode=WAL")
        live.execute("CREATE TABLE log (number)")
        for number in range(5):
            live.execute("INSERT INTO log VALUES (?)", [number])
            live.commit()
            upgrade.copy_database(data / "glutes.sqlite3", data / "copies", now + timedelta(days=number))
    copies = sorted((data / "copies").iterdir())
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
    assert (code, said, errors) == (0, "['wal', 2, 1, 10000] IMMEDIATE", "")


@pytest.mark.parametrize(("https", "silenced"), [("0", 4), ("1", 2)])
def test_the_deployment_check_is_clean(tmp_path, https, silenced):
    """Over plain http the four checks that only https can satisfy are silenced; over https the two about HSTS."""
    code, said, errors = manage("check", "--deploy", GLUTES_HTTPS=https, GLUTES_DATA=str(tmp_path))
    assert (code, said, errors) == (0, f"System check identified no issues ({silenced} silenced).", "")


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("GLUTES_HTTPS", "", '"GLUTES_HTTPS" invalid'),
        ("DATABASE_URL", "nonsense", '"DATABASE_URL" invalid'),
        ("GLUTES_EMAIL", "nonsense", "GLUTES_EMAIL is submission://"),
    ],
)
@pytest.mark.parametrize("command", [["start"], ["check"]])
def test_a_setting_that_cannot_be_read_is_named_in_one_line(tmp_path, command, name, value, reason):
    code, said, errors = manage(*command, **{"GLUTES_DATA": str(tmp_path), name: value})
    assert (code, said, len(errors.splitlines())) == (1, "", 1)
    assert errors.startswith("The settings cannot be read. ")
    assert reason in errors


def test_what_fails_after_the_settings_were_read_keeps_its_traceback(tmp_path):
    """Such as the driver of a database that Glutes does not know."""
    _, _, errors = manage("check", GLUTES_DATA=str(tmp_path), DATABASE_URL="mysql://ann:x@localhost/glutes")
    assert errors.startswith("Traceback")
    assert "Error loading MySQLdb module" in errors


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("", (False, False)), ("subdomains", (True, False)), ("subdomains,preload", (True, True))],
)
def test_https_binds_other_sites_under_the_name_only_when_asked_to(tmp_path, monkeypatch, asked, expected):
    for name, value in {"GLUTES_HTTPS": "1", "GLUTES_HSTS": asked, "GLUTES_DATA": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    read = runpy.run_path(ROOT / "glutes" / "settings.py")
    assert (read["SECURE_HSTS_INCLUDE_SUBDOMAINS"], read["SECURE_HSTS_PRELOAD"]) == expected
    assert read["SECURE_HSTS_SECONDS"] == 31536000


@pytest.mark.django_db
def test_where_others_can_reach_it_the_demo_has_a_password_of_its_own(settings, capsys):
    make_catalogue()
    settings.HOSTS = []
    start.make_demo()
    demo = User.objects.get(username="demo")
    assert demo.check_password("demo")
    settings.HOSTS = ["train.example.org"]
    start.make_demo()
    said = capsys.readouterr().out
    demo.refresh_from_db()
    assert not demo.check_password("demo")
    assert demo.check_password(re.search("new password, because others can reach this site: “(.+)”", said)[1])
    start.make_demo()
    assert "password" not in capsys.readouterr().out
    demo.delete()
    start.make_demo()
    said = capsys.readouterr().out
    assert User.objects.get(username="demo").check_password(re.search("password “(.{10})”", said)[1])


def test_once_a_day_it_tidies(tmp_path, monkeypatch):
    """When it did so last is known over a restart; the first time is a day after the first start."""

    class EnoughError(Exception):
        pass

    def a_minute(seconds):
        if not minutes:
            raise EnoughError
        os.utime(mark, (mark.stat().st_mtime - minutes.pop() * 60,) * 2)

    ran, minutes, mark = [], [1000, 100, 1341], tmp_path / "tidied"
    monkeypatch.setattr(server.time, "sleep", a_minute)
    monkeypatch.setattr(server.subprocess, "run", lambda command: ran.append(command[-2:]))
    with pytest.raises(EnoughError):
        server.tidy_daily(mark)
    assert ran == [["tidy", "--verbosity=0"]]


def test_a_changed_file_of_the_program_is_noticed(monkeypatch, tmp_path):
    monkeypatch.setattr("glutes.bootstrap.ROOT", tmp_path)
    (tmp_path / "fixtures").mkdir()
    before = start.program_state()
    (tmp_path / "fixtures" / "muscles.json").write_text("[]")
    after = start.program_state()
    assert before != after == start.program_state()
