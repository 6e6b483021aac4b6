"""The hub: what comes in, what goes out, and how each of it stands."""

from datetime import timedelta

import pytest

from glutes.api.models import ApiToken
from glutes.calendars.models import CalendarFeed
from glutes.exchange.models import Import
from glutes.links.models import Link
from glutes.runs.models import ImportedRun, RunSource
from glutes.watch.models import SentWorkout
from tests.html import flat
from tests.make import NOON, make_routine, make_workout

pytestmark = pytest.mark.django_db

PAGE = "/account/data/"
LEADS_TO = """/account/runs/#intervals /account/runs/#plan /account/runs/#files /import/ /account/calendar/
/account/watch/ /account/links/ /account/scripts/ /account/sets.csv /account/export.json"""


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def test_connections_lead_everywhere_and_say_what_each_is_for_while_nothing_is_there(phone):
    page = flat(phone.get(PAGE).text)
    assert [where for where in LEADS_TO.split() if f'href="{where}"' not in page] == []
    for said in ("Planned and done, with your own key", "From Strong, Hevy", "Not used yet", "Look"):
        assert (said in page) is (said[0] in "PF")
    assert "All of it" in phone.get("/account/").text


def test_connections_say_how_each_stands(phone, user):
    RunSource.objects.create(user=user, origin="intervals", read_at=NOON, sends_since=NOON)
    RunSource.objects.create(user=user, origin="calendar", problem="It does not answer.")
    one = {"title": "Run", "name": "run", "kind": "easy", "day": NOON.date()}
    for uid, origin in (("a", "intervals"), ("b", "intervals"), ("c", "file")):
        ImportedRun.objects.create(user=user, origin=origin, uid=uid, **one)
    Import.objects.create(user=user, name="a", kind="strong", state=Import.State.IN, workouts=300)
    CalendarFeed.objects.create(user=user)
    ApiToken.objects.create(user=user, name="shelf", fingerprint="x", used_at=NOON)
    SentWorkout.objects.create(user=user, workout=make_workout(user))
    link = Link.objects.create(user=user, name="Jo", routine=make_routine(user))
    link.openings.create(user=user, at=NOON)
    page = flat(phone.get(PAGE).text)
    for said in (
        "2 runs. Last read 18 November, 12:00",
        "It does not answer.",
        "1 run, the last on 18 November 2026",
        "300 sessions from Strong",
        "Sessions with their names",
        "1 session sent, the last on 18 November",
        "Opened 1 time",
        "1 open",
        "1 key",
        "Last used on 18 November, 12:00",
    ):
        assert said in page, said


@pytest.mark.parametrize("many", [1, 20])
def test_the_number_of_queries_does_not_grow(phone, user, many, django_assert_num_queries):
    for n in range(many):
        ApiToken.objects.create(user=user, name=f"{n}", fingerprint=f"{n}", expires_at=NOON + timedelta(days=1))
        Import.objects.create(user=user, name="a", kind="strong", state=Import.State.IN)
    phone.get(PAGE)
    with django_assert_num_queries(10):
        phone.get(PAGE)
