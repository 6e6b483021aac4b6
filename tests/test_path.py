"""Below a path of a larger site (GLUTES_PATH) every absolute address that leaves the site carries the path."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import set_script_prefix

from glutes.api.models import ApiToken
from glutes.calendars.models import CalendarFeed
from tests import html
from tests.accounts.authenticator import Authenticator
from tests.make import NOON, make_exercise, make_plan_day, make_routine, make_set, make_workout

pytestmark = pytest.mark.django_db

PAGES = (
    "/account/calendar/",
    "/account/scripts/",
    "/account/links/",
    "/account/runs/",
    "/account/watch/",
    "/account/data/",
)


@pytest.fixture
def below(user, monkeypatch):
    """A browser of the user's, on a site whose pages are all below /glutes/."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    phone = Client(SCRIPT_NAME="/glutes")
    phone.force_login(user)
    set_script_prefix("/glutes/")  # As WSGIHandler does before each request; the test client leaves it out.
    yield phone
    set_script_prefix("/")


def test_every_address_on_the_pages_of_in_and_out_carries_the_path(below, user):
    make_plan_day(user, 4)
    CalendarFeed.objects.create(user=user)
    for page in PAGES:
        text = below.get(page).text
        links = [link for link in html.links(text) if link.startswith("/")]
        assert links, page
        assert [link for link in links if not link.startswith(("/glutes/", "/static/"))] == []
        assert re.findall(r"(?:https?|webcal)://testserver/(?!glutes/)[^\s\"<]*", text) == []


def test_a_feed_leads_back_below_the_path(below, user):
    make_plan_day(user, 4)
    feed = CalendarFeed.objects.create(user=user)
    text = below.get(f"/calendar/{feed.token}.ics").text.replace("\r\n ", "")
    addresses = re.findall(r"https?://testserver\S*", text)
    assert addresses
    assert [one for one in addresses if "testserver/glutes/" not in one] == []


def test_the_description_of_the_api_says_the_path(below, user):
    _, key = ApiToken.objects.make(user, name="script", scope="read")
    make_set(make_workout(user, [make_exercise("squat")]))
    make_routine(user)
    paths = below.get("/api/v1/openapi.json").json()["paths"]
    assert [path for path in paths if not path.startswith("/glutes/api/v1/")] == []
    answer = below.get(f"/api/v1/workouts/{uuid4()}", headers={"authorization": f"Bearer {key}"})
    assert answer.status_code == 404


def test_a_passkey_is_made_and_logs_in_by_the_addresses_that_the_pages_give(below, user, settings):
    settings.SESSION_COOKIE_PATH = settings.CSRF_COOKIE_PATH = "/glutes/"
    here, key = {"SERVER_NAME": "localhost"}, Authenticator()

    def ask(browser, page, answer, **typed):
        """Does what static/js/passkeys.js does with the form of a page; the answer to it."""
        form = html.find(browser.get(page, **here).text, "form", data_passkey=True)[0]
        said, asked = (form[name].removeprefix("/glutes") for name in ("action", "data-passkey"))
        assert form["action"] != said
        options = browser.post(asked, typed, **here).json()
        return browser.post(said, typed | {"credential": answer(options)}, **here)

    added = ask(below, "/account/passkeys/", key.make, name="Phone", password="long enough secret")
    assert (added.status_code, added["Location"]) == (303, "/glutes/account/passkeys/")
    elsewhere = Client(SCRIPT_NAME="/glutes")
    came = ask(elsewhere, "/account/login/", key.sign, next="/glutes/exercises/")
    assert (came.status_code, came["Location"]) == (303, "/glutes/exercises/")
    assert elsewhere.session["_auth_user_id"] == str(user.pk)
    assert {came.cookies[name]["path"] for name in ("sessionid", "known")} == {"/glutes/"}


def test_a_cookie_of_another_program_at_the_root_of_the_domain_logs_nobody_out(user):
    phone = Client()
    phone.force_login(user)
    own = phone.session.session_key
    for sent, status in ((f"sessionid={own}; x=1; sessionid=theirs", 200), (f"sessionid=theirs; sessionid={own}", 303)):
        assert Client(headers={"cookie": sent}).get("/account/").status_code == status
