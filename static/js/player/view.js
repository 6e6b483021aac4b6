// Puts a screen's values into the page. Everything it knows of the session is in `screen`.

import { showKeys } from "./weights.js";

const TEMPLATES = { ready: "work", prepare: "work", work: "work", rest: "rest", done: "done", kept: "done" };

let root = null;
let shown = null;
const find = (name) => root.querySelector(`[data-show="${name}"]`);
const text = (name, value) => {
  const element = find(name);
  if (element && element.textContent !== value) element.textContent = value;
};

/** The whole screen: called when something changed. */
export function show(screen, kept) {
  const template = TEMPLATES[screen.kind];
  if (shown !== template) replace(template);
  document.body.classList.add("player-open");
  document.body.classList.toggle("resting", template === "rest");
  document.body.classList.toggle("playing", template !== "rest");
  text("kept", kept);
  text("place", screen.place ?? "");
  logged(screen.last ?? null);
  if (template === "done") return end(screen);
  text("pause", screen.paused ? "Go on" : "Pause");
  if (template === "rest") rest(screen);
  else work(screen);
  tick(screen);
}

/** What changes while it counts: the digits and the floor. */
export function tick(screen) {
  if (!root || !screen.step) return;
  const digits = find("digits");
  text("digits", screen.digits);
  digits.classList.toggle("digits-long", screen.digits.length > 2);
  floor(screen.segments ?? null, screen.fill);
}

export function close() {
  root?.remove();
  root = shown = null;
  document.body.classList.remove("player-open", "resting", "playing");
}

function replace(template) {
  const focused = root?.contains(document.activeElement);
  const next = document.querySelector(`#player-${template}`).content.firstElementChild.cloneNode(true);
  if (root) root.replaceWith(next);
  else document.querySelector("#main").append(next);
  const first = !root;
  root = next;
  shown = template;
  if (focused || first) root.querySelector("[data-act=main]").focus({ preventScroll: true });
}

function work(screen) {
  const timed = screen.kind !== "ready";
  for (const name of ["title", "about", "cue", "unit", "main"]) text(name, screen[name]);
  text("main-words", screen.mainWords);
  find("title").classList.toggle("player-side", timed && screen.step.side !== "both");
  picture(screen.slot);
  root.classList.toggle("player-timed", timed);
  root.classList.toggle("player-ready", screen.kind === "prepare");
  find("digits").setAttribute("role", timed ? "timer" : "img");
  find("digits").setAttribute("aria-label", timed ? "Seconds left" : `${screen.digits} ${screen.unit}`);
  root.querySelector("[data-act=slip]").hidden = screen.kind === "prepare";
  find("pause").hidden = !timed;
  for (const nudge of root.querySelectorAll(".nudge")) nudge.hidden = timed;
  const load = root.querySelector("[data-part=load]");
  load.hidden = screen.load === null || screen.keys !== null;
  text("load", screen.load ?? "");
  text("lighter", screen.lighter);
  text("heavier", screen.heavier);
  showKeys(root.querySelector("[data-part=weights]"), screen.keys, "weigh");
  root.querySelector("[data-act=type]").hidden = timed;
}

function rest(screen) {
  text("next", screen.next);
  text("next-about", screen.nextAbout);
  text("next-dose", screen.nextDose);
  const small = root.querySelector("[data-part=small]");
  small.hidden = !screen.slot.pictures;
  if (screen.slot.pictures) source(small, "src", screen.slot.pictures.small);
}

/** The set just done, with what was said of it; "a little" pain opens how much. */
function logged(last) {
  const form = root.querySelector(".logged");
  if (!form) return;
  form.hidden = !last;
  if (!last) return;
  text("logged", last.words);
  text("earlier", last.earlier);
  form.querySelector("[data-act=earlier]").hidden = !last.earlier;
  const said = { rir: String(last.rir), pain: last.little ? "little" : String(last.pain), ache: String(last.pain) };
  for (const input of form.querySelectorAll("input")) input.checked = said[input.name] === input.value;
  form.querySelector("[data-part=rir]").hidden = !last.counted;
  form.querySelector("[data-part=ache]").hidden = !last.little;
  form.querySelector("[data-act=undo]").hidden = !last.stands;
}

function end(screen) {
  text("end", screen.title);
  text("end-about", screen.about);
  text("main", screen.main);
}

const source = (element, name, value) => element.getAttribute(name) === value || element.setAttribute(name, value);

function picture({ pictures }) {
  const image = root.querySelector(".player-stage img");
  const pause = root.querySelector(".figure-pause");
  image.hidden = pause.hidden = !pictures;
  if (!pictures || pause.dataset.still === pictures.still) return;
  if (pause.dataset.moving && image.getAttribute("src") === pause.dataset.still) pause.click(); // It moves again.
  pause.dataset.still = pictures.still;
  source(root.querySelector(".player-stage source"), "srcset", pictures.still);
  source(image, "src", pictures.moving);
  source(image, "alt", pictures.alt);
}

/** The floor under the figure: a mark for every set, or a bar that fills. */
function floor(segments, fill) {
  const svg = root.querySelector(".floor");
  const parts = segments ?? ["bed"];
  const wanted = parts.map((kind, n) => bar(kind, n / parts.length, 1 / parts.length, parts.length > 1 ? 0.01 : 0));
  if (!segments) wanted.push(bar("go", 0, Math.max(0, Math.min(1, fill)), 0));
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
