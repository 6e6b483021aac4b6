// The values in the boxes of a step: what to do next, from what was done. No DOM, no clock.

/**
 * What to put in the boxes of a step. The second side begins with what the first one did in this set; the first side
 * with its own reps of the set before, and the load that was used last.
 */
export function valuesFor(step, done) {
  const at = (number, side) => done[`${step.slot}/${step.exercise}/${number}/${side}`];
  const other = { left: "right", right: "left", both: "both" }[step.side];
  const now = at(step.number, step.side) ?? at(step.number, other);
  const [own, last] = [step.side, other].map((side) => at(step.number - 1, side));
  const amount = step.kind === "timed" ? step.target : (now ?? own ?? last)?.amount ?? step.target;
  const like = now ?? last ?? own ?? step;
  return { amount, load: like.load ?? step.load, band: like.band ?? step.band };
}

/** The state with another amount, load or form for a done set. The boxes of the current `step` follow, unless the user changed them. */
export function corrected(state, step, id, values) {
  const done = { ...state.done, [id]: { ...state.done[id], ...values } };
  if (!step || !state.values) return { ...state, done };
  const [was, now] = [state.done, done].map((each) => valuesFor(step, each));
  const untouched = Object.entries(now).filter(([name]) => state.values[name] === was[name]);
  return { ...state, done, values: { ...state.values, ...Object.fromEntries(untouched) } };
}
