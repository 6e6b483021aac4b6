// Pages that open without a network: registers the service worker, which keeps what a session needs.

import { at, user } from "../site.js";

export async function register() {
  if (!("serviceWorker" in navigator)) return; // Plain http or an old browser.
  sayHowOld();
  try {
    await navigator.serviceWorker.register(at("sw.js"));
  } catch {
    return; // Switched off, or no network.
  }
  const { active, waiting } = await navigator.serviceWorker.ready;
  waiting?.postMessage("take over"); // See sw.js.
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (user() && navigator.onLine) active.postMessage({ gather: "if-old", still });
}

const WHY = {
  server: "Our side isn’t answering.",
  silence: "No answer yet.",
  unreached: "The site can’t be reached.",
  offline: "You’re offline.",
};

/** On a page from the cache: its age and why, instead of the message that was on it. */
function sayHowOld() {
  const { kept: since, why } = document.documentElement.dataset;
  if (since === undefined) return;
  document.querySelector(".said")?.remove();
  const line = document.createElement("p");
  line.className = "note note-line kept-line";
  const then = new Date(since);
  const clock = then.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const today = then.toDateString() === new Date().toDateString();
  const when = today ? `${clock} today` : `${then.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short" })}, ${clock}`;
  line.textContent = `${WHY[navigator.onLine ? why : "offline"]} This page is from ${when}.`;
  document.querySelector("#main").prepend(line);
}

/** Without a network, keeps a form on the page, and says so, in place of the browser's error page. */
export function hold(event) {
  if (navigator.onLine || event.defaultPrevented || event.target.method === "get" || event.target.method === "dialog") return;
  event.preventDefault();
  say(event.target, "You’re offline");
}

/** The same, later, for a form that htmx sends: no answer, or an error. */
export function sayUnanswered({ target }) {
  const form = target.closest("form:not([hidden])");
  if (form) say(form, navigator.onLine ? "That didn’t work" : "You’re offline");
}

function say(form, why) {
  const line = document.createElement("p");
  line.className = "problem offline-held";
  line.role = "alert";
  line.textContent = `${why}: try again later. What you typed stays here.`;
  unsay({ target: form });
  form.append(line);
}

export const unsay = ({ target }) => target.closest("form")?.querySelector(".offline-held")?.remove();

/** Deletes a user's pages when they log out, and no unsent items. */
export const forget = (name) => ("caches" in window ? caches.delete(`pages-${name}`) : Promise.resolve());
