// Buttons that copy what a field holds. Without a script, or over plain http, one selects it by hand: they stay hidden.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = !navigator.clipboard;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.lastChild.textContent = " Copied";
  });
}
