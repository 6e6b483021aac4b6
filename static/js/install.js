// How to put the site on a home screen: what this browser can do, said to members alone (a guest's session would stay behind).

import { read, write } from "./memory.js";

const part = document.querySelector("#install");
const later = part?.querySelector("[data-install=later]");
const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;

function show(how) {
  for (const line of part.querySelectorAll("[data-how]")) line.hidden = line.dataset.how !== how;
  part.hidden = false;
}

/** What there is to say without being asked by the browser; on Today only where it is sure. */
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
