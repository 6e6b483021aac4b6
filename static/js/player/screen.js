// What the player's screen says, as plain values. No DOM.

import { remaining } from "./machine.js";
import { sidesOf, wordsOf } from "./steps.js";
import { keysOf, neighbours } from "./weights.js";

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const SIDES = { left: "left", right: "right", both: "" };

/** Seconds as they are read from the floor: 45, or 2:00. */
export function clock(ms) {
  const seconds = Math.ceil(ms / 1000);
  return seconds > 99 ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : String(seconds);
}

/** "10 reps", "12 reps each side", "30 seconds". */
export function amountWords(step, amount) {
  const unit = step.kind === "timed" ? "second" : "rep";
  return `${amount} ${unit}${Number(amount) === 1 ? "" : "s"}`;
}

export function loadWords({ load, band }) {
  if (band !== null && band !== undefined) return Number(band) ? `band ${band}` : "no band";
  return load || "no weight";
}

/** Where one is: the number of this exercise among all. */
function place(step, steps, session) {
  const all = [...new Set(steps.map((each) => each.slot))];
  const round = step.circuit ? `round ${step.number} of ${step.of}` : `${all.indexOf(step.slot) + 1} of ${all.length}`;
  return `${session.name}, ${round}`;
}

/** Everything a screen shows; `slot` is the step's slot with pictures, cues and last time. */
export function screenOf(state, steps, session, slots, now) {
  const step = steps.find((each) => each.id === state.at);
  if (!step) return { kind: "done", title: "That is all of it.", about: "Nicely done.", main: "Finish" };
  const slot = slots.find((each) => each.slot === step.slot);
  const shared = { step, slot, place: place(step, steps, session), paused: state.paused !== null, digits: digits(state, now) };
  if (state.phase === "rest") return { ...shared, ...restScreen(state, step), fill: fill(state, now) };
  const working = state.phase === "work";
  const side = SIDES[step.side];
  const timed = step.kind === "timed";
  const title = timed && side ? `${capital(side)} side` : step.name + (side ? `, ${side}` : "");
  const about = [timed && side ? `${step.name}, ${wordsOf(step).toLowerCase()}` : wordsOf(step), slot.last[step.side] && `Last time ${slot.last[step.side]}`];
  return {
    ...shared,
    kind: timed ? state.phase : "ready",
    title,
    about: about.filter(Boolean).join(". "),
    cue: slot.cues.join(" "),
    unit: timed ? (working ? `of ${clock(state.length)} seconds` : `Get ready: ${step.target} seconds`) : `rep${Number(state.values.amount) === 1 ? "" : "s"}`,
    digits: timed ? digits(state, now) : String(state.values.amount),
    load: step.load === null && step.band === null ? null : loadWords(state.values),
    ...weights(step, state.values, session.unit),
    main: timed ? (working ? "Stop here" : "Start now") : `Log ${wordsOf(step).split(" ")[0].toLowerCase()}`,
    mainWords: timed ? (working ? "Stop here and log it" : "Start now") : `Log ${wordsOf(step).toLowerCase()}, ${amountWords(step, state.values.amount)}`,
    fill: timed ? (working ? fill(state, now) : 0) : null,
    segments: timed ? null : segments(step, steps, state),
  };
}

/** The weights to choose from, or where − and + lead. */
function weights(step, values, unit) {
  if (step.load === null && step.band === null) return { keys: null };
  if (step.band !== null) return { keys: null, lighter: "Lighter band", heavier: "Stronger band" };
  const [lighter, heavier] = neighbours(step, values.load, unit);
  return { keys: keysOf(step, values.load, unit), lighter, heavier };
}

const digits = (state, now) => (remaining(state, now) === null ? "" : clock(remaining(state, now)));
const fill = (state, now) => (state.length ? 1 - remaining(state, now) / state.length : 0);

/** One mark for every set of the exercise: done, now, to do. */
function segments(step, steps, state) {
  const same = steps.filter((each) => each.slot === step.slot && each.side === step.side);
  return same.map((each) => (each === step ? "go" : state.done[each.id] ? "done" : "bed"));
}

function restScreen(state, step) {
  const first = step.side === "both" ? "" : `, ${step.side} first`;
  const dose = `${capital(wordsOf(step))}: ${amountWords(step, state.values.amount)}`;
  return { kind: "rest", next: step.name, nextAbout: `Next${first}`, nextDose: dose };
}

/** A set done, both sides of it: "Step-up, set 3: 11 each side." */
export function loggedWords(last, state, steps) {
  const sides = sidesOf(last, steps).filter((each) => state.done[each.id]);
  const amounts = sides.map((each) => state.done[each.id].amount);
  const unit = last.kind === "timed" ? " s" : "";
  const same = amounts.every((amount) => amount === amounts[0]);
  const each = sides.map((side, n) => `${side.side} ${amounts[n]}${unit}`).join(", ");
  const amount = last.side === "both" ? `${amounts[0]}${unit}` : same && sides.length === 2 ? `${amounts[0]}${unit} each side` : each;
  return `${last.name}, ${wordsOf(last).split(" ")[0].toLowerCase()} ${last.number}: ${amount}.`;
}

/** One sentence when something changes: for screen readers, and for the voice. */
export function announcement(state, screen, before) {
  if (screen.kind === "done") return "That was all of it. Well done.";
  const { step } = screen;
  const side = step.side === "both" ? "" : `${capital(step.side)} side. `;
  if (screen.paused) return "Paused.";
  if (screen.kind === "rest") return `Rest, ${Math.round(state.length / 1000)} seconds. Next: ${step.name}, ${wordsOf(step).toLowerCase()}.`;
  if (screen.kind === "ready") return `${step.name}, ${wordsOf(step).toLowerCase()}. ${amountWords(step, state.values.amount)}.`;
  const switching = before?.slot === step.slot && before.number === step.number && before.side !== step.side;
  const what = switching ? `Switch sides. ${side}` : `${step.name}. ${side}`;
  if (screen.kind === "prepare" || step.circuit) return `${what}${step.target} seconds.`;
  return step.block === "main" ? "Hold." : "Go.";
}

