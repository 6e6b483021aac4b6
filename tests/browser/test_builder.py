"""The builder in a browser: what is saved as one goes, dragged, typed, undone; and the same without a script."""

import re

import pytest
from playwright.sync_api import expect

from glutes.routines.models import Routine
from tests.browser.phone import sign_in
from tests.make import make_exercise, make_routine

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def routine(user):
    rows = [(make_exercise(slug, role=role), {}) for slug, role in ROLES.items()]
    return make_routine(user, rows, name="Monday")


ROLES = {"squat": "compound", "clamshell": "accessory", "plank": "core"}


@pytest.fixture
def builder(page, user, live_server, routine):
    """The open builder of a routine of squat, clamshell, plank."""
    sign_in(page.context, live_server, user)
    page.goto(f"{live_server.url}/routines/{routine.pk}/edit/")
    return page


def order(routine):
    return " ".join(row.group + row.exercise.slug for row in Routine.objects.get(pk=routine.pk).prescriptions.all())


def test_a_number_is_saved_when_it_is_left_and_the_minutes_follow(builder, routine):
    builder.get_by_text("Squat", exact=True).click()
    builder.get_by_role("button", name="Sets: 1 more").first.click()
    expect(builder.locator("#foot-sum strong")).to_have_text("12 min")
    expect(builder.locator("#told")).to_have_text("Squat: 4 × 10")
    builder.get_by_label("Reps, from").first.fill("8")
    builder.get_by_label("Reps, to").first.fill("12")
    builder.get_by_role("link", name="Done").click()

    builder.wait_for_url(f"**{routine.get_absolute_url()}")
    assert routine.prescriptions.first().dose == "4 × 8–12"


def test_what_will_not_do_is_said_beside_it_and_stays_typed(builder, routine):
    builder.get_by_text("Squat", exact=True).click()
    field = builder.get_by_label("Reps, from").first
    field.fill("50")
    field.blur()

    expect(builder.locator("#problems-" + str(routine.prescriptions.first().pk))).to_contain_text("Lower number first")
    expect(field).to_have_value("50")
    assert routine.prescriptions.first().dose == "3 × 10"


def test_the_arrow_keys_move_a_row_and_keep_the_focus(builder, routine):
    grip = builder.get_by_role("button", name="Move Clamshell")
    grip.focus()
    builder.keyboard.press("ArrowUp")

    expect(builder.locator(".build-name strong").first).to_have_text("Clamshell")
    expect(grip).to_be_focused()
    expect(builder.locator("#told")).to_have_text("Clamshell: Main part, 1 of 3")
    assert order(routine) == "clamshell squat plank"


@pytest.mark.parametrize("part", ["warm-up", "main part", "cool-down"])
def test_a_long_list_opens_where_it_was_asked_for(builder, part):
    for n in range(30):
        make_exercise(f"lunge-{n}")
    builder.set_viewport_size({"width": 390, "height": 700})
    builder.get_by_role("link", name=f"Add an exercise to the {part}").click()
    expect(builder.get_by_label("Search by name")).to_be_in_viewport()


def test_a_row_is_dragged_to_its_place_and_to_another_block(builder, routine):
    with builder.expect_response("**/place/"):
        builder.get_by_role("button", name="Move Plank").drag_to(builder.get_by_role("button", name="Move Squat"))
    expect(builder.locator(".build-name strong").first).to_have_text("Plank")
    with builder.expect_response("**/place/"):
        builder.get_by_role("button", name="Move Clamshell").drag_to(builder.locator(".build[data-block=cool-down]"))
    expect(builder.locator(".build[data-block=cool-down] strong")).to_have_text("Clamshell")

    blocks = [[row.exercise.slug for row in part.rows] for part in Routine.objects.get(pk=routine.pk).blocks()]
    assert blocks == [[], ["plank", "squat"], ["clamshell"]]


def test_a_removed_row_is_brought_back_by_undo(builder, routine):
    builder.get_by_text("Clamshell", exact=True).click()
    builder.get_by_role("button", name="Remove: Clamshell").click()
    expect(builder.get_by_text("Removed: Clamshell.")).to_be_in_viewport()
    expect(builder.get_by_role("button", name="Undo")).to_be_focused()
    builder.get_by_role("button", name="Undo").click()
    expect(builder.get_by_text("Removed: Clamshell.")).not_to_be_visible()
    expect(builder.locator("summary", has_text="Clamshell")).to_be_focused()

    assert order(routine) == "squat clamshell plank"


def test_a_superset_is_made_with_one_tap(builder, routine):
    builder.get_by_text("Clamshell", exact=True).click()
    builder.get_by_role("button", name="Superset with the one above").click()
    expect(builder.get_by_role("button", name="Out of the superset")).to_be_visible()

    assert order(routine) == "Asquat Aclamshell plank"


def test_exercises_are_found_by_typing_and_added_one_after_the_other(builder, routine):
    builder.get_by_role("link", name="Add an exercise to the main").click()
    builder.get_by_label("Search by name").fill("clam shel")
    builder.get_by_role("button", name="Add Clamshell").click()
    expect(builder.locator(".build-name strong")).to_have_count(4)
    builder.get_by_role("button", name="Add Clamshell").click()
    expect(builder.locator(".build-name strong")).to_have_count(5)

    assert order(routine) == "squat clamshell plank clamshell clamshell"


@pytest.mark.parametrize("way", ["Back", "Escape", "Close the search"])
def test_a_search_is_closed_by_back_escape_or_its_key_and_the_builder_goes_on(builder, routine, way):
    for opens, panel in (("Add an exercise to the main", "Add an exercise"), ("Any other exercise", "Swap squat")):
        if panel.startswith("Swap"):
            builder.locator(".build-name strong").first.click()
        link = builder.get_by_role("link", name=opens).first
        link.focus()
        builder.keyboard.press("Enter")
        expect(builder.get_by_role("heading", name=panel)).to_be_focused()
        if way == "Back":
            builder.go_back()
        elif way == "Escape":
            builder.keyboard.press(way)
        else:
            builder.get_by_role("link", name=way).click()
        expect(builder.get_by_role("heading", name=panel)).to_have_count(0)
        if way != "Back":
            expect(builder.get_by_role("link", name=opens).first).to_be_focused()
        expect(builder).to_have_url(re.compile("/edit/$"))
    if way == "Back":
        builder.locator(".build-name strong").first.click()
    builder.get_by_role("button", name="Sets: 1 more").first.click()
    expect(builder.locator("#foot-sum strong")).to_have_text("12 min")
    assert routine.prescriptions.first().sets == 4


def test_what_does_not_arrive_is_said(builder, routine):
    builder.get_by_text("Squat", exact=True).click()
    builder.context.set_offline(True)
    builder.get_by_label("Note").first.fill("Slowly")
    builder.get_by_label("Note").first.blur()
    expect(builder.locator("#unsaved")).to_be_visible()
    builder.context.set_offline(False)
    builder.get_by_label("Note").first.fill("Slowly!")
    builder.get_by_label("Note").first.blur()
    expect(builder.locator("#unsaved")).to_be_hidden()

    assert routine.prescriptions.first().note == "Slowly!"


def test_a_tab_left_open_across_a_log_in_still_saves(builder, routine, live_server):
    fresh = "a" * 32
    builder.context.add_cookies([{"name": "csrftoken", "value": fresh, "url": live_server.url}])
    builder.get_by_text("Clamshell", exact=True).click()
    builder.get_by_role("button", name="Up: Clamshell").click()
    expect(builder.locator(".build-name strong").first).to_have_text("Clamshell")

    assert order(routine) == "clamshell squat plank"


def test_the_builder_works_without_a_script(browser, user, live_server, routine):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    sign_in(context, live_server, user)
    page = context.new_page()
    page.goto(f"{live_server.url}/routines/{routine.pk}/edit/")

    page.get_by_text("Clamshell", exact=True).first.click()
    page.get_by_role("button", name="Up: Clamshell").click()
    expect(page.locator(".build-name strong")).to_have_text(["Clamshell", "Squat", "Plank"])
    form = page.locator("[open] form").first
    form.get_by_label("Sets").fill("5")
    form.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Remove: Clamshell").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="Add an exercise to the cool-down").click()
    page.get_by_label("Search by name").fill("plnk")
    page.get_by_label("Search by name").press("Enter")
    page.get_by_role("button", name="Add Plank").click()
    page.get_by_label("Name").first.fill("Tuesday")
    page.get_by_role("button", name="Save the name").click()
    expect(page).to_have_title(re.compile("^Edit Tuesday"))

    assert order(routine) == "clamshell squat plank plank"
    assert routine.prescriptions.first().sets == 5
    assert Routine.objects.get(pk=routine.pk).name == "Tuesday"
    context.close()
