// Items for the queue: versions of sets, slots and the finish, with the field names of workouts/forms.py.

import { iso, stamp } from "../moments.js";
import { IDENTITY } from "../offline/queue.js";
import { stepped } from "../loads.js";
import { doneOf, rowsOf } from "./steps.js";

/** A version of something, with the moment of the newest version this phone has seen, after which it counts. */
function item(record, path, fields) {
  const { workout, user, session } = record;
  const key = [path, ...IDENTITY[path].map((name) => fields[name])].join("/");
  const typed = stamp();
  const seen = Math.max(record.seen?.[key] ?? 0, Date.parse(seenOf(session, path, fields)) || 0);
  record.seen = { ...record.seen, [key]: Math.max(typed, seen + 1) };
  const version = { ...fields, logged_at: iso(typed), seen: seen ? iso(seen) : undefined };
  return { workout, user, base: session.base, name: session.name, path, fields: version };
}

/** The moment of the version in the server's page. */
function seenOf(session, path, { slot, exercise, number, side }) {
  if (path === "finish") return session.seen;
  if (path === "sets") return doneOf(session)[`${slot}/${exercise}/${number}/${side}`]?.seen;
  return rowOf(session, slot, exercise)?.seen;
}

/** One set of one side. */
export function ofSet(record, { step, amount, load, band, form_ok, rir, at, deleted, own }, now) {
  const fields = { slot: step.slot, exercise: step.exercise, number: step.number, side: step.side, form_ok, done_at: iso(at ?? now), deleted };
  fields[step.kind === "timed" ? "seconds" : "reps"] = amount;
  if (rir !== null && rir !== undefined) fields.rir = rir;
  if (Number(band)) fields.band = band;
  else if (load) Object.assign(fields, { load, own });
  return item(record, "sets", fields);
}

/** The exercise of a slot with the values that just changed (`skipped`, `pain`, `pain_site`) and no others. */
export const ofSlot = (record, { slot, exercise, ...said }) => item(record, "slots", { slot, exercise, ...said });

/** Whether the pain ends the exercise for today: from 6 of 10, or from a physio's lower limit. */
export const stops = (record, { slot, exercise }, pain) => Number(pain ?? 0) >= stopFrom(record, slot, exercise);

const stopFrom = ({ session }, slot, exercise) => rowOf(session, slot, exercise)?.stop_from ?? session.stop_from;

/** An exercise of a slot as the server sent it: the one in it, or one to swap to. */
const rowOf = (session, slot, exercise) => rowsOf(session).find((row) => row.slot === slot && row.exercise === exercise);

/** How much an exercise hurts, 0 to 10: as answered here, else as stored on the server; undefined without an answer. */
export function painOf(record, slot, exercise) {
  return record.pains?.[`${slot}/${exercise}`] ?? rowOf(record.session, slot, exercise)?.pain;
}

/** Where it hurts; undefined without an answer. */
export function siteOf(record, slot, exercise) {
  return record.sites?.[`${slot}/${exercise}`] ?? rowOf(record.session, slot, exercise)?.site;
}

/** The finish of the session: now, or with its last set if it was forgotten since (rules/moments.py). */
export function ofFinish(record, now) {
  const last = Math.max(...Object.values(record.state?.done ?? {}).map(({ at }) => at ?? now));
  return item(record, "finish", { finished_at: iso(now - last >= (record.session.late_ms ?? record.session.open_ms) ? last : now) });
}

/** The buttons − and +: what each changes, and by how much. */
const NUDGES = { fewer: ["amount", -1], reps: ["amount", 1], lighter: ["load", -1], heavier: ["load", 1] };

/** The values after a tap on one of these buttons. */
export const after = (act, values, step, session) => nudged(values, step, ...NUDGES[act], session);

/** Which of them are at an end and change nothing: { fewer: true, … }. */
export function endsOf(values, step, session) {
  const isEnd = (act) => Object.entries(after(act, values, step, session)).every(([name, value]) => String(value || "") === String(values[name] || ""));
  return Object.fromEntries(Object.keys(NUDGES).map((act) => [act, isEnd(act)]));
}

/** A step up or down: a rep, a band, or the next weight. */
function nudged(values, step, name, by, { unit, most }) {
  if (name === "amount") return { amount: Math.min(most.reps, Math.max(0, Number(values.amount) + by)) };
  if (step.band !== null) return { band: Math.min(most.band, Math.max(0, Number(values.band ?? 0) + by)) };
  return { load: stepped(values.load, by, step.owned ?? [], unit) };
}
