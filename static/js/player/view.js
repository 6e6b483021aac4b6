// Puts the values of `screen` into the page. It uses nothing else of the session.

import { floor, picture, sets, small } from "./parts.js";
import { showKeys } from "./weights.js";

const TEMPLATES = { ready: "work", prepare: "work", work: "work", rest: "rest", done: "done", kept: "done" };

let root = null;
let shown = null;
const find = (name) => root.querySelector(`[data-show="${name}"]`);
const text = (name, value) => {
  const element = find(name);
  if (element && element.textContent !== value) element.textContent = value;
};

/** Updates the whole screen: called when something changed. */
export function show(screen, kept) {
  const template = TEMPLATES[screen.kind];
  if (shown !== template) replace(template);
  document.body.classList.add("player-open");
  const resting = template === "rest" || Boolean(screen.changing);
  document.body.classList.toggle("resting", resting);
  document.body.classList.toggle("playing", !resting);
  text("kept", kept);
  text("place", screen.place ?? "");
  logged(screen.last ?? null);
  if (template === "done") return end(screen);
  text("pause", screen.paused ? "Carry on" : "Pause");
  find("pause").nextElementSibling.hidden = screen.paused;
  if (template === "rest") rest(screen);
  else work(screen);
  tick(screen);
}

/** Updates what changes while it counts: the digits and the floor. */
export function tick(screen) {
  if (!root || !screen.step) return;
  const digits = find("digits");
  text("digits", screen.digits);
  digits.classList.toggle("digits-long", screen.digits.length > 2);
  floor(root.querySelector(".floor"), screen.segments ?? null, screen.fill);
  if (TEMPLATES[screen.kind] === "work") soon(screen.soon);
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
  for (const name of ["title", "side-heard", "about", "cue", "unit", "main"]) text(name, screen[name]);
  text("main-words", screen.mainWords);
  const { side } = screen.step;
  sideField(side, screen.switched);
  picture(root, screen.slot, side);
  sets(root.querySelector(".player-sets"), screen.sets);
  root.classList.toggle("player-timed", timed);
  root.classList.toggle("player-ready", screen.kind === "prepare" && !screen.changing);
  root.classList.toggle("player-change", Boolean(screen.changing));
  root.querySelector("[data-part=before]").hidden = !screen.before;
  text("before", screen.before ?? "");
  find("digits").setAttribute("role", timed ? "timer" : "img");
  find("digits").setAttribute("aria-label", timed ? screen.digitsHeard : `${screen.digits} ${screen.unit}`);
  root.querySelector("[data-act=slip]").classList.toggle("player-later", screen.kind === "prepare");
  const on = root.querySelector("[data-act=on]");
  on.hidden = !screen.mayGoOn;
  text("on", screen.on ?? "");
  on.setAttribute("aria-pressed", String(Boolean(screen.goesOn)));
  root.querySelector("[data-act=count]").hidden = !screen.count;
  text("count", screen.count ?? "");
  root.querySelector("[data-act=pause]").hidden = !timed;
  for (const nudge of root.querySelectorAll(".nudge")) nudge.hidden = timed;
  const load = root.querySelector("[data-part=load]");
  load.hidden = screen.load === null || screen.keys !== null;
  text("load", screen.load ?? "");
  for (const [act, isEnd] of Object.entries(screen.ends)) root.querySelector(`[data-act=${act}]`).setAttribute("aria-disabled", isEnd);
  text("lighter", screen.lighter);
  text("heavier", screen.heavier);
  showKeys(root.querySelector("[data-part=weights]"), screen.keys, "weigh");
  root.querySelector("[data-act=type]").hidden = Boolean(screen.changing);
}

function rest(screen) {
  text("next", screen.next);
  text("next-about", screen.nextAbout);
  text("next-dose", screen.nextDose);
  small(root.querySelector("[data-part=small]"), screen.slot, screen.step.side);
}

/** The side as a field of colour, which slides in from its own edge when it changes. */
function sideField(side, switched) {
  const word = find("side");
  text("side", side === "both" ? "" : side === "left" ? "Left" : "Right");
  word.hidden = side === "both";
  root.classList.toggle("player-right", side === "right");
  root.classList.toggle("player-sided", side !== "both");
  if (word.dataset.switched === switched) return;
  root.classList.remove("player-switch");
  word.getBoundingClientRect(); // So that a second change is animated, too.
  root.classList.toggle("player-switch", Boolean(switched));
  word.dataset.switched = switched;
}

/** The next step, shown while there is time to read it. */
function soon(next) {
  const section = root.querySelector(".next-soon");
  section.hidden = !next;
  if (!next) return;
  for (const name of ["about", "title", "dose"]) text(`soon-${name}`, next[name]);
  small(section.querySelector("img"), next.slot, next.side);
}

/** The set just done, with its remarks; "a little" pain opens the question how much. */
function logged(last) {
  const form = root.querySelector(".logged");
  if (!form) return;
  form.hidden = !last;
  if (!last) return;
  text("logged", last.words);
  text("earlier", last.earlier);
  text("best", last.best);
  find("best").parentElement.hidden = !last.best;
  form.querySelector("[data-act=earlier]").hidden = !last.earlier;
  const said = { rir: String(last.rir), pain: last.little ? "little" : String(last.pain), ache: String(last.pain), site: last.site };
  for (const input of form.querySelectorAll("input")) input.checked = said[input.name] === input.value;
  form.querySelector("[data-part=rir]").hidden = !last.counted;
  form.querySelector("[data-part=ache]").hidden = !last.little;
  form.querySelector("[data-act=undo]").hidden = !last.stands;
  form.querySelector(".ache").hidden = !last.advice;
  text("ache-title", last.advice?.title ?? "");
  text("ache-words", last.advice?.words ?? "");
  form.querySelector("[data-act=skip-others]").hidden = !last.more;
  const easier = form.querySelector("[data-act=easier]");
  easier.hidden = !last.easier;
  easier.value = last.easier?.exercise ?? "";
  text("easier", last.easier ? `Take the easier one: ${last.easier.name}` : "");
  form.querySelector("[data-act=end]").hidden = !last.advice?.stops;
}

function end(screen) {
  text("end", screen.title);
  text("end-about", screen.about);
  text("main", screen.main);
}
