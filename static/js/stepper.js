// The − and + beside a number, or beside a load, where they go to the next owned weight. Without scripts the number is
// typed.
import { stepped } from "./loads.js";
import "./repeat.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (!button) return;
  const input = button.parentElement.querySelector("input");
  const by = Number(button.dataset.step);
  const { owned, unit } = button.parentElement.dataset;
  const next = Number(input.value || 0) + by;
  if (unit) input.value = stepped(input.value, by, owned ? owned.split("|") : [], unit);
  else input.value = Math.max(0, Number.isFinite(next) ? next : 0);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

// When the server sends a slot anew, numbers typed in its other lines and not sent yet are put back.
let typed = [];
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const sent = detail.requestConfig.elt;
  const inputs = detail.target.querySelectorAll(".set input[id]");
  typed = [...inputs].filter((input) => input.value !== input.defaultValue && !sent.contains(input));
});
document.addEventListener("htmx:afterSwap", () => {
  for (const { id, value } of typed) {
    const input = document.getElementById(id);
    if (input) input.value = value;
  }
  typed = [];
});
