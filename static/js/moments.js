// Moments (ms) as text for the server, by the clock and the time zone of this phone.

/** ISO 8601 with milliseconds and this phone's offset: the date in it is the date on the phone. */
export function iso(ms) {
  const minutes = -new Date(ms).getTimezoneOffset();
  const two = (number) => String(Math.trunc(Math.abs(number))).padStart(2, "0");
  const local = new Date(ms + minutes * 60_000).toISOString().slice(0, -1);
  return `${local}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** The date that a moment counts for where a day begins at this hour, as `User.date_of` has it on the server. */
export const dateOf = (ms, begins) => iso(ms - begins * 3600e3).slice(0, 10);

let last = 0;
/** Now, for `logged_at`: never the same twice, so that a second version is always newer. */
export const stamp = (now = Date.now()) => (last = Math.max(now, last + 1));
