"""Today in a browser: one tap into the player, a phone that is somewhere else, a page left open over midnight."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from glutes.workouts.models import Workout
from tests.browser.phone import kept, sign_in, start, stop_clock, tap
from tests.make import make_exercise, make_plan_day, make_routine

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def routine(user):
    return make_routine(user, [(make_exercise("squat", name="Squat", load="none"), {"sets": 1})], name="Hips")


def test_start_on_today_is_one_tap_into_the_player_and_makes_one_session(phone, user, routine):
    make_plan_day(user, timezone.localdate().weekday(), routine=routine)
    phone.goto("/")
    phone.get_by_role("link", name="Start Hips").click()
    expect(phone.locator(".player")).to_be_visible()
    phone.clock.run_for(1000)
    tap(phone, "Log set 1 of 1, 10 reps")
    expect(kept(phone)).to_have_text("All saved.")
    phone.reload()
    expect(phone.locator(".player")).to_be_visible()
    assert Workout.objects.count() == 1


@pytest.fixture
def abroad(new_context, live_server, user):
    """Makes pages of a phone in Auckland; the account is in Berlin."""
    user.time_zone = "Europe/Berlin"
    user.save()
    context = new_context(base_url=live_server.url, timezone_id="Pacific/Auckland")
    sign_in(context, live_server, user)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_text("This device is on Pacific/Auckland time")).to_be_visible()
    return page


@pytest.mark.parametrize("tapped", [False, True])
def test_today_is_shown_anew_once_the_last_entries_of_a_session_are_sent(phone, user, routine, tapped):
    """Not where a link was tapped meanwhile, whose page takes a while."""
    start(phone, routine)
    tap(phone, "Log set 1 of 1, 10 reps")
    expect(kept(phone)).to_have_text("All saved.")
    phone.route("**/finish/", lambda route: route.abort())
    phone.clock.run_for(1000)
    tap(phone, "Finish")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Saved on this phone.")
    tap(phone, "To Today")
    carry_on = phone.get_by_role("link", name="Carry on")
    expect(carry_on).to_be_visible()
    expect(phone.get_by_text("1 entry saved on this phone.")).to_be_visible()
    phone.wait_for_load_state()  # Only then are all scripts there to hear of a tap.
    if tapped:
        phone.evaluate("addEventListener('click', (event) => event.preventDefault())")
        phone.get_by_role("link", name="Week").first.click()
    phone.unroute("**/finish/")
    phone.clock.run_for(2000)
    expect(phone.get_by_text("1 entry saved on this phone.")).to_have_count(0)
    expect(carry_on).to_have_count(int(tapped))


def test_a_phone_in_another_time_zone_is_followed_with_a_tap(abroad, user):
    abroad.get_by_role("button", name="Follow this device").click()
    expect(abroad.get_by_text("Your account follows Pacific/Auckland now.")).to_be_visible()
    expect(abroad.locator("#zone")).to_be_hidden()
    user.refresh_from_db()
    assert user.time_zone == "Pacific/Auckland"


def test_who_keeps_the_old_zone_is_not_asked_again(abroad, user):
    abroad.get_by_role("button", name="Keep Europe/Berlin").click()
    expect(abroad.locator("#zone")).to_be_hidden()
    abroad.reload()
    expect(abroad.get_by_role("heading", level=1)).to_be_visible()
    expect(abroad.locator("#zone")).to_be_hidden()
    user.refresh_from_db()
    assert user.time_zone == "Europe/Berlin"


def test_today_moves_on_at_midnight_while_it_stays_open(new_context, live_server, user):
    context = new_context(base_url=live_server.url, timezone_id="UTC")
    sign_in(context, live_server, user)
    page = context.new_page()
    midnight = (timezone.now() + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    stop_clock(page, midnight.timestamp() - 60)
    page.goto("/")
    page.evaluate("window.isOld = true")
    page.clock.run_for(30_000)
    assert page.evaluate("window.isOld") is True
    page.clock.run_for(40_000)
    page.wait_for_function("window.isOld === undefined")
