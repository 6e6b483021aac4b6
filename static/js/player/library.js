// Every exercise to swap to. They are in the page, so that the search works without a network.

const MOST = 6;

const all = () => JSON.parse(document.querySelector("#library")?.textContent ?? "[]");
const bare = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").toLowerCase();

/** Those with all of these words in one of their names, without `besides`; at most six. */
export function found(words, besides) {
  const asked = bare(words).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const fits = (one) => one.names.some((name) => asked.every((word) => bare(name).includes(word)));
  return all().filter((one) => !besides.includes(one.exercise) && fits(one)).slice(0, MOST);
}

/**
 * A slot with another exercise: it keeps its place, its target if the measure is the same, and its load if the other
 * takes that kind. A physio's limits for the exercise apply here, too.
 */
export function instead(slot, exercise, circuit) {
  const { names, targets, lock, ...one } = all().find((each) => each.exercise === exercise);
  const measure = circuit ? slot.measure : one.measure;
  const target = measure === slot.measure ? slot.target : targets[measure];
  const sides = lock?.sides ?? (slot.sides[0] === "right" ? [...one.sides].reverse() : one.sides);
  const bound = lock ? { stop_from: lock.stop_from, cues: [lock.said, ...one.cues] } : {};
  const capped = measure === "seconds" ? Math.min(target, one.cap ?? target) : target;
  const kept = lock && !one.owned.includes(slot.load) ? "" : slot.load;
  const loads = { load: one.load === null ? null : (kept ?? ""), band: one.band === null ? null : (slot.band ?? 0) };
  const bests = one.bests?.[measure] ?? [];
  return { ...one, ...bound, ...loads, bests, slot: slot.slot, why: "Instead", measure, target: capped, sides, last: {}, pain: null, site: "", way: "", done: [] };
}
