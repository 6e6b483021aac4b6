// The clock of a hold, left and then right: a pure state machine without DOM or clock; `now` (ms) is passed in.
//
//   ready   counts down to a side: getting ready, or changing over
//   work    counts up until it is stopped, or until the plan ends it
//   done    both sides were held, or it hurt
//
// plan { ready_s, change_s, most (s, as long as a hold may be logged), ends_at (s, null: only when the form goes) }

import { LATE_MS, TWICE_MS } from "../player/clock.js";

export const SIDES = ["left", "right"];

export const begin = (now, plan) => getReady({ phase: "ready", side: 0, held: {}, hurts: false, deaf: 0 }, plan.ready_s, now);

/** What happens at `now`: "tick", "stop" (the form went), "hurts" (it ends here) or "again" (this side from its start). */
export function advance(state, event, now, plan) {
  const settled = settle(state, now, plan);
  if (event === "tick" || settled.phase === "done" || now < settled.deaf) return settled;
  return { ...acts[event](settled, now, plan), deaf: now + TWICE_MS };
}

/** Whole seconds: to go while getting ready, held while working. */
export function seconds(state, now, { most }) {
  if (state.phase === "ready") return Math.max(0, Math.ceil((state.until - now) / 1000));
  return state.phase === "work" ? Math.min(most, Math.max(0, Math.floor((now - state.since) / 1000))) : 0;
}

export const sideOf = (state) => SIDES[state.side];

const getReady = (state, length, now) => ({ ...state, phase: "ready", until: now + length * 1000, length: length * 1000 });

/** Makes all changes that were due by now. */
function settle(state, now, plan) {
  if (state.phase === "ready" && now >= state.until) {
    const late = now - state.until;
    if (late > LATE_MS) return getReady(state, state.length / 1000, now);
    return settle({ ...state, phase: "work", since: state.until }, now, plan);
  }
  const end = state.phase === "work" && plan.ends_at ? state.since + plan.ends_at * 1000 : Infinity;
  return now >= end ? sideDone(state, plan.ends_at, now, plan) : state;
}

function sideDone(state, amount, now, plan) {
  const held = { ...state.held, [sideOf(state)]: amount };
  if (state.side === SIDES.length - 1) return { ...state, held, phase: "done" };
  return getReady({ ...state, held, side: state.side + 1 }, plan.change_s, now);
}

const acts = {
  stop: (state, now, plan) => {
    const amount = seconds(state, now, plan);
    if (state.phase === "ready") return { ...state, phase: "work", since: now }; // Ready sooner.
    return amount > 0 ? sideDone(state, amount, now, plan) : state;
  },
  hurts: (state, now, plan) => {
    const amount = state.phase === "work" ? seconds(state, now, plan) : 0;
    const held = amount ? { ...state.held, [sideOf(state)]: amount } : state.held;
    return { ...state, held, hurts: true, phase: "done" };
  },
  again: (state, now, plan) => getReady(state, plan.ready_s, now),
};
