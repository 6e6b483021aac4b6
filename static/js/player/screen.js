// The values of the player's screen. No DOM.

import { held, isBeyond, remaining } from "./machine.js";
import { following, sidesOf, wordsOf } from "./steps.js";
import { keysOf, neighbours } from "./weights.js";

const SOON_S = 10; // In the last seconds of a hold the next step is shown.

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const SIDES = { left: "left", right: "right", both: "" };

/** Seconds, short enough to read from a distance: 45, or 2:00. */
function clock(ms) {
  const seconds = Math.ceil(ms / 1000);
  return seconds > 99 ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : String(seconds);
}

/** "10 reps", "12 reps each side", "30 seconds". */
export function amountWords(step, amount) {
  const unit = step.kind === "timed" ? "second" : "rep";
  return `${amount} ${unit}${Number(amount) === 1 ? "" : "s"}`;
}

/** A load in words: "12 kg", "band 3", "body weight". */
export function loadWords({ load, band }) {
  if (band !== null && band !== undefined) return Number(band) ? `band ${band}` : "no band";
  return load || "body weight";
}

/** The weight or band of a done set; "" without one. */
export const liftedWords = (set) => (Number(set.band) || set.load ? loadWords(set) : "");

/** The number of this exercise among all. */
function place(step, steps, session) {
  const all = [...new Set(steps.map((each) => each.slot))];
  const round = step.circuit ? `round ${step.number} of ${step.of}` : `${all.indexOf(step.slot) + 1} of ${all.length}`;
  return `${session.name}, ${round}`;
}

/** All values of a screen; `slot` is the step's slot, with pictures, cues and the sets of last time. */
export function screenOf(state, steps, session, slots, now) {
  const step = steps.find((each) => each.id === state.at);
  if (!step) return { kind: "done", title: "That’s the lot.", about: "Nicely done.", main: "Finish" };
  const slot = slots.find((each) => each.slot === step.slot);
  const shared = { step, slot, place: place(step, steps, session), paused: state.paused !== null, digits: digits(state, now) };
  if (state.phase === "rest") return { ...shared, ...restScreen(state, step), fill: fill(state, now) };
  const timed = step.kind === "timed";
  const shown = timed ? holdScreen(state, step, now) : repsScreen(state, step);
  return {
    ...shared,
    ...shown,
    before: before(state, step, steps, slots),
    title: step.name,
    side: step.side,
    "side-heard": SIDES[step.side] && `, ${step.side}`,
    about: [placeWords(step), slot.way && capital(slot.way), shown.changing && amountWords(step, step.target), slot.last[step.side] && `Last time: ${slot.last[step.side]}`].filter(Boolean).join(". "),
    cue: slot.cues.join(" "),
    sets: setsOf(step, steps, state),
    load: step.load === null && step.band === null ? null : loadWords(state.values),
    ...weights(step, state.values, session.unit),
    segments: timed ? null : segments(step, steps, state),
    soon: timed && state.phase === "work" && !isBeyond(state, now) && remaining(state, now) <= SOON_S * 1000 ? soon(step, steps, slots, state) : null,
  };
}

function repsScreen(state, step) {
  const unit = `rep${Number(state.values.amount) === 1 ? "" : "s"}`;
  const main = SIDES[step.side] ? `Log ${step.side}` : `Log ${wordsOf(step).split(" ")[0].toLowerCase()}`;
  const mainWords = `Log ${wordsOf(step).toLowerCase()}, ${amountWords(step, state.values.amount)}`;
  return { kind: "ready", digits: String(state.values.amount), unit, main, mainWords, fill: null };
}

/** A hold while getting ready, while holding, or beyond its target; `changing`: while changing over. */
function holdScreen(state, step, now) {
  const mayGoOn = step.open && !isBeyond(state, now);
  const goesOn = Boolean(state.on);
  const on = `Go past ${step.target} s`;
  if (state.phase === "prepare") {
    const unit = step.change ? "to get there" : `Get ready, then ${amountWords(step, step.target)}`;
    return { kind: "prepare", changing: step.change, unit, digitsHeard: "Seconds to go", main: "Go now", mainWords: "Go now", fill: step.change ? fill(state, now) : 0, mayGoOn, on, goesOn };
  }
  const end = { kind: "work", main: "End and log", mainWords: "End the hold and log it" };
  if (!isBeyond(state, now)) return { ...end, unit: "seconds to go", digitsHeard: "Seconds to go", fill: fill(state, now), mayGoOn, on, goesOn };
  const seconds = held(state, now, step.most);
  return { ...end, digits: String(seconds), digitsHeard: "Seconds held", unit: "seconds held", count: `Count ${step.target} s`, fill: (seconds * 1000) / state.length };
}

/** The step that follows this hold without a rest, by changing over. */
function soon(step, steps, slots, state) {
  const next = following(steps, steps.indexOf(step), { ...state.done, [step.id]: true });
  if (!next?.change || step.rest) return null;
  const side = SIDES[next.side] && `, ${next.side}`;
  const about = next.ready ? `Next, after ${next.ready} s to change over` : "Next";
  return { about, title: next.name + side, dose: amountWords(next, next.target), side: next.side, slot: slots.find((each) => each.slot === next.slot) };
}

/** The set just logged, if no rest followed: with its side. It can be undone while its exercise is in the session. */
function before(state, step, steps, slots) {
  const last = steps.find(({ id }) => id === state.last);
  const set = last && state.done[last.id];
  const stands = slots.some(({ slot, exercise }) => slot === last?.slot && exercise === last.exercise);
  if (!set || !stands || last.rest || steps[steps.indexOf(step) - 1] !== last) return "";
  const name = last.slot === step.slot && SIDES[last.side] ? capital(last.side) : `${last.name}${SIDES[last.side] && `, ${last.side}`}`;
  const lifted = liftedWords(set) && `, ${liftedWords(set)}`;
  return `${name}: ${amountWords(last, set.amount)}${lifted}${set.form_ok ? "" : ", form slipped"}.`;
}

/** Every set of the exercise with its sides: "10", "9 · 8", "30 s", or what to do. */
function setsOf(step, steps, state) {
  const same = steps.filter((each) => each.slot === step.slot && each.exercise === step.exercise);
  return [...new Set(same.map(({ number }) => number))].map((number) => {
    const sides = same.filter((each) => each.number === number);
    const amounts = sides.map(({ id }) => state.done[id]?.amount ?? "–");
    const unit = step.kind === "timed" ? " s" : "";
    const done = sides.some(({ id }) => state.done[id]);
    const words = done ? `${amounts.join(" · ")}${unit}` : `${step.target}${unit}`;
    return { id: sides[0].id, words, name: `Set ${number}: ${words}. Edit`, done, now: number === step.number };
  });
}

/** "Set 1 of 3"; "" for a single round. The side is shown beside it. */
function placeWords(step) {
  const words = wordsOf({ ...step, side: "both" });
  return step.of === 1 && words.startsWith("Round") ? "" : words;
}

/** The weights to choose from, or the next ones for − and +. */
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
  const side = SIDES[step.side] && `, ${step.side}`;
  const lifted = liftedWords(state.values) && `, ${liftedWords(state.values)}`;
  const dose = `${wordsOf({ ...step, side: "both" })}: ${amountWords(step, state.values.amount)}${lifted}`;
  return { kind: "rest", next: step.name + side, nextAbout: "Next", nextDose: dose };
}
