// What this phone stores until the server has it: the queue, and sessions in progress. One IndexedDB with two stores.

const wrap = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Ignores that this phone cannot store something (private window, full disk). Any other error is a bug: it is reported. */
export function forgive(error) {
  if (!(error instanceof DOMException)) reportError(error);
}

let opening = null;
function database() {
  if (!window.indexedDB) throw new DOMException("This browser saves nothing.", "NotSupportedError");
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("glutes", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("queue", { keyPath: "id", autoIncrement: true });
      request.result.createObjectStore("sessions", { keyPath: "workout" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  opening.catch(() => (opening = null));
  return opening;
}

/**
 * Runs `work` on the two stores; resolves once everything is on the disk. A phone may close the connection while the page
 * is in the background. Then it runs once more on a new connection: a transaction that was cut off has written nothing.
 */
async function transaction(mode, work) {
  try {
    return await attempt(mode, work);
  } catch {
    opening = null;
    return attempt(mode, work);
  }
}

async function attempt(mode, work) {
  const db = await database();
  return new Promise((resolve, reject) => {
    const tx = db.transaction(["queue", "sessions"], mode, { durability: "strict" });
    let result, failed;
    tx.oncomplete = () => resolve(result);
    tx.onabort = () => reject(failed ?? tx.error);
    Promise.resolve(work(tx.objectStore("queue"), tx.objectStore("sessions"))).then(
      (value) => (result = value),
      (error) => {
        failed = error;
        tx.abort();
      },
    );
  });
}

/** Stores items and the state of the session, both or neither. */
export const keep = (items, session) =>
  transaction("readwrite", async (queue, sessions) => {
    for (const item of items) queue.add(item);
    if (!session) return;
    const old = await wrap(sessions.get(session.workout));
    sessions.put({ ...session, known: session.known || Boolean(old?.known), receipt: old?.receipt });
  });

/** All items, in the order they were typed. */
export const waiting = () => transaction("readonly", (queue) => wrap(queue.getAll()));

/** Deletes the items with these ids. */
export const drop = (ids) => transaction("readwrite", (queue) => ids.forEach((id) => queue.delete(id)));

/** Stores with an item why the server refused it, unless the item was deleted meanwhile. */
export const refuse = (id, problem) =>
  transaction("readwrite", async (queue) => {
    const item = await wrap(queue.get(id));
    if (item) queue.put({ ...item, problem });
  });

/** Gives everything of one user to another; deletes it if `to` is empty. */
export const handOn = (from, to) =>
  transaction("readwrite", async (...both) => {
    for (const all of both) {
      for (const one of await wrap(all.getAll())) {
        if (one.user !== from) continue;
        if (to) all.put({ ...one, user: to });
        else all.delete(one[all.keyPath]);
      }
    }
  });

export const sessionOf = (workout) => transaction("readonly", (_, sessions) => wrap(sessions.get(workout)));

export const sessions = () => transaction("readonly", (_, all) => wrap(all.getAll()));

/** Stores that the server has the workout, so that items no longer need its beginning. `receipt`: when, by the server's clock (ms). */
export const known = (workout, receipt) =>
  transaction("readwrite", async (_, all) => {
    const session = await wrap(all.get(workout));
    if (session) all.put({ ...session, known: true, receipt });
  });

/** Stores that a workout is finished, so that the next session is a new one. */
export const finished = (workout) =>
  transaction("readwrite", async (_, all) => {
    const session = await wrap(all.get(workout));
    if (session) all.put({ ...session, finished: true });
  });

/** Deletes sessions without a change for two days, unless they have unsent items. */
export const tidy = (now) =>
  transaction("readwrite", async (queue, all) => {
    const needed = new Set((await wrap(queue.getAll())).map((item) => item.workout));
    for (const { workout, saved } of await wrap(all.getAll())) {
      if (!needed.has(workout) && now - saved > 2 * 24 * 3_600_000) all.delete(workout);
    }
  });
