// The sentences of a check, for screen readers and the voice.

import { SIDES, sideOf } from "./clock.js";

const EVERY_S = 10; // While somebody holds, the voice speaks every so many seconds.

/** One sentence when something changes: for screen readers, and for the voice. `before`: the state until now. */
export function announcement(state, plan, before) {
  const side = sideOf(state);
  const done = before && state.side !== before.side ? `${capital(sideOf(before))}, ${state.held[sideOf(before)]} seconds. ` : "";
  if (state.phase === "work") return "Hold.";
  if (state.phase === "ready" && state.side) return `${done}Change sides: ${side}.`;
  if (state.phase === "ready") return `${plan.name}, ${side} side. Get ready.`;
  if (state.hurts) return "Stopped, because it hurts.";
  return `${capital(side)}, ${state.held[side]} seconds. Done.`;
}

/** What is said after so many seconds of a hold: every ten, and at the goal; else "". */
export function counting(second, plan) {
  if (second === plan.goal) return `${second} seconds: you’re there.`;
  return second % EVERY_S ? "" : `${second} seconds.`;
}

/** The results in words: “Left 51, right 54 seconds”. */
export function titleOf(fields, plan) {
  const sides = SIDES.filter((side) => fields[side] !== undefined);
  const words = sides.map((side) => `${side} ${plan.answers[fields[side]] ?? fields[side]}`).join(", ");
  return words ? capital(words) + (plan.is_hold ? " seconds" : "") : "it hurt";
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);
