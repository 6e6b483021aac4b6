"""Progress in the browser: another period in place, tables opened by keyboard, nothing for axe to find."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.phone import violations
from tests.make import make_exercise, make_log, make_routine, make_worked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def trained(user):
    """A year of a lunge and a bridge hold."""
    bridge = make_exercise("single-leg-bridge", sides="each", measure="seconds", load="none")
    doses = [(make_worked("lunge"), {"sets": 2}), (bridge, {"sets": 1, "seconds_low": 30, "seconds_high": 60})]
    return make_log(user, make_routine(user, doses), 150, last=timezone.now() - timedelta(hours=1))


def assert_clean(phone):
    """Nothing for axe to find, and nothing that scrolls sideways."""
    found = violations(phone)
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("url", ["/progress/", "/progress/lunge/"])
def test_another_period_comes_in_place(phone, trained, url, scheme):
    phone.emulate_media(color_scheme=scheme)
    phone.goto(url)
    heading = phone.locator(".story").first
    before = heading.inner_text()
    phone.clock.resume()  # axe and htmx wait for timers of their own.
    phone.get_by_role("link", name="Year", exact=True).click()
    expect(phone.get_by_role("link", name="Year", exact=True)).to_have_attribute("aria-current", "true")
    expect(phone).to_have_url(re.compile(r"\?period=year$"))
    if url == "/progress/":
        assert heading.inner_text() != before
    for summary in phone.locator("details > summary").all():
        summary.press("Enter")
    expect(phone.locator("details:not([open])")).to_have_count(0)
    assert_clean(phone)
    phone.reload()
    expect(phone.get_by_role("link", name="Year", exact=True)).to_have_attribute("aria-current", "true")
