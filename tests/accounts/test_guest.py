"""Start now: a guest with one tap, so many an hour from one address, none where sign-up is closed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from glutes.accounts.models import COMING_IN, User
from tests import html
from tests.make import NOON, make_exercise, make_routine, make_user

pytestmark = pytest.mark.django_db
GUEST = "/account/guest/"


@pytest.fixture
def noon(monkeypatch):
    """Time stands still, so that no test runs across an hour."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def test_one_tap_makes_a_guest_who_is_logged_in(client):
    response = client.post(GUEST, {"time_zone": "Europe/Berlin"})
    guest = User.objects.get()
    assert (response.status_code, response["Location"]) == (303, "/")
    assert (guest.is_guest, guest.time_zone) == (True, "Europe/Berlin")
    assert client.session["_auth_user_id"] == str(guest.pk)


def test_the_session_lasts_400_days(client):
    response = client.post(GUEST)
    assert response.cookies["sessionid"]["max-age"] == 400 * 24 * 3600


@pytest.mark.parametrize("zone", ["", "Atlantis/Capital", "../../etc/passwd", "\x00", "x" * 100_000])
def test_a_browser_that_does_not_know_where_it_is_is_in_utc(client, zone):
    client.post(GUEST, {"time_zone": zone})
    assert User.objects.get().time_zone == "UTC"


def test_with_htmx_the_whole_page_moves_on(client):
    response = client.post(GUEST, {"next": "/exercises/"}, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (204, "/exercises/")


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/exercises/?muscle=glutes", "/exercises/?muscle=glutes"),
        ("", "/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http://testserver@evil.example/", "/"),
    ],
)
@pytest.mark.parametrize("place", ["form", "address"])
def test_next_leads_to_addresses_of_this_site_only(client, wanted, reached, place):
    if place == "form":
        response = client.post(GUEST, {"next": wanted})
    else:
        response = client.post(GUEST, query_params={"next": wanted})
    assert response["Location"] == reached


@pytest.mark.parametrize(
    "asked", ["/plan/?week=2026-W47", "/workouts/start/?routine=7&short=1", "/progress/", "/exercises/new/?name=nordic"]
)
def test_start_now_keeps_what_was_asked_for(client, asked):
    login = client.get(client.get(asked)["Location"]).text
    address, fields = html.form(login, "Start now")
    assert (address, client.post(address, fields)["Location"]) == (GUEST, asked)


def test_start_now_on_a_routine_leads_straight_to_its_start_page(client):
    routine = make_routine(None, [(make_exercise(), {})], name="Ready one")
    answer = client.post(*html.form(client.get(routine.get_absolute_url()).text, "Start now"))
    assert answer["Location"] == f"/workouts/start/?routine={routine.pk}"
    assert "<h1>Ready one</h1>" in client.get(answer["Location"]).text


def test_whoever_is_logged_in_stays_who_they_are(client):
    member = make_user()
    client.force_login(member)
    response = client.post(GUEST, {"next": "/exercises/"})
    assert response["Location"] == "/exercises/"
    assert list(User.objects.all()) == [member]


def test_a_guest_is_made_by_a_post_only(client):
    assert client.get(GUEST).status_code == 405
    assert not User.objects.exists()


def start(client, address):
    client.logout()
    return client.post(GUEST, {"next": "/exercises/"}, REMOTE_ADDR=address)


def test_twenty_an_hour_from_one_address(client, noon):
    codes = [start(client, "192.0.2.1").status_code for _ in range(COMING_IN.times)]
    refused = start(client, "192.0.2.1")
    assert codes == [303] * 20
    assert refused.status_code == 429
    assert "Lots of people have just joined from your network" in refused.text
    assert reverse("accounts:login") + "?next=/exercises/" in refused.text
    assert User.objects.count() == 20
    assert start(client, "192.0.2.2").status_code == 303


def test_the_hour_of_twenty_guests_slides(client, monkeypatch):
    """Whoever came longest ago makes room; one who is refused waits no longer for having asked."""

    def at(minutes):
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + timedelta(minutes=minutes))
        return start(client, "192.0.2.1").status_code

    codes = [at(minutes) for minutes in [55] + [58] * 18 + [59, 60, 61, 114, 115, 116, 117, 118]]
    assert codes == [303] * 20 + [429, 429, 429, 303, 429, 429, 303]


@pytest.mark.django_db(transaction=True)
def test_of_sixty_at_once_twenty_come_in():
    def tap(_):
        try:
            return start(Client(), "192.0.2.1").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(30) as crowd:
        codes = list(crowd.map(tap, range(60)))
    assert set(codes) == {303, 429}
    assert codes.count(303) <= COMING_IN.times
    assert User.objects.count() == codes.count(303)


def test_in_ipv6_the_network_counts_and_a_header_of_the_clients_own_does_not(client, noon):
    for n in range(COMING_IN.times):
        start(client, f"2001:db8::{n:x}")
    client.logout()
    spoofed = client.post(GUEST, REMOTE_ADDR="2001:db8::ffff", headers={"X-Forwarded-For": "198.51.100.7"})
    assert spoofed.status_code == 429
    assert start(client, "2001:db8:0:1::1").status_code == 303
    assert start(client, "fe80::1%eth0").status_code == 303


def test_an_ipv4_address_written_as_ipv6_is_counted_by_itself(client, noon):
    for _ in range(COMING_IN.times):
        start(client, "::ffff:192.0.2.1")
    codes = [start(client, address).status_code for address in ("::ffff:192.0.2.1", "192.0.2.1", "::ffff:192.0.2.2")]
    assert codes == [429, 429, 303]


@pytest.mark.parametrize("address", ["192.0.2.1:5678", "[2001:db8::1]:5678", "unknown", ""])
def test_whatever_a_proxy_calls_an_address_is_counted(client, noon, address):
    codes = [start(client, address).status_code for _ in range(COMING_IN.times + 1)]
    assert codes == [303] * COMING_IN.times + [429]


def test_signing_up_from_nothing_counts_as_well(client, noon):
    for _ in range(COMING_IN.times):
        start(client, "192.0.2.1")
    client.logout()
    names = {"username": "anna", "password1": "three odd words", "password2": "three odd words"}
    response = client.post("/account/signup/", names, REMOTE_ADDR="192.0.2.1")
    assert response.status_code == 429
    assert not User.objects.filter(is_guest=False).exists()


def test_a_guest_who_signs_up_is_no_newcomer(client, noon):
    for _ in range(COMING_IN.times):
        start(client, "192.0.2.1")
    names = {"username": "anna", "password1": "three odd words", "password2": "three odd words"}
    assert client.post("/account/signup/", names, REMOTE_ADDR="192.0.2.1").status_code == 303


@pytest.mark.parametrize("path", [GUEST, "/account/signup/"])
def test_where_sign_up_is_closed_it_says_so_and_offers_to_log_in(client, settings, path):
    settings.SIGNUP_OPEN = False
    names = {"username": "anna", "password1": "three odd words", "password2": "three odd words"}
    response = client.post(path, names | {"next": "/exercises/"})
    assert response.status_code == 403
    assert "No new accounts here for now" in response.text
    assert "/account/login/?next=/exercises/" in response.text
    assert not User.objects.exists()


@pytest.mark.parametrize("path", ["/", "/account/login/"])
def test_where_sign_up_is_closed_there_is_no_start_button(client, settings, path):
    assert "Start now" in client.get(path).text
    settings.SIGNUP_OPEN = False
    page = client.get(path).text
    assert ("Start now" in page, GUEST in page, "/account/signup/" in page) == (False, False, False)
    assert "No new accounts here for now" in page
