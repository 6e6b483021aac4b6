// Sentences of the player: the set just done, and a sentence when something changes.

import { amountWords, capital, liftedWords } from "./screen.js";
import { sidesOf, wordsOf } from "./steps.js";

/** A done set with both sides: "Step-up, set 3: 11 each side, 8 kg." */
export function loggedWords(last, state, steps) {
  const sides = sidesOf(last, steps).filter((each) => state.done[each.id]);
  const amounts = sides.map((each) => state.done[each.id].amount);
  const unit = last.kind === "timed" ? " s" : "";
  const weights = sides.map((each) => liftedWords(state.done[each.id]));
  const same = amounts.every((amount) => amount === amounts[0]);
  const alike = weights.every((weight) => weight === weights[0]);
  const each = sides.map((side, n) => `${side.side} ${amounts[n]}${unit}${alike ? "" : ` at ${weights[n] || "body weight"}`}`).join(", ");
  const amount = last.side === "both" ? `${amounts[0]}${unit}` : same && alike && sides.length === 2 ? `${amounts[0]}${unit} each side` : each;
  const lifted = alike && weights[0] ? `, ${weights[0]}` : "";
  const slipped = sides.some((side) => !state.done[side.id].form_ok) ? ", form slipped" : "";
  return `${last.name}, ${wordsOf(last).split(" ")[0].toLowerCase()} ${last.number}: ${amount}${lifted}${slipped}.`;
}

/** One sentence when something changes: for screen readers, and for the voice. */
export function announcement(state, screen, before) {
  if (screen.kind === "done") return `${screen.title} ${screen.about}`;
  const { step } = screen;
  const side = step.side === "both" ? "" : `${capital(step.side)} side. `;
  if (screen.paused) return "Paused.";
  if (screen.kind === "rest") return `Rest, ${Math.round(state.length / 1000)} seconds. Next: ${step.name}, ${wordsOf(step).toLowerCase()}.`;
  const switching = before?.slot === step.slot && before.number === step.number && before.side !== step.side;
  if (screen.kind === "ready" && switching) return `Change sides: ${step.side}.`;
  if (screen.kind === "ready") return `${step.name}, ${wordsOf(step).toLowerCase()}. ${amountWords(step, state.values.amount)}.`;
  const what = switching ? `Change sides: ${step.side}. ` : `${step.name}. ${side}`;
  if (screen.kind === "prepare" || step.circuit) return `${what}${step.target} seconds.`;
  return step.block === "main" ? "Hold." : "Go.";
}

