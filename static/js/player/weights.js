// The weights of a set: buttons for up to five owned ones, else − and + with the next weights.

import { ALIKE_KG, kilograms, stepped } from "../loads.js";

const MOST_KEYS = 5;

const same = (one, other, unit) => Math.abs(kilograms(one, unit) - kilograms(other, unit)) < ALIKE_KG;

/** Whether a load is owned, or none. */
export const isOwned = (load, owned, unit) => !load || owned.some((each) => same(each, load, unit));

/** The buttons of a step: no weight, owned weights, another typed one, and “type”. Null if there are too many. */
export function keysOf({ owned = [], band }, load, unit) {
  if (band !== null || !owned.length || owned.length > MOST_KEYS) return null;
  const all = isOwned(load, owned, unit) ? owned : [...owned, load].sort((a, b) => kilograms(a, unit) - kilograms(b, unit));
  const keys = ["", ...all].map((each) => ({ load: each, words: each || "None", on: each ? same(each, load, unit) : !load }));
  return [...keys, { load: "", words: "Other", act: "type" }];
}

/** The next weights for − and +: ["10 kg", "15 kg"]. */
export const neighbours = ({ owned = [] }, load, unit) => [-1, 1].map((by) => stepped(load, by, owned, unit) || "none");

/** Puts the buttons into an element, only if they changed. */
export function showKeys(element, keys, act) {
  element.hidden = !keys;
  const key = JSON.stringify(keys);
  if (element.dataset.keys === key) return;
  element.dataset.keys = key;
  const at = [...element.children].indexOf(document.activeElement);
  element.replaceChildren(...(keys ?? []).map((each) => button(each, act)));
  if (at >= 0) element.children[Math.min(at, element.children.length - 1)]?.focus();
}

function button({ load, words, on, act: own }, act) {
  const element = document.createElement("button");
  Object.assign(element, { type: "button", className: "weight", value: load, textContent: words });
  element.dataset.act = own ?? act;
  if (on !== undefined) element.setAttribute("aria-pressed", on);
  return element;
}
