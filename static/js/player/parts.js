// Draws the parts of the player's screen: the picture, the floor under it, the buttons of the sets.

const source = (element, name, value) => element.getAttribute(name) === value || element.setAttribute(name, value);

/** Whether to mirror a picture, so that this side works in it. */
export const isMirrored = (pictures, side) => Boolean(pictures?.shows) && ["left", "right"].includes(side) && pictures.shows !== side;

/** The moving figure on the stage of `root`; the leg that works in it is the one of this side. */
export function picture(root, { pictures }, side) {
  const stage = root.querySelector(".player-stage");
  const image = stage.querySelector("img");
  const pause = stage.querySelector(".figure-pause");
  stage.classList.toggle("mirrored", isMirrored(pictures, side));
  image.hidden = pause.hidden = !pictures;
  if (!pictures || pause.dataset.still === pictures.still) return;
  if (pause.dataset.moving && image.getAttribute("src") === pause.dataset.still) pause.click(); // Restarts the movement.
  pause.dataset.still = pictures.still;
  source(stage.querySelector("source"), "srcset", pictures.still);
  source(image, "src", pictures.moving);
  source(image, "alt", pictures.alt);
}

/** The small picture of what comes next; without one it is hidden. */
export function small(image, { pictures }, side) {
  image.hidden = !pictures;
  image.parentElement.classList.toggle("mirrored", isMirrored(pictures, side));
  if (pictures) source(image, "src", pictures.small);
}

/** The floor under the figure: a mark for every set, or a bar that fills; beyond 1 it goes on in another colour. */
export function floor(svg, segments, fill) {
  const parts = segments ?? ["bed"];
  const wanted = parts.map((kind, n) => bar(kind, n / parts.length, 1 / parts.length, parts.length > 1 ? 0.01 : 0));
  const within = Math.min(1, 1 / fill);
  if (!segments && fill > 1) wanted.push(bar("done", 0, within, 0), bar("go", within, 1 - within, 0));
  else if (!segments) wanted.push(bar("go", 0, Math.max(0, fill), 0));
  const key = JSON.stringify(wanted);
  if (svg.dataset.key === key) return;
  svg.dataset.key = key;
  svg.replaceChildren(...wanted.map(rectangle));
}

const percent = (part) => `${(part * 100).toFixed(2)}%`;
const bar = (kind, x, width, gap) => ({ class: kind, x: percent(x + gap), width: percent(Math.max(0, width - 2 * gap)), height: 12, rx: 6 });

function rectangle(attributes) {
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries(attributes)) rect.setAttribute(name, value);
  return rect;
}

/** A button for every set that is done, and a mark for those to do: all sets of the exercise. */
export function sets(list, all) {
  const key = JSON.stringify(all);
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(...all.map(({ id, words, name, done, now }) => {
    const item = document.createElement("li");
    const mark = document.createElement(done ? "button" : "span");
    mark.textContent = words;
    if (done) Object.assign(mark, { type: "button", value: id, ariaLabel: name }).dataset.act = "edit";
    if (now) item.setAttribute("aria-current", "step");
    item.append(mark);
    return item;
  }));
}
