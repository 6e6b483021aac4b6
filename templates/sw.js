{% load static %}// The service worker: keeps pages for when there is no network. Signed-in pages are in a cache named after their user;
// only the cache of the user whom the server last answered is read. A new version of this file waits until all pages are
// closed, as an app on a home screen may not be for days, or until one is opened while none of a session is open.

const FILES = "files-1"; // Styles, scripts, pictures.
const NOTES = "notes-1"; // Who is signed in, when all pages were last gathered.
const OFFLINE = "{% url 'offline' %}"; // Shown for a page that was not kept.
const TODAY = "{% url 'workouts:today' %}"; // It has the sessions of the next seven days, and links to start them.
const BEGIN = [
  OFFLINE,
  TODAY,
  "{% url 'exercises:exercise_list' %}",
  "{% url 'routines:routine_list' %}",
  "{% url 'plan:week' %}",
  "{% url 'when_to_stop' %}",
  "{% url 'checks:check_list' %}",
];
const START = "{% url 'workouts:start' %}\\?routine=\\d+";
const FOLLOW = [
  START,
  "{% url 'exercises:exercise_list' %}[a-z0-9-]+/",
  "{% url 'routines:routine_list' %}\\d+/",
  "{% url 'checks:check_list' %}[a-z-]+/(?:\\?all)?",
];
const linkTo = (...pages) => new RegExp(`href="(${pages.join("|")})"`, "g");
const SESSIONS = "{% url 'workouts:workout_list' %}"; // Pages below it are those of sessions.
const NEVER = "{% url 'kit:account' %}"; // Pages below it are never kept.
const FILES_AT = ["{% get_static_prefix %}", "{% url 'figure_svg' 'any' %}".replace("any.svg", "")];
const FILE = new RegExp(`["']((?:${FILES_AT.join("|")})[^"'#\\s<>]+)`, "g");
const PATIENCE_MS = 5_000;
const HOUR_MS = 3_600_000;
const FRESH_MS = 6 * HOUR_MS; // What a session needs: its weights change with every session.
const KNOWN_MS = 7 * 24 * HOUR_MS; // Rarely changed; a visit stores the newest version anyway.
const IDLE_MS = 1_000;

/** Photos of a user's own exercises: kept with their pages, and dropped with them. */
const PHOTO = new RegExp("{% url 'exercises:exercise_list' %}[a-z0-9-]+/photo\\.jpg(?:\\?v=[\\w-]+)?", "g");

const pagesOf = (user) => `pages-${user}`;
const note = async (name) => (await (await caches.open(NOTES)).match(`/${name}`))?.text();
const write = async (name, text) => (await caches.open(NOTES)).put(`/${name}`, new Response(text));

addEventListener("install", (event) => event.waitUntil(keep(OFFLINE)));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => event.waitUntil(event.data.gather ? gatherOnce(event.data) : takeOver()));

/** Takes over from the former version, unless a session is open in any tab: nothing changes in the middle of it. */
async function takeOver() {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!pages.some(({ url }) => new URL(url).pathname.startsWith(SESSIONS))) skipWaiting();
}

/** A notice of the player brings its page back. */
addEventListener("notificationclick", (event) => {
  event.notification.close();
  const shown = clients.matchAll({ type: "window" }).then(([page]) => page?.focus() ?? clients.openWindow("./"));
  event.waitUntil(shown);
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, request));
  else if (FILES_AT.some((folder) => url.pathname.startsWith(folder))) event.respondWith(file(request));
  else if (url.pathname.match(PHOTO)) event.respondWith(photo(url.pathname + url.search));
});

/** A page: from the network; without one, or if the server fails or is slow, from the cache. */
async function page(event, request) {
  const cached = await kept(request.url);
  const asked = users;
  try {
    const wait = new Promise((_, reject) => cached && setTimeout(reject, PATIENCE_MS, "silence"));
    const response = await Promise.race([fetch(request), wait]);
    if (response.status >= 500 && cached) return cached("server");
    event.waitUntil(remember(request.url, response.clone(), asked));
    return response;
  } catch (why) {
    return cached?.(why === "silence" ? why : "unreached") ?? (await caches.match(OFFLINE, { cacheName: FILES })) ?? Response.error();
  }
}

/**
 * The page as it was kept for the user of this browser; null if it was not kept. A function of why it is shown, which
 * the page has in data-why, beside its date in data-kept: "server" (our side fails), "silence" (nothing answers yet)
 * or "unreached" (no way to the site). The page itself knows first whether there is a network.
 */
async function kept(url) {
  const cache = await caches.open(pagesOf((await note("user")) ?? "0"));
  const found = await cache.match(withoutHash(url));
  if (!found) return null;
  const since = found.headers.get("Date") ?? "";
  const text = await found.text();
  const html = (why) => text.replace("<html", `<html data-kept="${since}" data-why="${why}"`);
  return (why) => new Response(html(why), { status: 200, headers: found.headers });
}

let users = 0; // How many users this browser has had since this script began.

/**
 * Keeps a page in its user's cache. Two kinds of answers are not kept: those of others (a captive portal's has no such
 * header), and those that were asked for while another user was here. `asked`: the number of `users` at that time.
 */
async function remember(url, response, asked) {
  const user = response.headers.get("Glutes-User");
  if (user === null || asked !== users) return;
  if (user !== (await note("user"))) {
    asked = users += 1;
    await write("user", user);
    for (const name of await caches.keys()) if (name.startsWith("pages-") && name !== pagesOf(user)) await caches.delete(name);
  }
  const closes = response.headers.has("X-Robots-Tag"); // Pages of shared links are not kept: the link may be closed at any time.
  const fit = response.ok && !closes && !response.redirected && !new URL(url, location).pathname.startsWith(NEVER);
  if (fit && asked === users) await (await caches.open(pagesOf(user))).put(withoutHash(url), response);
}

const withoutHash = (url) => url.split("#")[0];

/** A file: from the cache if its address names its content, which then never changes; else from the network first. */
async function file(request) {
  const cache = await caches.open(FILES);
  const found = await cache.match(request);
  if (found && isFixed(request.url)) return found;
  try {
    const response = await fetch(request);
    if (isFile(response)) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    if (found) return found;
    throw error;
  }
}

/** A photo: its address names its version, so that what is kept never changes. */
async function photo(link) {
  const cache = await caches.open(pagesOf((await note("user")) ?? "0"));
  const found = await cache.match(link);
  if (found) return found;
  const response = await fetch(link);
  if (isFile(response)) await cache.put(link, response.clone());
  return response;
}

const isFixed = (url) => /\.[0-9a-f]{12}\.|[?&]v=/.test(url);
const isFile = (response) => response.ok && !response.headers.get("Content-Type")?.startsWith("text/html");

let gathering = null;
/** Gathers, unless it is gathering already. */
const gatherOnce = (message) => (gathering ??= gather(message).finally(() => (gathering = null)));

/**
 * Fetches what must open without a network and is not here yet: first what the next seven days need, then, once that is
 * done and where data costs nothing, everything else: catalogue, routines, self-checks. `still`: whether this device
 * shows pictures without motion; which of the two it does not show comes with everything else.
 */
async function gather({ gather: when, still }) {
  const now = when === "now";
  const unseen = still ? /"moving": "[^"]*"/g : /"still": "[^"]*"/g;
  const forSession = (text) => withoutLibrary(text).replace(unseen, "");
  const today = await have(TODAY, FRESH_MS, forSession);
  if (today === null) return;
  for (const [, link] of today.matchAll(linkTo(START))) if ((await have(link, FRESH_MS, forSession)) === null) return;
  if (isMetered() || (!now && Date.now() - Number(await note("gathered")) < FRESH_MS)) return;
  if (!now) await new Promise((done) => setTimeout(done, IDLE_MS));
  const pages = new Set(BEGIN);
  for (const url of pages) {
    const text = await have(url, url.match(START) || url === TODAY ? FRESH_MS : KNOWN_MS);
    if (text === null) return;
    for (const [, link] of text.matchAll(linkTo(...FOLLOW))) pages.add(link);
  }
  await tidy();
  await write("gathered", String(Date.now()));
}

/** Whether data is metered, or being saved, as far as the browser tells. */
const isMetered = () => Boolean(navigator.connection?.saveData || navigator.connection?.type === "cellular");

/** A page without the pictures of exercises to swap to: a session works without them. */
const withoutLibrary = (text) => text.replace(/<script id="library"[^]*?<\/script>/, "");

/**
 * The text of a page: the kept one if it is younger than `age` (ms), else it is fetched, and kept with its files. With
 * `part(text)` only the files of that part are kept, those of a kept page too. Null without a network.
 */
async function have(url, age, part) {
  const cache = await caches.open(url === OFFLINE ? FILES : pagesOf((await note("user")) ?? "0"));
  const found = await cache.match(url);
  const isYoung = found && Date.now() - Date.parse(found.headers.get("Date")) < age;
  if (!isYoung) return keep(url, part).catch(() => null);
  const text = await found.text();
  if (part) await keepFiles(linksIn(part(text)), false);
  return text;
}

/** Deletes files that no kept page needs: those of former versions, and pictures no longer used. */
async function tidy() {
  const files = await caches.open(FILES);
  const pages = [await files.match(OFFLINE)];
  for (const name of await caches.keys()) {
    if (!name.startsWith("pages-")) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) if (!request.url.match(PHOTO)) pages.push(await cache.match(request));
  }
  const links = [];
  for (const page of pages) if (page) links.push(...linksIn(await page.text()));
  const needed = await keepFiles(links);
  needed.add(OFFLINE);
  for (const request of await files.keys()) {
    const { pathname, search } = new URL(request.url);
    if (!needed.has(pathname + search)) await files.delete(request);
  }
}

/** Keeps one page with the files of `part` of it; returns its text, "" if this user has no such page. */
async function keep(url, part = (text) => text) {
  const asked = users;
  const response = await fetch(url, { headers: { Accept: "text/html" }, priority: "low" });
  if (!response.ok || response.redirected) return "";
  const text = await response.clone().text();
  if (url === OFFLINE) await (await caches.open(FILES)).put(url, response);
  else await remember(url, response, asked);
  await keepFiles(linksIn(part(text)));
  for (const [link] of decoded(text).matchAll(PHOTO)) await photo(link).catch(() => null);
  return text;
}

/** The addresses of files in a page: in attributes, and in what it tells its scripts. No PNG: those are for home screens. */
const linksIn = (text) => [...text.matchAll(FILE)].map(([, link]) => decoded(link)).filter((link) => !link.endsWith(".png"));
const decoded = (link) => link.replaceAll("&amp;", "&").replaceAll("\\u0026", "&");

/**
 * Keeps files and what scripts among them import, four at a time; returns the addresses of all of them. What may have
 * changed under its address is fetched `anew`.
 */
async function keepFiles(links, anew = true) {
  const cache = await caches.open(FILES);
  const todo = [...new Set(links)];
  const all = new Set();
  const next = async () => {
    for (let link = todo.shift(); link; link = todo.shift()) {
      if (all.has(link)) continue;
      all.add(link);
      let response = await cache.match(link);
      if (!response || (anew && !isFixed(link))) {
        response = await fetch(link).catch(() => null);
        if (!response || !isFile(response)) continue;
        await cache.put(link, response.clone());
      }
      if (!/\.js$/.test(link)) continue;
      const base = new URL(link, location);
      for (const [, name] of (await response.text()).matchAll(/(?:from|import\(?)\s*["'](\.[^"']+)/g)) todo.push(new URL(name, base).pathname);
    }
  };
  await Promise.all([next(), next(), next(), next()]);
  return all;
}
