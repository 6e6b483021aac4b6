"""A phone that will not keep things: it says so, tries again, and loses nothing as long as the page is open."""

import pytest
from playwright.sync_api import expect

from tests.browser.phone import kept, start, stored, tap
from tests.make import make_exercise, make_routine

pytestmark = pytest.mark.django_db(transaction=True)

FULL = """() => {
  const { transaction } = IDBDatabase.prototype;
  window.mend = () => (IDBDatabase.prototype.transaction = transaction);
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    if (mode === 'readwrite') throw new DOMException('full', 'QuotaExceededError');
    return transaction.call(this, stores, mode, options);
  };
  return null;
}"""
LOST = """() => {
  const { transaction } = IDBDatabase.prototype;
  let lost = null;
  IDBDatabase.prototype.transaction = function (...given) {
    lost ??= this;
    if (this === lost) throw new DOMException('lost', 'InvalidStateError');
    return transaction.apply(this, given);
  };
  return null;
}"""
MEND = "() => { window.mend(); return null; }"
NOT_YET = "Not saved yet. Keep this page open: we’ll keep trying."
BOTH = [("squat", number, "both", 10, "", True, None) for number in (1, 2)]


@pytest.fixture
def routine():
    return make_routine(None, [(make_exercise("squat", load="none"), {"sets": 2, "rest_s": 30})])


def test_what_could_not_be_kept_is_kept_as_soon_as_there_is_room(phone, routine):
    start(phone, routine)
    tap(phone, "Log set 1 of 2, 10 reps")
    expect(kept(phone)).to_have_text("All saved.")
    tap(phone, "End rest")
    phone.evaluate(FULL)
    tap(phone, "Log set 2 of 2, 10 reps")
    expect(kept(phone)).to_have_text(NOT_YET)
    phone.evaluate("() => { document.dispatchEvent(new Event('visibilitychange')); return null; }")
    phone.clock.run_for(6000)
    expect(kept(phone)).to_have_text(NOT_YET)
    assert stored() == BOTH[:1]
    phone.evaluate(MEND)
    phone.clock.run_for(6000)
    expect(kept(phone)).to_have_text("All saved.")
    assert stored() == BOTH


def test_a_session_that_could_not_be_kept_is_not_called_kept(phone, routine):
    start(phone, routine)
    phone.evaluate(FULL)
    tap(phone, "Log set 1 of 2, 10 reps")
    phone.get_by_role("button", name="Session menu: swap, skip, sound").click()
    tap(phone, "Finish here")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Not saved yet.")
    phone.evaluate(MEND)
    phone.clock.run_for(6000)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Done and saved.")
    assert stored() == BOTH[:1]


def test_a_connection_to_the_disk_that_was_lost_is_made_anew(phone, routine):
    start(phone, routine)
    phone.evaluate(LOST)
    tap(phone, "Log set 1 of 2, 10 reps")
    tap(phone, "End rest")
    tap(phone, "Log set 2 of 2, 10 reps")
    expect(kept(phone)).to_have_text("All saved.")
    assert stored() == BOTH


def test_a_session_begins_even_while_nothing_can_be_kept(phone, routine):
    phone.goto(f"/workouts/start/?routine={routine.pk}")
    expect(phone.get_by_role("button", name="Show as a list")).to_be_visible()
    phone.evaluate(FULL.replace("mode === 'readwrite'", "true"))
    tap(phone, "Start")
    expect(phone.locator(".player")).to_be_visible()
    phone.evaluate(MEND)
    tap(phone, "Log set 1 of 2, 10 reps")
    expect(kept(phone)).to_have_text("All saved.")
    assert stored() == BOTH[:1]
