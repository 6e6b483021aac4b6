// The builder: rows can be dragged or moved with the arrow keys, one row is open, and leaving the page loses nothing.
const builder = () => document.querySelector("#builder");

function makeSortable() {
  for (const list of builder().querySelectorAll(".build")) {
    const options = { group: "blocks", handle: ".build-grip", animation: 150, emptyInsertThreshold: 24, onEnd: drop };
    Sortable.create(list, options);
  }
}

// An answer during a drag would replace the dragged row, so it is ignored: the drop brings the newest state.
let late = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!Sortable.active || event.target !== builder()) return;
  event.detail.shouldSwap = false;
  late = true;
});

// The row sends its new block and index; the server answers with the whole builder.
function drop({ item, to, from, newDraggableIndex, oldDraggableIndex }) {
  if (to === from && newDraggableIndex === oldDraggableIndex && !late) return;
  late = false;
  const values = { block: to.dataset.block, index: newDraggableIndex };
  htmx.ajax("POST", item.dataset.place, { source: item, target: "#builder", swap: "outerHTML", values });
}

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.(".build-grip");
  const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  if (!grip || !way) return;
  event.preventDefault();
  const button = document.querySelector(`#${way}-${grip.id.split("-")[1]}`);
  if (!button.disabled) button.click();
});

// After a swap all rows are closed: open the one that was open.
let opened = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target === builder()) opened = builder().querySelector(".build-row > [open]")?.id;
});
document.addEventListener("htmx:afterSwap", () => {
  const row = opened && document.getElementById(opened);
  if (row && !builder().querySelector(".build-row > [open]")) row.open = true;
  opened = null;
});

// What became of the row with the focus is said: its place, or what is asked of it. A focus that the swap took away, as
// that on Undo, goes to the open row.
const flat = (element) => element.textContent.replace(/\s+/g, " ").trim();
function heard(row) {
  const rows = [...row.parentElement.children];
  const place = `${flat(row.closest("section").querySelector("h2"))}, ${rows.indexOf(row) + 1} of ${rows.length}`;
  return [place, flat(row.querySelector("[id^=head-]"))];
}
let before = null;
document.addEventListener("htmx:beforeSwap", () => {
  const row = document.activeElement.closest(".build-row");
  before = builder().contains(document.activeElement) && { id: row?.id, said: row && heard(row) };
});
document.addEventListener("htmx:afterSwap", () => {
  if (!before) return;
  const row = before.id && document.getElementById(before.id);
  const changed = row && heard(row).find((words, n) => words !== before.said[n]);
  if (changed) document.querySelector("#told").textContent = `${flat(row.querySelector("strong"))}: ${changed}`;
  if (document.activeElement === document.body) builder().querySelector(".build-row > [open] > summary")?.focus();
  before = null;
});

document.addEventListener("htmx:load", (event) => {
  if (event.target === builder()) makeSortable();
});
document.addEventListener("htmx:historyRestore", makeSortable); // Back brought the whole page.

// After a login in another tab the token in this page is old; the one in the cookie is current.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const token = document.cookie.match(/(?:^|; )csrftoken=(\w+)/)?.[1];
  if (!token) return;
  detail.headers["X-CSRFToken"] = token;
  delete detail.parameters.csrfmiddlewaretoken;
});

// A change is saved when its field is left. If that was by tapping a link, the link is followed once the change is saved;
// if it could not be saved, the page stays and says so.
let busy = 0;
let leaving = null;
document.addEventListener("htmx:beforeRequest", () => (busy += 1));
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  busy -= 1;
  const unsaved = document.querySelector("#unsaved");
  unsaved.hidden = detail.successful || detail.xhr.status === 422;
  if (!unsaved.hidden) leaving = null;
  setTimeout(() => leaving && !busy && location.assign(leaving));
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]:not([data-hx-get])");
  if (!link || !busy || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  leaving = link.href;
});

makeSortable();
