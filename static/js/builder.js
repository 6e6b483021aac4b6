// The builder made smoother: rows dragged or moved with the arrow keys, one row open, nothing lost on the way out.
const builder = () => document.querySelector("#builder");

function makeSortable() {
  for (const list of builder().querySelectorAll(".build")) {
    const options = { group: "blocks", handle: ".build-grip", animation: 150, emptyInsertThreshold: 24, onEnd: drop };
    Sortable.create(list, options);
  }
}

// An answer that comes during a drag would replace the dragged row. It is left out: the drop asks for the newest state.
let late = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!Sortable.active || event.target !== builder()) return;
  event.detail.shouldSwap = false;
  late = true;
});

// The server decides where it lands: the row sends its new block and index, and the builder comes back as it is.
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

// A swap brings the rows back closed: open the one that was.
let opened = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target === builder()) opened = builder().querySelector(".build-row > [open]")?.id;
});
document.addEventListener("htmx:afterSwap", () => {
  const row = opened && document.getElementById(opened);
  if (row && !builder().querySelector(".build-row > [open]")) row.open = true;
  opened = null;
});
document.addEventListener("htmx:load", (event) => {
  if (event.target === builder()) makeSortable();
});

// After a log-in in another tab the token in this page is out of date; the one in the cookie is right.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const token = document.cookie.match(/(?:^|; )csrftoken=(\w+)/)?.[1];
  if (!token) return;
  detail.headers["X-CSRFToken"] = token;
  delete detail.parameters.csrfmiddlewaretoken;
});

// A change is saved when its field is left, perhaps by tapping a link: the link is followed once the change has arrived.
// If it did not arrive, the page says so and stays.
const unsaved = document.querySelector("#unsaved");
let busy = 0;
let leaving = null;
document.addEventListener("htmx:beforeRequest", () => (busy += 1));
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  busy -= 1;
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
