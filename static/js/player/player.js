// The player: shows the running session, says what changes, and passes taps to acts.js.

import "../repeat.js";
import { acts } from "./acts.js";
import { announcement, loggedWords } from "./said.js";
import { screenOf } from "./screen.js";
import { isBeyond } from "./machine.js";
import { newBest } from "./bests.js";
import { sidesOf } from "./steps.js";
import * as cues from "./cues.js";
import * as entries from "./entries.js";
import * as session from "./session.js";
import * as view from "./view.js";

const { running } = session;
const A_LITTLE = "2"; // The number for "a little" pain until the user chooses one.
let heard = ""; // What was announced last, and the last second, so that nothing is said twice.
let counted = null;
let before = null;
let praised; // The step whose best was announced; undefined until the session is on the screen.
let turned = ""; // The step before which the side changed: it stays marked while it is current.

/** Opens a session where it stands; `tapped` is the moment (ms) of the tap that did it, if one did. */
export function play(record, tapped) {
  heard = "";
  if (!record.finished) cues.stayAwake(true);
  return session.open(record, tapped);
}

function screen(now) {
  const { record, steps, slots, skipped } = running;
  if (record.finished) {
    const title = session.isKept() ? "Saved on this phone." : "Not saved yet.";
    return { kind: "kept", title, about: "It joins your history once you’re online.", main: "To Today" };
  }
  const shown = screenOf(record.state, steps, record.session, slots, now);
  const { step } = shown;
  const switched = step && before?.slot === step.slot && before.number === step.number && before.side !== step.side;
  const last = lastSet();
  const ached = shown.kind === "done" && [...slots, ...skipped].find((each) => entries.stops(record, each, entries.painOf(record, each.slot, each.exercise)));
  if (ached) Object.assign(shown, { title: "That’s enough for today.", about: `What you did is saved. ${ached.name} stopped for today.` });
  const ends = step ? entries.endsOf(record.state.values, step, record.session) : {};
  return { ...shown, ends, last, switched: switched || turned === step?.id ? step.id : "" };
}

/** The set just done and its possible remarks; null before the first. */
function lastSet() {
  const { record, steps, slots, back } = running;
  const step = session.spoken();
  if (!step) return null;
  const other = session.spoken(back + 1);
  const isLast = sidesOf(step, steps).some(({ id }) => id === record.state.last);
  const standing = slots.find(({ slot, exercise }) => slot === step.slot && exercise === step.exercise);
  const stands = isLast && Boolean(standing);
  const { rir } = record.state.done[step.id];
  const pain = entries.painOf(record, step.slot, step.exercise);
  const stops = entries.stops(record, step, pain);
  const little = pain > 0 && !stops;
  const earlier = other === step ? "" : `Not this one? ${other.name}`;
  const words = loggedWords(step, record.state, steps);
  const more = Boolean(standing) && steps.some(({ id, slot }) => slot === step.slot && !record.state.done[id]);
  const site = entries.siteOf(record, step.slot, step.exercise);
  return { words, best: bestsOf(step), earlier, counted: step.kind === "counted", rir, pain, little, site, stands, more, easier: standing?.swaps.find(({ why }) => why === "Easier"), advice: adviceOn(pain, stops, site, record.session) };
}

/** The new best in the set of a step, with its other side; "" without one. */
function bestsOf(step) {
  const { record, slots, steps } = running;
  const { bests } = slots.find(({ slot, exercise }) => slot === step.slot && exercise === step.exercise) ?? {};
  if (!bests?.length) return "";
  return sidesOf(step, steps).map((side) => newBest(side, record.state.done, steps, bests, record.session.unit)).filter(Boolean).join(" ");
}

/** What to do about pain: an instruction as heading, and sentences. */
function adviceOn(pain, stops, site, { advice, look_out, hold_from }) {
  if (!advice || !(stops || pain >= hold_from)) return null;
  const title = stops ? "Stop this one now." : "Carry on, but no more than this.";
  return { title, words: [stops ? advice.stop : advice.hold, look_out?.[site]].filter(Boolean).join(" "), stops };
}

/** The new best of the side done last; "" when the page has just been opened. */
function bestOfLast({ last, done }) {
  const step = praised === undefined ? null : session.stepOf(last);
  const slot = step && running.slots.find((each) => each.slot === step.slot && each.exercise === step.exercise);
  return slot?.bests?.length ? newBest(step, done, running.steps, slot.bests, running.record.session.unit) : "";
}

session.watch((now) => {
  const { state, finished } = running.record;
  const shown = screen(now);
  view.show(shown, running.kept);
  const key = [state.phase, state.at, state.paused !== null, finished].join();
  const best = state.last === praised ? "" : bestOfLast(state);
  praised = state.last;
  const news = [running.news, best].filter(Boolean).join(" ");
  running.news = "";
  if (key === heard && !news) return;
  if (state.phase === "done") cues.stayAwake(false);
  const words = finished ? shown.title : announcement(state, shown, before);
  document.querySelector("#player-said").textContent = [news, words].filter(Boolean).join(" ");
  if (heard) cues.change([best, words].filter(Boolean).join(" "));
  heard = key;
  turned = shown.switched;
  before = shown.step ?? before;
});

function tick() {
  const state = running.record?.state;
  if (!state || state.deadline === null) return;
  const now = Date.now();
  const beyond = isBeyond(state, now);
  if (now >= state.deadline && !beyond) {
    session.happen({ type: "tick" }, now);
    return;
  }
  const shown = screen(now);
  view.tick(shown);
  const second = Number(shown.digits);
  if (second === counted) return;
  counted = second;
  if (beyond) session.happen({ type: "tick" }, now);
  else if (shown.soon && second === 10) cues.say(`Next: ${shown.soon.title}.`);
  else if (second <= (cues.HEARD_S[state.phase] ?? cues.HEARD_S.others)) cues.countdown(second);
}
setInterval(tick, 100);
document.addEventListener("visibilitychange", tick);

document.addEventListener("click", ({ target }) => {
  const button = target.closest(".player [data-act]");
  if (!button || !running.record) return;
  cues.wake();
  acts[button.dataset.act](button.value);
});
document.addEventListener("change", ({ target }) => {
  if (!target.closest(".logged")) return;
  if (target.name === "rir") acts.rir(target.value);
  else if (target.name === "site") acts.aches(target.value);
  else acts.hurt(target.value === "little" ? A_LITTLE : target.value);
});
