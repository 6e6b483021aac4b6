"""Naughty text through every field that takes text, and onto everything that shows it."""

import io
import logging
import zipfile

import pytest
from fitdecode import FitDataMessage, FitReader

from tests import html, naughty
from tests.fuzz import asking
from tests.owner import Owner

pytestmark = pytest.mark.django_db
SPARED = ("/account/login/", "/account/password/", "/account/signup/", "/account/bring/", *asking.SPARED)
"""Forms that take no text which anybody is shown later."""


def text_fields(form):
    """The names of the fields of a form that somebody may type anything into."""
    typed = [one for one in form.find("input", name=True) if one.attrs.get("type", "text") in ("text", "search")]
    return [one["name"] for one in [*typed, *form.find("textarea", name=True)]]


def forms_with_text(owner):
    """{(where, its text fields): what it sends anyway} of every form on every page of somebody's."""
    client, found = asking.client_of(owner.user), {}
    for _, address, _ in owner.addresses():
        answer = client.get(address)
        if answer.streaming or not asking.is_page(answer):
            continue
        for form in html.find(answer.text, "form", method="post"):
            place, fields = form.attrs.get("action") or address, tuple(text_fields(form))
            if fields and not place.startswith(SPARED):
                found[place, fields] = dict(asking.values(form))
    return found


def type_into_all(owner, far):
    """Type every text into some of the forms, all of them into all with --faults; the kinds of forms that took some."""
    client, took = asking.client_of(owner.user), set()
    for at, ((place, names), sent) in enumerate(forms_with_text(owner).items()):
        for number, text in enumerate([*naughty.SHOWN, *naughty.UNKEPT]):
            if far or (at + number) % 12 == 0:
                fields = sent | dict.fromkeys(names, text)
                pairs = [(name, value) for name, value in fields.items()]
                answer = asking.send(client, asking.Asked(asking.Offer("POST", place, tuple(pairs))))
                assert asking.wrong_with(answer) == [], (place, text)
                took |= {place} if answer.status_code in (200, 303) else set()
    return took


@pytest.fixture
def owner(monkeypatch):
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    return Owner()


def test_naughty_text_is_kept_or_refused_and_shown_as_text(owner, request):
    took = type_into_all(owner, request.config.getoption("faults"))
    kinds = {place.strip("/").split("/")[0] for place in took}
    assert kinds >= {"account", "exercises", "plan", "routines", "workouts"}, took
    client = asking.client_of(owner.user)
    for route, address, _ in owner.addresses():
        answer = client.get(address)
        assert asking.wrong_with(answer) == [], route
        if not answer.streaming and asking.is_page(answer) and "<html" in answer.text:
            assert [one for one in html.problems(answer.text) if "nowhere" not in one] == [], route  # No sources here.


def names_in(fit):
    """Every text in a file for a watch."""
    with FitReader(io.BytesIO(fit)) as messages:
        fields = [field for message in messages if isinstance(message, FitDataMessage) for field in message.fields]
    return [field.value for field in fields if isinstance(field.value, str)]


def test_files_for_watches_calendars_and_spreadsheets_hold_it_too(owner):
    client = asking.client_of(owner.user)
    for text in [*naughty.SHOWN[::4], "=1+1", naughty.FLOOD, "x" * 60]:
        for row in (owner.routine, owner.own, owner.workout):
            type(row).objects.filter(pk=row.pk).update(name=" ".join(text.split())[:60] or "x")
        for address in (f"/routines/{owner.routine.pk}/workout.fit", f"/workouts/{owner.workout.pk}/activity.fit"):
            assert names_in(client.get(address).content) != []
        week = b"".join(client.get("/account/watch/week.zip"))
        assert zipfile.ZipFile(io.BytesIO(week)).testzip() is None
        lines = client.get("/calendar/zebra-token.ics").content.decode().split("\r\n")
        assert [line for line in lines if len(line.encode()) > 75 or "\n" in line or line.startswith("<xq")] == []
        cells = b"".join(client.get("/account/sets.csv")).decode().splitlines()
        assert [line for line in cells if line.startswith(("=", "+", "@"))] == []
