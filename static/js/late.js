// Answers to two taps may arrive in the wrong order. Each updates its own exercise. The rest of the page, such as
// "3 of 8 ticked", is not updated by an answer that comes after that to a later tap.

let sent = 0;
let shown = 0;
let isLate = false;

document.addEventListener("htmx:beforeSend", ({ detail }) => {
  detail.xhr.tap = ++sent;
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  isLate = detail.xhr.tap < shown;
  shown = Math.max(shown, detail.xhr.tap);
});
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  detail.shouldSwap &&= !isLate;
});

// An answer that leaves nothing with the focus gives it to the same button, to what it is folded into, or to the exercise.
const sameName = (slot, { name }) => [...slot.querySelectorAll(`[name="${name || "none"}"]`)];
let tapped = {};
let place = -1;

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  tapped = document.activeElement;
  place = sameName(detail.target, tapped).indexOf(tapped);
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const slot = document.getElementById(detail.target.id);
  if (!slot || document.activeElement !== document.body) return;
  slot.tabIndex = -1;
  const same = sameName(slot, tapped)[place];
  (same?.checkVisibility() ? same : (same?.closest("details")?.querySelector("summary") ?? slot)).focus();
});
