"""How a set went and whether it hurt, on a phone: each is one tap, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from glutes.rules.coaching import pain
from glutes.workouts.models import WorkoutExercise, WorkoutSet
from tests.make import make_exercise, make_routine, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(request, browser, browser_context_args, live_server):
    """Ann's phone, at the sheet of three sets of squats."""
    routine = make_routine(make_user("ann"), [(make_exercise("squat"), {})])
    context = browser.new_context(**browser_context_args, base_url=live_server.url, java_script_enabled=request.param)
    page = context.new_page()
    page.goto(f"/account/login/?next=/workouts/start/%3Froutine={routine.pk}")
    page.get_by_label("Name").fill("ann")
    page.get_by_label("Password").fill("long enough secret")
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("button", name="Show as a list" if request.param else "Start").click()
    expect(page.get_by_role("button", name="set 1 of 3: log")).to_be_visible()
    page.wait_for_load_state()  # Before that, a tap sends the form by itself.
    yield page
    context.close()


def test_a_set_that_slipped_and_a_little_pain_take_a_tap_each(phone):
    phone.get_by_role("button", name="set 1 of 3: log").click()
    phone.get_by_role("button", name=re.compile("^Form slipped")).click()
    expect(phone.get_by_role("button", name=re.compile("^Form slipped"))).to_have_attribute("aria-pressed", "true")
    phone.get_by_text("A little").click()
    phone.get_by_role("button", name="4 out of 10, Squat", exact=True).click()
    expect(phone.get_by_text(pain.HOLD.sentence)).to_be_visible()
    phone.get_by_role("button", name="Groin").click()
    expect(phone.get_by_text("Is it this? Deep pain in the groin")).to_be_visible()
    phone.get_by_role("button", name=re.compile("^A lot")).click()
    expect(phone.get_by_text(pain.STOP.sentence)).to_be_visible()
    expect(phone.locator("#progress [role=status]")).to_contain_text(re.compile(r"^\s*1 of 1 ticked"))
    assert list(WorkoutSet.objects.values_list("reps", "form_ok")) == [(10, False)]
    assert list(WorkoutExercise.objects.values_list("pain", "pain_site", "skipped")) == [(6, "groin", False)]


def test_reps_left_are_chosen_and_kept(phone):
    phone.get_by_role("button", name="set 1 of 3: log").click()
    choice = phone.get_by_label("Squat, set 1 of 3: reps to spare")
    expect(choice).to_be_visible()
    with phone.expect_response("**/sets/"):
        choice.select_option("1")
        if not phone.evaluate("Boolean(window.htmx)"):
            phone.get_by_role("button", name="set 1 of 3: save").click()
    expect(choice).to_have_value("1")
    assert list(WorkoutSet.objects.values_list("reps", "rir")) == [(10, 1)]
