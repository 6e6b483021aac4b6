// Today works without a network: the kept page has the next days, and this phone knows which day it is.

import { dateOf } from "./moments.js";
import { tell, watch } from "./offline/queue.js";
import { user } from "./site.js";
import * as store from "./offline/store.js";

const begins = Number(document.querySelector("#today").dataset.begins); // The hour at which the user's day begins.
const today = () => dateOf(Date.now(), begins);
const opened = today();

/** Turns the kept page into that of another day. */
function turnTo(day) {
  const ahead = document.querySelector(`template[data-day="${day}"]`) ?? document.querySelector("template[data-day=later]");
  document.querySelector("#today").replaceChildren(ahead.content.cloneNode(true));
  say("date", day, { day: "numeric", month: "long" });
  say("weekday", day, { weekday: "long" });
  const days = [...document.querySelectorAll(".week > li")];
  days.forEach((one) => mark(one, one.dataset.date === day));
  document.querySelector(".week-strip").hidden = !days.some((one) => one.dataset.date === day);
}

function say(what, day, options) {
  document.querySelector(`[data-say=${what}]`).textContent = new Date(`${day}T12:00`).toLocaleDateString("en-GB", options);
}

function mark(one, isToday) {
  one.toggleAttribute("aria-current", false);
  if (isToday) one.setAttribute("aria-current", "date");
  const dot = one.querySelector(".dot");
  if (isToday) dot.classList.replace("dot-planned", "dot-now");
  else dot.classList.replace("dot-now", "dot-free");
}

/** Shows sessions that were finished on this phone today as done: the server may not know of them yet. */
async function showDone() {
  const finished = ({ begin, ...one }) => one.user === user() && one.finished && begin.started?.slice(0, 10) === opened;
  for (const { begin } of (await store.sessions()).filter(finished)) {
    const start = document.querySelector(`#today a[href$="/start/?routine=${begin.routine}#go"]`);
    start?.replaceWith(Object.assign(document.createElement("p"), { className: "meta", textContent: "Done today, saved on this phone." }));
  }
}

if (document.documentElement.dataset.kept !== undefined) {
  if (document.querySelector("#today").dataset.date !== opened) turnTo(opened);
  showDone().catch(store.forgive);
}

let busy = false; // Whether something on this page was filled in or tapped: that is never thrown away.
let waited = false; // Whether a session or a self-check waited to be sent.
const isDay = (id) => id.length === opened.length; // A habit is kept by its day, all else by a UUID.

/** Once all of them are sent, the page, which was made before, is out of date. */
function renew({ workouts }) {
  const waits = [...workouts].some((id) => !isDay(id));
  if (waited && !waits && !busy && !document.querySelector("a:active, button:active")) location.reload();
  waited = waits;
}

addEventListener("input", () => (busy = true));
addEventListener("click", ({ target }) => (busy ||= Boolean(target.closest("a, form"))), true);
watch(renew);
tell();

/** Moves on when the day ends while the page stays open. */
function moveOn() {
  if (today() !== opened) return location.reload();
  const end = new Date();
  end.setHours(begins + (end.getHours() < begins ? 0 : 24), 0, 1, 0);
  return setTimeout(moveOn, end - Date.now());
}

moveOn();

// An app left open overnight wakes up on the next day.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && today() !== opened) location.reload();
});
