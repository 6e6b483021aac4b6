// Shows the progress of an import: the upload, then storing. Without scripts the browser and a reload show it.

const PAUSE_MS = 700;
const MB = 1024 * 1024;
const upload = document.getElementById("bring");
const store = document.getElementById("store");

upload?.addEventListener("submit", (event) => {
  const [file] = upload.elements.file.files;
  if (!file) return;
  event.preventDefault();
  if (file.size > upload.dataset.mostMb * MB) return say(upload, `That file is too big: ${upload.dataset.mostMb} MB at most. Split it in two.`);
  send(upload, (sent) => {
    const mb = (bytes) => (bytes / MB).toFixed(1);
    if (sent < file.size) show(upload, file.name, `${mb(sent)} of ${mb(file.size)} MB`, sent / file.size);
    else show(upload, file.name, "Reading it…", 1);
  });
});

store?.addEventListener("submit", async (event) => {
  event.preventDefault();
  let sending = true;
  send(store, null, () => (sending = false));
  show(store, "Coming in", "", 0);
  for (;;) {
    await new Promise((wake) => setTimeout(wake, PAUSE_MS));
    const { state, done, of } = await progress();
    if (state === "in") return location.assign(store.dataset.progress);
    if (state === "coming-in") show(store, "Coming in", `${done} of ${of} sessions`, of ? done / of : 0);
    else if (!sending) return; // The server refused it, with a message; or it never arrived.
  }
});

const drop = upload?.querySelector(".drop");
for (const kind of ["dragover", "dragleave", "drop"]) {
  drop?.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.toggle("drop-over", kind === "dragover");
    if (kind === "drop" && event.dataTransfer.files.length) upload.elements.file.files = event.dataTransfer.files;
  });
}

// The picture beside a name shows the guess only.
store?.addEventListener("change", ({ target }) => {
  const picture = target.closest(".match-to")?.querySelector(".thumb");
  if (picture) picture.style.visibility = target.selectedOptions[0].defaultSelected ? "" : "hidden";
  if (store.dataset.mixes) recount();
});

/** Says how much comes in as it is chosen now. A mix: the places of some names, and how many sessions have just these. */
function recount() {
  const chosen = (at) => store.elements[`name-${at}`].value;
  const all = [...store.querySelectorAll(".match select")].map(({ value }) => value);
  const into = JSON.parse(store.dataset.mixes).filter(([names]) => names.some((at) => chosen(at) !== "out"));
  count("come", into.reduce((sum, [, sessions]) => sum + sessions, 0));
  for (const kind of ["own", "out"]) count(kind, all.filter((value) => value === kind).length);
}

/** Shows a number with its word wherever it stands; a line of the list that says none of something is not there. */
function count(kind, number) {
  for (const place of store.querySelectorAll(`[data-${kind}]`)) {
    place.textContent = `${number.toLocaleString("en-GB")} ${place.dataset[kind]}${number === 1 ? "" : "s"}`;
    const line = place.closest("li");
    if (line && kind !== "come") line.hidden = !number;
  }
}

/** Sends a form; follows the answer's address, or shows its message. Both functions are optional. */
function send(form, onSent, onEnd) {
  const request = new XMLHttpRequest();
  const tapped = document.activeElement; // A button that is disabled loses the focus.
  request.open("POST", form.action || location.href);
  request.setRequestHeader("Accept", "application/json");
  if (onSent) request.upload.addEventListener("progress", (event) => onSent(event.loaded));
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  request.addEventListener("loadend", () => {
    onEnd?.();
    for (const button of form.querySelectorAll("button")) button.disabled = false;
    const answer = read(request.responseText);
    if (answer.url) return location.assign(answer.url);
    tapped.focus();
    say(form, answer.detail || "It did not arrive. Check you’re online and try again: nothing comes in twice.");
  });
  request.send(new FormData(form));
}

/** Asks how far it is; keeps the last state if that fails. */
async function progress() {
  try {
    const answer = await fetch(store.dataset.progress, { headers: { Accept: "application/json" } });
    return await answer.json();
  } catch {
    return {};
  }
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Shows a name, words and a bar filled to `part` (0 to 1). */
function show(form, name, words, part) {
  const [bar, problem] = form.querySelector(".uploading").children;
  problem.textContent = "";
  if (bar.hidden) {
    bar.hidden = false;
    bar.scrollIntoView({ block: "center" });
  }
  bar.querySelector("strong").textContent = name;
  bar.querySelector(".meta").textContent = words;
  bar.querySelector(".fill-ink").setAttribute("width", `${Math.round(part * 100)}%`);
}

/** Shows what went wrong in the place of the bar. */
function say(form, sentence) {
  const [bar, problem] = form.querySelector(".uploading").children;
  bar.hidden = true;
  problem.textContent = sentence;
}
