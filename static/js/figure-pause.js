// Pauses a moving figure. An SVG in an <img> cannot be stopped, so the still replaces it.
// Without scripts, and for readers who asked for less motion, the style sheet hides the button.
document.addEventListener("click", (event) => {
  const button = event.target.closest(".figure-pause");
  if (!button) return;
  const image = button.parentElement.querySelector("picture img");
  const shown = image.getAttribute("src");
  const pausing = shown !== button.dataset.still;
  image.src = pausing ? button.dataset.still : button.dataset.moving;
  if (pausing) button.dataset.moving = shown;
  button.querySelector(".unseen").textContent = pausing ? "Play the picture" : "Stop the picture";
  const icon = button.querySelector("use");
  icon.setAttribute("href", icon.getAttribute("href").replace(/#.*/, pausing ? "#play" : "#pause"));
});
