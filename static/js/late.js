// Two answers may arrive in the wrong order. Each updates its own exercise; the rest of the page only if no later tap
// was answered before, as its "0 of 8 done" would be old.

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
