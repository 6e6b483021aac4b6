"""What a thumb rests on in the player stays where it is."""

import pytest
from playwright.sync_api import expect

from tests.browser.phone import start, tap
from tests.make import make_exercise, make_routine

pytestmark = pytest.mark.django_db(transaction=True)

WATCH = """() => {
  window.shifted = 0;
  const add = (list) => list.getEntries().forEach((one) => (window.shifted += one.hadRecentInput ? 0 : one.value));
  new PerformanceObserver(add).observe({type: 'layout-shift'});
}"""


def key(page):
    """Where the big key is: its top and its height."""
    box = page.locator("[data-act=main]").bounding_box()
    return box["y"], box["height"]


def test_the_key_stays_where_it_is_when_a_hold_begins(phone):
    hold = make_exercise("plank", measure="seconds", load="none", cap_s=60)
    routine = make_routine(None, [(hold, {"sets": 2, "seconds_low": 40, "seconds_high": 40, "rest_s": 30})])
    start(phone, routine)
    phone.evaluate(WATCH)
    expect(phone.locator("[data-act=main]")).to_contain_text("Go now")
    before = key(phone)
    phone.clock.run_for(6_000)
    expect(phone.locator("[data-act=main]")).to_contain_text("End and log")
    expect(phone.get_by_role("button", name="Log: form slipped")).to_be_visible()
    assert key(phone) == before
    assert phone.evaluate("() => window.shifted") == 0


def test_the_key_stays_where_it_is_from_set_to_set(phone):
    squat = make_exercise("squat", load="none")
    start(phone, make_routine(None, [(squat, {"sets": 3, "rest_s": 30})]))
    phone.evaluate(WATCH)
    before = key(phone)
    tap(phone, "Log set 1 of 3, 10 reps")
    tap(phone, "End rest")
    assert key(phone) == before
    assert phone.evaluate("() => window.shifted") == 0
