// Buttons that copy the value of a field. Without scripts they stay hidden.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    field.select();
    const written = navigator.clipboard?.writeText(field.value).then(() => true, () => false); // Missing on plain http.
    if ((await written) ?? document.execCommand("copy")) button.lastChild.textContent = " Copied";
  });
}
