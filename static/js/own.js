// The form of a user's own exercise: the muscle map follows the choices, and a photo that is too big is refused early.

const form = document.getElementById("own");
const map = document.getElementById("pick-map");
const STRENGTHS = { moderate: 1, high: 2 };

form.addEventListener("change", ({ target }) => {
  if (target.name.startsWith("works_")) light();
  if (target.type === "file") {
    const big = target.files[0]?.size > Number(target.dataset.mostBytes);
    target.setCustomValidity(big ? target.dataset.tooBig : "");
    target.reportValidity();
  }
});

/** Lights the muscles that are chosen. */
function light() {
  const lit = new URLSearchParams();
  for (const [name, level] of new FormData(form)) {
    if (name.startsWith("works_") && STRENGTHS[level]) lit.set(name.slice("works_".length), STRENGTHS[level]);
  }
  map.querySelector("img").src = `${map.dataset.address}?${lit}`;
}
