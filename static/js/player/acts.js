// The actions of taps, by the name in data-act. All go through the running session, which stores and shows them.

import { happen, running, spoken, stepOf } from "./session.js";
import { isDeaf } from "./machine.js";
import { sidesOf, wordsOf } from "./steps.js";
import * as changes from "./changes.js";
import * as cues from "./cues.js";
import * as entries from "./entries.js";
import * as fix from "./fix.js";
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
const nudge = (act) => () => happen({ type: "change", values: entries.after(act, state().values, here(), running.record.session) });

let opened = null; // The step for which the menu was opened; a rest may end while it is open.
const spokenSlot = () => running.slots.find(({ slot }) => slot === spoken().slot);
const about = () => running.slots.find((slot) => slot.slot === opened?.slot);

async function finish() {
  const { record } = running;
  if (record.finished) return location.assign(record.session.home);
  if (!Object.keys(state().done).length) return leave();
  record.finished = true;
  record.state = { ...state(), phase: "done", at: null, deadline: null, paused: null };
  await happen({ type: "tick" }, Date.now(), [entries.ofFinish(record, Date.now())]);
  running.over = true;
  queue.tell();
}

/** Leaves the player with the clock paused: to the sheet if the server has everything, else to Today. */
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

/** Opens the menu, which pauses a hold while it is open; a rest goes on. */
function openMenu() {
  const { record, steps, skipped } = running;
  opened = here();
  const pain = opened && entries.painOf(record, opened.slot, opened.exercise);
  const act = (name, value) => acts[name](value);
  const closed = stoppedClock(opened);
  menu.open({ step: opened, slot: about(), steps, skipped, state: state(), session: record.session, pain, act, closed });
}

/** Opens the dialog to type the waiting set, or the seconds of a hold, which are logged at once. */
function type() {
  const { phase, values } = state();
  if (!["ready", "prepare", "work"].includes(phase)) return;
  const step = here();
  const { thing } = running.slots.find(({ slot }) => slot === step.slot);
  const title = `${step.name}, ${wordsOf(step).toLowerCase()}`;
  const closed = stoppedClock(step);
  const keep = async ({ amount, ...others }) => {
    if (phase === "ready") return happen({ type: "change", values: { amount, ...others } });
    await happen({ type: "change", values: others });
    return happen({ type: "held", amount });
  };
  typed.open({ step, values, title, thing, session: running.record.session, keep, closed });
}

/** Pauses a hold while a dialog is open. Returns a function that resumes it, if the set is still the current one. */
function stoppedClock(step) {
  const holds = ["prepare", "work"].includes(state().phase) && state().paused === null;
  if (holds) happen({ type: "pause" });
  return () => holds && running.record && state().at === step.id && happen({ type: "resume" });
}

/** Opens the dialog to correct the set of a step, with all its done sides. */
function edit(id) {
  const sides = sidesOf(id ? stepOf(id) : spoken(), running.steps).filter((side) => state().done[side.id]);
  fix.open(sides.map((side) => [side, state().done[side.id]]), running.record.session, changes.correct);
}

export const acts = {
  main: () => {
    if (state().phase !== "done") return happen({ type: MAIN[state().phase] });
    return isDeaf(state(), Date.now()) ? null : finish();
  },
  slip: does("slip"),
  on: does("on"),
  count: does("count"),
  undo: changes.undo,
  edit,
  more: does("more"),
  less: does("less"),
  pause: () => happen({ type: state().paused === null ? "pause" : "resume" }),
  fewer: nudge("fewer"),
  reps: nudge("reps"),
  lighter: nudge("lighter"),
  heavier: nudge("heavier"),
  weigh: (load) => happen({ type: "change", values: { load } }),
  type,
  leave,
  menu: openMenu,
  jump: (id) => happen({ type: "jump", id }),
  end: finish,
  add: () => changes.add(opened),
  swap: (exercise) => changes.swap(about(), exercise),
  "skip-slot": () => changes.skip(about(), true),
  "do-slot": (number) => changes.skip(running.skipped.find(({ slot }) => String(slot) === number), false),
  pain: (value) => changes.hurts(opened, value),
  rir: changes.reserve,
  hurt: (value) => changes.hurts(spoken(), value),
  easier: (exercise) => changes.swap(spokenSlot(), exercise),
  "skip-others": () => changes.skip(spokenSlot(), true),
  aches: (site) => changes.aches(spoken(), site),
  earlier: () => {
    running.back += 1;
    return happen({ type: "tick" });
  },
};
