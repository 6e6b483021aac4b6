// A self-check on its page: the clock of a hold fills the form in, hands-free, and the form goes through the queue, so that
// a check is not lost without a network. Without this script the numbers are typed and sent.

import { SIDES, advance, begin, seconds } from "./clock.js";
import { announcement, counting } from "./said.js";
import { iso, stamp } from "../moments.js";
import { keep } from "./keep.js";
import { user } from "../site.js";
import { uuid } from "../uuid.js";
import * as cues from "../player/cues.js";
import * as view from "./view.js";

const plan = JSON.parse(document.querySelector("#check-values").textContent);
const form = document.querySelector("#check");
const id = uuid(Date.now()); // A new id: a kept page may have been used with its own before.

let state = null;
let heard = ""; // What was announced last, and the last second, so that nothing is said twice.
let counted = null;

/** Gives an event to the clock; says and shows what changed. */
function happen(event) {
  const now = Date.now();
  const before = state;
  state = advance(state, event, now, plan);
  view.show(state, plan, now);
  const key = `${state.phase} ${state.side} ${state.phase === "ready" ? state.until : ""}`;
  if (key !== heard) {
    heard = key;
    counted = null;
    const words = announcement(state, plan, before);
    view.say(words);
    cues.change(words);
    if (state.phase === "done") finish();
  } else count(seconds(state, now, plan));
}

/** The last seconds before it begins, and every ten while it is held. */
function count(second) {
  if (second === counted) return;
  counted = second;
  if (state.phase === "ready" && second <= cues.HEARD_S.prepare && second > 0) cues.countdown(second);
  if (state.phase !== "work" || !second) return;
  const words = counting(second, plan);
  if (!words) return;
  view.say(words);
  cues.say(words);
}

function start() {
  cues.wake();
  cues.stayAwake(true);
  heard = "";
  state = begin(Date.now(), plan);
  view.open(plan, {
    stop: () => happen("stop"),
    hurts: () => happen("hurts"),
    again: () => happen("again"),
    leave: close,
  });
  happen("tick");
}

function close() {
  state = null;
  cues.stayAwake(false);
  view.close();
}

/** Fills the form in and saves it. */
function finish() {
  const { held, hurts } = state;
  close();
  for (const side of SIDES) form.elements[side].value = held[side] ?? "";
  if (hurts) form.querySelector(`[name=pain][value="${plan.stop_from}"]`).checked = true;
  if (SIDES.some((side) => held[side]) || hurts) save();
}

setInterval(() => state && happen("tick"), 100);

/** The values of the form, without empty fields. */
function typed() {
  const now = Date.now();
  const fields = { kind: plan.kind, done_at: iso(now), logged_at: iso(stamp(now)) };
  for (const [name, value] of new FormData(form)) if ([...SIDES, "pain"].includes(name) && value !== "") fields[name] = value;
  return fields;
}

let saving = false;
async function save() {
  if (saving) return; // The second of a double tap.
  saving = true;
  const fields = typed();
  const item = { workout: id, user: user(), base: plan.base, path: "result", name: plan.name, fix: location.pathname, fields };
  let next = plan.next && !fields.pain ? plan.next : `${plan.base}${id}/`;
  await keep(form, item, {
    sent: () => location.assign(next),
    waits() {
      next = `${plan.base}${id}/`;
      form.querySelector("button:not([type])").hidden = true; // Sent again it would be a new version.
      say(`Saved on this phone: ${view.titleOf(fields, plan)}. It is sent as soon as you’re online.${fields.pain >= plan.hold_from ? ` ${plan.advice}` : ""}`);
    },
    refused(words) {
      saving = false;
      say(words);
    },
  });
}

function say(words) {
  const line = document.querySelector("#check-said");
  line.textContent = words;
  line.scrollIntoView({ block: "center" });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  save();
});

const button = document.querySelector("#check-start");
if (button) {
  button.hidden = document.querySelector("#check-hands").hidden = false;
  button.addEventListener("click", start);
}
