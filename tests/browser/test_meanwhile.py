"""What happens elsewhere while a session goes on: logged out, somebody else logged in, the same on another phone."""

import re
from time import time

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from glutes.workouts.models import WorkoutSet
from tests.browser.phone import kept, start, stop_clock, tap
from tests.make import make_exercise, make_routine, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ann():
    return make_user("ann")


@pytest.fixture
def routine():
    return make_routine(None, [(make_exercise(load="none"), {"sets": 3, "rest_s": 300})])


@pytest.fixture
def new_phone(new_context, live_server):
    """Makes phones on which nobody is logged in yet. The tabs of a phone have one clock."""

    def new(fast=0):
        """`fast`: by how many seconds its clock is."""
        phone = new_context(base_url=live_server.url)
        stop_clock(phone, time() + fast)
        return phone

    return new


def log_in(tab, name):
    if "/account/login/" not in tab.url:
        tab.goto("/account/login/")
    tab.get_by_label("Name").fill(name)
    tab.get_by_label("Password").fill("long enough secret")
    tab.get_by_role("button", name="Log in", exact=True).click()
    expect(tab.locator("meta[name=user]")).to_have_count(1)


def log_out(tab):
    tab.goto("/account/logout/")
    tab.get_by_role("button", name="Log out").click()
    expect(tab.locator("meta[name=user]")).to_have_count(0)


def begin(tab, routine):
    """One of three sets is done, and the second is next."""
    start(tab, routine)
    log(tab, 1)
    expect(kept(tab)).to_have_text("All saved.")
    tap(tab, "End rest")


def log(tab, number, reps=10):
    tap(tab, f"Log set {number} of 3, {reps} reps")


def stored():
    return list(WorkoutSet.objects.order_by("number", "pk").values_list("user__username", "number", "reps"))


def test_who_was_logged_out_is_told_and_what_was_logged_is_sent_after_the_next_log_in(new_phone, ann, routine):
    tab = new_phone().new_page()
    log_in(tab, "ann")
    begin(tab, routine)
    Session.objects.all().delete()
    log(tab, 2)
    expect(kept(tab)).to_have_text("Saved on this phone, 1 to send: you are logged out.")
    tap(tab, "Leave; your session is saved")
    expect(tab.locator(".waiting")).to_contain_text("1 entry is on this phone. Log in to send it, or delete.")
    assert stored() == [("ann", 1, 10)]
    with tab.expect_response("**/sets/"):
        log_in(tab, "ann")
    assert stored() == [("ann", 1, 10), ("ann", 2, 10)]


def test_nothing_is_sent_under_the_name_of_whoever_logged_in_meanwhile(new_phone, ann, routine):
    make_user("bob")
    phone = new_phone()
    tab = phone.new_page()
    log_in(tab, "ann")
    begin(tab, routine)
    other = phone.new_page()
    log_out(other)
    log_in(other, "bob")
    tab.bring_to_front()
    log(tab, 2)
    expect(kept(tab)).to_have_text("Saved on this phone, 1 to send: somebody else is logged in here.")
    other.bring_to_front()
    other.reload()
    expect(other.locator(".waiting")).to_contain_text("1 entry from another account is on this phone")
    assert stored() == [("ann", 1, 10)]
    log_out(other)
    log_in(other, "ann")
    tab.bring_to_front()
    tap(tab, "End rest")
    log(tab, 3)
    expect(kept(tab)).to_have_text("All saved.")
    assert stored() == [("ann", 1, 10), ("ann", 2, 10), ("ann", 3, 10)]


def test_two_phones_with_a_workout_log_each_set_once_as_it_was_typed_last(new_phone, ann, routine):
    phone = new_phone()
    tab = phone.new_page()
    log_in(tab, "ann")
    begin(tab, routine)
    phone.set_offline(True)
    log(tab, 2)
    expect(kept(tab)).to_have_text("Saved on this phone, 1 to send.")
    other = new_phone().new_page()
    other.clock.fast_forward(60_000)
    log_in(other, "ann")
    other.get_by_role("link", name="Carry on").first.click()
    tap(other, "One rep more")
    log(other, 2, reps=11)
    tap(other, "End rest")
    log(other, 3, reps=11)
    expect(kept(other)).to_have_text("All saved.")
    phone.set_offline(False)
    phone.clock.resume()  # The first try may come too soon; the next is made by the clock.
    expect(kept(tab)).to_have_text("All saved.")
    tap(other, "Finish")
    expect(other.get_by_role("heading", level=1)).to_have_text("That’s the lot. Nicely done.")
    assert stored() == [("ann", 1, 10), ("ann", 2, 11), ("ann", 3, 11)]


def correct(tab, reps):
    """The first set had other reps."""
    tab.get_by_role("button", name=re.compile(r"^Set 1: \d+\. Edit$")).click()
    tab.locator("#player-fix").get_by_label("Reps").fill(str(reps))
    with tab.expect_response("**/sets/"):
        tap(tab, "Save")
    expect(kept(tab)).to_have_text("All saved.")


def test_what_was_typed_at_a_clock_23_hours_fast_can_be_corrected_at_a_right_one(new_phone, ann, routine):
    phone = new_phone(fast=23 * 3600)
    tab = phone.new_page()
    log_in(tab, "ann")
    begin(tab, routine)
    phone.clock.set_system_time(time())
    correct(tab, 9)
    assert stored() == [("ann", 1, 9)]
    other = new_phone().new_page()
    log_in(other, "ann")
    other.get_by_role("link", name="Carry on").first.click()
    for reps in (8, 7):
        correct(other, reps)
        assert stored() == [("ann", 1, reps)]
