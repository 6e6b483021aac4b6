"""The log of another app, from its file to the charts, and out again."""

import pytest
from playwright.sync_api import expect

from glutes.workouts.models import WorkoutSet
from tests.make import make_exercise, make_log_file

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def catalogue():
    """The exercises that the log names, but for the leg press."""
    make_exercise("squat")
    make_exercise("lunge")
    make_exercise("plank", measure="seconds", load="none", role="core")
    make_exercise("hip-lift", name="Hip lift")


@pytest.fixture
def choose(phone, tmp_path):
    """Opens the page and sends a file of this content: from the disk, as a large one takes long to hand over."""

    def choosing(content, name="hevy.csv"):
        file = tmp_path / name
        file.write_bytes(content)
        phone.goto("/import/")
        phone.get_by_label("The file from your other app").set_input_files(file)
        phone.get_by_role("button", name="Look it over").click()

    return choosing


def test_three_hundred_sessions_come_from_a_file_into_the_charts_and_are_undone(phone, user, choose):
    choose(make_log_file(1500, a_session=5))
    expect(phone.get_by_role("heading", name="hevy.csv")).to_be_visible()
    expect(phone.locator(".sums")).to_contain_text("300")
    expect(phone.get_by_role("heading", name="2 names to settle")).to_be_visible()
    leg_press, hip_thrust = phone.get_by_label("Leg Press"), phone.get_by_label("Hip Thrust (Barbell)")
    expect(leg_press).to_have_value("own")
    expect(hip_thrust).to_have_value("hip-lift")
    picture = hip_thrust.locator("xpath=preceding-sibling::*")
    hip_thrust.select_option("squat")
    expect(picture).to_be_hidden()
    hip_thrust.select_option("hip-lift")
    expect(picture).to_be_visible()
    tally = phone.locator(".tally")
    leg_press.select_option("out")
    expect(tally).to_contain_text("1 name skipped")
    expect(tally.get_by_text("of your own")).to_be_hidden()
    for select in phone.locator(".match select").all():
        select.evaluate("one => { one.value = 'out'; one.dispatchEvent(new Event('change', { bubbles: true })) }")
    expect(tally.get_by_role("status")).to_have_text("0 sessions")
    hip_thrust.select_option("hip-lift")
    expect(phone.locator(".foot-sum")).to_have_text("300 sessions")
    phone.reload()
    assert not user.workouts.exists()
    phone.get_by_role("button", name="Bring them in").click()
    expect(phone.get_by_role("heading", name="300 sessions are in.")).to_be_visible()
    assert (user.workouts.count(), WorkoutSet.objects.filter(user=user).count()) == (300, 1500)
    phone.get_by_role("link", name="See it in Progress").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Progress")
    expect(phone.locator("main")).to_contain_text("Squat")
    phone.goto("/progress/hip-lift/")
    expect(phone.locator("main svg").first).to_be_visible()
    expect(phone.locator("main")).to_contain_text("kg")
    phone.goto("/import/")
    phone.get_by_role("link", name="hevy.csv").click()
    phone.get_by_role("button", name="Undo this import").click()
    expect(phone.get_by_role("heading", name="Undone: hevy.csv")).to_be_visible()
    assert not user.workouts.exists()
    assert not user.exercises.exists()


def test_an_import_says_how_far_it_is_and_goes_on_where_the_answer_is_lost(phone, choose):
    choose(make_log_file(40))
    expect(phone.get_by_role("heading", name="hevy.csv")).to_be_visible()
    held, state = [], {"state": "coming-in", "done": 120, "of": 300}
    phone.route("**/bring/", lambda route: held.append(route))
    phone.route(phone.url, lambda route: route.fulfill(json=state))
    phone.get_by_role("button", name="Bring them in").click()
    phone.clock.run_for(1000)
    expect(phone.locator(".uploading")).to_contain_text("120 of 300 sessions")
    expect(phone.locator(".uploading .fill-ink")).to_have_attribute("width", "40%")
    held[0].abort()
    expect(phone.get_by_role("button", name="Bring them in")).to_be_enabled()
    state["done"] = 240
    phone.clock.run_for(1000)
    expect(phone.locator(".uploading")).to_contain_text("240 of 300 sessions")


def test_where_it_never_arrives_it_says_so(phone, choose):
    choose(make_log_file(40))
    expect(phone.get_by_role("heading", name="hevy.csv")).to_be_visible()
    phone.route("**/bring/", lambda route: route.abort())
    phone.get_by_role("button", name="Bring them in").click()
    expect(phone.locator(".uploading")).to_contain_text("nothing comes in twice")


def test_a_file_that_is_no_log_is_refused_where_it_was_chosen(phone, choose):
    choose(b"PK\x03\x04", "log.zip")
    expect(phone.locator(".uploading")).to_contain_text("That’s a zip")
    choose(b"a" * (20 * 1024 * 1024 + 1), "log.csv")
    expect(phone.locator(".uploading")).to_contain_text("20 MB at most")
