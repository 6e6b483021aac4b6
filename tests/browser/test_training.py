"""A session that does not go as written, on a phone: swap, skip, one set more, a superset, corrections and undo."""

import re

import pytest
from playwright.sync_api import expect

from glutes.exercises.models import Exercise
from glutes.workouts.models import WorkoutSet
from tests.browser.phone import sign_in, wait_until
from tests.make import make_catalogue, make_routine, make_user

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "long enough secret"


@pytest.fixture
def routine():
    """Squats; then a superset of clamshell and bridge."""
    make_catalogue()
    ann = make_user("ann")
    squat, clamshell, bridge = (Exercise.objects.get(slug=s) for s in ("squat", "clamshell", "glute-bridge"))
    pair = {"sets": 2, "group": "A"}
    return make_routine(ann, [(squat, {"sets": 2}), (clamshell, pair), (bridge, pair)], name="Mine")


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(request, browser, browser_context_args, live_server, routine):
    """Ann's phone, at the sheet of the routine she just began."""
    context = browser.new_context(**browser_context_args, base_url=live_server.url, java_script_enabled=request.param)
    sign_in(context, live_server, routine.user)
    page = context.new_page()
    page.goto(f"/workouts/start/?routine={routine.pk}")
    page.get_by_role("button", name="Show as a list" if request.param else "Start").click()
    says(page, 0, 8)
    page.wait_for_load_state()  # Before that, a tap sends the form by itself.
    yield page
    context.close()


def log_in(page, name):
    page.goto("/account/login/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(SECRET)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", name="Log in", exact=True)).to_have_count(0)


def says(page, done, total):
    expect(page.locator("#progress [role=status]")).to_contain_text(re.compile(rf"^\s*{done} of {total} ticked"))


def slot(page, name):
    return page.get_by_role("region", name=name, exact=True)


def test_exercises_are_swapped_and_skipped_and_sets_added_corrected_and_taken_away(phone):
    says(phone, 0, 8)
    slot(phone, "Squat").locator("summary", has_text="Swap").click()
    slot(phone, "Squat").get_by_role("button", name="Backpack squat").click()
    expect(slot(phone, "Squat")).to_have_count(0)
    slot(phone, "Backpack squat").locator("summary", has_text="Swap").click()
    slot(phone, "Backpack squat").get_by_role("button", name=re.compile(r"\bSquat instead of")).first.click()
    expect(slot(phone, "Backpack squat")).to_have_count(0)
    says(phone, 0, 8)

    slot(phone, "Glute bridge").get_by_role("button", name="Skip").click()
    expect(slot(phone, "Glute bridge")).to_contain_text("Skipped today.")
    says(phone, 0, 6)

    slot(phone, "Squat").get_by_role("button", name="set 1 of 2: log").click()
    says(phone, 1, 6)
    slot(phone, "Squat").get_by_role("link", name="Add a set").click()
    slot(phone, "Squat").get_by_label("Squat, set 3: reps", exact=True).fill("7")
    slot(phone, "Squat").get_by_role("button", name="set 3: log").click()
    says(phone, 2, 7)
    slot(phone, "Clamshell").get_by_role("button", name="set 1 of 2, left: log").click()
    says(phone, 3, 7)

    phone.get_by_role("button", name="Finish").click()
    phone.get_by_role("link", name="Edit").click()
    slot(phone, "Squat").get_by_label("Squat, set 1 of 2: reps", exact=True).fill("12")
    with phone.expect_response("**/sets/"):
        slot(phone, "Squat").get_by_role("button", name="set 1 of 2: save").click()
    take_away = slot(phone, "Squat").get_by_role("button", name="set 3: remove")
    expect(slot(phone, "Squat").get_by_role("button", name="set 1 of 2: save")).to_be_enabled()
    if not take_away.is_visible():
        slot(phone, "Squat").locator("summary", has_text="set 3: how it went").click()
    take_away.click()
    expect(slot(phone, "Squat")).to_contain_text("Removed.")
    if phone.evaluate("'htmx' in window"):
        expect(slot(phone, "Squat")).to_be_focused()  # The button is gone; Tab goes on from its exercise.
    slot(phone, "Squat").get_by_role("button", name="set 3: put back").click()
    says(phone, 3, 7)
    standing = WorkoutSet.objects.filter(deleted_at=None).order_by("pk")
    assert list(standing.values_list("exercise__slug", "number", "side", "reps")) == [
        ("squat", 1, "both", 12),
        ("squat", 3, "both", 7),
        ("clamshell", 1, "left", 10),
    ]


def test_the_page_to_pick_another_exercise_swaps_by_itself_too(phone):
    """It is a place in the sheet; in a tab of its own, it is a page."""
    phone.goto(slot(phone, "Squat").locator("a", has_text="Any other exercise").get_attribute("href"))
    phone.get_by_role("button", name="Swap to Step-up", exact=True).click()
    expect(slot(phone, "Step-up")).to_be_visible()
    expect(slot(phone, "Squat")).to_have_count(0)


@pytest.mark.parametrize("phone", [True], indirect=True)
def test_an_answer_that_is_overtaken_does_not_say_how_far_it_is(phone):
    held = []
    phone.route("**/sets/", lambda route: route.continue_() if held else held.append(route))
    slot(phone, "Glute bridge").get_by_role("button", name="set 1 of 2: log").dispatch_event("click")
    wait_until(phone, lambda: held, "nothing was sent")
    answer = held[0].fetch()
    slot(phone, "Squat").get_by_role("button", name="set 1 of 2: log").click()
    says(phone, 2, 8)
    held[0].fulfill(response=answer)
    expect(slot(phone, "Glute bridge").get_by_role("button", name="set 1 of 2: save")).to_be_visible()
    says(phone, 2, 8)


def test_a_deleted_session_comes_back_with_its_sets(phone):
    slot(phone, "Squat").get_by_role("button", name="set 1 of 2: log").click()
    says(phone, 1, 8)
    phone.get_by_role("button", name="Delete this session").click()
    phone.get_by_role("button", name="Undo").click()
    says(phone, 1, 8)


def test_a_tab_left_open_across_a_log_in_still_saves(phone, live_server):
    other = phone.context.new_page()
    other.goto("/account/logout/")
    other.get_by_role("button", name="Log out").click()
    expect(other.get_by_role("link", name="Log in", exact=True)).to_be_visible()
    log_in(other, "ann")
    slot(phone, "Squat").get_by_label("Squat, set 1 of 2: reps", exact=True).fill("13")
    slot(phone, "Squat").get_by_role("button", name="set 1 of 2: log").click()
    phone.get_by_role("button", name=re.compile("[Ss]end")).click()
    expect(slot(phone, "Squat").get_by_label("Squat, set 1 of 2: reps", exact=True)).to_have_value("13")
    says(phone, 1, 8)
