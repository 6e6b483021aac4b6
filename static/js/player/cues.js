// What is heard and felt, and the screen kept awake. Each of these may be missing or switched off: the session goes on.

import { read, write } from "../memory.js";

const DEFAULTS = { sound: true, vibration: true, voice: false };

/** Whether a cue is on: sound and vibration until switched off, the voice only once chosen. */
export function isOn(name) {
  const kept = read(`cue-${name}`);
  return kept === null ? DEFAULTS[name] : kept === "on";
}
export const supported = {
  sound: "AudioContext" in window,
  vibration: "vibrate" in navigator,
  voice: "speechSynthesis" in window,
};
export function turn(name, on) {
  write(`cue-${name}`, on ? "on" : "off");
  if (name === "voice" && !on) speechSynthesis.cancel();
}

let audio = null;
/** Browsers let a page make sounds only after a tap: call this in one. */
export function wake() {
  if (!supported.sound) return;
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume().catch(() => {});
}

/** A beep: `high` when something begins or ends, low while counting. */
function beep(high) {
  if (!isOn("sound") || audio?.state !== "running") return;
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  const end = audio.currentTime + (high ? 0.35 : 0.12);
  tone.frequency.value = high ? 880 : 587;
  volume.gain.setValueAtTime(0.25, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, end);
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(end);
}

function buzz(pattern) {
  if (isOn("vibration") && supported.vibration) navigator.vibrate(pattern);
}

/** Says a sentence; a newer one cuts it short. */
export function say(text) {
  if (!isOn("voice") || !supported.voice || !text) return;
  speechSynthesis.cancel();
  const words = new SpeechSynthesisUtterance(text);
  words.lang = "en-GB";
  speechSynthesis.speak(words);
}

/** The last seconds before something changes. */
export function countdown(second) {
  beep(false);
  say(String(second));
}

/** Something changed: work began, work ended. */
export function change(text) {
  beep(true);
  buzz([200]);
  say(text);
}

let lock = null;
let wanted = false;
/** Keeps the screen on, or lets it go dark again. A browser drops the lock whenever the page is hidden. */
export async function stayAwake(on) {
  wanted = on;
  if (!("wakeLock" in navigator)) return;
  try {
    if (on && !document.hidden && (!lock || lock.released)) lock = await navigator.wakeLock.request("screen");
    if (!wanted) await lock?.release();
  } catch {
    // Refused, for a low battery perhaps.
  }
}
document.addEventListener("visibilitychange", () => wanted && stayAwake(true));
