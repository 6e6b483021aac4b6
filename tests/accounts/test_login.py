"""Coming back: who may, how often one may try, and what becomes of what a guest logged."""

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from glutes.accounts import known_browsers
from glutes.accounts.models import GUESSING, NAMING, Attempt, User, folded
from tests.make import make_exercise, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db
LOGIN, BRING, LEAVE = "/account/login/", "/account/bring/", "/account/leave/"
SECRET = "long enough secret"


@pytest.fixture
def anna():
    return make_user("Anna")


def be_guest(client, workouts=0):
    """The browser starts as a guest who logs some workouts."""
    client.post("/account/guest/")
    guest = User.objects.filter(is_guest=True).latest("pk")
    squat = make_exercise()
    for _ in range(workouts):
        make_set(make_workout(guest, [squat]))
    return guest


def log_in(client, name="anna", password=SECRET, **fields):
    return client.post(LOGIN, {"username": name, "password": password, **fields})


def who(client):
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("name", ["Anna", "anna", "ANNA"])
def test_a_member_logs_in_with_the_name_in_any_case(client, anna, name):
    response = log_in(client, name, next="/exercises/")
    assert (response.status_code, response["Location"], who(client)) == (303, "/exercises/", str(anna.pk))


def test_with_htmx_the_whole_page_moves_on(client, anna):
    response = client.post(LOGIN, {"username": "anna", "password": SECRET}, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (204, "/")


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "nowhere", "-1"])
def test_next_leads_to_addresses_of_this_site_only(client, anna, wanted):
    page = client.get(LOGIN, {"next": wanted})
    assert f'"{wanted}"' not in page.text
    assert log_in(client, next=wanted)["Location"] == "/"


def test_the_page_keeps_next_on_every_way_in(client):
    page = client.get(LOGIN, {"next": "/exercises/?q=a&b"}).text
    assert page.count('<input type="hidden" name="next" value="/exercises/?q=a&amp;b">') == 2
    assert "/account/signup/?next=/exercises/%3Fq%3Da%26b" in page
    assert "Start now" in page


@pytest.mark.parametrize(
    ("name", "password"), [("anna", "wrong"), ("nobody", SECRET), ("", ""), ("\x00", "\x00"), ("x" * 999, "y" * 9999)]
)
def test_a_wrong_name_or_password_is_refused_and_the_name_kept(client, anna, name, password):
    response = log_in(client, name, password)
    assert response.status_code == 422
    assert who(client) is None
    assert password not in response.text or len(password) < 2
    if len(name) == 4:
        assert f'value="{name}"' in response.text
        assert "Name and password don’t match." in response.text


def test_nobody_logs_in_as_a_guest(client):
    guest = User.objects.create_guest()
    for password in ("", "!", guest.password):
        assert log_in(client, guest.username, password).status_code == 422


def test_ten_tries_then_a_pause_for_that_name_from_that_address(client, anna):
    codes = [log_in(client, "ANNA" if n % 2 else "anna", f"guess {n}").status_code for n in range(11)]
    assert codes == [422] * 10 + [429]
    locked = log_in(client)
    assert (locked.status_code, who(client)) == (429, None)
    assert "Wait 15 minutes, then try again." in locked.text
    elsewhere = client.post(LOGIN, {"username": "anna", "password": SECRET}, REMOTE_ADDR="192.0.2.9")
    assert elsewhere.status_code == 303


def test_others_at_the_same_address_are_not_locked_out(client, anna):
    make_user("ben")
    for n in range(11):
        log_in(client, "anna", f"guess {n}")
    assert log_in(client, "ben").status_code == 303


def test_in_ipv6_the_network_counts(client, anna):
    codes = [
        client.post(LOGIN, {"username": "anna", "password": f"guess {n}"}, REMOTE_ADDR=f"2001:db8::{n:x}").status_code
        for n in range(11)
    ]
    assert codes == [422] * 10 + [429]


def test_many_names_from_one_address_are_slowed(client, anna):
    codes = [log_in(client, f"name{n}", "a guess").status_code for n in range(GUESSING.times + 1)]
    assert codes == [422] * GUESSING.times + [429]
    assert log_in(client).status_code == 429
    elsewhere = client.post(LOGIN, {"username": "anna", "password": SECRET}, REMOTE_ADDR="192.0.2.9")
    assert elsewhere.status_code == 303


def from_everywhere(client, times, name="anna"):
    """Guesses at one name, each from a network of its own; the statuses of the answers."""
    return [
        client.post(
            LOGIN, {"username": name, "password": f"guess {n}"}, REMOTE_ADDR=f"198.51.{n // 250}.{n % 250}"
        ).status_code
        for n in range(times)
    ]


@pytest.mark.parametrize("name", ["anna", "ANNA", "nobody"])
def test_guesses_at_one_name_from_many_networks_are_slowed_together(anna, name):
    assert from_everywhere(Client(), NAMING.times + 1, name) == [422] * NAMING.times + [429]
    refused = Client().post(LOGIN, {"username": name, "password": SECRET}, REMOTE_ADDR="192.0.2.9")
    assert (refused.status_code, refused.wsgi_request.user.is_authenticated) == (429, False)
    assert "Use a browser that you have logged in with before." in " ".join(refused.text.split())
    assert log_in(Client(), "ben", "wrong").status_code == 422


@pytest.mark.parametrize(("host", "passkeys"), [("localhost", True), ("testserver", False), ("127.0.0.1", False)])
def test_a_passkey_is_named_as_a_way_in_only_where_it_is_one(anna, host, passkeys):
    from_everywhere(Client(), NAMING.times)
    typed = {"username": "anna", "password": SECRET}
    refused = Client().post(LOGIN, typed, REMOTE_ADDR="192.0.2.9", headers={"host": host})
    assert (refused.status_code, "before, or a passkey." in " ".join(refused.text.split())) == (429, passkeys)


def test_meanwhile_the_member_comes_in_where_they_have_been_before(client, anna):
    assert log_in(client).status_code == 303
    client.post("/account/logout/")
    from_everywhere(Client(), NAMING.times + 1)
    client.defaults["REMOTE_ADDR"] = "192.0.2.77"
    assert [log_in(client, "Anna", "wrong").status_code for _ in range(9)] == [422] * 9
    assert log_in(client, "Anna").status_code == 303


def test_a_browser_that_knows_the_name_is_slowed_by_itself_wherever_it_is(client, anna):
    log_in(client)
    client.post("/account/logout/")
    codes = [
        client.post(LOGIN, {"username": "anna", "password": "guess"}, REMOTE_ADDR=f"192.0.2.{n}").status_code
        for n in range(11)
    ]
    assert codes == [422] * 10 + [429]
    assert log_in(Client()).status_code == 303  # Others have their own count.


def test_several_members_share_a_browser_and_it_knows_no_other(client, anna):
    household = ["anna", *(make_user(name).username for name in ("ben", "cem", "dora", "eva"))]
    for name in household:
        assert log_in(client, name).status_code == 303
        client.post("/account/logout/")
    make_user("finn")
    knows = [known_browsers.number_of(asked_by(client), folded(name)) for name in [*household, "finn"]]
    assert (len({*knows[:5]}), knows[5]) == (1, None)
    cookie = client.cookies["known"]
    assert [name for name in household if name in cookie.value] == []
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


@pytest.mark.parametrize("forged", ["", "x", "WyJ4IixbXV0:1wV:x", "\x00", ":" * 9999])
def test_a_forged_cookie_knows_nobody(client, anna, forged):
    client.cookies["known"] = forged
    from_everywhere(Client(), NAMING.times + 1)
    assert log_in(client).status_code == 429


def test_signing_up_makes_a_browser_known(client):
    typed = {"username": "Nora", "password1": "three odd words", "password2": "three odd words"}
    assert client.post("/account/signup/", typed).status_code == 303
    assert known_browsers.number_of(asked_by(client), "nora")


def test_a_browser_is_known_once_its_guest_has_signed_up(client):
    client.post("/account/guest/")
    assert "known" not in client.cookies
    typed = {"username": "Nora", "password1": "three odd words", "password2": "three odd words"}
    client.post("/account/signup/", typed)
    assert "known" in client.cookies


def asked_by(client):
    """A request as this browser would send it."""
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    return request


def test_logging_in_begins_the_count_of_wrong_passwords_anew(client, anna):
    for _ in range(3):
        for n in range(9):
            assert log_in(client, "anna", f"guess {n}").status_code == 422
        assert log_in(client).status_code == 303
        client.logout()


def test_nobody_can_read_who_tried_what(client):
    """Some type their password where the name belongs."""
    log_in(client, "open sesame", "")
    assert {len(attempt.key) for attempt in Attempt.objects.all()} == {40}


def test_a_member_is_in_already(client, anna):
    client.force_login(anna)
    assert client.get(LOGIN, {"next": "/exercises/"})["Location"] == "/exercises/"


def test_a_guest_with_nothing_vanishes_without_a_question(client, anna):
    be_guest(client)
    assert log_in(client, next="/exercises/")["Location"] == "/exercises/"
    assert list(User.objects.all()) == [anna]
    assert "guest" not in client.session


def test_a_guest_with_workouts_is_asked_about_them(client, anna):
    be_guest(client, workouts=2)
    response = log_in(client, next="/exercises/")
    assert response["Location"] == "/account/bring/?next=%2Fexercises%2F"
    page = client.get(response["Location"]).text
    assert "Bring your 2 sessions along?" in page
    assert page.count('<input type="hidden" name="next" value="/exercises/">') == 2


def test_bringing_moves_everything_and_the_guest_is_gone(client, anna):
    guest = be_guest(client, workouts=2)
    mine = make_workout(anna)
    log_in(client)
    response = client.post(BRING, {"next": "/exercises/"})
    assert (response.status_code, response["Location"]) == (303, "/exercises/")
    assert (anna.workouts.count(), mine.user) == (3, anna)
    assert not User.objects.filter(pk=guest.pk).exists()
    assert client.post(BRING)["Location"] == "/"  # Once more by mistake: nothing left to bring.
    assert anna.workouts.count() == 3


def test_with_htmx_bringing_moves_on_too(client, anna):
    be_guest(client, workouts=1)
    log_in(client)
    response = client.post(BRING, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"], anna.workouts.count()) == (204, "/", 1)


def test_leaving_deletes_what_the_guest_had(client, anna):
    be_guest(client, workouts=2)
    log_in(client)
    response = client.post(LEAVE, {"next": "/exercises/"})
    assert response["Location"] == "/exercises/"
    assert (anna.workouts.count(), list(User.objects.all())) == (0, [anna])
    assert client.post(LEAVE)["Location"] == "/"


def test_the_account_page_reminds_until_what_a_guest_logged_is_brought(client, anna):
    be_guest(client, workouts=1)
    log_in(client)
    assert "Something is waiting" in client.get("/account/").text
    client.post(BRING)
    assert "Something is waiting" not in client.get("/account/").text


@pytest.mark.parametrize("verb", [BRING, LEAVE])
@pytest.mark.parametrize("victim", ["guest", "member"])
def test_no_form_field_names_whose_rows_are_brought_or_left(client, anna, verb, victim):
    owner = User.objects.create_guest() if victim == "guest" else make_user()
    make_workout(owner)
    client.force_login(anna)
    fields = dict.fromkeys(("guest", "user", "id", "pk", "left"), owner.pk)
    client.post(verb, fields | {"username": owner.username}, query_params=fields)
    assert (owner.workouts.count(), anna.workouts.count()) == (1, 0)


@pytest.mark.parametrize("verb", [BRING, LEAVE])
def test_a_guest_who_signed_up_elsewhere_since_is_nobodys_to_bring(client, anna, verb):
    guest = be_guest(client, workouts=1)
    log_in(client)
    User.objects.filter(pk=guest.pk).update(is_guest=False)
    client.post(verb)
    assert (guest.workouts.count(), anna.workouts.count()) == (1, 0)


def test_the_next_person_at_this_browser_cannot_bring_what_the_last_left_open(client, anna):
    guest = be_guest(client, workouts=1)
    log_in(client)
    client.post("/account/logout/")
    ben = make_user("ben")
    log_in(client, "ben")
    client.post(BRING)
    assert (guest.workouts.count(), ben.workouts.count()) == (1, 0)


def test_a_failed_log_in_leaves_the_guest_as_they_were(client, anna):
    guest = be_guest(client, workouts=1)
    log_in(client, password="wrong")
    assert (who(client), guest.workouts.count()) == (str(guest.pk), 1)


def test_logging_in_as_another_user_begins_another_session(client, anna):
    be_guest(client, workouts=1)
    before = client.session.session_key
    log_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize("workouts", [1, 30])
def test_bringing_costs_the_same_for_one_workout_and_for_thirty(anna, workouts):
    guest = User.objects.create_guest()
    for _ in range(workouts):
        make_set(make_workout(guest, [make_exercise()]))
    tables = len(User.ownerships())
    with CaptureQueriesContext(connection) as queries:
        anna.take_over(guest)
    updates = [query for query in queries if query["sql"].startswith(("UPDATE", "INSERT"))]
    assert (len(updates), len(queries) < 6 * tables) == (tables, True)


def test_asking_for_the_head_of_the_log_out_page_logs_nobody_out(client):
    client.force_login(make_user())
    assert client.head("/account/logout/").status_code == 200
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("address", ["192.0.2.1:5678", "unknown", "", "fe80::1%eth0"])
def test_whatever_a_proxy_calls_an_address_one_can_log_in_and_be_refused(client, anna, address):
    codes = [
        client.post(LOGIN, {"username": "anna", "password": word}, REMOTE_ADDR=address).status_code
        for word in ("wrong", SECRET)
    ]
    assert codes == [422, 303]
