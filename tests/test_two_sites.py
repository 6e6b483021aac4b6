"""Several machines serve one site: PostgreSQL behind a pooler, a copy of it to read from, a web process on each.

Whoever comes is answered by one or the other, and must not notice.
"""

import json
import os
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from uuid import uuid4

import pytest

from tests.cluster import cluster, pooled, replica
from tests.running import TOKEN, Site, manage

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif("postgres" not in os.environ.get("DATABASE_URL", ""), reason="is about PostgreSQL"),
]


REPS = 10, 11, 12, 13


class Phone:
    """A guest whose requests go to one site and the other in turn, as a proxy spreads them."""

    def __init__(self, *sites):
        self.sites, self.cookies = list(sites), {"csrftoken": TOKEN}

    def post(self, path, **typed):
        return self.ask(
            path, urllib.parse.urlencode({"csrfmiddlewaretoken": self.cookies["csrftoken"], **typed}).encode()
        )

    def ask(self, path, data=None):
        """The answer of the site whose turn it is."""
        self.sites.append(site := self.sites.pop(0))
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Origin": site.url, "Accept": "application/json, text/html"}
        answer = site.open(path, data=data, headers=headers)
        for set_cookie in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(set_cookie).items()}
        return answer

    def exported(self):
        """The repetitions in the export, in the order of their sets."""
        workouts = json.loads(self.ask("/account/export.json").text)["workouts"]
        return [done["reps"] for one in workouts for slot in one["exercises"] for done in slot["logged_sets"]]


@pytest.fixture(scope="module")
def servers():
    """The addresses of a database, of the pooler before it, and of the copy that follows it."""
    with ExitStack() as stack:
        address = stack.enter_context(cluster())
        yield address, stack.enter_context(pooled(address)), stack.enter_context(replica(address))


@pytest.fixture(scope="module")
def sites(servers, tmp_path_factory):
    """Two sites on machines of their own, which share the database and the key."""
    _, pool, copy = servers
    shared = {"DATABASE_URL": pool, "DATABASE_REPLICA_URL": copy, "GLUTES_SECRET_KEY": "shared" * 10}
    with ExitStack() as stack:
        yield [stack.enter_context(Site(tmp_path_factory.mktemp("machine"), **shared)) for _ in range(2)]


@pytest.fixture
def on_copy(servers):
    """Runs a statement on the copy."""
    import psycopg

    with psycopg.connect(servers[2], autocommit=True) as connection:
        yield lambda statement: connection.execute(statement).fetchone()[0]


def log(phone, workout, number, reps):
    """Log a set of squats in a session of this number; the status of the answer."""
    now = datetime.now(UTC).isoformat()
    typed = {"slot": 0, "number": number, "reps": reps, "exercise": "squat", "logged_at": now, "started": now}
    return phone.post(f"/workouts/{workout}/sets/", **typed).status


def test_a_guest_of_one_is_a_guest_of_the_other_and_every_set_is_there_once(sites):
    phone, workout = Phone(*sites), uuid4()
    assert phone.post("/account/guest/").status == 303
    for number, reps in enumerate(REPS, 1):
        for _ in sites:  # Sent again, to the other one: the first answer was lost on its way.
            assert log(phone, workout, number, reps) == 200
    for _ in sites:
        assert "4 sets" in phone.ask("/workouts/").text


def test_many_phones_at_once_and_every_set_is_there_once(sites):
    def train(_):
        phone, workout = Phone(*sites), uuid4()
        phone.post("/account/guest/")
        return phone, [log(phone, workout, number, reps) for number, reps in enumerate(REPS, 1)]

    with ThreadPoolExecutor(8) as pool:
        trained = list(pool.map(train, range(8)))
    for phone, answers in trained:
        assert answers == [200] * len(REPS)
        assert "4 sets" in phone.ask("/workouts/").text


def test_who_is_signed_out_at_one_is_signed_out_at_the_other(sites):
    phone = Phone(*sites)
    phone.post("/account/guest/")
    session = phone.cookies["sessionid"]
    assert phone.post("/account/logout/", sure=1).status == 303
    phone.cookies["sessionid"] = session
    for _ in sites:
        assert phone.ask("/workouts/").status in (303, 401)


def test_exports_are_read_from_the_copy_and_pages_are_not(sites, on_copy):
    phone, workout = Phone(*sites), uuid4()
    phone.post("/account/guest/")
    assert log(phone, workout, 1, 10) == 200
    await_that(lambda: phone.exported() == [10])
    on_copy("SELECT pg_wal_replay_pause()::text")
    await_that(lambda: on_copy("SELECT pg_get_wal_replay_pause_state()") == "paused")
    try:
        assert log(phone, workout, 2, 11) == 200
        for _ in sites:
            assert "2 sets" in phone.ask("/workouts/").text
            assert phone.exported() == [10]
    finally:
        on_copy("SELECT pg_wal_replay_resume()::text")
    await_that(lambda: phone.exported() == [10, 11])


def test_whoever_waits_for_a_lock_too_long_is_told_to_come_back_and_keeps_the_form(sites, servers):
    """Behind the pooler, where a connection cannot ask for a limit."""
    import psycopg

    with psycopg.connect(servers[0]) as holder:
        holder.execute("LOCK TABLE accounts_user IN EXCLUSIVE MODE")
        for site in sites:
            refused = site.post("/account/guest/", {"time_zone": "Europe/Berlin"})
            assert (refused.status, refused.headers["Retry-After"]) == (503, "10")
            assert '<input type="hidden" name="time_zone" value="Europe/Berlin">' in refused.text
            assert site.get("/exercises/")[0] == 200
    assert [site.post("/account/guest/").status for site in sites] == [303, 303]


def test_what_the_host_has_set_for_the_role_is_left_alone(servers, tmp_path):
    import psycopg

    with psycopg.connect(servers[0], autocommit=True) as database:
        asked = "SELECT unnest(setconfig) FROM pg_db_role_setting ORDER BY 1"
        assert database.execute(asked).fetchall() == [("jit=off",), ("lock_timeout=10s",)]
        database.execute("ALTER ROLE CURRENT_USER IN DATABASE postgres SET lock_timeout = '7s'")
        database.execute("ALTER ROLE CURRENT_USER IN DATABASE postgres RESET jit")
        database.execute("ALTER ROLE CURRENT_USER SET jit = on")
        with Site(tmp_path, DATABASE_URL=servers[0], GLUTES_SECRET_KEY="shared" * 10):
            assert database.execute(asked).fetchall() == [("jit=on",), ("lock_timeout=7s",)]


def test_a_backup_is_restored_past_the_pooler_alone(servers, sites, tmp_path):
    address, pool, _ = servers
    assert manage("backup", tmp_path / "file", DATABASE_URL=address)[0] == 0
    for each, refusal in (pool, "There is a pooler before the database"), (address, "The database is not empty"):
        code, _, errors = manage("restore", tmp_path / "file", DATABASE_URL=each)
        assert (code, refusal in errors) == (1, True), errors


def test_the_copy_takes_nothing(on_copy):
    assert on_copy("SELECT pg_is_in_recovery()") is True


def await_that(there, seconds=60):
    """Wait until it is so; fails if it is not by then."""
    until = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < until
        time.sleep(0.05)
