// The player: joins the clockwork, the queue, the cues and the screen.

import { actsOf } from "./acts.js";
import { advance, begin } from "./machine.js";
import { doneOf, skippedOf, slotsOf, stepsOf } from "./plan.js";
import { announcement, loggedWords, screenOf, sidesOf, sinceRest } from "./screen.js";
import * as cues from "./cues.js";
import * as entries from "./entries.js";
import * as queue from "./queue.js";
import * as store from "./store.js";
import * as view from "./view.js";

/** The running session. Its record is what is kept: { workout, user, session, begin, state, changes, … } */
const game = { record: null, steps: [], slots: [], skipped: [], back: 0, plan, happen, spoken, act: (name, value) => acts[name](value) };
const acts = actsOf(game);
const A_LITTLE = "2"; // What "a little" pain is until somebody says it more exactly.
const UNSAVED = "Not saved yet: this phone would not keep it. Leave this page open.";
const AGAIN_MS = 5_000;
let unsaved = []; // What was logged and is not on this phone's disk yet.
let saving = Promise.resolve();
let kept = "";
let heard = ""; // What was announced, and the second that was counted last: nothing is said twice.
let counted = null;
let before = null;

/** Opens a session where it stands; `tapped` is the moment (ms) of the tap that did it, if one did. */
export async function play(record, tapped) {
  game.record = record;
  heard = "";
  plan();
  const now = Date.now();
  game.over = Boolean(record.finished);
  record.state ??= begin(game.steps, doneOf(record.session), now);
  if (!record.finished) cues.stayAwake(true);
  await save();
  await happen(tapped ? { type: "open", tapped } : { type: "tick" }, now);
  queue.flush();
}

function plan() {
  const { session, changes, state } = game.record;
  game.slots = slotsOf(session, changes);
  game.skipped = skippedOf(session, changes);
  game.steps = stepsOf(session, changes, state?.done ?? doneOf(session));
}

/** Lets something happen: the state moves on, is kept together with what was logged, and is shown. */
async function happen(event, now = Date.now(), more = []) {
  const { record, steps } = game;
  const { state, logs } = advance(record.state, event, now, steps);
  const changed = state !== record.state;
  const items = [...logs.map((log) => entries.ofSet(record, log, now)), ...more];
  if (state.last !== record.state.last) game.back = 0;
  Object.assign(record, { state, saved: now });
  unsaved.push(...items);
  if (items.length) kept = "Saving…";
  draw(now);
  if (changed || items.length) await save();
}

/** Keeps the session and what was logged, one after the other: what fails stays first in line for the next time. */
function save() {
  const { record } = game;
  return (saving = saving.then(async () => {
    const items = [...unsaved];
    try {
      await (items.length ? queue.add(items, record && { ...record }) : store.keep([], { ...record }));
      unsaved = unsaved.slice(items.length);
      tabs?.postMessage(record?.workout);
    } catch {
      kept = UNSAVED;
      if (game.record) draw(Date.now());
    }
  }));
}
setInterval(() => unsaved.length && save(), AGAIN_MS);
addEventListener("beforeunload", (event) => unsaved.length && event.preventDefault());

// The same session in two tabs is one session: what happens in one is taken over by the other.
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
tabs?.addEventListener("message", async ({ data }) => {
  if (data !== game.record?.workout) return;
  Object.assign(game.record, await store.sessionOf(data));
  plan();
  draw(Date.now());
});

function screen(now) {
  const { record, steps, slots } = game;
  if (record.finished)
    return { kind: "kept", title: kept === UNSAVED ? "Not kept yet." : "Kept on this phone.", about: "It goes to your history as soon as it can be sent.", main: "To Today" };
  return { ...screenOf(record.state, steps, record.session, slots, now), last: lastSet() };
}

/** The step of the set that may be spoken of: the one just done, or an earlier one since the last rest. */
function spoken(back = game.back) {
  const sets = sinceRest(game.record.state, game.steps);
  return sets[back % sets.length];
}

/** The set just done, and what may be said of it; null before the first. */
function lastSet() {
  const { record, steps, slots } = game;
  const step = spoken();
  if (!step) return null;
  const before = spoken(game.back + 1);
  const isLast = sidesOf(step, steps).some(({ id }) => id === record.state.last);
  const stands = isLast && slots.some(({ slot, exercise }) => slot === step.slot && exercise === step.exercise);
  const { rir } = record.state.done[step.id];
  const pain = entries.painOf(record, step.slot, step.exercise);
  const little = pain > 0 && pain < entries.STOP_FROM;
  const earlier = before === step ? "" : `${before.name} instead`;
  return { words: loggedWords(step, record.state, steps), earlier, counted: step.kind === "counted", rir, pain, little, stands };
}

function draw(now) {
  const { state, finished } = game.record;
  const shown = screen(now);
  view.show(shown, kept);
  const key = [state.phase, state.at, state.paused !== null, finished].join();
  if (key === heard) return;
  if (state.phase === "done") cues.stayAwake(false);
  const words = finished ? shown.title : announcement(state, shown, before);
  document.querySelector("#player-said").textContent = words;
  if (heard) cues.change(words);
  heard = key;
  before = shown.step ?? before;
}

function tick() {
  const state = game.record?.state;
  if (!state || state.deadline === null) return;
  const now = Date.now();
  if (now >= state.deadline) {
    happen({ type: "tick" }, now);
    return;
  }
  const shown = screen(now);
  view.tick(shown);
  const second = Number(shown.digits);
  if (second === counted) return;
  counted = second;
  if (second <= (state.phase === "prepare" ? 5 : 3)) cues.countdown(second);
}
setInterval(tick, 100);
document.addEventListener("visibilitychange", tick);

document.addEventListener("click", ({ target }) => {
  const button = target.closest(".player [data-act]");
  if (!button || !game.record) return;
  cues.wake();
  acts[button.dataset.act]();
});
document.addEventListener("change", ({ target }) => {
  if (!target.closest(".logged")) return;
  if (target.name === "rir") acts.rir(target.value);
  else acts.hurt(target.value === "little" ? A_LITTLE : target.value);
});

queue.watch(({ waiting, refused, trouble, workouts }) => {
  const why = { "signed-out": ": you are logged out", another: ": somebody else is logged in here" }[trouble] ?? "";
  if (unsaved.length) kept = kept === UNSAVED ? UNSAVED : "Saving…";
  else if (refused.length) kept = `${refused.length} could not be saved: see Today.`;
  else if (waiting) kept = `Saved on this phone, ${waiting} to send${why}.`;
  else kept = kept || Object.keys(game.record?.state?.done ?? {}).length ? "All synced." : "";
  if (!game.record) return;
  draw(Date.now());
  const { session, workout } = game.record;
  if (game.over && !unsaved.length && !workouts.has(workout)) location.assign(`${session.base}${workout}/`); // What was done, as the server has it.
});
