// The dialog that corrects a done set: for each side the amount, the load and whether form slipped.

import { tidy } from "../loads.js";
import { capital } from "./screen.js";
import { openDialog } from "./dialog.js";

const dialog = document.querySelector("#player-fix");
const part = (name) => dialog.querySelector(`[data-part="${name}"]`);

/**
 * Shows the `sides` of a set, [step, done] each. A load that is typed without a unit is in the `unit` of the session.
 * Calls `keep(step, values)` for each side that was changed.
 */
export function open(sides, { unit, most }, keep) {
  const [{ name, number }] = sides[0];
  part("title").textContent = `${name}, set ${number}`;
  part("sides").replaceChildren(...sides.map((each) => fields(each, unit, most)));
  dialog.querySelector("[data-act=close]").onclick = () => dialog.close();
  const form = dialog.querySelector("form");
  form.onsubmit = () => sides.forEach(([step, set], n) => keepChanged(step, set, part("sides").children[n], unit, keep));
  openDialog(dialog);
}

function fields([step, set], unit, most) {
  const side = part("side").content.firstElementChild.cloneNode(true);
  const box = (name) => side.querySelector(`[name=${name}]`);
  side.querySelector("legend").textContent = step.side === "both" ? "" : capital(step.side);
  side.querySelector("[data-part=unit]").textContent = step.kind === "timed" ? "Seconds" : "Reps";
  box("amount").value = set.amount;
  box("amount").max = most[step.kind === "timed" ? "seconds" : "reps"];
  box("load").value = set.load ?? "";
  box("load").oninput = ({ target }) => target.setCustomValidity(tidy(target.value, unit) === null ? "Weight: a number from 0, like 12.5." : "");
  box("load").closest("label").hidden = step.load === null;
  box("band").value = set.band ?? 0;
  box("band").closest("label").hidden = step.band === null;
  box("slipped").checked = !set.form_ok;
  return side;
}

function keepChanged(step, set, side, unit, keep) {
  const box = (name) => side.querySelector(`[name=${name}]`);
  const values = { amount: Number(box("amount").value), form_ok: box("slipped").checked ? 0 : 1 };
  if (step.load !== null) values.load = tidy(box("load").value, unit);
  if (step.band !== null) values.band = Number(box("band").value);
  const same = Object.entries(values).every(([name, value]) => String(value) === String(Number(set[name]) === value ? value : set[name] ?? ""));
  if (!same) keep(step, values);
}
