// Changes to the running session and remarks about a set: each updates the screen and is queued for the server.

import { happen, plan, running, spoken, stepOf } from "./session.js";
import { sidesOf } from "./steps.js";
import * as entries from "./entries.js";
import * as library from "./library.js";

const state = () => running.record.state;

/** Queues `items` and updates the screen. */
const queued = (items) => happen({ type: "tick" }, Date.now(), items);

/** Makes the steps anew after a swap, an added set, a skip or its undo; `items` tell the server. */
function change(what, slot, value, items = []) {
  const { record, steps } = running;
  const todo = (step) => !state().done[step.id];
  const after = steps.slice(steps.indexOf(stepOf(state().at)) + 1).find((step) => step.slot !== slot && todo(step));
  record.changes = { ...record.changes, [what]: { ...record.changes[what], [slot]: value } };
  plan();
  const skips = what === "skipped" && value;
  const next = skips ? after : running.steps.find((step) => step.slot === slot && todo(step));
  return happen({ type: "replan", id: next?.id, go: what === "skipped" && !skips && next }, Date.now(), items);
}

/**
 * The items that tell the server something about an exercise. For the server the exercise that was named last is in the
 * slot. So if this one was swapped out, an item that names the present one follows.
 */
function versions({ slot, exercise }, said) {
  const { record, slots, skipped } = running;
  const { exercise: standing } = [...slots, ...skipped].find((each) => each.slot === slot);
  const items = [entries.ofSlot(record, { slot, exercise, ...said })];
  return standing === exercise ? items : [...items, entries.ofSlot(record, { slot, exercise: standing })];
}

const BY_PAIN = "pain"; // In `changes.skipped`: skipped because of pain. Skipped by hand is `true` there.
const skippedBy = (slot) => running.record.changes.skipped[slot];

/** Stores pain. In the warm-up or the cool-down it also skips the same exercise of the main part, or brings that back. */
export function hurts(step, pain) {
  const { record, slots, skipped } = running;
  const stopsBy = (each, felt) => entries.stops(record, each, felt);
  const stops = stopsBy(step, pain);
  const turns = step.block !== "main" && stops !== stopsBy(step, entries.painOf(record, step.slot, step.exercise));
  const there = stops ? slots : skipped.filter(({ slot }) => skippedBy(slot) === BY_PAIN);
  const same = there.filter(({ block, exercise }) => turns && block === "main" && exercise === step.exercise);
  const too = same.filter((each) => !stopsBy(each, entries.painOf(record, each.slot, each.exercise)));
  const skip = (each) => change("skipped", each.slot, stops && BY_PAIN, versions(each, { skipped: stops ? 1 : "" }));
  return Promise.all([hurtsIn(step, pain), ...too.map(skip)]);
}

/** Stores pain of a slot. From the level to stop it skips the rest of it; below that it takes up again what it skipped. */
function hurtsIn({ slot, exercise }, pain) {
  const { record, slots, skipped } = running;
  const stopped = entries.stops(record, { slot, exercise }, entries.painOf(record, slot, exercise));
  const { exercise: standing, name } = [...slots, ...skipped].find((each) => each.slot === slot);
  record.pains = { ...record.pains, [`${slot}/${exercise}`]: pain };
  const stops = entries.stops(record, { slot, exercise }, pain);
  if (standing !== exercise || stops === stopped || skippedBy(slot) === true) return queued(versions({ slot, exercise }, { pain }));
  if (stops) running.news = `${name} stopped for today.`;
  return change("skipped", slot, stops && BY_PAIN, versions({ slot, exercise }, { pain, skipped: stops ? 1 : "" }));
}

/** Stores where it hurts, for the exercise of the set in question, even if its slot was swapped since. */
export function aches({ slot, exercise }, site) {
  running.record.sites = { ...running.record.sites, [`${slot}/${exercise}`]: site };
  return queued(versions({ slot, exercise }, { pain_site: site }));
}

/** Undoes the last set: sends a deleted version of it. */
export function undo() {
  const last = stepOf(state().last);
  const item = entries.ofSet(running.record, { step: last, ...state().done[last.id], deleted: 1 }, Date.now());
  running.news = `Set removed: ${last.name}, set ${last.number}${last.side === "both" ? "" : `, ${last.side}`}.`;
  return happen({ type: "undo" }, Date.now(), [item]);
}

/** Stores other values for a side of a done set. */
export function correct(step, values) {
  const item = entries.ofSet(running.record, { step, ...state().done[step.id], ...values }, Date.now());
  return happen({ type: "correct", id: step.id, values }, Date.now(), [item]);
}

/** Stores the reps in reserve of the set in question, for both sides. */
export function reserve(rir) {
  const sides = sidesOf(spoken(), running.steps).filter((side) => state().done[side.id]?.at);
  const done = { ...state().done };
  for (const side of sides) done[side.id] = { ...done[side.id], rir };
  running.record.state = { ...state(), done };
  return queued(sides.map((side) => entries.ofSet(running.record, { step: side, ...done[side.id] }, Date.now())));
}

export const add = ({ slot }) => change("extra", slot, (running.record.changes.extra[slot] ?? 0) + 1);

/** Swaps to another exercise, which goes on where this one stopped. */
export function swap({ slot, first, block, swaps }, exercise) {
  const { session } = running.record;
  const written = session.slots.find((each) => each.slot === slot);
  if (!swaps.some((each) => each.exercise === exercise)) {
    written.swaps.push(library.instead(written, exercise, session.style === "circuit" && block === "main"));
  }
  const done = running.steps.filter((step) => step.slot === slot && state().done[step.id]).map((step) => step.number);
  const item = entries.ofSlot(running.record, { slot, exercise, skipped: "" });
  return change("swaps", slot, { exercise, first: Math.max(first - 1, ...done) + 1 }, [item]);
}

export const skip = ({ slot, exercise }, skipped) =>
  change("skipped", slot, skipped, [entries.ofSlot(running.record, { slot, exercise, skipped: skipped ? 1 : "" })]);
