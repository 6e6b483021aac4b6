"""A session in the player, on a phone: taps, holds that log themselves, reloads, and a network that really fails."""

import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from glutes.exercises.models import LadderStep
from glutes.rules.coaching import pain
from glutes.workouts.models import Workout, WorkoutExercise
from tests.browser.phone import kept, start, stored, tap, violations, wait_until
from tests.make import make_exercise, make_routine, make_source

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def routine():
    """Two sets each: reps, reps on each side, a hold on each side; 30 s of rest."""
    squat = make_exercise("some-squat", load="none")
    step = make_exercise("some-step", sides="each")
    hold = make_exercise("some-hold", measure="seconds", sides="each", load="none", cap_s=20)
    dose = {"sets": 2, "rest_s": 30}
    held = dose | {"seconds_low": 30, "seconds_high": 30}
    return make_routine(None, [(squat, dose), (step, dose), (hold, held)], name="Everything")


def do_squats_and_steps(phone):
    for number in (1, 2):
        tap(phone, f"Log set {number} of 2, 10 reps")
        phone.clock.run_for(30_000)
    for number in (1, 2):
        tap(phone, f"Log set {number} of 2, left, 10 reps")
        tap(phone, f"Log set {number} of 2, right, 10 reps")
        phone.clock.run_for(30_000)


PRESCRIBED = [
    *(("some-squat", number, "both", 10, "", True, None) for number in (1, 2)),
    *(("some-step", number, side, 10, "", True, None) for number in (1, 2) for side in ("left", "right")),
    *(("some-hold", number, side, 20, "", True, None) for number in (1, 2) for side in ("left", "right")),
]


def test_a_session_as_prescribed_takes_one_tap_a_set_and_side_and_none_a_hold(phone, routine):
    phone.add_init_script(
        "addEventListener('click', () => (sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1))"
    )
    start(phone, routine)
    do_squats_and_steps(phone)
    phone.clock.run_for(2 * (25_000 + 28_000) + 31_000)
    tap(phone, "Finish")
    expect(phone.get_by_role("heading", level=1)).to_have_text("That’s the lot. Nicely done.")
    assert phone.evaluate("Number(sessionStorage.taps)") == 1 + 2 + 4 + 1
    assert stored() == PRESCRIBED
    assert Workout.objects.get().routine == routine


def test_a_double_tap_begins_one_session(phone, routine):
    phone.goto(f"/workouts/start/?routine={routine.pk}")
    expect(phone.get_by_role("button", name="Show as a list")).to_be_visible()
    phone.get_by_role("button", name="Start", exact=True).dblclick()
    tap(phone, "Log set 1 of 2, 10 reps")
    sessions = phone.evaluate("import('/static/js/offline/store.js').then((store) => store.sessions())")
    assert [phone.url.partition("#")[2]] == [session["workout"] for session in sessions]


def test_a_short_session_begun_here_goes_on_from_the_page_of_the_whole_one(phone, routine):
    phone.route("**/sets/", lambda route: route.abort())
    start(phone, routine, "&short=1")
    tap(phone, "Log set 1 of 1, 10 reps")
    start(phone, routine)
    expect(phone.get_by_label("Next", exact=True)).to_contain_text("Some step")


def test_a_reload_in_a_hold_goes_on_in_the_hold(phone, routine):
    start(phone, routine)
    do_squats_and_steps(phone)
    phone.clock.run_for(10_000)
    before = int(phone.locator(".digits").inner_text())
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Some hold, left")
    assert before - 3 <= int(phone.locator(".digits").inner_text()) <= before
    phone.clock.run_for(before * 1000 + 500)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Some hold, right")
    expect(kept(phone)).to_have_text("All saved.")
    assert stored() == PRESCRIBED[:7]


def test_steppers_load_form_reps_in_reserve_and_pain_are_logged(phone, routine):
    start(phone, routine)
    tap(phone, "One rep more")
    tap(phone, "Log: form slipped")
    phone.get_by_role("radiogroup", name="How many more could you have done?").get_by_text("2", exact=True).click()
    phone.get_by_role("radiogroup", name="Did it hurt?").get_by_text("A little", exact=True).click()
    tap(phone, "End rest")
    phone.get_by_role("button", name="Session menu: swap, skip, sound").click()
    tap(phone, "Skip it today")
    tap(phone, "1 kg")
    tap(phone, "Log set 1 of 2, left, 10 reps")
    expect(kept(phone)).to_have_text("All saved.")
    assert stored() == [
        ("some-squat", 1, "both", 11, "", False, 2),
        ("some-step", 1, "left", 10, "1", True, None),
    ]
    assert list(Workout.objects.get().exercises.values_list("pain", "skipped")) == [
        (2, True), (None, False), (None, False),
    ]  # fmt: skip


def test_a_set_logged_by_mistake_is_taken_back_and_done_again(phone, routine):
    start(phone, routine)
    tap(phone, "One rep more")
    tap(phone, "Log set 1 of 2, 11 reps")
    tap(phone, "Undo this set")
    expect(phone.get_by_role("button", name="Log set 1 of 2, 11 reps")).to_be_visible()
    expect(kept(phone)).to_have_text("All saved.")
    assert stored() == []
    tap(phone, "One rep fewer")
    tap(phone, "Log set 1 of 2, 10 reps")
    expect(kept(phone)).to_have_text("All saved.")
    assert stored() == PRESCRIBED[:1]


def test_a_version_says_which_one_the_phone_had_seen(phone, routine):
    """So that it counts after that one, also where the clock was set back in between."""
    start(phone, routine)
    sent = []
    phone.on("request", lambda request: request.url.endswith("/sets/") and sent.append(parse_qs(request.post_data)))
    tap(phone, "Log set 1 of 2, 10 reps")
    expect(kept(phone)).to_have_text("All saved.")
    tap(phone, "Undo this set")
    expect(kept(phone)).to_have_text("All saved.")
    first, undone = sent
    assert "seen" not in first
    assert undone["seen"] == first["logged_at"]


def pains():
    return list(Workout.objects.get().exercises.values_list("exercise__slug", "pain", "skipped"))


def test_an_exercise_stopped_for_pain_or_skipped_is_taken_up_again(phone, routine):
    start(phone, routine)
    tap(phone, "Log set 1 of 2, 10 reps")
    hurt = phone.get_by_role("radiogroup", name="Did it hurt?")
    hurt.get_by_text("A lot").click()
    expect(phone.get_by_label("Next", exact=True)).to_contain_text("Some step")
    hurt.get_by_text("A little").click()
    phone.get_by_role("radiogroup", name="How much did it hurt, out of 10?").get_by_text("3").click()
    expect(phone.get_by_label("Next", exact=True)).to_contain_text("Some squat")
    phone.get_by_role("button", name="Session menu: swap, skip, sound").click()
    tap(phone, "Skip it today")
    expect(phone.get_by_label("Next", exact=True)).to_contain_text("Some step")
    phone.get_by_role("button", name="Session menu: swap, skip, sound").click()
    phone.get_by_role("button", name="Some squat Skipped: do it after all").click()
    tap(phone, "End rest")
    tap(phone, "Log set 2 of 2, 10 reps")
    expect(kept(phone)).to_have_text("All saved.")
    assert stored() == PRESCRIBED[:2]
    assert pains()[0] == ("some-squat", 3, False)


def test_the_last_set_of_all_can_be_spoken_of_too(phone):
    start(phone, make_routine(None, [(make_exercise("some-squat", load="none"), {"sets": 1, "rest_s": 30})]))
    tap(phone, "Log set 1 of 1, 10 reps")
    phone.get_by_role("radiogroup", name="How many more could you have done?").get_by_text("3", exact=True).click()
    phone.get_by_role("radiogroup", name="Did it hurt?").get_by_text("No", exact=True).click()
    expect(kept(phone)).to_have_text("All saved.")
    assert stored() == [("some-squat", 1, "both", 10, "", True, 3)]
    assert pains() == [("some-squat", 0, False)]


def test_of_a_superset_both_can_be_spoken_of_in_the_rest(phone):
    pair = [(make_exercise(slug, load="none", sides=sides), {"sets": 2, "rest_s": 60, "group": "A"})
            for slug, sides in (("squat", "both"), ("lunge", "each"))]  # fmt: skip
    start(phone, make_routine(None, pair))
    tap(phone, "Log set 1 of 2, 10 reps")
    tap(phone, "Log set 1 of 2, left, 10 reps")
    tap(phone, "Log set 1 of 2, right, 10 reps")
    left = phone.get_by_role("radiogroup", name="How many more could you have done?")
    expect(phone.locator("[data-show=logged]")).to_have_text("Lunge, set 1: 10 each side.")
    left.get_by_text("1", exact=True).click()
    tap(phone, "Not this one? Squat")
    expect(phone.locator("[data-show=logged]")).to_have_text("Squat, set 1: 10.")
    expect(phone.get_by_role("button", name="Undo this set")).to_be_hidden()
    left.get_by_text("3", exact=True).click()
    phone.get_by_role("radiogroup", name="Did it hurt?").get_by_text("A little", exact=True).click()
    tap(phone, "Not this one? Lunge")
    expect(left.get_by_role("radio", checked=True)).to_have_value("1")
    expect(kept(phone)).to_have_text("All saved.")
    assert [(*row[:3], row[-1]) for row in stored()] == [
        ("squat", 1, "both", 3),
        ("lunge", 1, "left", 1),
        ("lunge", 1, "right", 1),
    ]
    assert pains() == [("squat", 2, False), ("lunge", None, False)]


def test_without_a_network_a_session_is_done_and_finished_and_sent_later(phone, routine):
    phone.goto(f"/workouts/start/?routine={routine.pk}")
    expect(phone.get_by_role("button", name="Show as a list")).to_be_visible()
    phone.context.set_offline(True)
    tap(phone, "Start")
    expect(phone.locator(".player")).to_be_visible()
    tap(phone, "Log set 1 of 2, 10 reps")
    expect(kept(phone)).to_have_text("Saved on this phone, 1 to send.")
    phone.get_by_role("button", name="Session menu: swap, skip, sound").click()
    tap(phone, "Finish here")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Saved on this phone.")
    assert stored() == []
    phone.context.set_offline(False)
    phone.clock.resume()  # The first try may come too soon; the next is made by the clock.
    expect(phone.get_by_role("heading", level=1)).to_have_text("Done and saved.")
    assert stored() == PRESCRIBED[:1]
    assert Workout.objects.get().finished_at


def test_a_form_that_needs_a_network_says_so_and_keeps_what_was_typed(phone, routine):
    phone.goto(f"/workouts/start/?routine={routine.pk}")
    expect(phone.get_by_role("button", name="Show as a list")).to_be_visible()
    phone.context.set_offline(True)
    tap(phone, "Show as a list")
    tap(phone, "Show as a list")
    expect(phone.get_by_text("You’re offline: try again later.")).to_have_count(1)
    phone.context.set_offline(False)
    tap(phone, "Show as a list")
    expect(phone.locator("#progress [role=status]")).to_have_text("0 of 10 ticked")


def test_two_tabs_of_a_session_are_one_session(phone, routine):
    start(phone, routine)
    other = phone.context.new_page()
    other.goto(phone.url)
    tap(phone, "Log set 1 of 2, 10 reps")
    expect(other.get_by_label("Next", exact=True)).to_contain_text("Some squat")
    other.get_by_role("button", name="End rest").click()
    expect(phone.get_by_role("button", name="Log set 2 of 2, 10 reps")).to_be_visible()
    phone.clock.run_for(1000)
    tap(phone, "Log set 2 of 2, 10 reps")
    expect(phone.get_by_label("Next", exact=True)).to_contain_text("Some step")
    expect(kept(phone)).to_have_text("All saved.")
    assert stored() == PRESCRIBED[:2]


def test_what_was_finished_on_the_sheet_is_not_gone_on_with(phone, routine):
    start(phone, routine)
    tap(phone, "Log set 1 of 2, 10 reps")
    expect(kept(phone)).to_have_text("All saved.")
    tap(phone, "Leave; your session is saved")
    expect(phone.locator("#progress [role=status]")).to_have_text("1 of 10 ticked")
    phone.get_by_role("button", name="Finish", exact=True).click()
    expect(phone.get_by_role("heading", name="Done and saved.")).to_be_visible()
    finished = "import('/static/js/offline/store.js').then((store) => store.sessions()).then((all) => all[0].finished)"
    wait_until(phone, lambda: phone.evaluate(finished), "The phone did not take note that it is finished.")
    start(phone, routine)
    tap(phone, "Log set 1 of 2, 10 reps")
    expect(kept(phone)).to_have_text("All saved.")
    assert Workout.objects.count() == 2


def test_the_sheet_and_the_player_show_the_same_workout(phone, routine):
    start(phone, routine)
    tap(phone, "Log set 1 of 2, 10 reps")
    expect(kept(phone)).to_have_text("All saved.")
    tap(phone, "Leave; your session is saved")
    expect(phone.locator("#progress [role=status]")).to_have_text("1 of 10 ticked")
    phone.locator(".set-next").click()
    expect(phone.locator("#progress [role=status]")).to_have_text("2 of 10 ticked")
    tap(phone, "One set at a time")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Some step, left")


LISTEN = """
  window.said = []; window.felt = 0; window.locks = 0;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const voice = { speak: ({ text }) => window.said.push(text), cancel() {}, getVoices: () => [{}] };
  Object.defineProperty(window, 'speechSynthesis', { value: voice });
  Object.defineProperty(navigator, 'vibrate', { value: () => { window.felt += 1; } });
  const request = async () => { window.locks += 1; return { released: true, release() {} }; };
  Object.defineProperty(navigator, 'wakeLock', { value: { request } });
"""


def test_the_voice_speaks_once_chosen_and_counts_and_a_reader_hears_no_seconds(phone, routine):
    phone.add_init_script(LISTEN)
    start(phone, routine)
    do_squats_and_steps(phone)
    phone.clock.run_for(4000)
    assert phone.evaluate("[window.said, window.felt > 5, window.locks]") == [[], True, 1]
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert phone.evaluate("window.locks") == 2, "a browser lets go of it when the page is hidden"
    phone.get_by_role("button", name="Session menu: swap, skip, sound").click()
    phone.get_by_role("switch", name="Voice").check()
    phone.get_by_role("button", name="Close").click()
    phone.evaluate("new MutationObserver(() => (window.changes = (window.changes ?? 0) + 1))"
                   ".observe(document.querySelector('#player-said'), {childList: true})")  # fmt: skip
    phone.clock.run_for(29_000)
    heard = phone.evaluate("window.said")
    switch = "Change sides: right. 20 seconds."
    assert "Next: Some hold, right." in heard
    assert heard[-10:] == ["3", "2", "1", switch, "5", "4", "3", "2", "1", "Hold."]
    assert phone.evaluate("window.changes") <= 3


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390)])
def test_everything_is_on_the_screen_and_can_be_read_from_the_floor(phone, routine, width, height):
    phone.set_viewport_size({"width": width, "height": height})
    start(phone, routine)
    assert_fits(phone, height)
    tap(phone, "Log set 1 of 2, 10 reps")
    assert_fits(phone, height)
    phone.get_by_role("button", name="Session menu: swap, skip, sound").click()
    phone.get_by_role("button", name=re.compile("Some hold.*Set 1 of 2, left")).click()
    phone.clock.run_for(7000)
    assert_fits(phone, height)


def test_with_letters_twice_the_size_on_its_side_every_key_is_on_the_screen(phone, routine):
    phone.set_viewport_size({"width": 844, "height": 390})
    start(phone, routine)
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    assert below(phone) == []
    tap(phone, "Log set 1 of 2, 10 reps")
    assert below(phone) == []
    tap(phone, "End rest")
    assert below(phone) == []
    phone.get_by_role("button", name="Session menu: swap, skip, sound").click()
    phone.get_by_role("button", name=re.compile("Some hold.*Set 1 of 2, left")).click()
    assert below(phone) == []
    phone.clock.run_for(7000)
    assert below(phone) == []


def below(phone):
    """What of the player's keys, answers and titles is not on the screen as it opens."""
    return phone.locator(".player :is(button, h1, .digits, .side-word, label.chip):visible").evaluate_all(
        """all => all.filter(one => {
             const { top, left, bottom, right } = one.getBoundingClientRect();
             return top < -1 || left < -1 || bottom > innerHeight + 1 || right > innerWidth + 1;
           }).map(one => `${one.className} ${one.textContent.trim()}`)"""
    )


def assert_fits(phone, height):
    """No control is cut off, digits take a fifth of the screen (0.7 of a letter's size), and axe is content.

    Beside a side, which is as large, they take a tenth.
    """
    boxes = phone.locator(".player :is(button, h1, .digits, .side-word, label.chip):visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.top, box.right, box.bottom])"
    )
    assert all(left >= 0 and top >= 0 for left, top, _, _ in boxes)
    assert max(right for _, _, right, _ in boxes) <= phone.viewport_size["width"]
    assert max(bottom for *_, bottom in boxes) <= height
    size = phone.locator(".digits").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert 0.7 * size >= (0.1 if phone.locator(".side-word:visible").count() else 0.2) * height
    phone.clock.resume()  # axe waits for timers of its own.
    found = violations(phone)
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    phone.clock.pause_at(phone.evaluate("Date.now()") / 1000 + 60)


SOUND = """
  window.woken = 0; window.heard = 0;
  window.AudioContext = class {
    state = 'interrupted';
    resume() { window.woken += 1; return Promise.resolve(); }
  };
  Object.defineProperty(window, 'speechSynthesis', { value: { getVoices: () => [], cancel() {} } });
"""


def test_sound_comes_back_after_a_call_and_a_voice_is_offered_only_where_there_is_one(phone, routine):
    phone.add_init_script(SOUND)
    start(phone, routine)
    before = phone.evaluate("window.woken")
    assert before
    tap(phone, "One rep more")
    assert phone.evaluate("window.woken") == before + 1
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert phone.evaluate("window.woken") == before + 2
    phone.get_by_role("button", name="Session menu: swap, skip, sound").click()
    expect(phone.get_by_role("switch", name="Beeps")).to_be_visible()
    expect(phone.get_by_role("switch", name="Voice")).to_be_hidden()
    expect(phone.get_by_role("switch", name="Beep on silent")).to_be_hidden()  # No way to tell this browser.


def test_with_the_screen_off_the_end_of_a_rest_is_a_notice_where_that_was_allowed(phone, routine):
    phone.add_init_script("""
      window.notices = [];
      const worker = { showNotification: async (title, { body }) => window.notices.push(body) };
      Object.defineProperty(navigator.serviceWorker, 'getRegistration', { value: async () => worker });
      Object.defineProperty(Notification, 'permission', { get: () => window.allowed ? 'granted' : 'default' });
      Notification.requestPermission = async () => { window.allowed = true; return 'granted'; };
    """)
    start(phone, routine)
    tap(phone, "Log set 1 of 2, 10 reps")
    phone.get_by_role("button", name="Session menu: swap, skip, sound").click()
    phone.get_by_role("switch", name="Notify with the screen off").check()
    phone.get_by_role("button", name="Close").click()
    phone.evaluate("Object.defineProperty(document, 'hidden', { get: () => true })")
    phone.clock.run_for(31_000)
    phone.wait_for_function("window.notices.length")
    assert phone.evaluate("window.notices") == ["Some squat, set 2 of 2. 10 reps."]


def test_changing_sides_is_seen_and_heard_and_the_first_side_is_taken_back(phone):
    step = make_exercise("clamshell", sides="each", load="none")
    phone.emulate_media(reduced_motion="no-preference")
    start(phone, make_routine(None, [(step, {"sets": 2, "rest_s": 30})]))
    stage, side, said = (phone.locator(what) for what in (".player-stage", ".side-word", "#player-said"))
    expect(side).to_have_text("Left")
    expect(stage).not_to_have_class(re.compile("mirrored"))  # The drawing shows the left.
    tap(phone, "Log: form slipped")
    expect(side).to_have_text("Right")
    expect(stage).to_have_class(re.compile("mirrored"))
    expect(said).to_have_text("Change sides: right.")
    expect(phone.locator("[data-show=before]")).to_have_text("Left: 10 reps, form slipped.")
    tap(phone, "Undo this set")
    expect(said).to_contain_text("Set removed: Clamshell, set 1, left.")
    expect(side).to_have_text("Left")
    expect(kept(phone)).to_have_text("All saved.")
    assert stored() == []


def test_a_set_that_is_done_is_corrected_in_place(phone, routine):
    start(phone, routine)
    tap(phone, "Log set 1 of 2, 10 reps")
    tap(phone, "End rest")
    tap(phone, "Set 1: 10. Edit")
    phone.locator("#player-fix").get_by_label("Reps", exact=True).fill("8")
    tap(phone, "Save")
    expect(phone.get_by_role("button", name="Set 1: 8. Edit")).to_be_visible()
    expect(kept(phone)).to_have_text("All saved.")
    assert [row[3] for row in stored()] == [8]
    tap(phone, "Set 1: 8. Edit")
    phone.go_back()
    expect(phone.get_by_role("button", name="Set 1: 8. Edit")).to_be_visible()


def test_a_circuit_names_what_is_next_in_time_and_changes_over(phone):
    minute = {"seconds_low": 60, "seconds_high": 60}
    plank, raised = make_exercise("plank", measure="seconds"), make_exercise("leg", measure="seconds", sides="each")
    start(phone, make_routine(None, [(plank, minute), (raised, minute)], style="circuit", rounds=1))
    phone.clock.run_for(5_000 + 48_000)
    soon = phone.locator(".next-soon")
    expect(soon).to_be_hidden()
    phone.clock.run_for(4_000)
    expect(soon).to_contain_text("Next, after 8 s to change over")
    expect(soon).to_contain_text("Leg, left")
    phone.clock.run_for(10_000)
    expect(phone.locator("body")).to_have_class(re.compile("resting"))
    expect(phone.locator("#player-said")).to_have_text("Leg. Left side. 60 seconds.")
    phone.clock.run_for(8_000)
    expect(phone.locator("body")).to_have_class(re.compile("playing"))
    phone.clock.run_for(61_000)
    expect(phone.locator("#player-said")).to_have_text("Change sides: right. 60 seconds.")
    phone.clock.run_for(69_000)
    expect(kept(phone)).to_have_text("All saved.")
    assert [(slug, side, amount) for slug, _, side, amount, *_ in stored()] == [
        ("plank", "both", 60), ("leg", "left", 60), ("leg", "right", 60),
    ]  # fmt: skip


def test_a_hold_goes_on_beyond_its_target_or_its_target_is_counted(phone):
    hold = make_exercise("some-hold", measure="seconds", load="none")
    start(phone, make_routine(None, [(hold, {"sets": 2, "rest_s": 30, "seconds_low": 45, "seconds_high": 45})]))
    tap(phone, "Go past 45 s")
    phone.clock.run_for(5_000 + 50_000)
    assert 50 <= int(phone.locator(".digits").inner_text()) <= 52
    tap(phone, "Count 45 s")
    expect(phone.locator("[data-show=logged]")).to_have_text("Some hold, set 1: 45 s.")
    tap(phone, "Take off 15 seconds of rest")
    assert int(phone.locator(".digits").inner_text()) <= 14


def test_while_it_hurts_the_easier_one_is_a_tap_away(phone):
    squat, half = (make_exercise(slug, load="none") for slug in ("squat", "half-squat"))
    LadderStep.objects.create(exercise=squat, to=half, kind="easier", source=make_source())
    start(phone, make_routine(None, [(squat, {"sets": 2, "rest_s": 30})]))
    tap(phone, "Log set 1 of 2, 10 reps")
    phone.get_by_role("radiogroup", name="Did it hurt?").get_by_text("A little").click()
    phone.get_by_role("radiogroup", name="How much did it hurt, out of 10?").get_by_text("4").click()
    tap(phone, "Take the easier one: Half squat")
    expect(phone.get_by_label("Next", exact=True)).to_contain_text("Half squat")
    expect(kept(phone)).to_have_text("All saved.")
    rows = WorkoutExercise.objects.order_by("exercise__slug")
    assert list(rows.values_list("exercise__slug", "pain", "skipped")) == [
        ("half-squat", None, False),
        ("squat", 4, False),
    ]


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390), (1280, 800)])
def test_the_other_sets_of_what_hurts_are_skipped_where_the_advice_stands(phone, width, height):
    """The page keeps its heading beside the advice, and its clock is covered by nothing."""
    phone.set_viewport_size({"width": width, "height": height})
    squat, lunge = (make_exercise(slug, load="none") for slug in ("squat", "lunge"))
    start(phone, make_routine(None, [(squat, {"sets": 2, "rest_s": 30}), (lunge, {"sets": 1, "rest_s": 30})]))
    tap(phone, "Log set 1 of 2, 10 reps")
    phone.get_by_role("radiogroup", name="Did it hurt?").get_by_text("A little").click()
    phone.get_by_role("radiogroup", name="How much did it hurt, out of 10?").get_by_text("5").click()
    phone.get_by_role("radiogroup", name="Where does it hurt?").get_by_text("Outer hip").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Rest")
    clock, main = (phone.locator(one).bounding_box() for one in (".player-rest", "[data-act=main]"))
    assert clock["y"] >= 0
    assert clock["y"] + clock["height"] <= main["y"]
    phone.get_by_role("button", name="Skip the other sets").click()
    expect(phone.locator("[data-show=next]")).to_have_text("Lunge")
    expect(phone.get_by_role("button", name="Skip the other sets")).to_be_hidden()
    expect(kept(phone)).to_have_text("All saved.")
    rows = WorkoutExercise.objects.values_list("exercise__slug", "pain", "skipped")
    assert list(rows) == [("squat", 5, True), ("lunge", None, False)]


def test_pain_says_what_to_do_and_a_session_it_ended_is_not_praised(phone, user):
    user.coaching = False
    user.save()
    squat, lunge = (make_exercise(slug, load="none") for slug in ("squat", "lunge"))
    start(phone, make_routine(None, [(squat, {"sets": 2, "rest_s": 30}), (lunge, {"sets": 1, "rest_s": 30})]))
    tap(phone, "Log set 1 of 2, 10 reps")
    hurt = phone.get_by_role("radiogroup", name="Did it hurt?")
    hurt.get_by_text("A little").click()
    expect(phone.locator(".ache")).to_be_hidden()
    phone.get_by_role("radiogroup", name="How much did it hurt, out of 10?").get_by_text("4").click()
    expect(phone.get_by_role("heading", name="Carry on, but no more than this.")).to_be_visible()
    expect(phone.locator(".ache")).to_contain_text(pain.HOLD.sentence)
    phone.get_by_role("radiogroup", name="Where does it hurt?").get_by_text("Shin").click()
    expect(phone.locator(".ache")).to_contain_text("where the bone hurts to press")
    expect(kept(phone)).to_have_text("All saved.")
    assert list(WorkoutExercise.objects.values_list("pain", "pain_site")[:1]) == [(4, "shin")]
    phone.reload()
    expect(phone.get_by_role("radio", name="Shin")).to_be_checked()
    hurt.get_by_text("A lot").click()
    expect(phone.get_by_role("heading", name="Stop this one now.")).to_be_visible()
    expect(phone.locator(".ache")).to_contain_text(pain.STOP.sentence)
    expect(phone.locator("#player-said")).to_contain_text("Squat stopped for today.")
    phone.clock.run_for(31_000)
    tap(phone, "Log set 1 of 1, 10 reps")
    expect(phone.get_by_role("heading", level=1)).to_have_text("That’s enough for today.")
    expect(phone.locator("[data-show=end-about]")).to_have_text("What you did is saved. Squat stopped for today.")
    expect(phone.locator("#player-said")).not_to_contain_text("Nicely done.")


@pytest.mark.parametrize(("width", "height"), [(390, 844), (360, 640), (844, 390)], ids=str)
def test_what_was_saved_and_the_next_exercise_are_on_the_screen_while_it_is_asked_how_much_it_hurt(
    phone, user, width, height
):
    user.coaching = False
    user.save()
    phone.set_viewport_size({"width": width, "height": height})
    squat = make_exercise("squat", name="Goblet squat with a kettlebell", load="none")
    start(phone, make_routine(None, [(squat, {"sets": 2, "rest_s": 30})]))
    tap(phone, "Log set 1 of 2, 10 reps")
    phone.get_by_role("radiogroup", name="Did it hurt?").get_by_text("A little").click()
    expect(phone.get_by_role("radiogroup", name="How much did it hurt, out of 10?")).to_be_visible()
    expect(kept(phone)).to_have_text("All saved.")
    boxes = phone.locator(".player-kept, .next h2, .logged .chip").evaluate_all(BOXES)
    for words, left, top, right, bottom in boxes:
        assert 0 <= left < right <= width, words
        assert 0 <= top < bottom <= height, words
    (name,) = (box for box in boxes if box[0].startswith("Goblet"))
    main = phone.locator("[data-act=main]").bounding_box()
    assert name[4] <= main["y"] or name[3] <= main["x"]


BOXES = """(all) => all.filter((one) => one.checkVisibility()).map((one) => {
  const { left, top, right, bottom } = one.getBoundingClientRect();
  return [one.textContent.trim(), left, top, right, bottom];
})"""
