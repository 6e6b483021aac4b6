"""The page that gives the addresses of the feeds away, and its forms."""

from datetime import date, time

import pytest
from django.test import Client

from glutes.calendars.models import CalendarFeed
from tests.make import make_plan_day, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]

PAGE = "/account/calendar/"


def test_the_feed_is_off_until_it_is_asked_for(phone):
    assert "Make my address" in phone.get(PAGE).text
    assert not CalendarFeed.objects.exists()
    assert phone.post(f"{PAGE}make/")["Location"] == PAGE
    feed = CalendarFeed.objects.get()
    page = phone.get(PAGE).text
    for token in (feed.token, feed.busy_token):
        assert f"http://testserver/calendar/{token}.ics" in page
    assert f'href="webcal://testserver/calendar/{feed.token}.ics"' in page
    phone.post(f"{PAGE}make/")
    assert CalendarFeed.objects.get() == feed


@pytest.mark.parametrize(("data", "new"), [({}, "token"), ({"busy": "1"}, "busy_token")])
def test_a_new_address_silences_the_old_one_alone(phone, user, data, new):
    before = CalendarFeed.objects.create(user=user)
    assert phone.post(f"{PAGE}renew/", data).status_code == 303
    after = CalendarFeed.objects.get()
    for name in ("token", "busy_token"):
        old, now = getattr(before, name), getattr(after, name)
        assert Client().get(f"/calendar/{old}.ics").status_code == (404 if name == new else 200)
        assert Client().get(f"/calendar/{now}.ics").status_code == 200


def test_the_feed_rings_only_when_asked_to(phone, user):
    CalendarFeed.objects.create(user=user)
    for data, rings in (({"rings": "on"}, True), ({}, False)):
        phone.post(f"{PAGE}ring/", data)
        assert CalendarFeed.objects.get().rings is rings


def test_stopping_takes_both_addresses_away(phone, user):
    feed = CalendarFeed.objects.create(user=user)
    phone.post(f"{PAGE}stop/")
    assert [Client().get(f"/calendar/{token}.ics").status_code for token in (feed.token, feed.busy_token)] == [404, 404]


def test_nobody_renews_what_is_anothers(phone):
    feed = CalendarFeed.objects.create(user=make_user())
    for verb in ("renew", "ring"):
        assert phone.post(f"{PAGE}{verb}/", {"rings": "on"}).status_code == 404
    phone.post(f"{PAGE}stop/")
    assert CalendarFeed.objects.values().get() == CalendarFeed.objects.filter(pk=feed.pk).values().get()
    assert feed.token not in phone.get(PAGE).text


def test_no_two_tokens_are_alike_or_short():
    tokens = {token for _ in range(50) for feed in [CalendarFeed()] for token in (feed.token, feed.busy_token)}
    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {43}


def test_the_page_shows_what_a_calendar_will_show(phone, user):
    day = make_plan_day(user, 4, time=time(18), since=date(2026, 11, 1))
    page = phone.get(PAGE).text
    assert day.routine.name in page


@pytest.mark.parametrize("many", [1, 6])
def test_the_number_of_queries_does_not_grow(phone, user, many, django_assert_num_queries):
    for weekday in range(many):
        make_plan_day(user, weekday)
    phone.post(f"{PAGE}make/")
    phone.get(PAGE)
    with django_assert_num_queries(15):
        phone.get(PAGE)
