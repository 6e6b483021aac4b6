// The − and + beside a number, or beside a load, where they go to the next owned weight. Without scripts the number is
// typed.
import { stepped } from "./loads.js";
import "./repeat.js";

/** What a tap on the button makes of its number. */
function after(button) {
  const { value } = button.parentElement.querySelector("input");
  const by = Number(button.dataset.step);
  const { owned, unit } = button.parentElement.dataset;
  if (unit) return stepped(value, by, owned ? owned.split("|") : [], unit);
  const next = Number(value || 0) + by;
  return String(Math.max(0, Number.isFinite(next) ? next : 0));
}

/** Marks the buttons that are at an end; they keep the focus. */
function mark(stepper) {
  const { value } = stepper.querySelector("input");
  for (const button of stepper.querySelectorAll("[data-step]")) button.setAttribute("aria-disabled", after(button) === value);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (!button) return;
  const input = button.parentElement.querySelector("input");
  input.value = after(button);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("input", ({ target }) => target.parentElement.querySelector("[data-step]") && mark(target.parentElement));
/** Marks those of all steppers. */
export const markAll = () => new Set([...document.querySelectorAll("[data-step]")].map((one) => one.parentElement)).forEach(mark);
markAll();
document.addEventListener("htmx:afterSettle", markAll);

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
