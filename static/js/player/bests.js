// New bests, announced when they are done, by the rules of rules/bests.py: only sets in good form, of one side and in
// one measure, and only if there is an earlier session to beat.

import { ALIKE_KG, kilograms, tidy } from "../loads.js";

/**
 * The new best in the set of a step: "Most reps yet on the left: 14"; "" without one. `bests`: the best sets of the
 * exercise before this session, each [side, amount, kg, band]; `done`: the sets of this session, by step; `steps`: its steps.
 */
export function newBest(step, done, steps, bests, unit) {
  const set = done[step.id];
  if (!set?.form_ok || !Number(set.amount)) return "";
  const mine = measured(set, unit);
  const earlier = bests.filter(([side]) => side === step.side).map(([, ...rest]) => rest);
  const here = steps.filter((each) => each !== step && each.exercise === step.exercise && each.side === step.side && done[each.id]?.form_ok);
  const others = [...earlier, ...here.map((each) => measured(done[each.id], unit))];
  if (!earlier.length || others.some((other) => reaches(other, mine))) return "";
  const load = set.load ? tidy(set.load, unit) : `band ${set.band}`;
  const side = step.side === "both" ? "" : ` on the ${step.side}`;
  if (mine[1] > greatest(others, 1) + ALIKE_KG) return `Heaviest yet${side}: ${load}.`;
  if (mine[2] > greatest(others, 2)) return `Strongest band yet${side}: ${load}.`;
  const most = step.kind === "timed" ? "Longest hold yet" : "Most reps yet";
  const amount = `${set.amount}${step.kind === "timed" ? " seconds" : ""}`;
  return mine[0] > greatest(others, 0) ? `${most}${side}: ${amount}.` : `${most} with ${load}${side}: ${amount}.`;
}

const measured = ({ amount, load, band }, unit) => [Number(amount), kilograms(load, unit), Number(band ?? 0)];
const greatest = (sets, n) => Math.max(...sets.map((set) => set[n]));

/** Whether a set has at least as much of everything as another set, so that the other is no best. */
const reaches = (one, other) => one.every((value, n) => value >= other[n] - ALIKE_KG);
