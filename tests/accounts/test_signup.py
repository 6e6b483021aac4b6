"""Making an account: out of nothing, or out of a guest, who keeps everything."""

import unicodedata
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from glutes.accounts.forms import SignupForm
from glutes.accounts.models import User, folded
from tests.make import make_exercise, make_set, make_user, make_workout

pytestmark = pytest.mark.django_db
SIGNUP = "/account/signup/"
ANNA = {"username": "Anna", "password1": "three odd words", "password2": "three odd words"}


@pytest.fixture(autouse=True)
def by_email(settings, monkeypatch):
    """The site sends e-mail: its form asks for an address."""
    settings.BY_EMAIL = True
    monkeypatch.setattr("glutes.letters.in_the_background", lambda work: work())


@pytest.fixture
def guest(client):
    guest = User.objects.create_guest(time_zone="Asia/Tokyo")
    client.force_login(guest, "django.contrib.auth.backends.ModelBackend")
    return guest


def test_signing_up_makes_a_member_who_is_logged_in(client):
    response = client.post(SIGNUP, ANNA | {"email": "a@b.example", "time_zone": "Europe/Berlin", "next": "/exercises/"})
    anna = User.objects.get()
    assert (response.status_code, response["Location"]) == (303, "/exercises/")
    assert (anna.username, anna.email, anna.is_guest, anna.time_zone) == ("Anna", "a@b.example", False, "Europe/Berlin")
    assert client.session["_auth_user_id"] == str(anna.pk)
    assert anna.check_password("three odd words")


def test_a_guest_becomes_a_member_and_keeps_everything(client, guest):
    squat = make_exercise()
    done = make_set(make_workout(guest, [squat]))
    response = client.post(SIGNUP, ANNA | {"time_zone": "Europe/Berlin"})
    member = User.objects.get()
    assert (response.status_code, response["Location"]) == (303, "/")
    assert (member.pk, member.is_guest, member.username, member.time_zone) == (guest.pk, False, "Anna", "Asia/Tokyo")
    assert done.user == member
    assert client.session["_auth_user_id"] == str(member.pk)
    assert client.get("/account/").status_code == 200


def test_a_second_tap_that_comes_late_goes_where_the_first_went(client):
    client.post(SIGNUP, ANNA)
    later = Client()
    assert later.post(SIGNUP, ANNA | {"next": "/exercises/"})["Location"] == "/exercises/"
    assert later.session["_auth_user_id"] == str(User.objects.get().pk)


@pytest.mark.parametrize(
    ("minutes", "typed"),
    [(0, {"password1": "three even words"}), (0, {"password1": ""}), (2, {}), (2, {"username": "ANNA"})],
)
def test_a_taken_name_lets_nobody_else_in(client, minutes, typed):
    client.post(SIGNUP, ANNA)
    User.objects.update(last_login=timezone.now() - timedelta(minutes=minutes))
    stranger = Client()
    response = stranger.post(SIGNUP, ANNA | typed)
    assert (response.status_code, "That name is taken." in response.text) == (422, True)
    assert "_auth_user_id" not in stranger.session


def test_a_taken_name_without_any_password_is_refused(client):
    client.post(SIGNUP, ANNA)
    assert Client().post(SIGNUP, {"username": "Anna"}).status_code == 422


def test_the_page_promises_a_guest_what_they_keep(client, guest):
    assert "Everything you logged stays yours" in client.get(SIGNUP).text
    assert guest.username not in client.get(SIGNUP).text


def test_with_htmx_the_whole_page_moves_on(client):
    response = client.post(SIGNUP, ANNA, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (204, "/")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"username": ""}, "Fill this in."),
        ({"username": "an na"}, "A name has letters, digits and @ . + - _ only, and no spaces."),
        ({"username": "TAKEN"}, "That name is taken."),
        ({"username": "x" * 61}, "60 characters at most."),
        ({"username": "ﬃ" * 60}, "60 characters at most."),
        ({"username": "ﷺ"}, "A name has letters, digits and @ . + - _ only, and no spaces."),
        ({"username": "\x00"}, "Letters, digits and signs only."),
        ({"email": "nowhere"}, "Write it like runner@example.org"),
        ({"password2": "three even words"}, "The two passwords don’t match."),
        ({"password1": "short", "password2": "short"}, "Too short: 8 characters or more."),
        ({"password1": "password1", "password2": "password1"}, "Too easy to guess: try three odd words."),
        (
            {"password1": "Annabella", "password2": "Annabella", "username": "annabella"},
            "Too close to your name: try another.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, typed, message):
    make_user("taken")
    typed = ANNA | {"email": "a@b.example"} | typed
    response = client.post(SIGNUP, typed)
    assert response.status_code == 422
    assert message in response.text
    assert f'value="{typed["email"]}"' in response.text
    assert f'value="{typed["password2"]}"' not in response.text
    assert User.objects.count() == 1


def test_every_name_that_is_let_in_is_checked_as_it_is_stored():
    typed, stored = SignupForm.base_fields["username"], User._meta.get_field("username")
    longer = [sign for sign in map(chr, range(0x110000)) if len(unicodedata.normalize("NFKC", sign)) > 1]
    let_in = 0
    for name in [*longer, *(sign * 60 for sign in longer)]:
        try:
            name = stored.clean(typed.clean(name), None)
        except ValidationError:
            continue
        let_in += 1
        assert (name == User.normalize_username(name), len(name) <= 60, len(folded(name)) <= 180) == (True,) * 3
    assert let_in > 100


@pytest.mark.every_case
@pytest.mark.parametrize("name", ["ａｎｎａ", "ᴬnna", "AnNa", "ₐnna", "𝒂𝒏𝒏𝒂"])
def test_a_name_that_differs_in_its_type_alone_is_taken(client, name):
    make_user("anna")
    assert "That name is taken." in client.post(SIGNUP, ANNA | {"username": name}).text


def test_a_name_taken_this_very_moment_is_refused_like_any_other(client, guest, monkeypatch):
    make_user("anna")
    monkeypatch.setattr("glutes.accounts.forms.SignupForm.clean_username", lambda form: form.cleaned_data["username"])
    monkeypatch.setattr(User, "validate_constraints", lambda *args, **kwargs: None)
    response = client.post(SIGNUP, ANNA)
    assert (response.status_code, "That name is taken." in response.text) == (422, True)
    assert User.objects.get(pk=guest.pk).is_guest


def test_a_refused_guest_stays_a_guest(client, guest):
    response = client.post(SIGNUP, ANNA | {"password2": "else"})
    guest.refresh_from_db()
    assert (response.status_code, guest.is_guest, guest.has_usable_password()) == (422, True, False)


def test_a_guest_cannot_sign_up_as_somebody_else(client, guest):
    other = make_user("other")
    client.post(SIGNUP, ANNA | {"id": other.pk, "pk": other.pk, "is_guest": "on", "user": other.pk})
    other.refresh_from_db()
    guest.refresh_from_db()
    assert (other.username, guest.username, guest.is_guest) == ("other", "Anna", False)


def test_a_member_has_an_account_already(client):
    client.force_login(make_user())
    assert client.get(SIGNUP)["Location"] == "/"
    assert client.post(SIGNUP, ANNA)["Location"] == "/"
    assert User.objects.count() == 1


def test_a_members_name_stays_taken_after_a_log_out(client):
    client.post(SIGNUP, ANNA)
    client.logout()
    assert client.post(SIGNUP, ANNA | {"username": "anna"}).status_code == 422
