"""Passkeys: added, used and removed; what is forged, old, somebody else's or sent twice opens nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from glutes.accounts.models import CHANGING, MOST_PASSKEYS, Passkey, User
from tests import html
from tests.accounts.authenticator import Authenticator
from tests.make import make_user, make_workout

pytestmark = pytest.mark.django_db
PAGE, SECRET = "/account/passkeys/", "long enough secret"
OPTIONS, ADD, SIGN_UP = f"{PAGE}options/", f"{PAGE}add/", f"{PAGE}sign-up/"
LOG_IN, LOG_IN_OPTIONS = "/account/login/passkey/", "/account/login/passkey/options/"
REFUSED = "That passkey didn’t work here."


def browser(user=None):
    """A browser on the machine that serves the site, where passkeys are offered."""
    client = Client(SERVER_NAME="localhost")
    if user:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def anna():
    return make_user("Anna")


def add(client, authenticator, name="My phone", password=SECRET, **made):
    options = client.post(OPTIONS, {"name": name, "password": password}).json()
    return client.post(ADD, {"name": name, "credential": authenticator.make(options, **made)})


def with_passkey(user):
    authenticator = Authenticator()
    assert add(browser(user), authenticator).status_code == 303
    return authenticator


def log_in(client, authenticator, **signed):
    options = client.post(LOG_IN_OPTIONS).json()
    return client.post(LOG_IN, {"credential": authenticator.sign(options, **signed), "next": "/exercises/"})


def who(client):
    return client.session.get("_auth_user_id")


def test_a_passkey_that_was_added_is_on_the_list_and_logs_in_without_a_name(anna):
    phone = with_passkey(anna)
    assert "My phone" in browser(anna).get(PAGE).text
    elsewhere = browser()
    response = log_in(elsewhere, phone)
    assert (response.status_code, response["Location"], who(elsewhere)) == (303, "/exercises/", str(anna.pk))
    used = Passkey.objects.get()
    assert (used.user, used.sign_count, used.used_at is None) == (anna, 2, False)
    assert elsewhere.session.get_expiry_age() > 300 * 24 * 3600


def test_a_session_of_a_passkey_is_a_device_like_any_other(anna):
    phone, elsewhere = with_passkey(anna), browser()
    log_in(elsewhere, phone)
    browser(anna).post("/account/devices/others/end/")
    assert elsewhere.get("/account/").status_code == 303


def test_with_htmx_the_whole_page_moves_on(anna):
    client, phone = browser(anna), Authenticator()
    options = client.post(OPTIONS, {"name": "My phone", "password": SECRET}).json()
    fields = {"name": "My phone", "credential": phone.make(options)}
    assert client.post(ADD, fields, headers={"HX-Request": "true"})["HX-Redirect"] == PAGE


def test_what_the_browser_is_asked_for(anna):
    with_passkey(anna)
    options = browser(anna).post(OPTIONS, {"name": "Key", "password": SECRET}).json()
    assert options["rp"] == {"id": "localhost", "name": "Glutes"}
    assert options["user"]["name"] == "Anna"
    wanted = options["authenticatorSelection"]
    assert (wanted["residentKey"], wanted["userVerification"]) == ("required", "required")
    assert [key["id"] for key in options["excludeCredentials"]] == [Passkey.objects.get().credential]
    assert not browser().post(LOG_IN_OPTIONS).json().get("allowCredentials")


def test_the_password_is_asked_for_and_wrong_ones_are_counted(anna):
    client = browser(anna)
    answers = [client.post(OPTIONS, {"name": "Key", "password": f"guess {n}"}) for n in range(CHANGING.times + 1)]
    assert [answer.status_code for answer in answers] == [422] * CHANGING.times + [429]
    assert answers[0].json() == {"detail": "That isn’t your password. Nothing was changed."}


@pytest.mark.parametrize(
    "forged",
    [
        {"origin": "http://evil.example"},
        {"origin": "https://localhost"},
        {"flags": 0x01},
        {"flags": 0x04},
    ],
)
def test_what_was_made_for_another_site_or_by_nobody_in_particular_is_refused(anna, forged):
    phone = with_passkey(anna)
    answer, stranger = add(browser(anna), Authenticator(), **forged), browser()
    assert (answer.status_code, REFUSED in answer.text, Passkey.objects.count()) == (422, True, 1)
    answer = log_in(stranger, phone, **forged)
    assert (answer.status_code, REFUSED in answer.text, who(stranger)) == (422, True, None)


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "x",
        "{}",
        "[]",
        "null",
        '{"id": 1}',
        '{"id": {}}',
        r'{"id": "\u0000\ud800"}',
        "\x00",
        "1" * 30_000,
        "[" * 9999,
    ],
)
def test_junk_is_refused_in_words(anna, junk):
    client, stranger = browser(anna), browser()
    client.post(OPTIONS, {"name": "Key", "password": SECRET})
    stranger.post(LOG_IN_OPTIONS)
    for answer in (client.post(ADD, {"name": "Key", "credential": junk}), stranger.post(LOG_IN, {"credential": junk})):
        assert (answer.status_code, REFUSED in answer.text) == (422, True)


def test_a_challenge_is_answered_once(anna):
    phone, stranger = with_passkey(anna), browser()
    fields = {"credential": phone.sign(stranger.post(LOG_IN_OPTIONS).json())}
    assert stranger.post(LOG_IN, fields).status_code == 303
    stranger.post("/account/logout/")
    assert stranger.post(LOG_IN, fields).status_code == 422
    stranger.post(LOG_IN_OPTIONS)
    assert stranger.post(LOG_IN, fields).status_code == 422
    assert who(stranger) is None


def test_a_challenge_is_for_one_browser_one_purpose_and_five_minutes(anna, monkeypatch):
    phone, one, other = with_passkey(anna), browser(), browser()
    fields = {"credential": phone.sign(one.post(LOG_IN_OPTIONS).json())}
    assert other.post(LOG_IN, fields).status_code == 422
    mine, key = browser(anna), Authenticator()
    options = mine.post(OPTIONS, {"name": "Key", "password": SECRET}).json()
    mine.post(LOG_IN_OPTIONS)
    assert mine.post(ADD, {"name": "Key", "credential": key.make(options)}).status_code == 422
    options, now = one.post(LOG_IN_OPTIONS).json(), timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=6))
    assert one.post(LOG_IN, {"credential": phone.sign(options)}).status_code == 422


def test_a_copied_key_that_fell_behind_is_refused(anna):
    phone = with_passkey(anna)
    assert log_in(browser(), phone).status_code == 303
    phone.count -= 1
    assert log_in(browser(), phone).status_code == 422


def test_another_key_under_the_same_name_is_refused(anna):
    phone, thief = with_passkey(anna), Authenticator()
    thief.id, thief.count = phone.id, 100
    assert log_in(browser(), thief).status_code == 422
    ben = make_user("ben")
    assert add(browser(ben), thief).status_code == 422
    assert Passkey.objects.get().user == anna


def test_a_passkey_of_nobody_or_of_somebody_locked_out_opens_nothing(anna):
    assert log_in(browser(), Authenticator()).status_code == 422
    phone = with_passkey(anna)
    User.objects.update(is_active=False)
    assert log_in(browser(), phone).status_code == 422


def test_a_removed_one_opens_nothing_and_removing_twice_is_removing(anna):
    phone, client = with_passkey(anna), browser(anna)
    address = f"{PAGE}{Passkey.objects.get().pk}/remove/"
    assert [client.post(address)["Location"] for _ in range(2)] == [PAGE, PAGE]
    assert log_in(browser(), phone).status_code == 422
    assert "Removed: My phone." in client.get(PAGE).text
    assert "My phone" not in client.get(PAGE).text.replace("Such as My phone", "")


@pytest.mark.parametrize(
    "happens", [lambda: Passkey.objects.get().discard(timezone.now()), lambda: User.objects.update(is_active=False)]
)
def test_one_that_is_removed_or_whose_member_is_locked_out_while_it_logs_in_opens_nothing(anna, monkeypatch, happens):
    phone, client = with_passkey(anna), browser()
    locked = User.locked

    def just_before(user):
        happens()
        return locked(user)

    monkeypatch.setattr(User, "locked", just_before)
    assert (log_in(client, phone).status_code, who(client)) == (422, None)


def test_nobody_removes_anybody_elses_passkey(anna):
    with_passkey(anna)
    answer = browser(make_user("ben")).post(f"{PAGE}{Passkey.objects.get().pk}/remove/")
    assert (answer.status_code, Passkey.objects.count()) == (404, 1)


def test_the_last_way_in_stays_until_there_is_another(anna):
    phone = with_passkey(anna)
    anna.set_unusable_password()
    anna.save()
    client = browser(anna)
    address = f"{PAGE}{Passkey.objects.get().pk}/remove/"
    answer = client.post(address)
    assert (answer.status_code, "set a password first" in answer.text, Passkey.objects.count()) == (422, True, 1)
    new = {"new_password1": "three odd words", "new_password2": "three odd words"}
    assert client.post("/account/password/", new).status_code == 303
    assert client.post(address).status_code == 303
    assert log_in(browser(), phone).status_code == 422
    assert browser().post("/account/login/", {"username": "anna", "password": "three odd words"}).status_code == 303


def test_a_passkey_may_go_where_there_is_another(anna):
    with_passkey(anna)
    anna.set_unusable_password()
    anna.save()
    with_passkey(anna)
    assert browser(anna).post(f"{PAGE}{Passkey.objects.last().pk}/remove/").status_code == 303


def test_a_member_has_at_most_twenty_passkeys(anna):
    for n in range(MOST_PASSKEYS):
        Passkey.objects.create(user=anna, name="k", credential=f"{n:04}", public_key=b"", sign_count=0)
    answer = add(browser(anna), Authenticator())
    assert (answer.status_code, "20 passkeys are the most" in answer.text) == (422, True)


@pytest.mark.parametrize("name", ["", "x" * 61, "\x00"])
def test_a_bad_name_is_refused_before_the_browser_is_asked(anna, name):
    assert browser(anna).post(OPTIONS, {"name": name, "password": SECRET}).status_code == 422


@pytest.fixture
def guest():
    guest = User.objects.create_guest()
    make_workout(guest)
    return guest


def sign_up(client, authenticator, name="Nora"):
    options = client.post(OPTIONS, {"username": name})
    if options.status_code != 200:
        return options
    return client.post(SIGN_UP, {"username": name, "credential": authenticator.make(options.json())})


def test_a_guest_signs_up_with_one_and_keeps_everything(guest):
    client, phone = browser(guest), Authenticator()
    page = client.get("/account/signup/").text
    assert "Make the account with a passkey" in page
    ids = [element["id"] for element in html.find(page, id=True)]
    assert len(ids) == len(set(ids)) > 0
    assert sign_up(client, phone)["Location"] == "/"
    guest.refresh_from_db()
    assert (guest.is_guest, guest.username, guest.has_usable_password()) == (False, "Nora", False)
    assert guest.workouts.count() == 1
    elsewhere = browser()
    log_in(elsewhere, phone)
    assert who(elsewhere) == str(guest.pk)
    assert "You have no password." in elsewhere.get(PAGE).text


def test_a_session_that_somebody_else_knows_is_over_once_its_guest_signs_up(guest):
    client, somebody = browser(guest), browser()
    somebody.cookies["sessionid"] = client.cookies["sessionid"].value
    assert who(somebody) == str(guest.pk)
    sign_up(client, Authenticator())
    assert (who(client), who(somebody)) == (str(guest.pk), None)
    assert guest.devices().signed_in(timezone.now()).count() == 1


def test_a_second_tap_that_comes_late_finds_the_session_of_the_first(guest):
    client, late, phone = browser(guest), browser(), Authenticator()
    late.cookies["sessionid"] = client.cookies["sessionid"].value
    made = {"username": "Nora", "credential": phone.make(client.post(OPTIONS, {"username": "Nora"}).json())}
    assert client.post(SIGN_UP, made)["Location"] == "/"
    answer = late.post(SIGN_UP, made, headers={"Referer": "http://localhost/account/signup/?next=/week/"})
    assert "sessionid" not in answer.cookies
    assert client.get(answer["Location"], follow=True).redirect_chain[-1][0] == "/week/"


def test_a_guest_with_a_taken_name_hears_of_it_before_a_passkey_is_made(guest, anna):
    answer = sign_up(browser(guest), Authenticator(), "anna")
    assert (answer.status_code, answer.json()) == (422, {"detail": "That name is taken."})


@pytest.mark.parametrize(
    "key", [[], [1], {}, {1: 2}, {1: 2, 3: -7, -1: 1}, {1: [], 3: {}}, b"", b"x", "x", "", 7, None]
)
def test_a_passkey_with_a_broken_key_is_refused_in_words(anna, key):
    answer = add(browser(anna), Authenticator(), odd=[key])
    assert (answer.status_code, REFUSED in answer.text) == (422, True)


def test_a_guests_forged_passkey_makes_no_member(guest):
    client = browser(guest)
    client.post(OPTIONS, {"username": "Nora"})
    answer = client.post(SIGN_UP, {"username": "Nora", "credential": "{}"})
    guest.refresh_from_db()
    assert (answer.status_code, guest.is_guest, REFUSED in answer.text) == (422, True, True)


def test_where_sign_up_is_closed_a_passkey_makes_no_member(guest, settings):
    settings.SIGNUP_OPEN = False
    assert browser(guest).post(SIGN_UP, {"username": "Nora", "credential": "{}"}).status_code == 403


def test_a_guest_who_logs_in_with_one_is_asked_about_what_they_logged(guest, anna):
    phone, client = with_passkey(anna), browser(guest)
    assert log_in(client, phone)["Location"].startswith("/account/bring/")


@pytest.mark.parametrize(
    ("name", "secure", "offered"),
    [
        ("localhost", False, True),
        ("localhost", True, True),
        ("train.example.org", True, True),
        ("train.example.org", False, False),
        ("192.168.1.5", True, False),
        ("127.0.0.1", False, False),
        ("[::1]", True, False),
    ],
)
def test_passkeys_are_offered_only_where_browsers_do_them(anna, settings, name, secure, offered):
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(SERVER_NAME=name)
    client.force_login(anna)
    login = Client(SERVER_NAME=name).get("/account/login/", secure=secure).text
    assert ("data-passkey" in login, "Passkeys" in client.get("/account/", secure=secure).text) == (offered, offered)
    fields = {"name": "Key", "password": SECRET}
    assert client.post(OPTIONS, fields, secure=secure).status_code == (200 if offered else 404)


def test_behind_a_proxy_the_origin_is_the_one_that_browsers_see(anna, settings):
    settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS = ["train.example.org"], ["https://train.example.org:8443"]
    client, phone = Client(SERVER_NAME="train.example.org"), Authenticator()
    client.force_login(anna)
    for origin, status in (("https://train.example.org:8443", 303), ("https://evil.example:8443", 422)):
        options = client.post(OPTIONS, {"name": "Key", "password": SECRET}, secure=True).json()
        fields = {"name": "Key", "credential": Authenticator().make(options, origin)}
        assert client.post(ADD, fields, secure=True).status_code == status
    assert phone.count == 0


def test_the_library_is_not_loaded_before_a_passkey_is_used():
    from tests.running import manage

    code = "import sys, glutes.urls; print('webauthn' in sys.modules, 'cbor2' in sys.modules)"
    assert manage("shell", "--no-imports", "-c", code)[1] == "False False"
