// What a tap does, by the name in its data-act. Everything goes through the running session, which keeps and shows it.

import { happen, plan, running, spoken, stepOf } from "./session.js";
import { isDeaf } from "./machine.js";
import { sidesOf, wordsOf } from "./steps.js";
import * as cues from "./cues.js";
import * as entries from "./entries.js";
import * as menu from "./menu.js";
import * as typed from "./typed.js";
import * as queue from "../offline/queue.js";
import * as session from "./session.js";
import * as store from "../offline/store.js";
import * as view from "./view.js";

const MAIN = { ready: "log", work: "stop", prepare: "skip", rest: "skip" };

const state = () => running.record.state;
const here = () => stepOf(state().at);
const does = (type) => () => happen({ type });
const nudge = (name, by) => () => happen({ type: "change", values: entries.nudged(state().values, here(), name, by, running.record.session.unit) });

let opened = null; // The step that the menu was opened for: the clock runs on beneath it.
const about = () => running.slots.find((slot) => slot.slot === opened?.slot);

/** Shows anew what stands, and queues `items`. */
const queued = (items) => happen({ type: "tick" }, Date.now(), items);

/** Plans anew after a swap, an added set, a skip or its undoing; `items` say so to the server. */
function change(what, slot, value, items = []) {
  const { record, steps } = running;
  const todo = (step) => !state().done[step.id];
  const after = steps.slice(steps.indexOf(here()) + 1).find((step) => step.slot !== slot && todo(step));
  record.changes = { ...record.changes, [what]: { ...record.changes[what], [slot]: value } };
  plan();
  const skips = what === "skipped" && value;
  const next = skips ? after : running.steps.find((step) => step.slot === slot && todo(step));
  return happen({ type: "replan", id: next?.id, go: what === "skipped" && !skips && next }, Date.now(), items);
}

/** Pain from which one stops skips the rest of the exercise; less than that takes it up again. */
function hurts({ slot, exercise }, value) {
  const { record, slots, skipped } = running;
  const stopped = entries.stops(record, entries.painOf(record, slot, exercise));
  const left = skipped.some((each) => each.slot === slot);
  const standing = [...slots, ...skipped].find((each) => each.slot === slot).exercise;
  record.pains = { ...record.pains, [`${slot}/${exercise}`]: value };
  const version = (of, skip) => entries.ofSlot(record, { slot, exercise: of, skipped: skip ? 1 : "" });
  // Swapped meanwhile: what stands in its place goes on, or stays left out, as it was.
  if (standing !== exercise) return queued([version(exercise), version(standing, left)]);
  const stops = entries.stops(record, value);
  const skip = stops || (!stopped && left);
  const items = [version(exercise, skip)];
  return stops === stopped ? queued(items) : change("skipped", slot, skip, items);
}

/** Takes the last set back: the server is sent a version of it that is deleted. */
function undo() {
  const last = stepOf(state().last);
  const item = entries.ofSet(running.record, { step: last, ...state().done[last.id], deleted: 1 }, Date.now());
  return happen({ type: "undo" }, Date.now(), [item]);
}

/** How many reps were left in the set spoken of, on both sides. */
function reserve(rir) {
  const sides = sidesOf(spoken(), running.steps).filter((side) => state().done[side.id]?.at);
  const done = { ...state().done };
  for (const side of sides) done[side.id] = { ...done[side.id], rir };
  running.record.state = { ...state(), done };
  return queued(sides.map((side) => entries.ofSet(running.record, { step: side, ...done[side.id] }, Date.now())));
}

async function finish() {
  const { record } = running;
  if (record.finished) return location.assign(record.session.home);
  if (!Object.keys(state().done).length) return leave();
  record.finished = true;
  record.state = { ...state(), phase: "done", at: null, deadline: null, paused: null };
  await queued([entries.ofFinish(record, Date.now())]);
  running.over = true;
  queue.tell();
}

/** Out of the player: to the sheet if the server has everything, else to Today; the clock waits. */
async function leave() {
  const { session: planned, workout } = running.record;
  await happen({ type: "pause" });
  cues.stayAwake(false);
  const { waiting } = await queue.flush();
  const known = (await store.sessionOf(workout).catch(store.forgive))?.known;
  const sheet = `${planned.base}${workout}/`;
  const onSheet = location.pathname === sheet;
  if (onSheet && waiting) {
    view.close();
    session.close();
    return;
  }
  if (onSheet) history.replaceState(null, "", sheet);
  location.assign(known && !waiting ? sheet : planned.home);
}

function openMenu() {
  const { record, steps, skipped } = running;
  opened = here();
  const pain = opened && entries.painOf(record, opened.slot, opened.exercise);
  const act = (name, value) => acts[name](value);
  menu.open({ step: opened, slot: about(), steps, skipped, state: state(), pain, act });
}

/** Types the set that waits, instead of tapping its way there. */
function type() {
  if (state().phase !== "ready") return;
  const step = here();
  const { thing } = running.slots.find(({ slot }) => slot === step.slot);
  const keep = (values) => happen({ type: "change", values });
  typed.open({ step, values: state().values, title: `${step.name}, ${wordsOf(step).toLowerCase()}`, thing, unit: running.record.session.unit, keep });
}

function swap(exercise) {
  const { slot, first } = about();
  const done = running.steps.filter((step) => step.slot === slot && state().done[step.id]).map((step) => step.number);
  const item = entries.ofSlot(running.record, { slot, exercise });
  return change("swaps", slot, { exercise, first: Math.max(first - 1, ...done) + 1 }, [item]);
}

function skip({ slot, exercise }, skipped) {
  return change("skipped", slot, skipped, [entries.ofSlot(running.record, { slot, exercise, skipped: skipped ? 1 : "" })]);
}

export const acts = {
  main: () => {
    if (state().phase !== "done") return happen({ type: MAIN[state().phase] });
    return isDeaf(state(), Date.now()) ? null : finish();
  },
  slip: does("slip"),
  undo,
  more: does("more"),
  pause: () => happen({ type: state().paused === null ? "pause" : "resume" }),
  fewer: nudge("amount", -1),
  reps: nudge("amount", 1),
  lighter: nudge("load", -1),
  heavier: nudge("load", 1),
  weigh: (load) => happen({ type: "change", values: { load } }),
  type,
  leave,
  menu: openMenu,
  jump: (id) => happen({ type: "jump", id }),
  end: finish,
  add: () => change("extra", opened.slot, (running.record.changes.extra[opened.slot] ?? 0) + 1),
  swap,
  "skip-slot": () => skip(about(), true),
  "do-slot": (number) => skip(running.skipped.find(({ slot }) => String(slot) === number), false),
  pain: (value) => hurts(opened, value),
  rir: reserve,
  hurt: (value) => hurts(spoken(), value),
  earlier: () => {
    running.back += 1;
    return happen({ type: "tick" });
  },
};
