"""The week on a phone: put three in it, move one, skip one, pause; with a script and without."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from glutes.plan.models import Move, Pause, PlanDay
from tests.browser.phone import sign_in
from tests.make import make_exercise, make_plan_day, make_routine

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_page(user, live_server, browser, browser_context_args):
    """Opens an address of the site as the user, on a phone."""
    contexts = []

    def go(path, **options):
        context = browser.new_context(**browser_context_args, **options)
        contexts.append(context)
        sign_in(context, live_server, user)
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("script", [True, False])
def test_three_sessions_are_planned_one_moved_one_skipped_and_all_paused(open_page, user, script):
    make_routine(None, [(make_exercise("squat"), {})], name="Steady hips")
    page = open_page("/plan/", java_script_enabled=script)
    page.get_by_text("No fixed run days").click()
    page.get_by_role("button", name="Add to my week").click()
    expect(page.get_by_role("status")).to_contain_text(re.compile("Added: Steady hips[.,]"))
    assert list(PlanDay.objects.order_by("weekday").values_list("weekday", flat=True)) == [0, 2, 4]

    page.get_by_role("link", name="The week after").click()
    monday = page.get_by_role("link", name="Steady hips, Monday ")
    monday.click()
    expect(page.get_by_role("heading", name="Steady hips, Monday")).to_be_visible()
    page.get_by_role("button", name="Tue").click()
    expect(page.get_by_role("status")).to_contain_text("Moved to Tue ")
    page.get_by_role("link", name="Steady hips, Wednesday ").click()
    page.get_by_role("button", name="Skip it").click()
    expect(page.get_by_role("status")).to_contain_text("Skipped: ")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Back on Wed ")
    assert [move.to - move.date for move in Move.objects.all()] == [timedelta(days=1)]

    page.get_by_text("Away or ill?").click()
    page.get_by_label("From").fill(str(user.local_date()))
    page.get_by_role("button", name="Take time off", exact=True).click()
    expect(page.get_by_role("heading", name="Time off until you say so")).to_be_visible()
    assert Pause.objects.get().until is None
    page.get_by_role("button", name="I’m back").click()
    expect(page.get_by_role("status")).to_contain_text("Welcome back.")


@pytest.mark.parametrize("script", [True, False])
def test_back_closes_what_is_open_in_the_week_and_only_then_leaves_it(open_page, user, script):
    routine = make_routine(user, [(make_exercise("squat"), {})], name="Hips")
    make_plan_day(user, user.local_date().weekday(), routine)
    page = open_page("/workouts/", java_script_enabled=script)
    page.get_by_role("link", name="Week", exact=True).click()
    for opens, panel in (("move, skip or change", "Hips, "), ("Add to ", "Every week, from ")):
        page.get_by_role("link", name=opens).first.click()
        expect(page.get_by_role("heading", name=panel)).to_be_visible()
        page.go_back()
        expect(page.get_by_role("heading", name=panel)).to_have_count(0)
        expect(page.get_by_role("link", name=opens).first).to_be_visible()
    page.get_by_role("link", name="move, skip or change").click()
    page.get_by_role("button", name="Do a shorter one").click()
    expect(page.get_by_role("status")).to_contain_text("Shorter this time")
    page.reload()
    expect(page.get_by_role("heading", name="Hips, ")).to_have_count(0)


def test_after_a_swap_the_focus_is_where_one_reads_on(open_page, user):
    today = user.local_date()
    make_plan_day(user, today.weekday(), make_routine(user, [(make_exercise("squat"), {})], name="Hips"))
    page = open_page("/plan/")
    page.get_by_role("link", name="move, skip or change").first.click()
    expect(page.get_by_role("heading", name="Hips, ")).to_be_focused()
    page.get_by_role("button", name="Skip it").click()
    expect(page.locator("#plan > [tabindex='-1']")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()


def test_escape_closes_a_panel_of_the_week_and_the_focus_goes_back_to_what_opened_it(open_page, user):
    make_plan_day(user, user.local_date().weekday(), make_routine(user, [(make_exercise("squat"), {})], name="Hips"))
    page = open_page("/plan/")
    for opens, panel in (("move, skip or change", "Hips, "), ("Add to ", "Every week, from ")):
        page.get_by_role("link", name=opens).first.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=panel)).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("heading", name=panel)).to_have_count(0)
        expect(page.get_by_role("link", name=opens).first).to_be_focused()
