"""The calendar of a running plan changes the days that are proposed for strength."""

import threading
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from glutes.plan.models import PlanDay
from glutes.rules.week.week_names import week_name
from tests.make import make_exercise, make_routine
from tests.runs.conftest import calendar_of
from tests.runs.site import Site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan(user, settings):
    """The address of a plan: next week intervals on Tuesday, a tempo run on Thursday, a long run on Sunday."""
    settings.PRIVATE_ADDRESSES = True
    today = user.local_date()
    monday = today + timedelta(days=7 - today.weekday())
    titles = {1: "Intervals 6x800", 3: "Tempo 8 km", 6: "Long run 18 km"}
    events = [(f"{n}", f"{monday + timedelta(days=n):%Y%m%d}", title) for n, title in titles.items()]
    with Site() as site:
        threading.Thread(target=site.serve_forever, args=(0.01,), daemon=True).start()
        site.pages["/plan.ics"] = (200, {}, calendar_of(*events))
        yield f"{site.address}/plan.ics", f"/plan/?week={week_name(monday)}"
        site.shutdown()


def test_a_feed_of_runs_changes_the_proposed_days(phone, plan):
    address, week = plan
    make_routine(None, [(make_exercise("squat"), {})], name="Steady hips")
    phone.goto(week)
    assert proposed(phone) == ["0", "2", "4"]

    phone.goto("/plan/runs/")
    phone.get_by_role("link", name="Or let runs come by themselves").click()
    phone.get_by_label("Its address").fill(address)
    phone.get_by_role("button", name="Save the address and look").click()
    expect(phone.get_by_text("3 new runs.")).to_be_visible()
    expect(phone.get_by_role("group", name="Intervals 6x800").get_by_role("radio", name="Hard")).to_be_checked()

    phone.goto(week)
    expect(phone.get_by_text("Intervals 6x800", exact=True)).to_be_visible()
    days = proposed(phone)
    assert days == ["1", "4", "6"]
    phone.get_by_role("button", name="Add to my week").click()
    expect(phone.get_by_role("status")).to_contain_text("Added: Steady hips.")
    assert [str(day.weekday) for day in PlanDay.objects.order_by("weekday")] == days


def proposed(page):
    """The weekdays that are ticked in the form that puts a routine in the week."""
    return [box.get_attribute("value") for box in page.locator("input[name=weekday]:checked").all()]
