"""Logging out, changing the password, deleting the account."""

import pytest
from django.test import RequestFactory

from glutes.accounts import known_browsers
from glutes.accounts.models import User
from tests.make import make_exercise, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db
LOGIN, LOGOUT = "/account/login/", "/account/logout/"
PASSWORD, DELETE = "/account/password/", "/account/delete/"
SECRET = "long enough secret"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def anna(client):
    anna = make_user("Anna")
    client.force_login(anna)
    return anna


@pytest.fixture
def guest(client):
    client.post("/account/guest/")
    return User.objects.get(is_guest=True)


def who(client):
    return client.session.get("_auth_user_id")


def test_a_member_is_out_with_one_tap_and_loses_nothing(client, anna):
    make_workout(anna)
    response = client.post(LOGOUT)
    assert (response.status_code, response["Location"], who(client)) == (303, "/", None)
    assert anna.workouts.count() == 1


def test_with_htmx_the_whole_page_moves_on(client, anna):
    response = client.post(LOGOUT, headers=HTMX)
    assert (response.status_code, response["HX-Redirect"], who(client)) == (204, "/", None)


def test_looking_at_the_page_logs_nobody_out(client, anna):
    assert "Everything you logged stays in your account, Anna." in client.get(LOGOUT).text
    assert who(client) == str(anna.pk)


def test_logging_out_without_being_logged_in_leads_home(client):
    assert [client.get(LOGOUT)["Location"], client.post(LOGOUT)["Location"]] == ["/", "/"]


def test_a_guest_is_warned_first(client, guest):
    make_workout(guest)
    for response in (client.get(LOGOUT), client.post(LOGOUT)):
        assert response.status_code == 200
        assert "Logging out deletes your 1 session." in response.text
        assert "Make an account first" in response.text
    assert (who(client), guest.workouts.count()) == (str(guest.pk), 1)


def test_a_guest_who_is_sure_is_out_and_gone(client, guest):
    other = make_user()
    make_workout(guest)
    assert client.post(LOGOUT, {"sure": "on"})["Location"] == "/"
    assert (who(client), list(User.objects.all())) == (None, [other])


def test_the_phone_is_told_of_a_guest_who_is_gone_and_of_no_member(client, anna):
    client.post(LOGOUT)
    assert "data-account" not in client.get("/").text
    client.post("/account/guest/")
    guest = User.objects.get(is_guest=True).pk
    assert f'data-account="gone-{guest}"' in client.post(LOGOUT, {"sure": "on"}, follow=True).text


def change(client, old=SECRET, new="three odd words", again=None, **headers):
    fields = {"old_password": old, "new_password1": new, "new_password2": new if again is None else again}
    return client.post(PASSWORD, fields, headers=headers)


def test_the_new_password_counts_and_this_browser_stays_in(client, anna):
    response = change(client)
    anna.refresh_from_db()
    assert (response.status_code, response["Location"]) == (303, "/account/")
    assert anna.check_password("three odd words")
    assert client.get("/account/").status_code == 200


def test_every_other_browser_is_logged_out(client, anna, client_elsewhere):
    client_elsewhere.force_login(anna)
    change(client)
    assert client_elsewhere.get("/account/").status_code == 303


@pytest.fixture
def client_elsewhere():
    from django.test import Client

    return Client()


def test_with_htmx_a_new_password_moves_the_page_on(client, anna):
    assert change(client, **HTMX)["HX-Redirect"] == "/account/"


@pytest.mark.parametrize(
    ("old", "new", "again", "message"),
    [
        ("wrong", "three odd words", None, "That isn’t the password you have now. Nothing was changed."),
        (SECRET, "three odd words", "else", "The two new passwords don’t match."),
        (SECRET, "short", None, "Too short: 8 characters or more."),
        (SECRET, "", None, "Fill this in."),
        (SECRET, "73194628", None, "Too easy to guess: try three odd words."),
        (SECRET, " " * 8, None, "Too easy to guess: try three odd words."),
        (SECRET, "abcabc abcabc", None, "Too easy to guess: try three odd words."),
    ],
)
def test_a_refused_password_changes_nothing(client, anna, old, new, again, message):
    response = change(client, old, new, again)
    anna.refresh_from_db()
    assert (response.status_code, message in response.text, anna.check_password(SECRET)) == (422, True, True)


def test_ten_wrong_old_passwords_then_a_pause(client, anna):
    codes = [change(client, f"guess {n}").status_code for n in range(11)]
    assert codes == [422] * 10 + [429]
    assert change(client).status_code == 429
    anna.refresh_from_db()
    assert anna.check_password(SECRET)
    client.force_login(make_user("ben"))
    assert change(client).status_code == 303


def test_a_guest_has_no_password_to_change(client, guest):
    assert client.get(PASSWORD)["Location"] == "/account/signup/"
    assert change(client)["Location"] == "/account/signup/"


def test_deleting_takes_the_account_and_everything_in_it(client, anna):
    other = make_user()
    squat = make_exercise()
    make_set(make_workout(anna, [squat]))
    kept = make_set(make_workout(other, [squat]))
    response = client.post(DELETE, {"name": "anna"}, follow=True)
    assert f'data-account="gone-{anna.pk}">Your account and everything in it is deleted.' in response.text
    assert [list(User.objects.all()), list(type(kept).objects.all())] == [[other], [kept]]
    assert who(client) is None


def test_the_browser_forgets_whose_account_is_deleted_and_nobody_else(client):
    for name in ("anna", "ben"):
        User.objects.create_user(name, SECRET)
        client.post("/account/logout/")
        client.post(LOGIN, {"username": name, "password": SECRET})
    client.post(DELETE, {"name": "ben"})
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    assert [bool(known_browsers.number_of(request, name)) for name in ("anna", "ben")] == [True, False]
    client.post(LOGIN, {"username": "anna", "password": SECRET})
    client.post(DELETE, {"name": "anna"})
    assert client.cookies["known"].value == ""


def test_with_htmx_deleting_moves_the_page_on(client, anna):
    response = client.post(DELETE, {"name": "Anna"}, headers=HTMX)
    assert (response["HX-Redirect"], User.objects.count()) == ("/", 0)


@pytest.mark.parametrize("name", ["", "Ann", "ben", "\x00"])
def test_without_the_right_name_nothing_is_deleted(client, anna, name):
    ben = make_user("ben")
    make_workout(anna)
    response = client.post(DELETE, {"name": name, "user": ben.pk})
    assert (response.status_code, User.objects.count(), anna.workouts.count()) == (422, 2, 1)
    assert "This deletes your account and your 1 session." in response.text


def test_a_guest_ticks_a_box(client, guest):
    refused = client.post(DELETE)
    assert (refused.status_code, "Nothing was deleted" in refused.text, User.objects.count()) == (422, True, 1)
    assert client.post(DELETE, {"sure": "on"})["Location"] == "/"
    assert (who(client), User.objects.count()) == (None, 0)


@pytest.mark.parametrize("path", [PASSWORD, DELETE])
def test_whoever_is_not_logged_in_is_asked_to_log_in(client, path):
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (303, f"/account/login/?next={path.replace('/', '%2F')}")


@pytest.mark.parametrize(
    ("headers", "status", "leads_to"),
    [({}, 303, "/account/login/"), (HTMX, 204, None), ({"Accept": "application/json"}, 401, None)],
)
def test_a_write_that_waited_while_the_account_was_deleted_finds_nobody_signed_in(
    client, anna, monkeypatch, headers, status, leads_to
):
    squat = make_exercise("squat")

    def meanwhile(*args, **kwargs):
        anna.delete()
        return squat

    monkeypatch.setattr("glutes.kit.views.get_object_or_404", meanwhile)
    response = client.post("/account/wishes/squat/", {"as_written": "on"}, headers=headers)
    assert (response.status_code, response.headers.get("Location")) == (status, leads_to)
    assert User.objects.count() == 0
