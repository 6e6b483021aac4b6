// Sends a tap on the habit through the queue: without a network it waits on this phone. The page shows it at once.

import { dateOf, iso, stamp } from "../moments.js";
import { keep } from "./keep.js";
import { user } from "../site.js";
import * as store from "../offline/store.js";

const card = document.querySelector("#habit");
const forms = card ? [...card.querySelectorAll("form[data-on]")] : [];
const isKept = document.documentElement.dataset.kept !== undefined; // The page is old: the phone knows the day.
const day = card && (isKept ? dateOf(Date.now(), card.dataset.begins) : card.dataset.day);

/** Shows whether it was in mind today. */
function show(on) {
  for (const form of forms) form.hidden = form.dataset.on === (on ? "1" : "0");
  const title = card.querySelector("h2");
  title.textContent = on ? title.dataset.done : title.dataset.open;
  const square = day === card.dataset.day ? card.querySelector(".habit-now") : null;
  square?.classList.toggle("habit-done", on);
  square?.classList.toggle("habit-no", !on);
  if (square) square.querySelector("[data-said]").textContent = on ? "yes" : "no";
  const count = card.querySelector("[data-others]");
  if (count) count.textContent = Number(count.dataset.others) + (on ? 1 : 0);
}

function tap(form) {
  const on = form.dataset.on === "1";
  const fields = { day, on: form.dataset.on, logged_at: iso(stamp()) };
  const item = { workout: day, user: user(), url: form.getAttribute("action"), path: "habit", name: "Glutes in mind", fix: location.pathname, fields };
  const line = card.querySelector("[data-trouble]");
  show(on);
  line.textContent = "";
  forms.find((other) => !other.hidden).querySelector("button").focus();
  keep(form, item, {
    sent() {},
    waits() {},
    refused(words) {
      show(!on);
      line.textContent = words;
    },
  });
}

for (const form of forms) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tap(form);
  });
}

/** Updates a kept page, which knows neither later taps nor that another day has begun. */
async function remember() {
  const taps = (await store.waiting()).filter((one) => one.path === "habit" && one.user === user() && one.workout === day);
  if (taps.length) show(taps.at(-1).fields.on === "1");
  else if (day !== card.dataset.day) show(false);
}

if (card) remember().catch(store.forgive);
