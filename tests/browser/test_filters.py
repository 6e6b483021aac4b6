"""The list of exercises answers as one taps, says so in its address, and works without a script too."""

import re

import pytest
from playwright.sync_api import expect

from tests.make import make_catalogue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def address(live_server):
    make_catalogue()
    return f"{live_server.url}/exercises/"


def test_filters_answer_as_one_taps_and_back_takes_a_tap_back(page, address):
    complaints = []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.goto(address)
    found = page.locator("#found")
    expect(found).to_have_text("33 of 33")

    page.get_by_text("No kit", exact=True).click()
    expect(found).to_have_text("22 of 33")
    expect(page.get_by_role("status").filter(has_text="22 of 33 exercises")).to_be_attached()
    expect(page).to_have_url(address + "?equipment=nothing")
    expect(page.get_by_label("No kit")).to_be_focused()

    page.get_by_label("Search by name").press_sequentially("sqaut")
    expect(found).to_have_text("3 of 33")
    expect(page).to_have_url(address + "?q=sqaut&equipment=nothing")
    expect(page.get_by_label("Search by name")).to_be_focused()

    page.go_back()
    expect(found).to_have_text("22 of 33")
    expect(page).to_have_url(address + "?equipment=nothing")
    expect(page.get_by_label("No kit")).to_be_checked()
    expect(page.get_by_role("heading", level=1)).to_have_text("Exercises")
    assert complaints == []


def test_filters_work_without_a_script(browser, browser_context_args, address):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "?level=1")
    page.get_by_text("Mat", exact=True).click()
    page.get_by_role("button", name="Show these").click()
    expect(page).to_have_url(re.compile(r"[?&]equipment=mat&level=1$"))
    expect(page.locator("#found")).to_have_text("13 of 33")
    context.close()


def test_every_filter_can_be_reached_on_a_wide_screen(page, address):
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(address)
    page.get_by_text("Strong", exact=True).click()
    expect(page.locator("#found")).to_have_text("6 of 33")
