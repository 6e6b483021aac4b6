// On every page: keeps it for when there is no network, fills in the time zone, looks for unsent items on this phone, and
// lets Back show no page of who has logged out.

import { read, write } from "./memory.js";
import { user } from "./site.js";
import * as worker from "./offline/worker.js";

worker.register();
document.addEventListener("submit", worker.hold);

/** On plain http, Firefox and Safari keep whole pages for Back: those of who has logged out here are asked for again. */
const isGone = () => user() && read("gone") === user();
const askAgain = () => {
  document.documentElement.hidden = true;
  setTimeout(() => location.reload());
};
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") isGone() && askAgain();
else if (isGone()) write("gone", ""); // Logged in again.
addEventListener("pageshow", ({ persisted }) => persisted && isGone() && askAgain());

/** Fills the browser's time zone into forms, so that a day begins at the user's own midnight. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
for (const field of document.querySelectorAll("input[type=hidden][name=time_zone]")) field.value = zone;

/** Escape closes the panel that is open; and however it is closed, the focus goes back to what opened it. */
let opener = "";
document.addEventListener("click", ({ target }) => (opener = target.closest("[data-opener]")?.dataset.opener ?? ""));
document.addEventListener("htmx:afterSettle", () => {
  document.getElementById(opener)?.focus();
  opener = "";
});
document.addEventListener("keydown", ({ key, target }) => {
  if (key !== "Escape" || document.querySelector("dialog[open]") || target.closest("input[type=search]")?.value) return;
  document.querySelector("a[data-opener]")?.click();
});

/** Whether this phone may have kept anything. Members' pages load waiting.js anyway, other pages only in this case. */
async function mayKeep() {
  if (document.querySelector("[data-account]") || !window.indexedDB?.databases) return true;
  return (await indexedDB.databases()).length > 0;
}

if (!user() && (await mayKeep().catch(() => true))) import("./offline/waiting.js");
