// How to put the site on a home screen in this browser. For members only: an installed site has no session of a guest.

import { read, write } from "./memory.js";

const part = document.querySelector("#install");
const later = part?.querySelector("[data-install=later]");
const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;

function show(how) {
  for (const line of part.querySelectorAll("[data-how]")) line.hidden = line.dataset.how !== how;
  part.hidden = false;
}

/** The way to explain until the browser offers to install; null for none. Today's note, which has "later", only explains "share". */
function ways() {
  if (!window.isSecureContext) return later ? null : "http";
  if ("standalone" in navigator) return "share";
  return !later && matchMedia("(pointer: coarse)").matches ? "menu" : null;
}

if (part && !installed && !(later && read("install") === "later")) {
  if (ways()) show(ways());
  let asking = null;
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    asking = event;
    show("ask");
  });
  addEventListener("appinstalled", () => (part.hidden = true));
  part.addEventListener("click", ({ target }) => {
    const what = target.closest("[data-install]")?.dataset.install;
    if (what === "now") asking?.prompt();
    if (what !== "later") return;
    write("install", "later");
    part.hidden = true;
  });
}
