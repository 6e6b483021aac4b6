"""What a runner does on the first day, on a phone: with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.make import make_catalogue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(request, browser, browser_context_args, live_server):
    """A fresh phone at the home page of a site with the catalogue."""
    make_catalogue()
    context = browser.new_context(**browser_context_args, base_url=live_server.url, java_script_enabled=request.param)
    page = context.new_page()
    page.scripts = request.param
    page.goto("/")
    yield page
    context.close()


def find_by_filter(phone, search, name):
    """Searches the catalogue, misspelt as people do, and opens what it finds."""
    phone.goto("/exercises/")
    phone.get_by_label("Search by name").fill(search)
    if not phone.scripts:
        phone.get_by_label("Search by name").press("Enter")
    expect(phone.locator("#found")).to_contain_text(re.compile(r"^\s*(?!33 )\d+ of 33"))
    phone.get_by_role("link", name=name).first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(name)


def log_next(phone, times=1):
    """Presses the one button that is lit."""
    for _ in range(times):
        log(phone, phone.locator(".set-next, .tick-next"))


def log(phone, button):
    """Presses a button that logs something, and waits until the count of what is done has gone up."""
    progress = phone.locator("#progress [role=status]")
    before = int(progress.inner_text().split()[0])
    button.click()
    expect(progress).to_contain_text(re.compile(rf"^\s*{before + 1} of"))


def begin(phone, routine):
    """As a guest, to the sheet of a ready-made routine."""
    phone.get_by_role("button", name="Start now").click()
    phone.get_by_role("navigation", name="Main").get_by_role("link", name="Routines").click()
    phone.get_by_role("link", name=routine, exact=True).click()
    phone.get_by_role("link", name="Start now").click()
    phone.get_by_role("button", name="Show as a list" if phone.scripts else "Start").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(routine)


def test_somebody_new_logs_a_session_signs_up_and_logs_in_again(phone):
    find_by_filter(phone, "glut brige", "Glute bridge")
    phone.goto("/")
    begin(phone, "The bridge, a little longer")
    lines = phone.locator(".set")
    count = 2 + 2 * 2  # Two holds on both legs, two on each.
    expect(lines).to_have_count(count)
    first = lines.first.locator("input[inputmode=numeric]")
    first.fill("42")
    log_next(phone, count)
    expect(phone.locator("#progress [role=status]")).to_contain_text(f"{count} of {count} ticked")
    phone.get_by_role("button", name="Finish").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("That’s the lot. Nicely done.")
    expect(phone.get_by_role("rowgroup").filter(has_text="Bridge hold")).to_contain_text("42")
    phone.get_by_text("Just right", exact=True).click()
    phone.get_by_label("A note to yourself").fill("First one.")
    phone.get_by_role("button", name="Save").click()

    phone.get_by_role("link", name="Make an account").click()
    phone.get_by_label("Name").first.fill("ann")
    phone.get_by_label("Password", exact=True).fill("a long enough secret")
    phone.get_by_label("The password again").fill("a long enough secret")
    phone.get_by_role("button", name="Make the account", exact=True).click()
    expect(phone.get_by_label("A note to yourself")).to_have_value("First one.")

    phone.goto("/account/")
    phone.get_by_role("link", name="Log out").click()
    phone.get_by_role("button", name="Log out").click()
    expect(phone.get_by_role("link", name="Log in", exact=True)).to_be_visible()
    phone.goto("/account/login/")
    phone.get_by_label("Name").first.fill("ann")
    phone.get_by_label("Password", exact=True).fill("a long enough secret")
    phone.get_by_role("button", name="Log in", exact=True).click()
    expect(phone.get_by_role("navigation", name="Main")).to_contain_text("Today")
    phone.goto("/workouts/")
    phone.get_by_role("link", name="The bridge, a little longer").last.click()
    expect(phone.get_by_role("rowgroup").filter(has_text="Bridge hold")).to_contain_text("42")
    expect(phone.get_by_label("A note to yourself")).to_have_value("First one.")


def test_a_warm_up_both_sides_a_changed_set_and_a_load_are_logged(phone):
    begin(phone, "The whole workout")
    log_next(phone, 2)
    for number in (1, 2, 3):
        if number == 2:
            phone.get_by_label("Step-up, set 2 of 3, left: reps", exact=True).fill("11")
        for side in ("left", "right"):
            log(phone, phone.get_by_role("button", name=f"Step-up, set {number} of 3, {side}: log"))
    weight = phone.get_by_label(re.compile("set 1 of 3: weight$")).first
    weight.fill("12,5")
    log(phone, phone.get_by_role("button", name=weight.get_attribute("aria-label").replace("weight", "log")))
    expect(phone.get_by_label(re.compile("set 2 of 3: weight$")).first).to_have_value("12.5 kg")
    phone.get_by_role("button", name="Finish").click()
    done = phone.get_by_role("rowgroup").filter(has_text="Step-up").get_by_role("cell")
    expect(done.nth(0)).to_have_text("10, 11, 11")
    expect(done.nth(1)).to_have_text("10, 11, 11")
