// A countdown as plain values: `deadline` (ms) while it runs, `paused` (ms left) while it waits, and its `length` (ms).

export const LATE_MS = 2_000; // If the phone slept for longer than this, a countdown to work starts anew: nobody heard it.
export const TWICE_MS = 600; // A tap within this time after another is the second of a double tap.

/** Milliseconds left of the countdown; null without one. */
export function remaining(state, now) {
  const left = leftOf(state, now);
  return left === null ? null : Math.max(0, left);
}

/** The same; negative when a hold goes on beyond its target. */
function leftOf({ paused, deadline, length }, now) {
  if (paused !== null) return paused;
  return deadline === null ? null : Math.min(length, deadline - now);
}

/** Whole seconds held so far in a timed set, at most `most`. */
export function held(state, now, most = Infinity) {
  return state.phase === "work" ? Math.min(most, Math.floor((state.length - leftOf(state, now)) / 1000)) : 0;
}

/** Whether a hold has reached its target and goes on. */
export const isBeyond = (state, now) => state.phase === "work" && Boolean(state.on) && leftOf(state, now) <= 0;

export const counting = (state) => state.deadline !== null && state.paused === null;

/** Begins a countdown. */
export const timed = (state, phase, seconds, from) => ({ ...state, phase, deadline: from + seconds * 1000, length: seconds * 1000, paused: null });

/** Pauses it. */
export const waiting = (state, now) => (counting(state) ? { ...state, paused: leftOf(state, now), deadline: null } : state);

/** Makes it longer by `ms`, or shorter. */
export const lengthened = (state, ms) => {
  const longer = { ...state, length: state.length + ms };
  return state.paused === null ? { ...longer, deadline: state.deadline + ms } : { ...longer, paused: state.paused + ms };
};
