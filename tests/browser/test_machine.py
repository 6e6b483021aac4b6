"""The player's clockwork, run in a browser's engine without a clock: `now` is what the test says it is."""

import random
from functools import partial

import pytest

DRIVE = """async ({session, events, changes}) => {
  const {stepsOf, doneOf, unchanged} = await import('/static/js/player/steps.js');
  const machine = await import('/static/js/player/machine.js');
  const steps = stepsOf(session, changes ?? unchanged(), doneOf(session));
  let state = machine.begin(steps, doneOf(session), 0);
  const seen = [], logs = [];
  for (const [now, event] of events) {
    const before = state.deadline;
    const next = machine.advance(JSON.parse(JSON.stringify(state)), event, now, steps);
    state = next.state;
    logs.push(...next.logs.map(({step, amount, form_ok, at}) => [step.id, amount, form_ok, at]));
    seen.push([state.phase, state.at, machine.remaining(state, now)]);
  }
  const done = Object.fromEntries(Object.entries(state.done).map(([id, set]) => [id, set.amount]));
  return {steps: steps.map(({id, rest}) => [id, rest]), seen, logs, done, values: state.values};
}"""
READY = 5_000
"""Milliseconds of getting ready for a hold."""
AT_ONCE = 1_000
"""Milliseconds between two taps that are meant."""


def make_slot(slot=0, **fields):
    """Three sets of ten reps of a two-sided exercise, 30 s of rest; `exercise` is named after its slot."""
    named = {"slot": slot, "exercise": "abcdef"[slot], "name": "abcdef"[slot].upper()}
    dose = {"block": "main", "group": "", "sets": 3, "first": 1, "rest_s": 30, "measure": "reps", "target": 10}
    kit = {"sides": ["both"], "each": False, "load": None, "band": None, "skipped": False, "swaps": [], "done": []}
    return named | dose | kit | fields


def make_session(*slots, **fields):
    return (
        {"style": "sets", "rounds": 1, "round_rest_s": 120, "name": "Session", "unit": "kg"} | fields | {"slots": slots}
    )


make_hold = partial(make_slot, measure="seconds", target=30)
EACH = ["left", "right"]


@pytest.fixture
def drive(scripts):
    """Runs a session through events, (now in ms, event), from 0; returns its steps, what was seen, what was logged."""

    def run(session, *events, **more):
        given = [(now, {"type": event} if isinstance(event, str) else event) for now, event in events]
        return scripts.evaluate(DRIVE, {"session": session, "events": given, **more})

    return run


def test_a_set_is_done_on_each_side_and_rests_after_the_second(drive):
    ran = drive(make_session(make_slot(sets=2, sides=EACH)))
    assert ran["steps"] == [["0/a/1/left", 0], ["0/a/1/right", 30], ["0/a/2/left", 0], ["0/a/2/right", 30]]


def test_a_superset_alternates_and_rests_after_each_round(drive):
    ran = drive(make_session(make_slot(0, sets=2, group="A"), make_slot(1, sets=2, group="A"), make_slot(2, sets=1)))
    assert ran["steps"] == [
        ["0/a/1/both", 0],
        ["1/b/1/both", 30],
        ["0/a/2/both", 0],
        ["1/b/2/both", 30],
        ["2/c/1/both", 30],
    ]


def test_a_circuit_runs_hands_free_from_start_to_end(drive):
    session = make_session(make_hold(0, target=60, sets=2), make_hold(1, sides=EACH, sets=2), style="circuit")
    ticks = [(second * 1000, "tick") for second in range(460)]
    ran = drive(session, *ticks)
    ends = [(65, "0/a/1/both"), (65 + 38, "1/b/1/left"), (65 + 2 * 38, "1/b/1/right")]
    again = [(65 + 2 * 38 + 120 + end, step.replace("/1/", "/2/")) for end, step in ends]
    assert [(at / 1000, step) for step, _, _, at in ran["logs"]] == ends + again
    assert ran["seen"][-1] == ["done", None, None]


def test_a_hold_counts_down_and_logs_both_sides_by_itself(drive):
    session = make_session(make_hold(sides=EACH, sets=1))
    ran = drive(session, *((second * 1000, "tick") for second in range(0, 80, 5)))
    assert ran["logs"] == [["0/a/1/left", 30, 1, 35_000], ["0/a/1/right", 30, 1, 73_000]]
    assert [phase for phase, *_ in ran["seen"][:3]] == ["prepare", "work", "work"]


@pytest.mark.parametrize(
    ("timers", "begins"),
    [
        pytest.param({}, [5, 8, 8, 5], id="five seconds to get ready, eight to change over"),
        pytest.param({"ready": 0, "change": 15}, [0, 15, 15, 0], id="as the user set them"),
        pytest.param({"change": 0}, [5, 0, 0, 5], id="none"),
    ],
)
def test_in_a_circuit_one_changes_over_between_exercises_and_sides_outside_the_minute(drive, timers, begins):
    session = make_session(make_hold(0, sets=2), make_hold(1, sides=EACH, sets=2), style="circuit", timers=timers)
    ran = drive(session, *((second * 1000, "tick") for second in range(460)))
    ends = [at for *_, at in ran["logs"]]
    starts = [0, ends[0], ends[1], ends[2] + 120_000]
    assert [(end - start) / 1000 - 30 for start, end in zip(starts, ends, strict=False)] == begins


@pytest.mark.parametrize(
    ("timers", "sides_rest", "prepares"),
    [({}, 0, 8_000), ({"sides": 20}, 20, READY), ({"sides": 20, "change": 0}, 20, READY)],
)
def test_between_the_sides_of_a_hold_one_changes_over_or_rests(drive, timers, sides_rest, prepares):
    session = make_session(make_hold(sides=EACH, sets=1), timers=timers)
    over = 35_000 + 1000 * sides_rest
    ran = drive(session, (READY, "tick"), (35_000, "tick"), (over, "tick"))
    assert ran["steps"][0] == ["0/a/1/left", sides_rest]
    assert ran["seen"][-1] == ["prepare", "0/a/1/right", prepares]


def test_whichever_exercise_of_a_superset_ends_the_round_has_its_own_rest(drive):
    pair = make_slot(0, sets=2, group="A", rest_s=90), make_slot(1, sets=1, group="A", rest_s=30)
    assert drive(make_session(*pair))["steps"] == [["0/a/1/both", 0], ["1/b/1/both", 30], ["0/a/2/both", 90]]


AT = READY + 30_000
"""When a hold of 30 seconds reaches its target."""


@pytest.mark.parametrize(
    ("hold", "events", "logged"),
    [
        pytest.param({}, [(AT + 12_000, "stop")], [42], id="it goes on until it is stopped"),
        pytest.param({}, [(AT + 12_000, "count")], [30], id="or its target is taken"),
        pytest.param({}, [(AT - 5000, "count")], [], id="not before it is reached"),
        pytest.param({}, [(AT - 5000, "on"), (AT, "tick")], [30], id="told again, it ends there after all"),
        pytest.param(
            {}, [(AT + 5000, "pause"), (AT + 99_000, "resume"), (AT + 100_000, "stop")], [36], id="a pause is not held"
        ),
        pytest.param({}, [(AT + 12_000, "slip")], [42], id="form slipped beyond it"),
        pytest.param({}, [(AT + 8 * 3_600_000, "tick")], [], id="nobody holds overnight"),
        pytest.param({"cap": 30}, [(AT, "tick")], [30], id="where a cap forbids it, it ends"),
    ],
)  # fmt: skip
def test_a_hold_that_is_to_go_on_counts_beyond_its_target(drive, hold, events, logged):
    ran = drive(make_session(make_hold(sets=1, **hold)), (READY, "tick"), (READY + 1000, "on"), *events)
    assert [amount for _, amount, *_ in ran["logs"]] == logged


def test_in_a_circuit_a_hold_ends_with_its_minute(drive):
    ran = drive(make_session(make_hold(sets=1), style="circuit"), (READY, "tick"), (READY, "on"), (AT, "tick"))
    assert len(ran["logs"]) == 1


@pytest.mark.parametrize(("event", "form_ok"), [("stop", 1), ("slip", 0)])
def test_a_hold_ended_early_counts_what_was_held(drive, event, form_ok):
    ran = drive(make_session(make_hold(sets=1)), (READY, "tick"), (17_900, event))
    assert ran["logs"] == [["0/a/1/both", 12, form_ok, 17_900]]


@pytest.mark.parametrize("now", [1_000, 12_000], ids=["before it began", "while it runs"])
def test_the_seconds_of_a_hold_can_be_typed(drive, now):
    ran = drive(make_session(make_hold(sets=2)), (now, {"type": "held", "amount": 42}))
    assert ran["logs"] == [["0/a/1/both", 42, 1, now]]
    assert ran["seen"][-1][0] == "rest"


@pytest.mark.parametrize(
    ("done", "ended"),
    [
        pytest.param([0, 1_000], 90_000_000, id="in time: now"),
        pytest.param([0, 60_000_000], 90_000_000 - 30_000_000, id="forgotten: with its last set"),
        pytest.param([0, None], 90_000_000, id="done elsewhere, nobody knows when: now"),
    ],
)
def test_a_session_that_was_forgotten_ends_at_its_last_set(scripts, done, ended):
    ends = """async ([done, now]) => {
      const {ofFinish} = await import('/static/js/player/entries.js');
      const sets = Object.fromEntries(done.map((at, n) => [n, {at: at ?? undefined}]));
      const session = {late_ms: 3600 * 1000, slots: []};
      return Date.parse(ofFinish({session, state: {done: sets}}, now).fields.finished_at);
    }"""
    now = 90_000_000
    done = [None if at is None else at + (now - 2_000 if ended == now else 0) for at in done]
    assert scripts.evaluate(ends, [done, now]) == ended


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        pytest.param((11, None), (11, None), "11 each side", id="without"),
        pytest.param((11, "8 kg"), (11, "8 kg"), "11 each side, 8 kg", id="the same with both"),
        pytest.param((11, "8 kg"), (10, "8 kg"), "left 11, right 10, 8 kg", id="as heavy, more often"),
        pytest.param((11, "8 kg"), (11, "6 kg"), "left 11 at 8 kg, right 11 at 6 kg", id="one lighter"),
        pytest.param((11, "8 kg"), (11, None), "left 11 at 8 kg, right 11 at body weight", id="one without"),
        pytest.param((11, 3), (11, 3), "11 each side, band 3", id="a band"),
    ],
)
def test_a_set_that_was_done_is_said_with_its_weight(scripts, left, right, said):
    words = """async (sides) => {
      const {loggedWords} = await import('/static/js/player/said.js');
      const step = {slot: 0, exercise: 'step-up', name: 'Step-up', number: 3, of: 3, kind: 'counted', block: 'main'};
      const steps = ['left', 'right'].map((side) => ({...step, side, id: side}));
      const done = ([amount, lifted]) => ({amount, form_ok: 1, [Number(lifted) ? 'band' : 'load']: lifted});
      return loggedWords(steps[1], {done: {left: done(sides[0]), right: done(sides[1])}}, steps);
    }"""
    assert scripts.evaluate(words, [left, right]) == f"Step-up, set 3: {said}."


def test_reps_wait_for_the_tap_as_long_as_it_takes(drive):
    changed = {"type": "change", "values": {"amount": 12}}
    ran = drive(make_session(make_slot()), (9e6, "tick"), (9e6, changed), (9e6 + 1, "log"), (9e6 + 2, "log"))
    assert ran["logs"] == [["0/a/1/both", 12, 1, 9e6 + 1]]
    assert ran["seen"][-1][:2] == ["rest", "0/a/2/both"]


OPENED = {"type": "open", "tapped": 5000}


@pytest.mark.parametrize(
    ("events", "logged"),
    [
        pytest.param([(0, "log")], 1, id="the first tap counts as soon as the set is there"),
        pytest.param([(5000, "log"), (5300, "log"), (5300 + AT_ONCE, "log")], 2, id="a double tap logs one side"),
        pytest.param([(5000, "log"), (5010, "slip")], 1, id="whatever the second tap hits"),
        pytest.param([(5200, OPENED), (5300, "log")], 0, id="a double tap on Start logs nothing"),
        pytest.param([(9000, OPENED), (9000, "log")], 1, id="a player that opened late takes the first tap"),
        pytest.param([(5000, "log"), (5000 - 3_600_000, "log")], 2, id="nor does a clock that is set back swallow one"),
    ],
)
def test_only_the_second_of_a_double_tap_is_not_taken(drive, events, logged):
    assert len(drive(make_session(make_slot(sides=EACH)), *events)["logs"]) == logged


@pytest.mark.parametrize(("late", "phase"), [(100, "prepare"), (400, "work")])
def test_a_tap_just_as_a_rest_ends_by_itself_was_to_end_the_rest(drive, late, phase):
    over = 1000 + 30_000
    ran = drive(make_session(make_slot(sets=1), make_hold(1)), (1000, "log"), (over, "tick"), (over + late, "skip"))
    assert [phase for phase, *_ in ran["seen"]] == ["rest", "prepare", phase]


@pytest.mark.parametrize(
    ("event", "phase", "left"),
    [("tick", "rest", 25_000), ("more", "rest", 40_000), ("less", "rest", 10_000), ("skip", "ready", None)],
)
def test_a_rest_is_a_deadline_that_can_be_skipped_or_made_longer(drive, event, phase, left):
    ran = drive(make_session(make_slot()), (1000, "log"), (6000, event))
    assert ran["seen"][-1] == [phase, "0/a/2/both", left]


def test_fifteen_seconds_less_than_there_are_end_the_rest(drive):
    ran = drive(make_session(make_slot()), (1000, "log"), (17_000, "less"))
    assert ran["seen"][-1] == ["ready", "0/a/2/both", None]


def test_a_set_that_is_done_is_corrected_where_it_stands(drive):
    correct = {"type": "correct", "id": "0/a/1/both", "values": {"amount": 8}}
    never = correct | {"id": "0/a/3/both"}
    ran = drive(make_session(make_slot(sets=2)), (1000, "log"), (2000, correct), (2000, never), (31_000, "tick"))
    assert ran["seen"][-1] == ["ready", "0/a/2/both", None]
    assert ran["done"] == {"0/a/1/both": 8}


@pytest.mark.parametrize(
    ("events", "filled"),
    [
        pytest.param([], (14, "9 kg"), id="in the rest"),
        pytest.param(["skip"], (14, "9 kg"), id="after it"),
        pytest.param(
            ["skip", {"type": "change", "values": {"load": "12 kg"}}], (14, "12 kg"), id="but not what was set"
        ),
    ],
)
def test_the_next_set_follows_a_correction_as_if_it_had_been_logged_so(drive, events, filled):
    heavier = {"type": "correct", "id": "0/a/1/right", "values": {"amount": 13, "load": "9 kg"}}
    slot = make_slot(sides=EACH, target=14, load="8.5 kg")
    after = [(4000 + n * AT_ONCE, event) for n, event in enumerate([*events, heavier])]
    ran = drive(make_session(slot), (1000, "log"), (2000, "log"), *after)
    assert (ran["values"]["amount"], ran["values"]["load"]) == filled


def test_a_pause_keeps_what_is_left(drive):
    session = make_session(make_hold(sets=1))
    ran = drive(session, (READY, "tick"), (15_000, "pause"), (500_000, "tick"), (500_000, "resume"), (520_000, "tick"))
    assert ran["seen"][1:] == [["work", "0/a/1/both", 20_000]] * 3 + [["done", None, None]]
    assert ran["logs"] == [["0/a/1/both", 30, 1, 520_000]]


def test_a_hold_that_ended_in_a_short_sleep_was_held_and_the_next_waits_for_its_countdown(drive):
    ran = drive(make_session(make_hold(sets=2)), (READY, "tick"), (200_000, "tick"))
    assert ran["logs"] == [["0/a/1/both", 30, 1, 35_000]]
    assert ran["seen"][-1] == ["prepare", "0/a/2/both", 5000]


def test_nobody_held_anything_overnight(drive):
    ran = drive(make_session(make_hold(sets=2)), (READY, "tick"), (8 * 3_600_000, "tick"), (9 * 3_600_000, "tick"))
    assert ran["logs"] == []
    assert ran["seen"][1:] == [["prepare", "0/a/1/both", 5000]] * 2


def test_what_the_server_has_is_not_done_again(drive):
    ran = drive(make_session(make_slot(done=[make_done(1)])), (0, "tick"))
    assert ran["seen"] == [["ready", "0/a/2/both", None]]


def test_a_swap_goes_on_where_the_other_exercise_stopped(drive):
    other = {"exercise": "z", "name": "Z", "measure": "seconds", "target": 20, "done": []}
    changes = {"swaps": {"0": {"exercise": "z", "first": 2}}, "extra": {"0": 1}, "skipped": {"1": True}}
    ran = drive(make_session(make_slot(swaps=[other]), make_slot(1)), changes=changes)
    assert [step for step, _ in ran["steps"]] == ["0/z/2/both", "0/z/3/both", "0/z/4/both"]


def make_done(number, side="both", amount=10):
    return {"number": number, "side": side, "amount": amount, "load": "", "band": None, "form_ok": True, "rir": None}


def test_what_was_done_before_a_swap_or_a_skip_stays_in_its_place(drive):
    other = {"exercise": "z", "name": "Z", "done": []}
    swapped, skipped = (make_slot(n, sets=2, done=[make_done(1)], swaps=[other]) for n in (0, 1))
    changes = {"swaps": {"0": {"exercise": "z", "first": 2}}, "extra": {}, "skipped": {"1": True}}
    ran = drive(make_session(swapped, skipped, make_slot(2, sets=1)), (0, "tick"), changes=changes)
    assert [step for step, _ in ran["steps"]] == ["0/a/1/both", "0/z/2/both", "1/b/1/both", "2/c/1/both"]
    assert ran["seen"] == [["ready", "0/z/2/both", None]]


@pytest.mark.parametrize(
    ("slot", "end", "after"),
    [(make_slot(), "log", ["ready", "0/a/1/both", None]), (make_hold(), "stop", ["prepare", "0/a/1/both", READY])],
)
def test_the_last_set_is_taken_back_and_waits_to_be_done_again(drive, slot, end, after):
    events = [(READY, "tick"), (9000, end), (10_000, "undo"), (70_000, "tick"), (70_000, "undo")]
    ran = drive(make_session(slot), *events)
    assert len(ran["logs"]) == 1
    assert ran["seen"][2:] == [after] * 3


@pytest.mark.parametrize("seed", range(20))
def test_in_any_order_of_taps_pauses_and_sleeps_each_set_is_logged_once_and_time_is_true(drive, seed):
    chance = random.Random(seed)
    session = make_session(
        make_hold(0, sides=EACH), make_slot(1, group="A"), make_hold(2, group="A"), make_slot(3, sides=EACH)
    )
    now, events = 0, []
    for _ in range(300):
        now += chance.choice([50, 400, 1000, 7000, 45_000, 45_000, 900_000])
        events.append(
            (
                now,
                chance.choice(
                    ["tick", "log", "stop", "slip", "skip", "more", "less", "on", "count", "pause", "resume", "resume"]
                ),
            )
        )
    ran = drive(session, *events)
    logged = [step for step, *_ in ran["logs"]]
    assert len(logged) == len(set(logged))
    assert {step for step, _ in ran["steps"]} >= set(logged)
    assert all(0 <= at <= now for _, _, _, at in ran["logs"])
    assert all(1 <= amount <= 3600 for _, amount, _, _ in ran["logs"])
    assert all(left is None or left >= 0 for *_, left in ran["seen"])
    assert [at for *_, at in ran["logs"]] == sorted(at for *_, at in ran["logs"])
    assert ran["seen"][-1][0] != "done" or len(logged) == len(ran["steps"])
