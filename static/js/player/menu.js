// The dialog behind "more": this exercise, the cues, and every set to jump to.

import * as cues from "./cues.js";
import * as library from "./library.js";
import { openDialog } from "./dialog.js";
import { amountWords, loadWords } from "./screen.js";
import { wordsOf } from "./steps.js";

const menu = document.querySelector("#player-menu");
const part = (name) => menu.querySelector(`[data-part="${name}"]`);

/** Fills it for the current step and opens it. Taps are passed to `act(name, value)`. */
export function open({ step, slot, steps, skipped, state, session, pain, act, closed }) {
  part("this").replaceChildren(...(step ? aboutThis(step, slot, pain, session) : []));
  part("list").replaceChildren(...everything(step, steps, state), ...skipped.map(leftOut));
  for (const input of menu.querySelectorAll(".player-switches input")) {
    input.checked = cues.isOn(input.name);
    input.closest("label").hidden = !cues.isSupported(input.name);
    input.onchange = async () => (input.checked = await cues.turn(input.name, input.checked));
  }
  part("plain").hidden = window.isSecureContext;
  menu.onclick = ({ target }) => {
    const button = target.closest("button[data-act]");
    if (!button) return;
    menu.close();
    if (button.dataset.act !== "close") act(button.dataset.act, button.value);
  };
  openDialog(menu, () => {
    const said = menu.querySelector("[name=pain-level]")?.value;
    if (said !== undefined && said !== String(pain ?? "")) act("pain", said);
    closed();
  });
}

function aboutThis(step, slot, felt, session) {
  const title = make("h3", step.name);
  const swaps = slot.swaps.map((swap) => button("swap", `${swap.why}: ${swap.name}`, swap.exercise, "quiet button-full"));
  const cues = make("p", slot.cues.join(" "), "meta");
  const line = make("p", "", "line");
  line.append(button("add", "Add a set"), button("skip-slot", "Skip it today"));
  const most = session.most.pain;
  const pain = make("label", `Pain in this one, 0 to ${most} `, "line");
  const select = make("select", "", "input");
  select.name = "pain-level";
  for (const value of ["", ...Array(most + 1).keys()]) select.append(new Option(value === "" ? "–" : value, value));
  select.value = felt ?? "";
  pain.append(select);
  return [title, cues, line, ...swaps, anyOther(slot, session), pain];
}

/** A search in all exercises, with a link to add a new one once the server has the session. */
function anyOther(slot, session) {
  const box = make("details", "", "disclose");
  const field = make("label", "", "field");
  const input = make("input", "", "input");
  const list = make("div", "", "stack-tight");
  Object.assign(input, { type: "search", maxLength: 60, autocomplete: "off" });
  const show = () => {
    const besides = [slot.exercise, ...slot.swaps.map((swap) => swap.exercise)];
    const found = library.found(input.value, besides);
    list.replaceChildren(...found.map((one) => button("swap", one.names[0], one.exercise, "quiet button-full")));
    if (!session.workout) return;
    const add = make("a", input.value ? `Not there? Add “${input.value}”` : "Not there? Add your own", "plain flush");
    add.href = `${session.base}${session.workout}/add-own/?${new URLSearchParams({ slot: slot.slot, name: input.value })}`;
    list.append(add);
  };
  input.addEventListener("input", show);
  field.append(make("span", "Any exercise, by name"), input);
  box.append(make("summary", "Any other exercise"), field, list);
  show();
  return box;
}

/** A row for every set, done or to do; a tap goes to it. */
function everything(here, steps, state) {
  return steps.map((step) => {
    const done = state.done[step.id];
    const what = done ? `${amountWords(step, done.amount)}${done.form_ok ? "" : ", form slipped"}` : "to do";
    const load = done && (step.load !== null || step.band !== null) ? `, ${loadWords(done)}` : "";
    const row = document.createElement("li");
    const jump = button("jump", "", step.id, `player-row${done ? " player-row-done" : ""}`);
    jump.append(make("strong", step.name), make("span", `${wordsOf(step)}: ${what}${load}`, "meta"));
    if (step === here) jump.setAttribute("aria-current", "step");
    row.append(jump);
    return row;
  });
}

/** The skipped exercises, to take up again. */
function leftOut(slot) {
  const row = document.createElement("li");
  const back = button("do-slot", "", String(slot.slot), "player-row");
  back.append(make("strong", slot.name), make("span", "Skipped: do it after all", "meta"));
  row.append(back);
  return row;
}

function make(tag, text, name = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (name) element.className = name;
  return element;
}

function button(act, text, value = "", name = "plain flush") {
  const element = make("button", text, name);
  Object.assign(element, { type: "button", value });
  element.dataset.act = act;
  return element;
}
