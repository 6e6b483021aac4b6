"""An address in the account, confirmed by a link, and a forgotten password: where the site sends e-mail."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from glutes.accounts.models import CHANGING, FORGETTING, NAMING, SENDING, WRITING, User
from tests.make import make_user

pytestmark = pytest.mark.django_db
EMAIL, FORGOTTEN, SECRET = "/account/email/", "/account/forgotten/", "long enough secret"
ADDRESS = "anna@example.org"
PASSWORDS = ("password1", "password2")
NEW = {"new_password1": "three odd words", "new_password2": "three odd words"}


@pytest.fixture(autouse=True)
def by_email(settings, monkeypatch):
    """The site sends e-mail, at once."""
    settings.BY_EMAIL = True
    monkeypatch.setattr("glutes.letters.in_the_background", lambda work: work())


@pytest.fixture
def anna():
    return make_user("Anna")


@pytest.fixture
def phone(anna):
    phone = Client()
    phone.force_login(anna)
    return phone


def confirmed(user, address=ADDRESS):
    user.use_email(address)
    return user


def link_in(letter):
    """The path of the link in a letter."""
    return re.search(r"http://testserver(/\S+)", letter.body)[1]


def ask(phone, address=ADDRESS, password=SECRET, **headers):
    return phone.post(EMAIL, {"email": address, "password": password}, headers=headers)


def forget(client, address=ADDRESS, **extra):
    return client.post(FORGOTTEN, {"email": address}, **extra)


def test_an_address_counts_once_its_link_was_opened_and_the_button_tapped(phone, anna, client):
    assert ask(phone, "Anna@Example.org")["Location"] == "/account/"
    [letter] = mail.outbox
    anna.refresh_from_db()
    assert (letter.to, anna.email) == ([ADDRESS], "")
    assert ADDRESS in client.get(link_in(letter)).text
    anna.refresh_from_db()
    assert anna.email == ""
    assert client.post(link_in(letter))["Location"] == "/"
    anna.refresh_from_db()
    assert (anna.email, anna.email_confirmed) == (ADDRESS, True)
    assert ADDRESS in phone.get("/account/").text
    assert phone.post(link_in(letter))["Location"] == "/account/"


def test_with_htmx_the_whole_page_moves_on(phone):
    assert ask(phone, **{"HX-Request": "true"})["HX-Redirect"] == "/account/"


@pytest.mark.parametrize(
    ("address", "password", "said"),
    [
        ("nowhere", SECRET, "Write it like runner@example.org"),
        (ADDRESS, "wrong", "That isn’t your password. Nothing was changed."),
        (ADDRESS, "", "Fill this in."),
        ("a@b.example\nBcc: c@d.example", SECRET, "Write it like runner@example.org"),
    ],
)
def test_what_is_wrong_is_said_and_sends_nothing(phone, anna, address, password, said):
    answer = ask(phone, address, password)
    assert (answer.status_code, said in answer.text, mail.outbox) == (422, True, [])


def test_wrong_passwords_are_counted(phone):
    codes = [ask(phone, password=f"guess {n}").status_code for n in range(CHANGING.times + 1)]
    assert codes == [422] * CHANGING.times + [429]


def test_somebody_elses_address_is_neither_told_of_nor_taken(phone, anna):
    confirmed(make_user("ben"))
    ask(phone)
    answer = phone.post(link_in(mail.outbox[0]))
    anna.refresh_from_db()
    assert (answer.status_code, anna.email) == (422, "")
    assert "belongs to another account here" in answer.text


def test_a_new_address_replaces_the_old_one_which_hears_of_it(phone, anna):
    confirmed(anna)
    ask(phone, "new@example.org")
    assert anna.email == ADDRESS
    phone.post(link_in(mail.outbox[0]))
    anna.refresh_from_db()
    assert (anna.email, mail.outbox[1].to) == ("new@example.org", [ADDRESS])


def test_a_link_is_over_once_another_address_or_none_came(phone, anna, monkeypatch):
    ask(phone)
    old = link_in(mail.outbox[0])
    phone.post(old)
    ask(phone, "")
    anna.refresh_from_db()
    assert (anna.email, mail.outbox[-1].to) == ("", [ADDRESS])
    for answer in (phone.get(old), phone.post(old)):
        assert (answer.status_code, "That link is over" in answer.text) == (404, True)
    ask(phone)
    now = timezone.now()
    monkeypatch.setattr("time.time", lambda: (now + timedelta(days=4)).timestamp())
    assert Client().get(link_in(mail.outbox[-1])).status_code == 404


def test_a_mailbox_is_not_flooded(phone, anna):
    codes = [ask(phone).status_code for _ in range(WRITING.times + 1)]
    assert codes == [303] * WRITING.times + [422]
    assert len(mail.outbox) == WRITING.times


def test_nobody_writes_to_strangers_in_the_sites_name(phone, anna):
    codes = [ask(phone, f"stranger{n}@example.org").status_code for n in range(SENDING.times + 1)]
    assert codes == [303] * SENDING.times + [422]
    assert len(mail.outbox) == SENDING.times


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "testserver/x"])
def test_no_letter_leads_to_another_site(anna, client, host):
    confirmed(anna)
    assert forget(client, headers={"host": host}).status_code == 400
    forget(client, headers={"x-forwarded-host": host, "forwarded": f"host={host}", "origin": f"http://{host}"})
    assert [link_in(letter) != "" for letter in mail.outbox] == [True]


@pytest.mark.parametrize(
    "line", ["\r\nBcc: all@example.org", "\nSubject: x", "%0d%0aBcc: x@example.org", "\u2028Bcc: x"]
)
def test_what_is_typed_adds_no_line_to_the_head_of_a_letter(phone, client, line):
    new = {"username": f"Ben{line}", "email": f"b@example.org{line}"} | dict.fromkeys(PASSWORDS, SECRET)
    answers = [ask(phone, ADDRESS + line), client.post("/account/signup/", new), forget(client, ADDRESS + line)]
    assert [answer.status_code for answer in answers] == [422] * 3
    assert mail.outbox == []


def test_signing_up_with_an_address_sends_the_link(client):
    typed = {"username": "Anna", "password1": SECRET, "password2": SECRET, "email": "Anna@example.org"}
    client.post("/account/signup/", typed)
    anna = User.objects.get()
    assert (anna.email, anna.email_confirmed) == (ADDRESS, False)
    assert "Not confirmed yet" in client.get("/account/").text
    client.post(link_in(mail.outbox[0]))
    anna.refresh_from_db()
    assert anna.email_confirmed


def test_a_forgotten_password_is_set_anew_once_and_ends_every_session(phone, anna, client):
    confirmed(anna)
    forget(client, "ANNA@example.org")
    [letter] = mail.outbox
    link = link_in(letter)
    assert "A new password for Anna" in client.get(link).text
    assert client.post(link, NEW)["Location"] == "/account/login/"
    anna.refresh_from_db()
    assert (letter.to, anna.check_password("three odd words")) == ([ADDRESS], True)
    assert phone.get("/account/").status_code == 303
    assert [client.get(link).status_code, client.post(link, NEW).status_code] == [404, 404]
    assert client.post("/account/login/", {"username": "anna", "password": "three odd words"}).status_code == 303


def test_with_the_letter_one_comes_in_though_strangers_guess_at_the_name(anna, client):
    confirmed(anna)
    guess = {"username": "anna", "password": "a guess"}
    for n in range(NAMING.times):
        assert Client().post("/account/login/", guess, REMOTE_ADDR=f"198.51.100.{n}").status_code == 422
    assert client.post("/account/login/", guess).status_code == 429
    forget(client)
    client.post(link_in(mail.outbox[0]), NEW)
    assert client.post("/account/login/", {"username": "anna", "password": "three odd words"}).status_code == 303


def test_a_bad_new_password_is_refused_in_words_and_the_link_stays_good(anna, client):
    confirmed(anna)
    forget(client)
    link = link_in(mail.outbox[0])
    answer = client.post(link, {"new_password1": "short", "new_password2": "short"})
    assert (answer.status_code, "Too short" in answer.text) == (422, True)
    assert client.post(link, NEW, headers={"HX-Request": "true"})["HX-Redirect"] == "/account/login/"


def test_the_link_is_over_after_an_hour(anna, client, monkeypatch):
    confirmed(anna)
    forget(client)
    later = timezone.now().replace(tzinfo=None) + timedelta(hours=2)
    monkeypatch.setattr("django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda self: later)
    assert client.get(link_in(mail.outbox[0])).status_code == 404


@pytest.mark.parametrize("key", ["nobodys", "1-", "-", "1-a-b", "99999999999999999999-a-b", "0-c00000-0", "x-y-z"])
def test_a_link_that_was_made_up_opens_nothing(client, anna, key):
    assert [client.get(f"{FORGOTTEN}{key}/").status_code, client.post(f"{EMAIL}{key}/").status_code] == [404, 404]


def test_a_stranger_learns_nothing_of_who_is_here(anna, client):
    """The page is the same, and a letter goes to nobody but a member."""
    confirmed(anna)
    known, unknown = forget(client), forget(client, "nora@example.org")
    assert known.text == unknown.text.replace("nora@", "anna@")
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]


def test_the_same_work_is_done_for_whoever_is_asked_for(anna, client, monkeypatch, django_assert_num_queries):
    """So that no answer comes sooner for a stranger: as many queries, and a letter is prepared."""
    confirmed(anna)
    made = []
    monkeypatch.setattr("glutes.letters.in_the_background", made.append)
    for address in (ADDRESS, "nora@example.org"):
        with django_assert_num_queries(5):
            forget(client, address)
    assert len(made) == 2


@pytest.mark.parametrize("state", ["not confirmed", "locked"])
def test_an_address_that_is_not_confirmed_or_of_somebody_locked_out_gets_nothing(anna, client, state):
    confirmed(anna)
    User.objects.update(**{"not confirmed": {"email_at": None}, "locked": {"is_active": False}}[state])
    assert forget(client).status_code == 200
    assert mail.outbox == []


def test_asking_is_slowed_for_one_mailbox_and_for_one_network(anna, client):
    confirmed(anna)
    assert [forget(client).status_code for _ in range(WRITING.times + 1)] == [200] * (WRITING.times + 1)
    assert len(mail.outbox) == WRITING.times
    for n in range(FORGETTING.times - WRITING.times - 1):
        forget(client, f"name{n}@example.org")
    assert forget(client, "other@example.org").status_code == 429
    assert forget(client, "other@example.org", REMOTE_ADDR="192.0.2.9").status_code == 200


def test_whoever_has_no_password_can_get_one(anna, client):
    anna.set_unusable_password()
    anna.save()
    confirmed(anna)
    forget(client)
    client.post(link_in(mail.outbox[0]), NEW)
    anna.refresh_from_db()
    assert anna.check_password("three odd words")


def test_guests_are_asked_to_sign_up_first(client, anna):
    client.post("/account/guest/")
    assert client.get(EMAIL)["Location"] == "/account/signup/"
    assert "Email address" not in client.get("/account/").text
    client.force_login(anna)
    assert "Email address" in client.get("/account/").text


def test_the_log_in_page_says_how_a_password_is_replaced(client, settings):
    assert f'href="{FORGOTTEN}"' in client.get("/account/login/").text
    settings.BY_EMAIL = False
    page = client.get("/account/login/").text
    assert FORGOTTEN not in page
    assert "Whoever runs this site can set a new one." in page


def test_where_no_e_mail_is_sent_nothing_of_it_shows(phone, anna, settings):
    settings.BY_EMAIL = False
    confirmed(anna)
    assert [phone.get(page).status_code for page in (EMAIL, FORGOTTEN)] == [404, 404]
    assert "mail" not in phone.get("/account/").text.lower()
    assert "email" not in Client().get("/account/signup/").text.lower()
