// What this browser remembers for itself: switches, and what was said already. Where it may not, it forgets with the page.

const forgetful = new Map();

export function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return forgetful.get(name) ?? null;
  }
}

export function write(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    forgetful.set(name, value);
  }
}
