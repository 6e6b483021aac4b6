// Sounds, voice, vibration, and keeping the screen on. Each may be missing or switched off without harm.

import { read, write } from "../memory.js";

/** From how many seconds on a countdown is heard: of getting ready, and of a rest or a hold. */
export const HEARD_S = { prepare: 5, others: 3 };
const DEFAULTS = { sound: true, vibration: true, voice: false, silent: false, notice: false };

/** Whether a cue is on: sound and vibration by default, the voice only if it was switched on. */
export function isOn(name) {
  const kept = read(`cue-${name}`);
  return kept === null ? DEFAULTS[name] : kept === "on";
}
/** What this device can do. A voice may come late, and some have none; `silent` is whether a switch mutes the beeps. */
const supported = {
  sound: () => "AudioContext" in window,
  vibration: () => "vibrate" in navigator,
  voice: () => Boolean(window.speechSynthesis?.getVoices?.().length),
  silent: () => "audioSession" in navigator,
  notice: () => window.isSecureContext && "Notification" in window && "serviceWorker" in navigator && Notification.permission !== "denied",
};
export const isSupported = (name) => supported[name]();

/** Switches a cue; resolves to whether it is on now (notices need the user's permission). */
export async function turn(name, on) {
  const may = name !== "notice" || !on || (await Notification.requestPermission()) === "granted";
  write(`cue-${name}`, on && may ? "on" : "off");
  if (name === "voice" && !on) speechSynthesis.cancel();
  if (name === "silent") throughSilence();
  return on && may;
}

let audio = null;
/** Browsers let a page make sounds only after a tap, and a call or another app may stop them: call this in every tap. */
export function wake() {
  if (!isSupported("sound")) return;
  if (!audio) throughSilence();
  audio ??= new AudioContext();
  if (audio.state !== "running") audio.resume().catch(() => {}); // Suspended, or interrupted.
}

/** Declares the sound as playback where browsers allow it, so that the phone's silent switch does not mute it. */
function throughSilence() {
  if (isSupported("silent")) navigator.audioSession.type = isOn("silent") ? "playback" : "ambient";
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
  if (isOn("vibration") && isSupported("vibration")) navigator.vibrate(pattern);
}

/** Speaks a sentence; a newer one interrupts it. */
export function say(text) {
  if (!isOn("voice") || !isSupported("voice") || !text) return;
  speechSynthesis.cancel();
  const words = new SpeechSynthesisUtterance(text);
  words.lang = "en-GB";
  speechSynthesis.speak(words);
}

/** The cue in the last seconds before a change. */
export function countdown(second) {
  beep(false);
  say(String(second));
}

/** The cue of a change: work began or ended. */
export function change(text) {
  beep(true);
  buzz([200]);
  say(text);
  notify(text);
}

/** With the screen off, shows a notification by the service worker, if the user allowed it. */
async function notify(text) {
  if (!document.hidden || !isOn("notice") || !isSupported("notice") || Notification.permission !== "granted") return;
  const worker = await navigator.serviceWorker.getRegistration();
  worker?.showNotification("Glutes", { body: text, tag: "session", renotify: true }).catch(() => {});
}

let lock = null;
let wanted = false;
/** Keeps the screen on, or stops that. Browsers release the lock whenever the page is hidden. */
export async function stayAwake(on) {
  wanted = on;
  if (!("wakeLock" in navigator)) return;
  try {
    if (on && !document.hidden && (!lock || lock.released)) lock = await navigator.wakeLock.request("screen");
    if (!wanted) await lock?.release();
  } catch {
    // Refused, perhaps because the battery is low.
  }
}
document.addEventListener("visibilitychange", () => {
  if (audio && !document.hidden) wake();
  if (wanted) stayAwake(true);
});
