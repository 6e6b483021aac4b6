// A button with data-repeat that is held down repeats its tap: a few times slowly, then fast.

const FIRST_MS = 450;
const SLOW_MS = 140;
const FAST_MS = 45;
const SLOW_TAPS = 8;

let held = null; // The button that is held, its timer, and how often it has repeated.

function press(key) {
  if (!key.isConnected || key.hidden || key.matches("[aria-disabled=true]")) return release();
  held.taps += 1;
  key.click();
  if (held) held.timer = setTimeout(press, held.taps < SLOW_TAPS ? SLOW_MS : FAST_MS, key);
}

function release() {
  if (held) clearTimeout(held.timer);
  held = null;
}

document.addEventListener("pointerdown", (event) => {
  release();
  const key = event.target.closest?.("[data-repeat]");
  if (key && event.button === 0) held = { key, taps: 0, timer: setTimeout(press, FIRST_MS, key) };
});
document.addEventListener("pointerup", () => {
  const ended = held;
  clearTimeout(held?.timer);
  setTimeout(() => held === ended && release()); // Later, after the click that may follow.
});
// The click that ends a long press counts no more: its taps were counted while it was held.
document.addEventListener(
  "click",
  (event) => {
    if (!event.isTrusted || !held) return;
    const repeated = held.taps > 0;
    release();
    if (!repeated) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);
for (const name of ["pointercancel", "blur"]) addEventListener(name, release);
document.addEventListener("pointerout", (event) => held && event.target === held.key && !held.key.contains(event.relatedTarget) && release());
document.addEventListener("contextmenu", (event) => held && event.preventDefault());
