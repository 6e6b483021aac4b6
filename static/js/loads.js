// Loads as they are typed, with their unit: "12.5 kg", "35 lb"; "" for none; and the steps between them.

const KG = { kg: 1, lb: 0.45359237 }; // As in rules/units.py.
export const ALIKE_KG = 1e-6; // Smaller differences are rounding errors.

/** Parses a load into [number, unit]; `unit` applies if the text names none. Null if it is no load. */
export function read(text, unit) {
  const [, number, named] = /^\s*(\d+(?:[.,]\d*)?|[.,]\d+)\s*(kg|lb)?s?\.?\s*$/i.exec(text ?? "") ?? [];
  return number === undefined ? null : [Number(number.replace(",", ".")), (named ?? unit).toLowerCase()];
}

/** How heavy it is in kilograms; nothing typed is 0. */
export function kilograms(text, unit) {
  const [number, in_] = read(text, unit) ?? [0, unit];
  return number * KG[in_];
}

/** A typed load in the form to store: "12,5" is "12.5 kg", nothing or 0 is "". Null if it is no load. */
export function tidy(text, unit) {
  if (!String(text ?? "").trim()) return "";
  const load = read(text, unit);
  return load && (load[0] ? `${load[0]} ${load[1]}` : "");
}

/** The load one step lighter (`by` -1) or heavier (1): the next of the weights that are `owned`, else a plate. */
export function stepped(text, by, owned, unit) {
  const now = kilograms(text, unit);
  if (owned.length) {
    const beyond = owned.filter((each) => by * (kilograms(each, unit) - now) > ALIKE_KG);
    return (by > 0 ? beyond[0] : beyond.at(-1)) ?? (by > 0 ? tidy(text, unit) : "");
  }
  const [number, in_] = read(text, unit) ?? [0, unit];
  const plate = in_ === "lb" ? 5 : number + by / 2 < 10 ? 1 : 2.5;
  return tidy(String(Math.max(0, Math.round((number + by * plate) * 1000) / 1000)), in_);
}
