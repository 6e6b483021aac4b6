"""Sessions (glutes/accounts/session_store.py), and finding the user of one."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends import db as djangos
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from glutes.accounts.models import User
from glutes.accounts.session_store import SessionStore
from tests.make import make_user


def test_sessions_of_djangos_own_store_go_on(db):
    before = djangos.SessionStore()
    before["colour"] = "green"
    before.save()
    assert SessionStore(before.session_key)["colour"] == "green"


@pytest.mark.parametrize(("ago", "status"), [(timedelta(seconds=-5), 200), (timedelta(seconds=1), 303)])
def test_an_expired_session_is_nobodys(db, phone, ago, status):
    Session.objects.update(expire_date=timezone.now() - ago)
    assert phone.get("/account/devices/").status_code == status


@pytest.mark.every_case
@pytest.mark.parametrize(
    "key", ["", "x", '"\\000aaaaaaaaaa"', '"\\377\\376aaaaaaaa"', "a" * 3000, "%00aaaaaaaaaa", "😀" * 8]
)
def test_a_cookie_that_is_no_key_is_nobodys(db, key):
    cookie = f"sessionid={key}".encode().decode("latin-1")
    assert Client(headers={"cookie": cookie}).get("/account/devices/").status_code == 303


@pytest.mark.parametrize("change", ["log out", "new password", "deactivate", "delete"])
def test_what_another_process_changed_counts_at_the_next_request(db, phone, user, change):
    assert phone.get("/account/devices/").status_code == 200
    if change == "log out":
        Session.objects.all().delete()
    elif change == "new password":
        user.set_password("another, of another process")
        User.objects.filter(pk=user.pk).update(password=user.password)
    elif change == "deactivate":
        User.objects.filter(pk=user.pk).update(is_active=False)
    else:
        User.objects.get(pk=user.pk).delete()
    assert phone.get("/account/devices/").status_code == 303


@pytest.mark.parametrize("key", [0, "0", "nobody"])
def test_there_is_no_such_user(db, key):
    make_user("ann")
    with pytest.raises((User.DoesNotExist, ValueError)):
        User.objects.get(pk=key)


def test_a_user_is_found_by_key_name_and_condition(db):
    ann = make_user("ann")
    for found in (User.objects.get(pk=ann.pk), User.objects.get(pk=str(ann.pk)), User.objects.get(username="ann")):
        assert found == ann
