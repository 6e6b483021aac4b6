"""Self-checks on a phone: the clock of a hold heard alone, and a check done without a network, sent later."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import expect

from glutes.checks.models import HabitDay, SelfCheck
from tests.browser.phone import tap, wait_until
from tests.make import make_check

pytestmark = pytest.mark.django_db(transaction=True)

SECOND = 1_000
HEARD = """() => {
  window.heard = [];
  const line = document.querySelector('#check-heard');
  new MutationObserver(() => line.textContent && window.heard.push(line.textContent))
    .observe(line, {childList: true, characterData: true, subtree: true});
}"""


def results():
    return list(SelfCheck.objects.order_by("done_at").values_list("kind", "left", "right", "pain"))


def open_check(phone, kind):
    """The page of a check, once its script is there: it shows the button that only a script can."""
    phone.goto(f"/checks/{kind}/")
    expect(phone.get_by_role("button", name="Start the clock")).to_be_visible()


def heard(phone):
    return phone.evaluate("window.heard")


def test_both_sides_are_held_by_what_is_heard_alone(phone):
    """A tap begins, the ears say what is on, a tap ends a side: the eyes are on the ceiling."""
    open_check(phone, "bridge-hold")
    phone.evaluate(HEARD)
    tap(phone, "Start the clock")
    assert heard(phone) == ["Single-leg bridge, left side. Get ready."]
    phone.clock.run_for(4 * SECOND)
    assert heard(phone)[1:] == ["Hold."]
    phone.clock.run_for(21 * SECOND)
    assert heard(phone)[2:] == ["10 seconds.", "20 seconds."]
    tap(phone, "Stop: hips dropped")
    assert heard(phone)[4:] == ["Left, 21 seconds. Change sides: right."]
    phone.clock.run_for(9 * SECOND)
    assert heard(phone)[5:] == ["Hold."]
    phone.clock.run_for(61 * SECOND)
    assert heard(phone)[6:] == [*(f"{n}0 seconds." for n in range(1, 6)), "60 seconds: you’re there."]
    phone.get_by_role("button", name="Stop: hips dropped").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Left 21, right 61 seconds")
    assert results() == [("bridge-hold", 21, 61, None)]


def test_a_hold_with_an_end_ends_by_itself(phone):
    open_check(phone, "side-plank")
    tap(phone, "Start the clock")
    phone.clock.run_for((5 + 45 + 10 + 45) * SECOND)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Left 45, right 45 seconds")
    assert results() == [("side-plank", 45, 45, None)]


def test_a_hold_that_hurts_ends_with_the_advice(phone):
    open_check(phone, "bridge-hold")
    tap(phone, "Start the clock")
    phone.clock.run_for(14 * SECOND)
    phone.get_by_role("button", name="It hurts").click()
    expect(phone.get_by_text("Stop this exercise for today.")).to_be_visible()
    assert results() == [("bridge-hold", 10, None, 6)]


def test_a_side_may_be_started_again_and_the_check_left(phone):
    open_check(phone, "bridge-hold")
    tap(phone, "Start the clock")
    phone.clock.run_for(14 * SECOND)
    tap(phone, "Start left again")
    expect(phone.get_by_text("seconds to get ready")).to_be_visible()
    phone.clock.run_for(7 * SECOND)
    expect(phone.locator("[data-show=digits]")).to_have_text("3")
    tap(phone, "Leave the check; nothing is saved")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Single-leg bridge")
    assert results() == []


def test_a_check_without_a_network_is_sent_later(phone):
    phone.goto("/checks/ten-squats/")
    phone.context.set_offline(True)
    phone.get_by_label("Left, reps").fill("7")
    phone.get_by_label("Right, reps").fill("9")
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator("#check-said")).to_have_text(
        "Saved on this phone: Left 7, right 9. It is sent as soon as you’re online."
    )
    assert results() == []
    phone.context.set_offline(False)
    phone.clock.run_for(3 * SECOND)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Left 7, right 9")
    assert results() == [("ten-squats", 7, 9, None)]


def test_what_the_server_refuses_is_said_and_stays(phone):
    phone.goto("/checks/ten-squats/")
    phone.get_by_label("Left, reps").fill("many")
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator("#check-said")).to_have_text("Left, in reps: a whole number from 0 to 500.")
    expect(phone.get_by_label("Left, reps")).to_have_value("many")
    phone.get_by_label("Left, reps").fill("8")
    phone.get_by_role("button", name="Save").dblclick()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Left 8")
    assert results() == [("ten-squats", 8, None, None)]


def test_without_a_script_the_seconds_are_typed(browser, live_server, user):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    make_check(user)
    page.goto("/checks/bridge-hold/")
    expect(page.get_by_role("button", name="Start the clock")).to_be_hidden()
    page.get_by_label("Left, seconds").fill("50")
    page.get_by_role("radio", name="No", exact=True).check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Left 50 seconds")
    context.close()
    assert results()[-1] == ("bridge-hold", 50, None, 0)


def test_a_correction_without_a_network_is_sent_later(phone, user):
    check = make_check(user)
    phone.goto(check.get_absolute_url())
    phone.get_by_text("Edit or delete").click()
    phone.context.set_offline(True)
    phone.get_by_label("Left, seconds").fill("57")
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator("#correct-said")).to_have_text("Saved on this phone. It is sent as soon as you’re online.")
    assert results() == [("bridge-hold", 48, 52, None)]
    phone.context.set_offline(False)
    phone.clock.run_for(3 * SECOND)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Left 57, right 52 seconds")
    assert results() == [("bridge-hold", 57, 52, None)]
    expect(phone.locator(".waiting")).to_have_count(0)


def test_a_correction_that_is_refused_stays_to_be_mended(phone, user):
    phone.goto(make_check(user).get_absolute_url())
    phone.get_by_text("Edit or delete").click()
    phone.get_by_label("Left, seconds").fill("many")
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator("#correct-said")).to_have_text("Left, in seconds: a whole number from 0 to 3600.")
    phone.get_by_label("Left, seconds").fill("50")
    phone.get_by_role("button", name="Save").dblclick()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Left 50, right 52 seconds")
    assert results() == [("bridge-hold", 50, 52, None)]


def test_the_habit_is_tapped_without_a_network_and_counted_once(phone, user):
    today = user.local_date()
    HabitDay.objects.create(user=user, day=today - timedelta(days=1))
    phone.goto("/checks/")
    phone.context.set_offline(True)
    card = phone.locator("#habit")
    expect(card).to_contain_text("1 of the last 30 days")
    for name, count in (("^Yes, I thought", 2), ("^Undo", 1), ("^Yes, I thought", 2)):
        card.get_by_role("button", name=re.compile(name)).click()
        expect(card).to_contain_text(f"{count} of the last 30 days")
    expect(card.get_by_role("heading")).to_have_text("Glutes in mind today")
    assert HabitDay.objects.count() == 1
    phone.context.set_offline(False)
    phone.clock.run_for(3 * SECOND)
    wait_until(phone, lambda: HabitDay.objects.filter(day=today).exists(), "the tap did not arrive")
    expect(phone.locator(".waiting")).to_have_count(0)
    phone.reload()
    expect(card).to_contain_text("2 of the last 30 days")
    assert HabitDay.objects.count() == 2
