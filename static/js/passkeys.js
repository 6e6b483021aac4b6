// Passkeys: fetches options from the server, lets the browser make or use a passkey, and sends the form with the result.
// Without scripts, or in a browser without passkeys, these forms stay hidden: a password works everywhere.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const listed = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }));

/** Turns the server's JSON into the bytes that browsers need. (Browsers before 2024 cannot do it themselves.) */
function options(json) {
  const publicKey = { ...json, challenge: bytes(json.challenge) };
  if (json.user) publicKey.user = { ...json.user, id: bytes(json.user.id) };
  if (json.excludeCredentials) publicKey.excludeCredentials = listed(json.excludeCredentials);
  if (json.allowCredentials) publicKey.allowCredentials = listed(json.allowCredentials);
  return { publicKey };
}

function written({ id, rawId, type, response }) {
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) said[part] = text(response[part]);
  }
  return JSON.stringify({ id, rawId: text(rawId), type, response: said, clientExtensionResults: {} });
}

async function ask(form) {
  const answer = await fetch(form.dataset.passkey, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.detail);
  const asked = options(json);
  return "user" in json ? navigator.credentials.create(asked) : navigator.credentials.get(asked);
}

const WHY = {
  NotAllowedError: "Nothing happened: it was cancelled, or there is no passkey here for this site.",
  InvalidStateError: "This device has a passkey for your account already.",
  TypeError: "We can’t reach the server. Try again.",
};

async function submitted(event) {
  event.preventDefault();
  const form = event.target;
  const problem = form.querySelector("[data-problem]");
  problem.hidden = true;
  try {
    form.elements.credential.value = written(await ask(form));
    form.submit();
  } catch (error) {
    problem.textContent = WHY[error.name] ?? (error.name === "Error" ? error.message : "That didn’t work on this device.");
    problem.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", submitted);
}
