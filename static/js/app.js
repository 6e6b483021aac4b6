// What every page does with a script: keeps itself for when there is no network, says in which time zone it is, and
// looks for what waits on this phone.

import { user } from "./site.js";
import * as worker from "./offline/worker.js";

worker.register();
document.addEventListener("submit", worker.hold);

/** Tells the server which zone this is, so that a day begins at the user's own midnight. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
for (const field of document.querySelectorAll("input[type=hidden][name=time_zone]")) field.value = zone;

/** Whether this phone may keep something of somebody. A member's page asks for waiting.js itself, others only then. */
async function mayKeep() {
  if (document.querySelector("[data-account]") || !window.indexedDB?.databases) return true;
  return (await indexedDB.databases()).length > 0;
}

if (!user() && (await mayKeep().catch(() => true))) import("./offline/waiting.js");
