// The dialog to type the values of a set: opened by a tap on the number. They go into the boxes of the set, which then
// waits for its tap. For a hold the seconds are typed. Decimal comma and point both work.

import { kilograms, read, tidy } from "../loads.js";
import { openDialog } from "./dialog.js";
import { isOwned, showKeys } from "./weights.js";

const UNIT = { counted: "Reps", timed: "Seconds" };
const dialog = document.querySelector("#player-typed");
const part = (name) => dialog.querySelector(`[data-part="${name}"]`);

/** Opens it for a step. Calls `keep({ amount, load, own })` with the values, and `closed` once it is closed. */
export function open({ step, values, title, thing, session: { unit, most }, keep, closed }) {
  const { reps, load, unit: select, own } = dialog.querySelector("form").elements;
  const loaded = step.load !== null;
  const [number, in_] = read(values.load, unit) ?? ["", unit];
  part("title").textContent = title;
  part("unit").textContent = UNIT[step.kind];
  part("keep").textContent = step.kind === "timed" ? "Log it" : "Use it";
  part("problem").hidden = true;
  part("load").hidden = !loaded;
  Object.assign(reps, { value: values.amount });
  Object.assign(load, { value: number });
  select.value = in_;
  own.checked = false;
  const typed = () => tidy(load.value, select.value);
  const show = () => {
    const now = typed();
    const isNew = loaded && now && thing && kilograms(now, unit) <= most.kg && !isOwned(now, step.owned ?? [], unit);
    part("own").hidden = !isNew;
    if (!isNew) own.checked = false;
    else part("own").firstElementChild.textContent = `Add the ${now} ${thing} to my kit`;
    showKeys(part("owned"), loaded && step.owned?.length ? step.owned.map((each) => ({ load: each, words: each, on: each === now })) : null, "pick");
  };
  dialog.oninput = show;
  dialog.onclick = ({ target }) => {
    const button = target.closest("button[data-act]");
    if (button?.dataset.act === "close") dialog.close();
    if (button?.dataset.act !== "pick") return;
    [load.value, select.value] = button.value.split(" ");
    show();
  };
  dialog.onsubmit = (event) => {
    const amount = Number(reps.value.trim());
    const now = loaded ? typed() : values.load;
    const wrong = problem(step.kind, amount, reps.value, loaded ? now : "", unit, most);
    part("problem").textContent = wrong;
    part("problem").hidden = !wrong;
    const wrongIn = wrong && (wrong.startsWith("Weight") ? load : reps);
    for (const box of [reps, load]) box.ariaInvalid = box === wrongIn ? "true" : null;
    if (wrong) wrongIn.focus();
    if (wrong) event.preventDefault();
    else keep({ amount, load: now, own: own.checked ? 1 : "" });
  };
  show();
  openDialog(dialog, closed);
  (loaded && values.amount === undefined ? load : reps).select();
}

function problem(kind, amount, typed, load, unit, most) {
  const limit = kind === "timed" ? most.seconds : most.reps;
  if (!typed.trim() || !Number.isInteger(amount) || amount < 0 || amount > limit) return `${UNIT[kind]}: a whole number from 0 to ${limit}.`;
  if (load === null || kilograms(load, unit) > most.kg) return `Weight: a number from 0 to ${most.kg} kg, like 12.5.`;
  return "";
}
