// Sends the items on this phone, those of a workout in the order they were typed. An item is deleted here only when the
// server's answer confirms this very item.

import * as store from "./store.js";
import { user } from "../site.js";

const TIMEOUT_MS = 15_000;

const listeners = new Set();
/** Calls back with { waiting, refused, others, trouble, workouts } whenever that changes. */
export const watch = (listener) => listeners.add(listener);

let trouble = "";
let all = []; // The counts when the store could last be read.
/** Counts this user's items and their workouts, refused items and those of others, and tells the listeners why they wait. */
export async function tell(why = trouble) {
  await store.waiting().then((items) => (all = items), store.forgive);
  const mine = all.filter((item) => item.user === user());
  const refused = mine.filter((item) => item.problem);
  const others = all.filter((item) => item.user !== user());
  const workouts = new Set(mine.map((item) => item.workout));
  const said = { waiting: mine.length - refused.length, refused, others, trouble: why, workouts };
  listeners.forEach((listener) => listener(said));
  return said;
}

/** Keeps items (and the session they belong to), then tries to send. Resolves once they are on this phone. */
export async function add(items, session) {
  await store.keep(items, session);
  tell();
  flush();
}

let running = null;
let again = false;
/** Sends what it can, and tries again later what it cannot. Only one tab sends at a time, where the browser has locks. */
export function flush() {
  again = true;
  running ??= flushing();
  return running;
}

async function flushing() {
  try {
    while (again) {
      again = false;
      await (navigator.locks ? navigator.locks.request("glutes-queue", run) : run());
    }
  } catch (error) {
    store.forgive(error);
    tryLater();
  } finally {
    running = null;
  }
  return tell();
}

let delay = 1_000;
let timer = null;
function tryLater() {
  clearTimeout(timer);
  timer = setTimeout(flush, delay);
  delay = Math.min(60_000, delay * 2);
}

/**
 * Sends everything once. If the server fails at an item, the rest of its workout waits, because order matters. Without a
 * network, a login or an answer of this site, everything waits.
 */
async function run() {
  clearTimeout(timer);
  const held = new Set();
  let met = "";
  for (const item of await store.waiting()) {
    if (item.user !== user() || item.problem || held.has(item.workout)) continue;
    const why = await send(item);
    if (why) held.add(item.workout);
    met = why || met;
    if (why && why !== "server") break;
  }
  trouble = met;
  if (!met) delay = 1_000;
  else if (met !== "signed-out") tryLater();
}

/** Sends one item. Returns "" when it is settled (stored or refused); else why it waits (a key of `WHY` in waiting.js). */
async function send(item, retry = true) {
  const session = await store.sessionOf(item.workout);
  const begin = session && !session.known ? session.begin : {};
  const answer = await post(item.url ?? `${item.base}${item.workout}/${item.path}/`, { ...begin, ...item.fields, user: item.user });
  if (!answer) return navigator.onLine ? "unreached" : "offline";
  const echo = await answer.json().catch(() => null);
  if (answer.status === 401) return "signed-out";
  if (answer.status === 403 && retry) return send(item, false); // The answer had a new CSRF token.
  if (answer.status === 409) return "another";
  const gone = answer.status === 404 && answer.headers.has("Glutes-User"); // Other 404s are not from this site.
  if (gone || (answer.status === 422 && echo?.errors)) {
    await store.refuse(item.id, echo?.errors ?? { workout: ["This session isn’t there any more."] });
    return "";
  }
  if (!answer.ok) return "server";
  const receipt = Date.parse(answer.headers.get("Date"));
  if (!echo || !echoes(echo, item)) return "stranger"; // Perhaps a captive portal.
  await store.known(item.workout, receipt);
  await store.drop([item.id]);
  return "";
}

/** The answer; null without one. */
function post(url, fields) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "";
  const filled = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  const signal = AbortSignal.timeout?.(TIMEOUT_MS);
  return fetch(url, { method: "POST", headers, body: new URLSearchParams(filled), redirect: "error", signal }).catch(() => null);
}

/** By path, the fields that identify what an item is a version of. A self-check (`result`) has an id like a workout; a tap on the habit has its day. */
export const IDENTITY = { sets: ["slot", "exercise", "number", "side"], slots: ["slot", "exercise"], finish: [], result: ["kind"], habit: ["day", "on"] };

/** Whether the answer confirms this item, in this version or a newer one. `ahead`: this phone's clock is ahead, so its moments cannot be compared. */
function echoes(echo, item) {
  const same = IDENTITY[item.path].every((name) => String(echo[name]) === String(item.fields[name]));
  const typed = Date.parse(item.fields.logged_at);
  return same && echo.workout === item.workout && String(echo.user) === item.user && (echo.ahead || Date.parse(echo.logged_at) >= typed);
}

addEventListener("online", () => {
  delay = 1_000; // If this comes too early, the next try is a second away.
  flush();
});
addEventListener("pageshow", flush);
document.addEventListener("visibilitychange", () => document.hidden || flush());
