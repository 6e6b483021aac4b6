// Offers to change the account's time zone to that of the phone, once for each zone.

import { read, write } from "./memory.js";

const note = document.querySelector("#zone");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const clock = (timeZone) => new Date().toLocaleString("en-GB", { timeZone });

function differs() {
  try {
    return clock(here) !== clock(note.dataset.zone);
  } catch {
    return false; // This browser does not know the zone.
  }
}

if (here && read("zone") !== here && differs()) {
  note.querySelector("[data-say=here]").textContent = here;
  note.querySelector("[name=time_zone]").value = here;
  note.hidden = false;
  for (const button of note.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      write("zone", here);
      note.hidden = button.type === "button";
    });
  }
}
