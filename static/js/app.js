// On every page: keeps it for when there is no network, fills in the time zone, and looks for unsent items on this
// phone.

import { user } from "./site.js";
import * as worker from "./offline/worker.js";

worker.register();
document.addEventListener("submit", worker.hold);

/** Fills the browser's time zone into forms, so that dates are those of the user's clock. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
for (const field of document.querySelectorAll("input[type=hidden][name=time_zone]")) field.value = zone;

/** Whether this phone may have kept anything. Members' pages load waiting.js anyway, other pages only in this case. */
async function mayKeep() {
  if (document.querySelector("[data-account]") || !window.indexedDB?.databases) return true;
  return (await indexedDB.databases()).length > 0;
}

if (!user() && (await mayKeep().catch(() => true))) import("./offline/waiting.js");
