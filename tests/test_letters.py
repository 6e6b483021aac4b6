"""E-mail in the background, and errors told to the host: what they say, and what they never do."""

import logging
import sys
import threading

import pytest
from django.core import mail
from django.test import Client

from glutes import letters
from tests.running import manage

NAMES = "from django.conf import settings as s; print(s.BY_EMAIL, s.EMAIL_HOST, s.EMAIL_PORT, s.ADMINS, s.SERVER_EMAIL)"


@pytest.fixture
def host(settings):
    settings.ADMINS = [("", "host@example.org")]
    return letters.ToTheHost()


def sent():
    """The letters so far, once every thread has done its part."""
    for thread in threading.enumerate():
        if thread.name.startswith("letter"):
            thread.join()
    return mail.outbox


def away(letter):
    raise ConnectionRefusedError


def record(name="django.request", request=None, error=None):
    try:
        raise error or ValueError("spilt")
    except ValueError:
        made = logging.LogRecord(name, logging.ERROR, "", 1, "Server Error: %s", ("/see/secret/",), sys.exc_info())
    made.request = request
    return made


def test_a_letter_goes_out_in_a_thread_and_to_nobody_none_does():
    letters.send("Hello", "there", "anna@example.org")
    letters.send("Hello", "there", "")
    assert [letter.to for letter in sent()] == [["anna@example.org"]]


def test_a_mail_server_that_is_away_is_a_line_in_the_log(monkeypatch, caplog):
    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    letters.send("Hello", "there", "anna@example.org")
    sent()
    assert caplog.messages == ["An e-mail could not be sent (ConnectionRefusedError): see GLUTES_EMAIL."]


def test_the_host_hears_of_the_traceback_and_not_of_the_address_that_was_asked_for(host):
    host.emit(record())
    [letter] = sent()
    assert (letter.to, letter.subject) == (["host@example.org"], "Glutes: ValueError")
    assert "ValueError: spilt" in letter.body
    assert "secret" not in letter.body


def test_no_more_than_ten_an_hour_and_none_about_letters(host):
    host.emit(record("glutes.letters"))
    assert sent() == []
    for _ in range(letters.MOST_AN_HOUR + 5):
        host.emit(record())
    assert len(sent()) == letters.MOST_AN_HOUR


def test_without_an_address_of_the_host_nothing_is_sent(host, settings):
    settings.ADMINS = []
    host.emit(record())
    assert sent() == []


@pytest.mark.django_db
def test_an_error_on_a_page_reaches_the_host_with_its_route(settings, monkeypatch, user):
    settings.ADMINS = [("", "host@example.org")]
    monkeypatch.setattr("glutes.accounts.models.User.devices", lambda self: 1 / 0)
    phone = Client(raise_request_exception=False)
    phone.force_login(user)
    assert phone.get("/account/devices/?q=secret").status_code == 500
    [letter] = sent()
    assert "Where: account/devices/" in letter.body
    assert "ZeroDivisionError" in letter.body
    assert not {"secret", "ann", "sessionid"} & set(letter.body.replace("=", " ").split())


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "False localhost 25 [] glutes@localhost"),
        ({"GLUTES_ADMINS": "a@b.example"}, "False localhost 25 [] glutes@localhost"),
        (
            {
                "GLUTES_EMAIL": "submission://u:p%40@mail.b.example",
                "GLUTES_ADMINS": "a@b.example,c@d.example",
                "GLUTES_HOSTS": "b.example:8443",
            },
            "True mail.b.example 587 [('', 'a@b.example'), ('', 'c@d.example')] glutes@b.example",
        ),
        (
            {"GLUTES_EMAIL": "smtp://mail.b.example:2525", "GLUTES_EMAIL_FROM": "x@b.example"},
            "True mail.b.example 2525 [] x@b.example",
        ),
    ],
)
def test_the_environment_says_how_it_is_sent(environment, said):
    assert manage("shell", "--no-imports", "-c", NAMES, **environment)[1] == said


def test_a_server_of_an_unknown_kind_is_refused_with_what_to_write():
    code, _, problem = manage("check", GLUTES_EMAIL="mail.b.example")
    assert (code != 0, "submission://user:password@host" in problem) == (True, True)
