// The session as a pure state machine, without DOM or clock: `now` (ms) is passed in. The time left is always
// deadline − now, so it is right after the phone slept, and a stored state goes on where it was.
//
//   ready     a counted set: waits for the tap
//   prepare   get ready, or change over: counts down to a timed set
//   work      a timed set: logs itself at its deadline, or counts on beyond it until stopped (`on`)
//   rest      counts down to the next step
//   done      nothing is left to do
//
// advance(state, event, now, steps) returns { state, logs }: the new state, and the sets to log, each
// { step, amount, load, band, form_ok, at }.

import { LATE_MS, TWICE_MS, counting, held, isBeyond, lengthened, remaining, timed, waiting } from "./clock.js";
import { following } from "./steps.js";
import { corrected, valuesFor } from "./values.js";

export { held, isBeyond, remaining };

const AWAY_MS = 600_000; // If the phone slept for longer than this, it waits for a tap: perhaps nobody was there to hold the hold.
const UNSEEN_MS = 300; // A tap within this time after the screen changed by itself was meant for the screen before.
const MORE_MS = 15_000;

/** The state of a session at its first step that is to do; `done`: the sets that are done, by step. */
export function begin(steps, done, now) {
  const state = { phase: "done", at: null, deadline: null, length: 0, paused: null, deaf: 0, values: null, last: null, done };
  return toNext(state, steps, -1, now, 0);
}

/** The state after an event at `now`, and the sets to log: see above. */
export function advance(state, event, now, steps) {
  const logs = [];
  const settled = deafened(state, settle(state, now, steps, logs), now + UNSEEN_MS);
  const act = acts[event.type];
  if (!act || (ONCE.includes(event.type) && isDeaf(settled, now))) return { state: settled, logs };
  return { state: deafened(settled, act(settled, event, now, steps, logs), now + TWICE_MS), logs };
}

/** Ignores taps that log or skip until this moment (ms), if the main button has just changed its meaning. */
const deafened = (before, after, until) => (main(before) === main(after) ? after : { ...after, deaf: until });
const main = ({ phase, at }) => (phase === "rest" ? phase : `${phase} ${at}`);
export const isDeaf = ({ deaf }, now) => now < deaf && now >= deaf - TWICE_MS; // The clock may also be set back.
const ONCE = ["log", "slip", "skip"];

const stepAt = (state, steps) => steps.find((step) => step.id === state.at);

/** Makes all changes that were due by now. */
function settle(state, now, steps, logs) {
  while (counting(state) && now >= state.deadline) {
    const end = state.deadline;
    const step = stepAt(state, steps);
    const late = now - end;
    if (step && state.phase === "work" && state.on && late <= AWAY_MS) break;
    if (!step) state = toNext(state, steps, -1, now, 0);
    else if (late > AWAY_MS) state = waiting(enter(state, step, now), now);
    else if (state.phase === "rest") state = enter(state, step, late > LATE_MS ? now : end);
    else if (state.phase === "work") state = finished(state, step, { amount: state.length / 1000, form_ok: 1 }, end, steps, logs);
    else if (late > LATE_MS) state = enter(state, step, now);
    else state = timed(state, "work", step.target, end);
  }
  return state;
}

/** Goes to a step: a counted one waits for the tap, a timed one counts down first. */
function enter(state, step, now) {
  const next = { ...state, at: step.id, values: valuesFor(step, state.done), deadline: null, paused: null, on: false };
  if (step.kind === "counted") return { ...next, phase: "ready", length: 0 };
  return step.ready ? timed(next, "prepare", step.ready, now) : timed(next, "work", step.target, now);
}

/** Goes on, after a rest, to the first step after this place that is still to do, else to the first of all. */
function toNext(state, steps, place, now, rest) {
  const next = following(steps, place, state.done);
  if (!next) return { ...state, phase: "done", at: null, deadline: null, paused: null };
  if (!rest) return enter(state, next, now);
  return timed({ ...state, at: next.id, values: valuesFor(next, state.done) }, "rest", rest, now);
}

function finished(state, step, { amount, form_ok }, at, steps, logs) {
  const { load, band, own } = state.values ?? valuesFor(step, state.done);
  const set = { number: step.number, side: step.side, amount, load, band, form_ok, rir: null, at, own };
  logs.push({ step, ...set });
  const done = { ...state.done, [step.id]: set };
  return toNext({ ...state, done, last: step.id }, steps, steps.indexOf(step), at, step.rest);
}

/** Ends a timed set early and logs the seconds held. */
function stopped(state, form_ok, now, steps, logs) {
  const step = stepAt(state, steps);
  if (state.phase === "ready") return finished(state, step, { amount: state.values.amount, form_ok }, now, steps, logs);
  const amount = held(state, now, step.most);
  return amount > 0 ? finished(state, step, { amount, form_ok }, now, steps, logs) : state;
}

const acts = {
  /** The player was opened by a tap at `tapped` (ms), which may be the first of a double tap. */
  open: (state, { tapped }) => ({ ...state, deaf: tapped + TWICE_MS }),
  /** Logs the set with the values in the boxes. */
  log: (state, event, now, steps, logs) => (state.phase === "ready" ? stopped(state, 1, now, steps, logs) : state),
  stop: (state, event, now, steps, logs) => (state.phase === "work" ? stopped(state, 1, now, steps, logs) : state),
  slip: (state, event, now, steps, logs) => (["ready", "work"].includes(state.phase) ? stopped(state, 0, now, steps, logs) : state),
  /** Ends a rest, or the countdown to a timed set. */
  skip: (state, event, now, steps) => {
    if (state.phase === "rest") return enter(state, stepAt(state, steps), now);
    return state.phase === "prepare" ? timed(state, "work", stepAt(state, steps).target, now) : state;
  },
  more: (state) => (state.phase === "rest" ? lengthened(state, MORE_MS) : state),
  /** Shortens a rest, and ends it if no more is left. */
  less: (state, event, now, steps) => {
    if (state.phase !== "rest") return state;
    return remaining(state, now) > MORE_MS ? lengthened(state, -MORE_MS) : enter(state, stepAt(state, steps), now);
  },
  /** Lets a hold go on beyond its target until it is stopped; a second call undoes that. */
  on: (state, event, now, steps) => (stepAt(state, steps)?.open && ["prepare", "work"].includes(state.phase) ? { ...state, on: !state.on } : state),
  /** Logs typed seconds for the hold that is running or about to begin. */
  held: (state, { amount }, now, steps, logs) => {
    const step = ["prepare", "work"].includes(state.phase) && stepAt(state, steps);
    return step ? finished(state, step, { amount, form_ok: 1 }, now, steps, logs) : state;
  },
  /** Logs the target of a hold that went on beyond it. */
  count: (state, event, now, steps, logs) => {
    const amount = state.length / 1000;
    return isBeyond(state, now) ? finished(state, stepAt(state, steps), { amount, form_ok: 1 }, now, steps, logs) : state;
  },
  /** Another amount, load or form for a set that is done. */
  correct: (state, { id, values }, now, steps) => (state.done[id] ? corrected(state, stepAt(state, steps), id, values) : state),
  pause: (state, event, now) => waiting(state, now),
  resume: (state, event, now) => (state.paused === null ? state : { ...state, deadline: now + state.paused, paused: null }),
  change: (state, { values }) => (state.values ? { ...state, values: { ...state.values, ...values } } : state),
  jump: (state, { id }, now, steps) => {
    const step = steps.find((each) => each.id === id);
    return step ? enter(state, step, now) : state;
  },
  /** Undoes the last set and returns to it, with its values; a hold waits to be started again. */
  undo: (state, event, now, steps) => {
    const step = steps.find(({ id }) => id === state.last);
    const { [state.last]: undone, ...done } = state.done;
    if (!step || !undone) return state;
    const { amount, load, band } = undone;
    const back = waiting(enter({ ...state, done, last: null }, step, now), now);
    return { ...back, values: { ...back.values, ...(step.kind === "counted" && { amount }), load, band } };
  },
  /** Called when the steps changed. Stays at its step if that is still to do and `go` is not set; else goes to `id`. A rest goes on. */
  replan: (state, { id, go }, now, steps) => {
    const here = stepAt(state, steps);
    if (here && !state.done[here.id] && !go) return state;
    const next = steps.find((step) => step.id === id);
    if (!next) return toNext(state, steps, -1, now, 0);
    return state.phase === "rest" ? { ...state, at: id, values: valuesFor(next, state.done) } : enter(state, next, now);
  },
};
