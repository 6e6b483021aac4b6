"""What is written down about requests: enough to find what went wrong, nothing about who asked."""

import json
import logging

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client

from glutes.journal import JSONLines, WithId
from tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(caplog):
    """Everything written down so far, as the objects of GLUTES_LOG=json."""
    caplog.set_level(logging.INFO, "glutes.requests")
    caplog.handler.addFilter(WithId())

    def read():
        return [json.loads(JSONLines().format(record)) for record in caplog.records]

    yield read
    caplog.handler.filters.clear()


def test_one_line_about_a_request_names_its_route_and_not_what_was_asked(client, lines):
    client.force_login(make_user("ann"))
    answer = client.get("/exercises/?q=my+knee")
    (line,) = lines()
    assert {name: line[name] for name in ("from", "level", "said", "method", "route", "status")} == {
        "from": "glutes.requests",
        "level": "info",
        "said": "answered",
        "method": "GET",
        "route": "exercises/",
        "status": 200,
    }
    assert line["request"] == answer["Request-Id"]
    assert "knee" not in json.dumps(line)
    assert "ann" not in json.dumps(line)


def test_an_error_has_the_id_that_its_answer_says(client, lines, monkeypatch):
    def broken(*_):
        raise RuntimeError("on purpose")

    monkeypatch.setattr("glutes.exercises.views.catalogue.ExerciseFilter", broken)
    client.raise_request_exception = False
    answer = client.get("/exercises/")
    error, line = lines()
    assert (answer.status_code, line["status"]) == (500, 500)
    assert error["request"] == line["request"] == answer["Request-Id"]
    assert "RuntimeError: on purpose" in error["traceback"]


def test_a_traceback_leaves_out_the_row_that_postgresql_refused(client, lines, monkeypatch):
    said = "null value violates a constraint\nDETAIL:  Failing row contains (7, my knee\nhurts, ann).\nCONTEXT: x"

    def broken(*_):
        try:
            raise ValueError(said)
        except ValueError as error:
            raise IntegrityError(said) from error

    monkeypatch.setattr("glutes.exercises.views.catalogue.ExerciseFilter", broken)
    client.raise_request_exception = False
    client.get("/exercises/")
    (error,) = [line for line in lines() if "traceback" in line]
    assert "IntegrityError: null value violates a constraint" in error["traceback"]
    assert "ValueError: null value violates a constraint" in error["traceback"]
    assert not [word for word in ("knee", "hurts", "ann") if word in error["traceback"]]


@pytest.mark.parametrize(
    ("given", "taken"),
    [("0123abcd-proxy", True), ("short", False), ("a" * 65, False), ("evil id\r\n", False), ("<script>x", False)],
)
def test_a_proxy_may_give_an_id_of_letters_digits_and_hyphens(client, given, taken):
    assert (client.get("/healthz/", headers={"Request-Id": given})["Request-Id"] == given) is taken


def test_each_request_has_its_own(client):
    assert client.get("/healthz/")["Request-Id"] != client.get("/healthz/")["Request-Id"]


def test_nothing_is_written_about_requests_unless_asked_for(client, caplog):
    client.get("/exercises/")
    assert caplog.records == []


KEY = "k3y-0f-somebody"


def refused_charset(client, **_):
    client.generic("POST", f"/account/forgotten/{KEY}/", b"x", "text/plain; charset=rot13")


def without_a_token(client, **_):
    Client(enforce_csrf_checks=True).post(f"/account/forgotten/{KEY}/")


def broken(error):
    def ask(client, monkeypatch):
        def fail(*_):
            raise error

        monkeypatch.setattr("glutes.accounts.mail.reset_by", fail)
        client.raise_request_exception = False
        client.get(f"/account/forgotten/{KEY}/")

    return ask


@pytest.mark.parametrize(
    "ask", [refused_charset, without_a_token, broken(RuntimeError("on purpose")), broken(OperationalError("away"))]
)
def test_no_line_says_the_address_that_was_asked_for(client, lines, monkeypatch, settings, ask):
    settings.BY_EMAIL = True
    ask(client=client, monkeypatch=monkeypatch)
    assert len(lines()) > 1
    assert KEY not in json.dumps(lines())


def test_a_request_that_is_too_much_is_refused_without_a_traceback(client, caplog):
    fields = "&".join(["equipment=x"] * 1001)
    assert client.get(f"/exercises/?{fields}").status_code == 400
    assert client.post("/account/login/", {f"a{n}": "" for n in range(1001)}).status_code == 400
    assert client.post("/account/login/", {"username": "a" * 3_000_000}).status_code == 400
    assert [record for record in caplog.records if record.exc_info] == []
