"""The page of keys."""

from datetime import timedelta

import pytest

from glutes.api.models import MOST_TOKENS, ApiToken, fingerprint
from tests import html
from tests.api.conftest import Script
from tests.make import NOON, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]

PAGE = "/account/scripts/"
FORM = {"name": "Shelf display", "scope": "read", "until": "year"}


def make(phone, **fields):
    return phone.post(f"{PAGE}make/", FORM | fields)


def key_on(page):
    """The key that the page shows, or None."""
    values = [field.attrs.get("value", "") for field in html.find(page.text, "input")]
    return next((value for value in values if value.startswith("glu_")), None)


def test_a_key_is_shown_once_and_only_its_fingerprint_is_kept(phone, user):
    key = key_on(make(phone))
    token = ApiToken.objects.get()
    assert (token.user, token.name, token.fingerprint) == (user, "Shelf display", fingerprint(key))
    assert key not in str(ApiToken.objects.values().get())
    page = phone.get(PAGE)
    assert "Shelf display" in page.text
    assert key_on(page) is None
    assert Script(key).ask("get", "workouts").status_code == 200


@pytest.mark.parametrize(("until", "days"), [("month", 30), ("year", 365), ("ever", None)])
def test_a_key_is_good_for_as_long_as_was_said(phone, until, days):
    make(phone, until=until)
    assert ApiToken.objects.get().expires_at == (days and NOON + timedelta(days=days))


@pytest.mark.parametrize("fields", [{"name": ""}, {"scope": "all"}, {"until": "x"}, {"name": "x" * 61}])
def test_what_is_not_valid_makes_none_and_is_kept(phone, fields):
    answer = make(phone, **fields)
    assert (answer.status_code, ApiToken.objects.count()) == (422, 0)
    assert (FORM | fields)["name"] in answer.text


def test_a_second_tap_makes_no_second_one(phone):
    assert [make(phone).status_code for _ in range(2)] == [200, 422]
    assert ApiToken.objects.count() == 1


def test_there_is_an_end_to_how_many_there_may_be(phone, user):
    for number in range(MOST_TOKENS):
        ApiToken.objects.make(user, name=f"{number}")
    assert make(phone).status_code == 422


def test_a_revoked_key_opens_nothing(phone):
    key = key_on(make(phone))
    assert phone.post(f"{PAGE}{ApiToken.objects.get().pk}/revoke/").status_code == 303
    assert Script(key).ask("get", "workouts").status_code == 401


def test_anothers_key_is_neither_seen_nor_revoked(phone):
    theirs, _ = ApiToken.objects.make(make_user(), name="Theirs")
    assert phone.post(f"{PAGE}{theirs.pk}/revoke/").status_code == 404
    assert "Theirs" not in phone.get(PAGE).text
    assert ApiToken.objects.get() == theirs


@pytest.mark.parametrize("many", [1, 20])
def test_the_number_of_queries_does_not_grow(phone, user, many, django_assert_num_queries):
    for number in range(many):
        ApiToken.objects.make(user, name=f"{number}")
    phone.get(PAGE)
    with django_assert_num_queries(4):
        phone.get(PAGE)
