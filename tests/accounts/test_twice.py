"""A form sent twice at the same moment, as a double tap does: both answers are the one that a single tap gets."""

import pytest
from django.core import signing
from django.test import Client

from glutes.accounts.models import User
from glutes.accounts.views import attempts
from tests.at_once import post_twice
from tests.html import find
from tests.make import make_user, make_workout

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = 20
SECRET = "long enough secret"
ANNA = {"username": "Anna", "password1": SECRET, "password2": SECRET}


def new_phone(user=None):
    phone = Client()
    if user:
        phone.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return phone


@pytest.fixture(autouse=True)
def many_may_come(monkeypatch):
    for name in ("COMING_IN", "GUESSING"):
        monkeypatch.setattr(attempts, name, getattr(attempts, name)._replace(times=3 * TRIES))


def test_two_taps_on_start_now_are_answered_alike():
    for _ in range(TRIES):
        assert post_twice(new_phone(), "/account/guest/", {}) == [(303, "/")] * 2


def test_two_taps_on_sign_up_make_one_member():
    for n in range(TRIES):
        assert post_twice(new_phone(), "/account/signup/", ANNA | {"username": f"Anna{n}"}) == [(303, "/")] * 2
    assert User.objects.count() == TRIES


def test_a_guest_who_signs_up_twice_is_one_member():
    for n in range(TRIES):
        guest = User.objects.create_guest()
        answers = post_twice(new_phone(guest), "/account/signup/", ANNA | {"username": f"Anna{n}"})
        assert answers == [(303, "/")] * 2
    assert set(User.objects.values_list("is_guest", flat=True)) == {False}


@pytest.mark.parametrize("workouts", [0, 1])
def test_a_guest_who_logs_in_twice_is_asked_once(workouts):
    make_user("anna")
    for _ in range(TRIES):
        guest = User.objects.create_guest()
        for _ in range(workouts):
            make_workout(guest)
        phone = new_phone(guest)
        fields = {"username": "anna", "password": SECRET, "guest": named_on_the_page(phone)}
        answers = post_twice(phone, "/account/login/", fields)
        assert answers == [(303, "/account/bring/?next=" if workouts else "/")] * 2


def named_on_the_page(phone):
    """Whom the page of the log-in names as its guest."""
    [field] = find(phone.get("/account/login/").content.decode(), "input", name="guest")
    return field.attrs["value"]


def test_the_second_of_two_log_ins_asks_about_what_the_guest_logged_too():
    """It comes in after the first, with the session that the first has ended."""
    member, guest = make_user("anna"), User.objects.create_guest()
    make_workout(guest)
    first, second = new_phone(guest), Client()
    second.cookies["sessionid"] = first.cookies["sessionid"].value
    fields = {"username": "anna", "password": SECRET, "guest": named_on_the_page(first)}
    assert first.post("/account/login/", fields).headers["Location"].startswith("/account/bring/")
    assert second.post("/account/login/", fields | {"password": "wrong"}).status_code == 422
    assert second.post("/account/login/", fields).headers["Location"].startswith("/account/bring/")
    assert second.post("/account/bring/").status_code == 303
    assert (member.workouts.count(), User.objects.filter(is_guest=True).count()) == (1, 0)
    assert first.get("/account/bring/").status_code == 303


@pytest.mark.parametrize(
    "named", ["", "x", "2", "é\0", pytest.param(signing.dumps(1, salt="another"), id="signed for something else")]
)
def test_no_other_guest_can_be_named(named):
    make_user("anna")
    guest = User.objects.create_guest()
    make_workout(guest)
    answer = Client().post("/account/login/", {"username": "anna", "password": SECRET, "guest": named})
    assert answer.headers["Location"] == "/"
    assert User.objects.filter(pk=guest.pk, is_guest=True).exists()


@pytest.mark.parametrize(("verb", "brought"), [("bring", 1), ("leave", 0)])
def test_what_a_guest_logged_is_brought_or_left_once(verb, brought):
    for _ in range(TRIES):
        guest, member = User.objects.create_guest(), make_user()
        make_workout(guest)
        phone = new_phone(guest)
        phone.post("/account/login/", {"username": member.username, "password": SECRET})
        assert post_twice(phone, f"/account/{verb}/", {}) == [(303, "/")] * 2
        assert (member.workouts.count(), User.objects.filter(pk=guest.pk).exists()) == (brought, False)


def test_a_guest_who_logs_out_twice_is_gone_once():
    for _ in range(TRIES):
        guest = User.objects.create_guest()
        make_workout(guest)
        assert post_twice(new_phone(guest), "/account/logout/", {"sure": "on"}) == [(303, "/")] * 2
    assert User.objects.count() == 0


def test_the_password_is_changed_once():
    for _ in range(TRIES):
        anna = make_user()
        fields = {"old_password": SECRET, "new_password1": "three odd words", "new_password2": "three odd words"}
        answers = post_twice(new_phone(anna), "/account/password/", fields)
        assert (303, "/account/") in answers
        anna.refresh_from_db()
        assert anna.check_password("three odd words")


def test_the_account_is_deleted_once():
    for _ in range(TRIES):
        anna = make_user()
        make_workout(anna)
        answers = post_twice(new_phone(anna), "/account/delete/", {"name": anna.username})
        assert (303, "/") in answers
        assert {status for status, _ in answers} == {303}
    assert User.objects.count() == 0
