// The list of sets where no answer comes: what is tapped in it waits on this phone as the player's taps do. What waits
// is shown as done, on a page that is opened anew, too. Once all of it is sent, its exercises are drawn as the server
// has them.

import { iso, stamp } from "../moments.js";
import { IDENTITY, add, watch } from "./queue.js";
import { user } from "../site.js";
import { markAll } from "../stepper.js";
import { sayUnanswered } from "./worker.js";
import * as store from "./store.js";

const ADDRESS = /^(.*\/)([\w-]{36})\/(sets|slots)\/$/;
const workout = location.pathname.match(/[\w-]{36}/)[0];
const waits = new Set(); // The ids of the exercises of which something waits.

for (const failed of ["sendError", "timeout", "responseError"]) document.addEventListener(`htmx:${failed}`, keep, true);

/** Keeps what a form would have sent. Not a swap: which sets come of it only the server knows. */
function keep(event) {
  const { xhr, requestConfig } = event.detail;
  const [, base, , path] = requestConfig.path.match(ADDRESS) ?? [];
  const isRefused = /^4/.test(xhr.status);
  if (!path || isRefused || requestConfig.elt.querySelector("button[name=exercise]")) return;
  event.stopImmediatePropagation(); // No other listener says that it was lost.
  const { csrfmiddlewaretoken, ...fields } = Object.fromEntries(requestConfig.formData);
  const name = document.querySelector("h1").textContent;
  const item = { workout, user: user(), base, name, path, fields: { ...fields, logged_at: iso(stamp()) } };
  add([item]).catch((error) => {
    store.forgive(error);
    sayUnanswered(event);
  });
}

/**
 * Shows all that waits; where nothing does any more, what the server has. Not behind the player, which loads the page
 * anew when it is left.
 */
async function draw() {
  const mine = (item) => item.workout === workout && item.user === user() && item.path !== "finish";
  const items = (await store.waiting()).filter((item) => mine(item) && !item.problem);
  for (const item of items) for (const form of formsOf(item)) show(form, item);
  if (items.length) count();
  else if (waits.size && !document.querySelector(".player")) await renew();
}

/** The forms about the same set (or both sides of it), or about the same exercise. */
function formsOf({ path, fields }) {
  const is = (form, name) => (fields.both && name === "side") || form.elements[name]?.value === String(fields[name]);
  return [...document.querySelectorAll(`form[action$="/${workout}/${path}/"]`)].filter((form) => IDENTITY[path].every((name) => is(form, name)));
}

function show(form, { path, fields }) {
  const slot = form.closest(".slot");
  waits.add(slot.id);
  const seen = Math.max(Date.parse(fields.logged_at), (Date.parse(fields.seen) || 0) + 1); // The next one counts after it.
  const values = { ...fields, seen: iso(seen) };
  if (!form.elements.seen) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "seen" }));
  for (const [name, value] of Object.entries(values)) {
    const box = form.elements[name];
    if (box?.matches?.("input, select") && name !== "side") box.value = value ?? "";
  }
  const place = path === "sets" ? form : slot;
  if (path === "sets") mark(form, !fields.deleted);
  const line = place.querySelector(":scope > .set-kept") ?? place.appendChild(Object.assign(document.createElement("p"), { className: "meta set-kept" }));
  line.textContent = fields.deleted ? "Removed on this phone. Tick to put it back." : `Saved on this phone, to be sent. ${adviceOn(fields)}`.trim();
  if (form.matches(".set") && !fields.deleted) line.append(" ", remover());
}

/** What to do about a pain, as the player says it; "" about none, or on the page of a session that has ended. */
function adviceOn({ slot, exercise, pain = 0 }) {
  const session = JSON.parse(document.getElementById("session")?.textContent ?? "null");
  if (!session || pain < session.hold_from) return "";
  const row = session.slots.find((one) => one.slot === Number(slot) && one.exercise === exercise);
  return pain >= (row?.stop_from ?? session.stop_from) ? session.advice.stop : session.advice.hold;
}

/** Marks a set, or the round of a step, as done or not. */
function mark(form, isDone) {
  const tick = form.querySelector(".tick");
  if (!tick) return form.classList.toggle("set-done", isDone);
  tick.classList.toggle("tick-done", isDone);
  tick.setAttribute("aria-pressed", isDone);
  Object.assign(tick, { name: isDone ? "deleted" : "", value: "1" });
}

const remover = () => Object.assign(document.createElement("button"), { className: "plain flush", name: "deleted", value: "1", textContent: "Remove" });

/** Counts the sets that look done, in “3 of 8 ticked” and its bar. */
function count() {
  const words = document.querySelector("#progress [role=status]");
  const [, all] = words.textContent.match(/\d+/g);
  const done = document.querySelectorAll(".set-done, .tick-done").length;
  words.textContent = words.textContent.replace(/\d+/, done);
  document.querySelector("#progress .fill-coral").setAttribute("width", `${(100 * done) / all}%`);
}

/** Draws the exercises anew; numbers typed in them stay. */
async function renew() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return; // It is tried again with the next news of the queue.
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["progress", ...waits]) {
    const [old, anew] = [document, page].map((one) => one.getElementById(id));
    if (!anew) continue;
    const focused = old.contains(document.activeElement) && document.activeElement.id;
    for (const { id: box, value } of [...old.querySelectorAll("input[id]")].filter((one) => one.value !== one.defaultValue)) {
      const same = anew.querySelector(`[id="${box}"]`);
      if (same) same.value = value;
    }
    old.replaceWith(anew);
    htmx.process(anew);
    if (focused) document.getElementById(focused)?.focus();
  }
  waits.clear();
  markAll();
  document.dispatchEvent(new Event("renewed"));
}

let drawing = Promise.resolve();
const drawNext = () => (drawing = drawing.then(draw).catch(store.forgive));
watch(drawNext);
document.addEventListener("htmx:afterSettle", drawNext);
drawNext();
