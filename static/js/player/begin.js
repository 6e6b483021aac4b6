// Opens a session in the player: from the start page with a new id, or from the sheet of a workout.

import { doneOf, rowsOf, stepsOf, unchanged } from "./steps.js";
import { begin } from "./machine.js";
import { iso } from "../moments.js";
import { play } from "./player.js";
import { read, write } from "../memory.js";
import { user } from "../site.js";
import { uuid } from "../uuid.js";
import * as cues from "./cues.js";
import * as store from "../offline/store.js";

const valuesIn = (where) => JSON.parse(where.querySelector("#session").textContent);
let session = valuesIn(document);
const REFRESH_MS = 5_000;
const page = () => location.pathname + location.search;

const fresh = (workout, more) => ({ workout, user: user(), session, changes: unchanged(), saved: Date.now(), page: page(), ...more });

/** A session as this phone kept it, with values added that its page lacked before an upgrade. */
function resumed(record) {
  record.session.most ??= session.most;
  return record;
}

/** On the start page a tap begins, or goes on with a session that was begun on this phone and is not finished. */
async function start(form) {
  await store.waiting(); // Fails if nothing can be kept here.
  if (!window.isSecureContext && !read("plain-http")) form.querySelector("#plain-http").hidden = false;
  write("plain-http", "said");
  let begun = false;
  form.querySelector("[name=list]")?.removeAttribute("hidden");
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.name === "list") return;
    event.preventDefault();
    if (begun) return; // The second of a double tap.
    begun = true;
    cues.wake();
    navigator.storage?.persist?.();
    const now = Date.now();
    const record = await recordFor(event.submitter?.name === "anew", now);
    history.pushState(null, "", `#${record.workout}`);
    play(record, now);
  });
}

/** The unfinished session to go on with; else, with `anew`, or if nothing can be read, a new one. */
async function recordFor(anew, now) {
  const open = anew ? null : await unfinished(now).catch(store.forgive);
  return open ? resumed(open) : fresh(uuid(now), { begin: { ...session.begin, started: iso(now) }, known: false });
}

/** This user's session of the same routine that was begun here and is not finished. */
async function unfinished(now) {
  const open = (await store.sessions()).filter((one) => one.user === user() && !one.finished && now - one.saved < session.open_ms);
  return open.find((one) => one.begin.routine === session.begin.routine && one.session.name === session.name);
}

/** Fetches the session again: the values in the page are older than changes on the sheet. */
async function refresh() {
  const answer = await fetch(location.pathname, { signal: AbortSignal.timeout(REFRESH_MS) });
  session = valuesIn(new DOMParser().parseFromString(await answer.text(), "text/html"));
}

/** The session of the sheet: what the server has, and what this phone has not sent yet. */
async function fromSheet() {
  if (changed) await refresh().then(() => (changed = false), () => {}); // Without a network the values of the page are used.
  const stored = await store.sessionOf(session.workout).catch(store.forgive);
  const all = ((await store.waiting().catch(store.forgive)) ?? []).filter((item) => item.workout === session.workout && !item.problem);
  const unknown = addWaiting(all);
  const record = stored?.user === user() ? { ...stored, session, finished: false } : fresh(session.workout, { begin: {} });
  record.known = true;
  if (!record.state) return record;
  const older = session.rendered < (record.receipt ?? 0); // The page is older than the last sets.
  if (!all.length && !older) Object.assign(record, { changes: { ...unchanged(), extra: record.changes.extra }, pains: {}, sites: {} });
  const here = Object.entries(record.state.done).filter(([id]) => older || unknown.includes(id));
  const done = { ...doneOf(session), ...Object.fromEntries(here) };
  const steps = stepsOf(session, record.changes);
  const stays = record.state.phase !== "done" && steps.some((step) => step.id === record.state.at) && !done[record.state.at];
  record.state = stays ? { ...record.state, done } : begin(steps, done, Date.now());
  return record;
}

/** Adds to the values of the page what waits on this phone; returns the ids of sets of exercises that the page lacks. */
function addWaiting(items) {
  const unknown = [];
  for (const { path, fields } of items) {
    const { slot, exercise, number, side, both, skipped, pain, pain_site: site } = fields;
    const row = rowsOf(session).find((one) => one.slot === Number(slot) && one.exercise === exercise);
    if (!row) unknown.push(`${slot}/${exercise}/${number}/${side}`);
    else if (path === "sets") for (const each of both ? row.sides : [side]) addSet(row, { ...fields, side: each });
    else if (skipped !== undefined) row.skipped = Number(skipped) === 1;
    else if (site) row.site = site;
    else if (pain !== undefined) Object.assign(row, { pain: Number(pain), skipped: row.skipped || pain >= (row.stop_from ?? session.stop_from) });
  }
  return unknown;
}

function addSet(row, { number, side, reps, seconds, load = "", band, form_ok = 1, rir, deleted, done_at, logged_at }) {
  const whole = (value = "") => (value === "" ? null : Number(value));
  row.done = row.done.filter((set) => set.number !== Number(number) || set.side !== side);
  const set = { number: Number(number), side, amount: Number(reps ?? seconds), load, band: whole(band), form_ok: Boolean(Number(form_ok)), rir: whole(rir) };
  if (!deleted) row.done.push({ ...set, at: Date.parse(done_at ?? logged_at), seen: logged_at });
}

let changed = false; // Whether the sheet was used since the values were read.
document.addEventListener("htmx:afterRequest", () => (changed = true));
document.addEventListener("renewed", () => (changed = true));
addEventListener("pageshow", ({ persisted }) => (changed ||= persisted));

async function main() {
  const form = document.querySelector("#start");
  if (form) {
    await start(form);
    addEventListener("popstate", () => location.hash || location.reload());
    if (location.hash === "#go") { // A tap on Today begins at once, unless it was begun already: then the page asks.
      history.replaceState(null, "", page());
      if (!form.querySelector("[name=anew]")) form.requestSubmit();
      return;
    }
    const stored = location.hash ? await store.sessionOf(location.hash.slice(1)) : null;
    if (stored?.user === user()) play(resumed(stored));
    return;
  }
  await store.waiting();
  const button = document.querySelector("#focus");
  const open = async (tapped) => {
    cues.wake();
    history.replaceState(null, "", "#focus");
    play(await fromSheet(), tapped);
  };
  button.hidden = false;
  button.addEventListener("click", () => open(Date.now()));
  if (location.hash === "#focus") open();
}

if (session.slots.length) main().catch(store.forgive); // If nothing can be kept here, the sheet and its forms are used instead.
