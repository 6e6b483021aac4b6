// Puts the clock of a check onto the screen, as the player does with a set.

import { floor, isMirrored } from "../player/parts.js";
import { isOn, isSupported, turn } from "../player/cues.js";
import { seconds, sideOf } from "./clock.js";

export { titleOf } from "./said.js";

let root = null;
const find = (name) => root.querySelector(`[data-show="${name}"]`);
const text = (name, value) => {
  const element = find(name);
  if (element.textContent !== value) element.textContent = value;
};

/** Opens the clock over the page; `acts` says what its buttons do. */
export function open(plan, acts) {
  root = document.querySelector("#check-clock").content.firstElementChild.cloneNode(true);
  document.querySelector("#main").append(root);
  document.body.classList.add("player-open", "playing");
  for (const button of root.querySelectorAll("[data-act]")) button.addEventListener("click", acts[button.dataset.act]);
  voice(root.querySelector("[data-part=voice]"));
  root.querySelector("[data-act=stop]").focus({ preventScroll: true });
}

export function close() {
  root?.remove();
  root = null;
  document.body.classList.remove("player-open", "playing", "resting");
}

/** Shows the clock at `now` (ms). */
export function show(state, plan, now) {
  if (!root || state.phase === "done") return;
  const side = sideOf(state);
  const working = state.phase === "work";
  const second = seconds(state, now, plan);
  document.body.classList.toggle("playing", working);
  document.body.classList.toggle("resting", !working);
  root.querySelector(".player-stage").classList.toggle("mirrored", isMirrored(plan.pictures, side));
  text("place", `${plan.name}, side ${state.side + 1} of 2`);
  text("side", side === "left" ? "Left" : "Right");
  root.classList.toggle("check-right", side === "right");
  text("digits", String(second));
  text("unit", working ? "seconds held" : state.side ? "seconds to change sides" : "seconds to get ready");
  text("stop", working ? `Stop: ${plan.stop.toLowerCase()}` : "I’m ready");
  text("again", `Start ${side} again`);
  floor(root.querySelector(".floor"), null, working && plan.goal ? second / plan.goal : 0);
  marks(root.querySelector(".check-marks"), plan.last[side], plan.goal);
}

/** Where it ended the last time, on the way to the goal. */
function marks(svg, last, goal) {
  const at = `${Math.min(100, (100 * (last ?? 0)) / goal)}%`;
  const [line, words, end] = svg.children;
  for (const element of [line, words]) element.toggleAttribute("hidden", !last);
  for (const name of ["x1", "x2"]) line.setAttribute(name, at);
  words.setAttribute("x", at);
  words.textContent = last ? `last time ${last}` : "";
  end.textContent = String(goal);
}

/** Tells a screen reader. */
export const say = (words) => (document.querySelector("#check-heard").textContent = words);

/** Switches the voice that counts a hold on and off; hidden where this device has none. */
function voice(button) {
  button.hidden = !isSupported("voice");
  button.setAttribute("aria-pressed", String(isOn("voice")));
  button.addEventListener("click", async () => button.setAttribute("aria-pressed", String(await turn("voice", !isOn("voice")))));
}
