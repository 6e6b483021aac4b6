"""When the database cannot do its work: 503, what was typed kept, and everything well again without a restart."""

import resource
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import UUID

import pytest
from django.db import IntegrityError, InternalError, OperationalError, ProgrammingError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from glutes import middleware
from glutes.accounts.models import User, user
from glutes.api.models import ApiToken
from tests.make import make_user
from tests.running import Site

pytestmark = pytest.mark.django_db
HERE = {"Origin": "http://testserver"}
TYPED = {"units": "lb", "first_weekday": "0", "day_begins": "0", "time_zone": "UTC", "easier_every": "6"}
WRITES = ("INSERT", "UPDATE", "DELETE")
AWAY, FULL, LOCKED, READ_ONLY = (
    "unable to open database file",
    "database or disk is full",
    "database is locked",
    "attempt to write a readonly database",
)


def failing(reason):
    """Inside, the database refuses to write; one that is away refuses to be read, too."""

    def refuse(execute, sql, *arguments):
        if reason == AWAY or sql.startswith(WRITES):
            raise OperationalError(reason)
        return execute(sql, *arguments)

    return connection.execute_wrapper(refuse)


@pytest.fixture
def ann():
    return make_user("ann", units="kg")


@pytest.fixture
def phone(ann):
    phone = Client(raise_request_exception=False)
    phone.force_login(ann)
    phone.get("/account/")
    return phone


@pytest.mark.parametrize("error", [IntegrityError, ProgrammingError])
@pytest.mark.parametrize(("step", "status"), [("9999_of_a_newer_program", 503), (None, 500)])
def test_where_a_newer_program_changed_the_tables_this_one_says_wait_and_keeps_what_was_typed(
    phone, ann, monkeypatch, caplog, error, step, status
):
    if step:
        MigrationRecorder(connection).record_applied("workouts", step)

    def refused(*_, **__):
        raise error("null value in a new column\nDETAIL: Failing row contains (lb).")

    monkeypatch.setattr("glutes.kit.views.AccountForm.save", refused)
    answer = phone.post("/account/?a=b", TYPED, headers=HERE)
    assert (answer.status_code, answer.get("Retry-After")) == (status, "10" if step else None)
    assert ('<input type="hidden" name="units" value="lb">' in answer.text) == bool(step)
    if step:
        assert [record.getMessage() for record in caplog.records] == ["POST /account/: null value in a new column"]


@pytest.mark.parametrize("reason", [AWAY, FULL, LOCKED, READ_ONLY])
def test_what_was_typed_is_kept_and_can_be_sent_again(phone, ann, caplog, reason):
    with failing(reason):
        refused = phone.post("/account/?a=b", TYPED, headers=HERE)
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert '<form class="line" method="post" action="/account/?a=b">' in refused.text
    assert '<input type="hidden" name="units" value="lb">' in refused.text
    assert [record.getMessage() for record in caplog.records] == [f"POST /account/: {reason}"]
    assert caplog.records[0].exc_info is None
    assert phone.post("/account/", TYPED, headers=HERE).status_code == 303
    ann.refresh_from_db()
    assert ann.units == "lb"


def test_with_htmx_it_is_a_fragment(phone):
    with failing(LOCKED):
        refused = phone.post("/account/", TYPED, headers=HERE | {"HX-Request": "true"})
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert refused.text.startswith('<section class="note" id="unavailable"')
    assert "Send it again" in refused.text


def test_a_script_is_told_when_to_come_back(phone):
    with failing(LOCKED):
        refused = phone.post("/account/", TYPED, headers={"Accept": "application/json"})
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert refused.json() == {"detail": "We can’t reach your log right now. Try again."}


@pytest.mark.parametrize(
    ("method", "path", "reason"),
    [
        ("get", "workouts", AWAY),
        ("delete", f"workouts/{UUID(int=1)}", LOCKED),
        ("delete", f"checks/{UUID(int=1)}", FULL),
    ],
)
def test_the_api_is_told_so_in_json_whatever_it_accepts(ann, method, path, reason):
    key = ApiToken.objects.make(ann, name="Script", scope="write")[1]
    script = Client(raise_request_exception=False, headers={"authorization": f"Bearer {key}"})
    with failing(reason):
        refused = getattr(script, method)(f"/api/v1/{path}")
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    assert refused.json() == {"detail": "We can’t reach your log right now. Try again."}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's writers queue in each process")
def test_whoever_queues_behind_one_that_waits_is_told_as_soon_as_that_one(monkeypatch):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.1)
    holding, enough = Event(), Event()

    def hold():
        with user.in_turn():
            holding.set()
            enough.wait(60)

    def queue():
        with user.in_turn():
            pass

    with ThreadPoolExecutor() as pool:  # Not in this thread: a test is in a transaction, and so has had its turn.
        pool.submit(hold)
        assert holding.wait(60)
        with pytest.raises(OperationalError, match="database is locked"):
            pool.submit(queue).result()
        enough.set()
        assert pool.submit(queue).result() is None


def test_passwords_are_not_kept_and_a_form_from_elsewhere_is_not_offered(phone):
    with failing(LOCKED):
        ours = phone.post("/account/", TYPED | {"password": "open sesame"}, headers=HERE)
        evil = phone.post("/account/", TYPED, headers={"Origin": "https://evil.example"})
    assert ("sesame" in ours.text, "We don’t keep passwords" in ours.text) == (False, True)
    assert (evil.status_code, "Send it again" in evil.text) == (503, False)


def test_a_page_that_cannot_be_read_says_so_without_asking_the_database(phone):
    with failing(AWAY):
        page = phone.get("/account/?a=b")
    assert (page.status_code, page["Retry-After"]) == (503, "10")
    assert '<a class="button" href="/account/?a=b">Try again</a>' in page.text


def test_any_other_error_is_still_our_own(phone, monkeypatch):
    def broken(*arguments, **options):
        raise RuntimeError

    monkeypatch.setattr(User, "save", broken)
    assert phone.post("/account/", TYPED).status_code == 500


@pytest.mark.parametrize(
    ("kind", "sqlstate", "expected"),
    [
        pytest.param(Exception, "25006", True, id="a replica only reads"),
        pytest.param(Exception, "42P01", False, id="a table is missing"),
        pytest.param(InternalError, None, True, id="a pooler's answer came between, as its server went"),
        pytest.param(InternalError, "25P02", False, id="we went on after an error"),
    ],
)
def test_what_is_a_fault_of_storage_too(kind, sqlstate, expected):
    error, cause = kind(), Exception()
    error.__cause__, cause.sqlstate = cause, sqlstate
    assert middleware.is_storage_fault(error) is expected


@pytest.mark.parametrize("reason", [AWAY, FULL, LOCKED, READ_ONLY])
def test_whoever_watches_over_the_site_is_told(client, reason):
    with failing(reason):
        answer = client.get("/healthz/")
    assert (answer.status_code, answer.text) == (503, "The database takes nothing.")
    assert client.get("/healthz/").status_code == 200


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="needs Linux")
def test_a_full_disk_under_a_running_site_and_then_room_again(data):
    """As the operating system says it: no file of the workers may grow."""
    with Site(data) as site:
        for worker in site.workers():
            resource.prlimit(worker, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        refused = site.post("/account/guest/", {"time_zone": "Europe/Berlin"})
        assert (refused.status, refused.headers["Retry-After"]) == (503, "10")
        assert '<input type="hidden" name="time_zone" value="Europe/Berlin">' in refused.text
        end = time.monotonic() + 30
        while site.get("/healthz/")[0] == 200:
            assert time.monotonic() < end, "nothing is said of a disk that is full"
            time.sleep(0.1)  # It writes once a second at most.
        assert site.get("/exercises/")[0] == 200
        for worker in site.workers():
            resource.prlimit(worker, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        assert site.post("/account/guest/").status == 303
        assert site.get("/healthz/")[0] == 200
