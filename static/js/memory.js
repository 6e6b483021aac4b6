// What this browser remembers for itself: switches, and what was said already. Where storage is forbidden, it is
// remembered until the page is left.

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
