// Answers to two taps may arrive in the wrong order. Each updates its own exercise. The rest of the page, such as
// "3 of 8 done", is not updated by an answer that comes after that to a later tap.

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
