// On pages with panels that have an address: the week and the builder.

/** Escape closes the panel that is open; and however it is closed, the focus goes back to what opened it. */
let opener = "";
document.addEventListener("click", ({ target }) => (opener = target.closest("[data-opener]")?.dataset.opener ?? ""));
document.addEventListener("htmx:afterSettle", () => {
  document.getElementById(opener)?.focus();
  opener = "";
});
document.addEventListener("keydown", ({ key, target }) => {
  if (key !== "Escape" || document.querySelector("dialog[open]") || target.closest("input[type=search]")?.value) return;
  document.querySelector("a[data-opener]")?.click();
});
