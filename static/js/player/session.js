// The running session: its record on this phone, its steps, and its events. It has no screen: `watch` passes on every
// change.

import { advance, begin } from "./machine.js";
import { doneOf, sinceRest, skippedOf, slotsOf, stepsOf } from "./steps.js";
import * as entries from "./entries.js";
import * as queue from "../offline/queue.js";
import * as store from "../offline/store.js";

const UNSAVED = "Not saved yet. Keep this page open: we’ll keep trying.";
const AGAIN_MS = 5_000;

/**
 * `record`: what this phone stores: { workout, user, session, begin, state, changes, pains, sites, … }. `kept`: words on
 * where the sets are stored. `back`: how many sets before the last one remarks are about. `over`: the finish is in the
 * queue. `news`: the first message for screen readers.
 */
export const running = { record: null, steps: [], slots: [], skipped: [], back: 0, kept: "", over: false, news: "" };

let show = () => {};
/** Calls `listener` with the moment (ms) after every change. */
export const watch = (listener) => (show = listener);

/** Opens a session where it stands; `tapped` is the moment (ms) of the tap that did it, if one did. */
export async function open(record, tapped) {
  const now = Date.now();
  Object.assign(running, { record, over: Boolean(record.finished) });
  plan();
  record.state ??= begin(running.steps, doneOf(record.session), now);
  await save();
  await happen(tapped ? { type: "open", tapped } : { type: "tick" }, now);
  queue.flush();
}

export const close = () => (running.record = null);

/** Makes the steps anew, from the session and the user's changes. */
export function plan() {
  const { session, changes, state } = running.record;
  running.slots = slotsOf(session, changes);
  running.skipped = skippedOf(session, changes);
  running.steps = stepsOf(session, changes, state?.done ?? doneOf(session));
}

export const stepOf = (id) => running.steps.find((step) => step.id === id);

/** The step of the set that remarks are about: the one just done, or an earlier one since the last rest. */
export function spoken(back = running.back) {
  const sets = sinceRest(running.record.state, running.steps);
  return sets[back % sets.length];
}

/** Applies an event: updates the state, shows it, and stores it together with the logged sets and `more` items. */
export async function happen(event, now = Date.now(), more = []) {
  const { record, steps } = running;
  const { state, logs } = advance(record.state, event, now, steps);
  const changed = state !== record.state;
  const items = [...logs.map((log) => entries.ofSet(record, log, now)), ...more];
  if (state.last !== record.state.last) running.back = 0;
  Object.assign(record, { state, saved: now });
  unsaved.push(...items);
  if (items.length) running.kept = "Saving…";
  show(now);
  if (changed || items.length) await save();
}

let unsaved = []; // Items that are not stored on this phone yet.
let saving = Promise.resolve();

/** Stores the session and its items, one save after the other. What failed is tried again with the next save. */
function save() {
  const { record } = running;
  return (saving = saving.then(async () => {
    const items = [...unsaved];
    try {
      await (items.length ? queue.add(items, record && { ...record }) : store.keep([], { ...record }));
      unsaved = unsaved.slice(items.length);
      tabs?.postMessage(record?.workout);
    } catch (error) {
      store.forgive(error);
      running.kept = UNSAVED;
      if (running.record) show(Date.now());
    }
  }));
}
setInterval(() => unsaved.length && save(), AGAIN_MS);
addEventListener("beforeunload", (event) => unsaved.length && event.preventDefault());

/** Whether all items are stored. */
export const isKept = () => running.kept !== UNSAVED;

// The same session in two tabs: each takes over what happens in the other.
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
tabs?.addEventListener("message", async ({ data }) => {
  if (data !== running.record?.workout) return;
  Object.assign(running.record, await store.sessionOf(data).catch(store.forgive));
  plan();
  show(Date.now());
});

queue.watch(({ waiting, refused, trouble, workouts }) => {
  const why = { "signed-out": ": you are logged out", another: ": somebody else is logged in here" }[trouble] ?? "";
  if (unsaved.length) running.kept = isKept() ? "Saving…" : UNSAVED;
  else if (refused.length) running.kept = `${refused.length} could not be saved: see Today.`;
  else if (waiting) running.kept = `Saved on this phone, ${waiting} to send${why}.`;
  else running.kept = running.kept || Object.keys(running.record?.state?.done ?? {}).length ? "All saved." : "";
  if (!running.record) return;
  show(Date.now());
  const { session, workout } = running.record;
  if (running.over && !unsaved.length && !workouts.has(workout)) location.assign(`${session.base}${workout}/`); // The done sets, as the server has them.
});
