// Shows on every page what waits on this phone, and why: unsent sets, refused sets, another user's sets, an unfinished
// session. After a logout, Back shows none of that user's pages.

import { read, write } from "../memory.js";
import { at, user } from "../site.js";
import { forget, sayUnanswered, unsay } from "./worker.js";
import * as queue from "./queue.js";
import * as store from "./store.js";

const WHY = {
  sending: "Sending…",
  offline: "Sent once you’re online.",
  unreached: "The site can’t be reached. We’ll keep trying.",
  server: "Our side isn’t answering. We’ll keep trying.",
  stranger: "This wifi wants you to log in to it first.",
  another: "Another account is logged in here now.",
  "signed-out": "You’re logged out.",
};
const many = (count) => (count === 1 ? "1 entry" : `${count} entries`);

/** On plain http, Firefox and Safari keep whole pages for Back: after a logout here, those of that user are loaded again. */
const isGone = () => user() && read("gone") === user();
const askAgain = () => {
  document.documentElement.hidden = true;
  setTimeout(() => location.reload());
};
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") isGone() && askAgain();
else if (isGone()) write("gone", ""); // Logged in again.
addEventListener("pageshow", ({ persisted }) => persisted && isGone() && askAgain());

for (const failed of ["sendError", "timeout", "responseError"]) document.addEventListener(`htmx:${failed}`, sayUnanswered);
document.addEventListener("htmx:beforeRequest", unsay);

let list = null;

async function show() {
  document.querySelector("form[data-log-out]")?.addEventListener("submit", logOut);
  queue.watch((said) => draw(said).catch(store.forgive));
  await tidied().catch(store.forgive);
  queue.flush();
}

async function tidied() {
  for (const { dataset } of document.querySelectorAll("[data-account]")) await handOn(dataset.account.split("-")[1]);
  const guest = document.querySelector("meta[name=user]")?.dataset.wasGuest; // Who has logged in since.
  if (guest) await handOn(guest, user());
  const summary = "kept" in document.documentElement.dataset ? null : document.querySelector("[data-finished]");
  if (summary) await store.finished(summary.dataset.finished); // It may have been finished on the sheet.
  await store.tidy(Date.now());
}

/** Gives what this phone has of one user to another, or deletes it: "gone-12" says that account 12 is deleted. */
const handOn = (from, to) => Promise.all([store.handOn(from, to), forget(from)]);

async function draw({ waiting, refused, others, trouble }) {
  const open = await unfinished();
  const lines = [];
  if (open) lines.push(line(`${open.session.name} is not finished.`, link("Carry on", `${open.page}#${open.page.includes("start") ? open.workout : "focus"}`)));
  if (waiting && trouble) {
    const login = link("Log in", `${at("account/login/")}?next=${encodeURIComponent(location.pathname + location.search)}`);
    lines.push(line(`${many(waiting)} saved on this phone. ${WHY[trouble]}`, trouble === "signed-out" ? login : button("Send now", () => queue.tell("sending").then(queue.flush))));
  }
  for (const item of refused) lines.push(refusal(item));
  if (others.length) {
    const [is, them] = others.length === 1 ? ["is", "it"] : ["are", "them"];
    const text = user()
      ? `${many(others.length)} from another account ${is} on this phone. Log in as them, or delete.`
      : `${many(others.length)} ${is} on this phone. Log in to send ${them}, or delete.`;
    lines.push(line(text, button("Delete", () => discard(others, text))));
  }
  place(lines);
}

function refusal(item) {
  const { fields, problem, name } = item;
  const what = [name, fields.exercise?.replaceAll("-", " "), fields.number && `set ${fields.number}`].filter(Boolean).join(", ");
  const row = line(`${what}: could not be saved. ${Object.values(problem).flat().join(" ")}`, item.fix ? link("Do it again", item.fix) : link("Fix it in the session", `${item.base}${item.workout}/?correct`));
  row.append(button("Delete", () => discard([item], `Delete ${what}?`)));
  return row;
}

async function discard(items, question) {
  if (!confirm(question)) return;
  await store.drop(items.map((item) => item.id));
  queue.tell();
}

/** A session of this user that is not finished, to offer it; null if there is none, if this is its own page, or if the
 *  page offers it already. */
async function unfinished() {
  const mine = (one) => one.user === user() && !one.finished && (!one.known || document.documentElement.dataset.kept) && Object.keys(one.state?.done ?? {}).length;
  const open = (await store.sessions()).filter((one) => mine(one) && Date.now() - one.saved < one.session.open_ms);
  const offered = [...document.querySelectorAll('a[href$="#focus"]')].filter((one) => !list?.contains(one)).map((one) => one.href).join();
  return open.find((one) => !`${location.href} ${offered}`.includes(one.workout) && location.pathname !== one.page.split("?")[0]) ?? null;
}

/**
 * Sends everything before logging out. If something cannot be sent, it stays on this phone, and the user is asked.
 * Without a network nobody can be logged out: hold() says so, and the pages stay.
 */
async function logOut(event) {
  if (!navigator.onLine) return;
  event.preventDefault();
  const form = event.target;
  const { waiting } = await queue.flush();
  const question = `${many(waiting)} could not be sent yet. They’re saved on this phone until you log in again. Log out?`;
  if (waiting && !confirm(question)) return;
  await forget(user());
  write("gone", user());
  form.submit();
}

let pressed = false; // Whether a finger or mouse button is down: what is under it must not move.
let late = null; // Lines to show once it is up.
addEventListener("pointerdown", () => (pressed = true), true);
for (const end of ["click", "auxclick", "pointercancel"]) addEventListener(end, release, true);

function release() {
  pressed = false;
  if (late) place(late);
}

/** Shows the lines at the top of the page; waits while something is pressed, because they would move it away. */
function place(lines) {
  late = pressed ? lines : null;
  if (late) return;
  list ??= Object.assign(document.createElement("ul"), { className: "said waiting" });
  list.setAttribute("role", "status");
  list.replaceChildren(...lines);
  if (lines.length && !list.isConnected) document.querySelector("#main").prepend(list);
  if (!lines.length) list.remove();
}

function line(text, action) {
  const row = document.createElement("li");
  row.append(`${text} `, action);
  return row;
}

const link = (text, href) => Object.assign(document.createElement("a"), { textContent: text, href });

const button = (text, act) => {
  const made = Object.assign(document.createElement("button"), { textContent: text, type: "button", className: "plain" });
  made.addEventListener("click", act);
  return made;
};

show();
