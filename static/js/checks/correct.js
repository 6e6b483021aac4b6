// Sends the correction of a check through the queue: without a network it waits on this phone.

import { iso, stamp } from "../moments.js";
import { keep } from "./keep.js";
import { user } from "../site.js";

const form = document.querySelector("#correct");
const line = document.querySelector("#correct-said");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (form.inert) return; // The second of a double tap.
  form.inert = true;
  const { csrfmiddlewaretoken: _, ...typed } = Object.fromEntries(new FormData(form));
  const fields = { ...typed, logged_at: iso(stamp()) };
  const { base, workout, name } = form.dataset;
  const item = { workout, user: user(), base, path: "result", name, fix: location.pathname, fields };
  await keep(form, item, {
    sent: () => location.assign(location.pathname),
    waits: () => (line.textContent = "Saved on this phone. It is sent as soon as you’re online."),
    refused(words) {
      form.inert = false;
      line.textContent = words;
    },
  });
});
