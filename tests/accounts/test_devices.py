"""Where a member is logged in: seen in plain words, and ended."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from glutes.accounts.models import Device, User
from tests.make import make_user, make_workout
from tests.migrating import migrate

pytestmark = pytest.mark.django_db
PAGE, OTHERS = "/account/devices/", "/account/devices/others/end/"
SECRET = "long enough secret"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Mobile/15E148 Safari/604"
LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"
DAY = timedelta(days=1)


@pytest.fixture
def anna():
    return make_user("Anna")


def logged_in(agent, name="anna"):
    """A browser in which the member has just logged in."""
    browser = Client(headers={"user-agent": agent})
    assert browser.post("/account/login/", {"username": name, "password": SECRET}).status_code == 303
    return browser


def device_in(browser):
    return Device.objects.get(key=browser.session.session_key)


def is_in(browser):
    return browser.get("/account/").status_code == 200


def test_the_page_says_what_and_since_when_and_which_is_this_one(anna):
    phone, laptop = logged_in(PHONE), logged_in(LAPTOP)
    Device.objects.filter(key=phone.session.session_key).update(first_used=date(2025, 9, 3), last_used=date(2025, 9, 4))
    page = laptop.get(PAGE).text
    here, elsewhere = page.split("Other devices")
    assert "A computer, Firefox" in here
    assert "in use now" in here
    assert "A phone, Safari" in elsewhere
    assert "Logged in on 3 Sep 2025, last used on 4 Sep 2025" in elsewhere
    assert "A computer, Firefox" not in elsewhere


def test_where_there_is_one_device_there_is_no_button_to_end_it(anna):
    page = logged_in(PHONE).get(PAGE).text
    assert "You’re logged in nowhere else." in page
    assert "/end/" not in page


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_device_that_is_ended_is_logged_out_at_its_next_request(anna, headers):
    lost, kept, mine = logged_in(PHONE), logged_in(PHONE), logged_in(LAPTOP)
    workout = make_workout(anna)
    answer = mine.post(f"{PAGE}{device_in(lost).pk}/end/", headers=headers)
    assert answer.status_code == (204 if headers else 303)
    assert "Logged out: a phone, Safari." in mine.get(PAGE).text
    assert [is_in(browser) for browser in (lost, kept, mine)] == [False, True, True]
    assert lost.get("/account/export.json").status_code == 303
    assert lost.get("/account/", headers={"Accept": "application/json"}).status_code == 401
    sent = {"slot": 1, "number": 1, "side": "left", "reps": 9}
    answer = lost.post(f"{workout.get_absolute_url()}sets/", sent, headers={"Accept": "application/json"})
    assert answer.status_code == 401


def test_a_second_tap_is_answered_like_the_first(anna):
    lost, mine = logged_in(PHONE), logged_in(LAPTOP)
    address = f"{PAGE}{device_in(lost).pk}/end/"
    assert [mine.post(address).status_code for _ in range(2)] == [303, 303]


def test_all_other_devices_are_ended_at_once(anna):
    others, mine = [logged_in(PHONE) for _ in range(3)], logged_in(LAPTOP)
    assert mine.post(OTHERS)["Location"] == PAGE
    assert [is_in(browser) for browser in others] == [False] * 3
    assert is_in(mine)
    assert Session.objects.count() == 1


@pytest.mark.parametrize("verb", ["{}/end/", "others/end/"])
def test_nobody_ends_anybody_elses_device(anna, verb):
    make_user("ben")
    annas, bens = logged_in(PHONE), logged_in(LAPTOP, "ben")
    answer = bens.post(PAGE + verb.format(device_in(annas).pk))
    assert answer.status_code == (404 if "{" in verb else 303)
    assert is_in(annas)
    assert "A phone, Safari" not in bens.get(PAGE).text


@pytest.mark.parametrize("verb", [f"{PAGE}1/end/", OTHERS])
def test_a_device_is_ended_by_a_post_only(anna, verb):
    assert logged_in(PHONE).get(verb).status_code == 405


def test_an_unknown_device_is_404(anna):
    assert logged_in(PHONE).post(f"{PAGE}999999/end/").status_code == 404


def test_a_new_password_ends_the_others_and_leaves_this_one_on_the_list(anna):
    other, mine = logged_in(PHONE), logged_in(LAPTOP)
    fields = {"old_password": SECRET, "new_password1": "three odd words", "new_password2": "three odd words"}
    mine.post("/account/password/", fields)
    assert [is_in(other), is_in(mine)] == [False, True]
    page = mine.get(PAGE).text
    assert ("A computer, Firefox" in page, "A phone, Safari" in page) == (True, False)


def test_a_password_that_the_host_sets_ends_all(anna):
    browser = logged_in(PHONE)
    anna.set_password("three odd words")
    anna.save()
    assert (is_in(browser), anna.devices().exclude(key=None).count()) == (False, 0)


def test_logging_out_and_deleting_the_account_leave_nothing(anna):
    browser, elsewhere = logged_in(PHONE), logged_in(LAPTOP)
    browser.post("/account/logout/")
    assert anna.devices().signed_in(timezone.now()).count() == 1
    elsewhere.post("/account/login/")
    logged_in(PHONE)
    elsewhere.post("/account/delete/", {"name": "anna"})
    owners = [session.get_decoded().get("_auth_user_id") for session in Session.objects.all()]
    assert (Device.objects.count(), str(anna.pk) in owners) == (0, False)


def test_a_guest_has_no_list_until_they_sign_up(client):
    client.post("/account/guest/")
    assert (client.get(PAGE)["Location"], Device.objects.count()) == ("/account/signup/", 0)
    client.post("/account/signup/", {"username": "Anna", "password1": SECRET, "password2": SECRET})
    assert client.get(PAGE).status_code == 200
    assert device_in(client).user == User.objects.get(username="Anna")


def test_a_guest_who_logs_in_has_one_device(anna):
    browser = Client(headers={"user-agent": PHONE})
    browser.post("/account/guest/")
    browser.post("/account/login/", {"username": "anna", "password": SECRET})
    assert [device.name for device in anna.devices().signed_in(timezone.now())] == ["a phone, Safari"]
    assert "A phone, Safari" in browser.get(PAGE).text


def test_use_is_kept_once_a_day_and_no_other_page_writes(anna, monkeypatch):
    now = timezone.now()
    browser = logged_in(PHONE)
    monkeypatch.setattr(timezone, "now", lambda: now + 2 * DAY)
    wrote = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            browser.get("/account/")
        wrote.append(any(query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for query in queries))
    assert wrote == [True, False, False]
    assert device_in(browser).last_used == device_in(browser).first_used + 2 * DAY


def test_a_session_that_the_list_does_not_know_is_on_it_with_its_next_use(anna, monkeypatch):
    browser = logged_in(PHONE)
    Device.objects.all().delete()
    assert "This device" in browser.get(PAGE).text
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + DAY)
    assert "A phone, Safari" in browser.get(PAGE).text


@pytest.mark.parametrize("devices", [1, 30])
def test_the_page_asks_as_often_for_one_device_as_for_thirty(anna, devices):
    for _ in range(devices - 1):
        Client().force_login(anna)
    browser = logged_in(PHONE)
    browser.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(PAGE).text.count("Logged in on") == devices
    assert len(queries) == 4


def test_tidy_removes_those_that_are_logged_out(anna, capsys):
    gone, _ = logged_in(PHONE), logged_in(LAPTOP)
    gone.post("/account/logout/")
    call_command("tidy")
    assert capsys.readouterr().out.strip() == "Removed: 1 × device that is logged out."
    assert [device.name for device in anna.devices()] == ["a computer, Firefox"]


@pytest.mark.django_db(transaction=True)
def test_sessions_from_before_there_was_a_list_are_on_it_after_the_upgrade(anna):
    browser, guest = logged_in(PHONE), Client()
    guest.post("/account/guest/")
    try:
        migrate(("accounts", "0005_invitations"))
    finally:
        migrate()
    assert [(device.user, device.name) for device in Device.objects.all()] == [(anna, "a browser")]
    assert is_in(browser)
