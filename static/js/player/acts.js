// What a tap does. `game` is the running session: { record, steps, slots, skipped, back, happen, plan, spoken, act }.

import * as cues from "./cues.js";
import * as entries from "./entries.js";
import * as menu from "./menu.js";
import * as queue from "./queue.js";
import * as store from "./store.js";
import * as view from "./view.js";
import { isDeaf } from "./machine.js";
import { sidesOf } from "./screen.js";

const MAIN = { ready: "log", work: "stop", prepare: "skip", rest: "skip" };

export function actsOf(game) {
  const state = () => game.record.state;
  const step = (id = state().at) => game.steps.find((each) => each.id === id);
  const slotOf = (found) => game.slots.find((slot) => slot.slot === found?.slot);
  const happen = (type, more = {}) => game.happen({ type, ...more });
  let opened = null; // The step the menu is about: the clock runs on beneath it.
  const about = () => slotOf(opened);

  /** Plans anew after a swap, an added set, a skip or its undoing; `items` say so to the server. */
  function change(what, slot, value, items = []) {
    const todo = (each) => !state().done[each.id];
    const after = game.steps.slice(game.steps.indexOf(step()) + 1).find((each) => each.slot !== slot && todo(each));
    game.record.changes = { ...game.record.changes, [what]: { ...game.record.changes[what], [slot]: value } };
    game.plan();
    const skips = what === "skipped" && value;
    const next = skips ? after : game.steps.find((each) => each.slot === slot && todo(each));
    return game.happen({ type: "replan", id: next?.id, go: what === "skipped" && !skips && next }, Date.now(), items);
  }

  function nudge(name, by) {
    return happen("change", { values: entries.nudged(state().values, step(), name, by, game.record.session.unit) });
  }

  /** So much pain that it is stopped skips the rest of it; taking that back, it goes on. What stands in its place does. */
  function hurts({ slot, exercise }, value) {
    const stops = (pain) => Number(pain ?? 0) >= entries.STOP_FROM;
    const stopped = stops(entries.painOf(game.record, slot, exercise));
    const left = game.skipped.some((each) => each.slot === slot);
    const standing = [...game.slots, ...game.skipped].find((each) => each.slot === slot).exercise;
    game.record.pains = { ...game.record.pains, [`${slot}/${exercise}`]: value };
    const version = (of, skipped) => entries.ofSlot(game.record, { slot, exercise: of, skipped: skipped ? 1 : "" });
    if (standing !== exercise) return game.happen({ type: "tick" }, Date.now(), [version(exercise), version(standing, left)]);
    const skipped = stops(value) || (!stopped && left);
    const items = [version(exercise, skipped)];
    return stops(value) === stopped ? game.happen({ type: "tick" }, Date.now(), items) : change("skipped", slot, skipped, items);
  }

  /** Takes the last set back; its version that is deleted goes the same way as the one that was not. */
  function undo() {
    const last = step(state().last);
    const item = entries.ofSet(game.record, { step: last, ...state().done[last.id], deleted: 1 }, Date.now());
    return game.happen({ type: "undo" }, Date.now(), [item]);
  }

  /** How many more there were in one, for both sides of the set spoken of. */
  function reserve(rir) {
    const sides = sidesOf(game.spoken(), game.steps).filter((each) => state().done[each.id]?.at);
    const done = { ...state().done };
    for (const side of sides) done[side.id] = { ...done[side.id], rir };
    game.record.state = { ...state(), done };
    const items = sides.map((side) => entries.ofSet(game.record, { step: side, ...done[side.id] }, Date.now()));
    return game.happen({ type: "tick" }, Date.now(), items);
  }

  async function finish() {
    const { session, finished } = game.record;
    if (finished) return location.assign(session.home);
    if (!Object.keys(state().done).length) return leave();
    game.record.finished = true;
    game.record.state = { ...state(), phase: "done", at: null, deadline: null, paused: null };
    await game.happen({ type: "tick" }, Date.now(), [entries.ofFinish(game.record, Date.now())]);
    game.over = true;
    queue.tell();
  }

  /** Out of the player: to the sheet if the server has everything, else to Today; the clock waits. */
  async function leave() {
    const { session, workout } = game.record;
    await happen("pause");
    cues.stayAwake(false);
    const { waiting } = await queue.flush();
    const known = (await store.sessionOf(workout))?.known;
    const sheet = `${session.base}${workout}/`;
    const onSheet = location.pathname === sheet;
    if (onSheet && waiting) {
      view.close();
      game.record = null;
      return;
    }
    if (onSheet) history.replaceState(null, "", sheet);
    location.assign(known && !waiting ? sheet : session.home);
  }

  return {
    main: () => {
      if (state().phase !== "done") return happen(MAIN[state().phase]);
      return isDeaf(state(), Date.now()) ? null : finish();
    },
    slip: () => happen("slip"),
    undo,
    more: () => happen("more"),
    pause: () => happen(state().paused === null ? "pause" : "resume"),
    fewer: () => nudge("amount", -1),
    reps: () => nudge("amount", 1),
    lighter: () => nudge("load", -1),
    heavier: () => nudge("load", 1),
    leave,
    menu: () => {
      opened = step();
      const pain = opened && entries.painOf(game.record, opened.slot, opened.exercise);
      menu.open({ ...game, step: opened, slot: about(), state: state(), session: game.record.session, pain });
    },
    jump: (id) => happen("jump", { id }),
    end: finish,
    add: () => change("extra", opened.slot, (game.record.changes.extra[opened.slot] ?? 0) + 1),
    swap: (exercise) => {
      const { slot, first } = about();
      const done = game.steps.filter((each) => each.slot === slot && state().done[each.id]).map((each) => each.number);
      const item = entries.ofSlot(game.record, { slot, exercise });
      return change("swaps", slot, { exercise, first: Math.max(first - 1, ...done) + 1 }, [item]);
    },
    "skip-slot": () => {
      const { slot, exercise } = about();
      return change("skipped", slot, true, [entries.ofSlot(game.record, { slot, exercise, skipped: 1 })]);
    },
    "do-slot": (number) => {
      const { slot, exercise } = game.skipped.find((each) => String(each.slot) === number);
      return change("skipped", slot, false, [entries.ofSlot(game.record, { slot, exercise })]);
    },
    pain: (value) => hurts(opened, value),
    rir: reserve,
    hurt: (value) => hurts(game.spoken(), value),
    earlier: () => {
      game.back += 1;
      return happen("tick");
    },
  };
}
