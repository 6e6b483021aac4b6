// Small values that this browser remembers: switches, and notices already shown. Where storage is forbidden, they last
// until the page is left.

const forgetful = new Map();

/** The text remembered under this name; null if there is none. */
export function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return forgetful.get(name) ?? null;
  }
}

/** Remembers a value as text. */
export function write(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    forgetful.set(name, value);
  }
}
