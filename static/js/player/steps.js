// A session as a list of steps in the order they are done: one set of one side each. No DOM, no clock.

const BLOCKS = ["warm-up", "main", "cool-down"];
const order = (slot) => BLOCKS.indexOf(slot.block);
const TIMERS = { ready: 5, change: 8, sides: 0 };
/** Seconds to get ready, change over and rest between the sides. TIMERS: defaults, as in accounts/models/user.py. */
const timersOf = ({ timers }) => ({ ...TIMERS, ...timers });

/** The user's changes during the session: exercises swapped, sets added, exercises skipped, each by slot. */
export const unchanged = () => ({ swaps: {}, extra: {}, skipped: {} });

/** The slots as they are now, in order, without the skipped ones. */
export function slotsOf(session, changes = unchanged()) {
  const slots = session.slots.filter((slot) => !(changes.skipped[slot.slot] ?? slot.skipped));
  return slots.map((slot) => changed(slot, changes)).sort((a, b) => order(a) - order(b) || a.slot - b.slot);
}

/** The skipped slots: by the coach, or during the session. */
export function skippedOf(session, changes) {
  const slots = session.slots.filter((slot) => changes.skipped[slot.slot] ?? slot.skipped);
  return slots.map((slot) => changed(slot, changes));
}

/** The slot after a swap: in the same place, with set numbers that go on. The first exercise may be swapped back. */
function changed(slot, { swaps, extra }) {
  const { exercise, first } = swaps[slot.slot] ?? slot;
  const swap = slot.swaps.find((other) => other.exercise === exercise);
  const others = swap && [{ ...slot, why: "Back to" }, ...slot.swaps.filter((other) => other !== swap)];
  return { ...slot, ...swap, first, swaps: others ?? slot.swaps, sets: slot.sets + (extra[slot.slot] ?? 0) };
}

/** The steps: supersets alternate, a circuit goes round and round; rest comes after the last of a round. */
export function stepsOf(session, changes, done = {}) {
  const steps = [];
  for (const group of groupsOf(slotsOf(session, changes), session)) {
    const rounds = Math.max(...group.slots.map((slot) => slot.sets));
    for (let number = 1; number <= rounds; number += 1) {
      const before = steps.length;
      for (const slot of group.slots) if (number <= slot.sets && number >= slot.first) steps.push(...setOf(slot, number, group, session));
      if (steps.length === before) continue;
      const last = steps.at(-1);
      last.rest = group.circuit ? (number === rounds ? 0 : session.round_rest_s) : group.slots.find(({ slot }) => slot === last.slot).rest_s;
      if (group.circuit) Object.assign(steps[before], { ready: timersOf(session).ready, change: false });
    }
  }
  return withDone(steps, session, done);
}

/** The steps done before a swap or a skip, which stay in their place. */
function withDone(steps, session, done) {
  const here = new Set(steps.map((step) => step.id));
  for (const slot of session.slots.flatMap((each) => [each, ...each.swaps.map((swap) => ({ ...each, ...swap }))])) {
    const numbers = Object.keys(done).filter((id) => id.startsWith(`${slot.slot}/${slot.exercise}/`)).map((id) => Number(id.split("/")[2]));
    const all = [...new Set(numbers)].sort((a, b) => a - b).flatMap((number) => setOf(slot, number, { circuit: inCircuit(slot, session) }, session));
    const gone = all.filter((step) => done[step.id] && !here.has(step.id));
    const next = steps.findIndex((step) => order(step) > order(slot) || (order(step) === order(slot) && step.slot >= slot.slot));
    steps.splice(next < 0 ? steps.length : next, 0, ...gone);
  }
  return steps;
}

const inCircuit = (slot, session) => session.style === "circuit" && slot.block === "main";
/** Lists of slots that alternate, a set each: of a superset or a circuit; any other slot alone. */
function groupsOf(slots, session) {
  const groups = [];
  for (const slot of slots) {
    const circuit = inCircuit(slot, session);
    const last = groups.at(-1);
    const goesOn = last && last.block === slot.block && (circuit || (slot.group && slot.group === last.letter));
    if (!goesOn) groups.push({ block: slot.block, letter: slot.group, circuit, slots: [] });
    groups.at(-1).slots.push(slot);
  }
  return groups;
}

/** The steps of one set. Changing over, between sides and within a circuit, is not part of the seconds of a hold. */
function setOf(slot, number, group, session) {
  const timers = timersOf(session);
  const isChange = (n) => group.circuit || (n > 0 && !timers.sides);
  return slot.sides.map((side, n) => ({
    id: `${slot.slot}/${slot.exercise}/${number}/${side}`,
    slot: slot.slot,
    exercise: slot.exercise,
    name: slot.name,
    block: slot.block,
    number,
    side,
    of: slot.sets,
    circuit: group.circuit,
    kind: slot.measure === "seconds" ? "timed" : "counted",
    target: slot.target,
    most: session.most?.seconds,
    load: slot.load,
    owned: slot.owned,
    band: slot.band,
    each: slot.each,
    open: slot.measure === "seconds" && !group.circuit && !slot.cap,
    change: isChange(n),
    ready: isChange(n) ? timers.change : timers.ready,
    rest: n < slot.sides.length - 1 ? timers.sides : 0,
  }));
}

/** The sets that the server has, by the id of their step. */
export function doneOf(session) {
  const of = (row) => row.done.map((set) => [`${row.slot}/${row.exercise}/${set.number}/${set.side}`, set]);
  return Object.fromEntries(rowsOf(session).flatMap(of));
}

/** All exercises of a session: the one in each slot, and those to swap to. */
export const rowsOf = (session) => session.slots.flatMap((slot) => [slot, ...slot.swaps]);

/** The steps of the same set: one, or left and right. */
export const sidesOf = (step, steps) =>
  steps.filter((each) => each.slot === step.slot && each.exercise === step.exercise && each.number === step.number);

/** The first step after this place that is still to do, else the first anywhere. */
export function following(steps, place, done) {
  const todo = (step) => !done[step.id];
  return steps.slice(place + 1).find(todo) ?? steps.find(todo);
}

/** The sets done since the last rest, a step of each, newest first: those about which a remark is still possible. */
export function sinceRest({ last, done }, steps) {
  const end = steps.findIndex(({ id }) => id === last) + 1;
  const start = steps.findLastIndex((step, n) => n < end - 1 && (step.rest > 0 || !done[step.id])) + 1;
  const sets = new Map(steps.slice(start, end).map((step) => [`${step.slot}/${step.exercise}/${step.number}`, step]));
  return [...sets.values()].reverse();
}

/** "Set 2 of 3, left", "Round 1 of 2", "Set 4". */
export function wordsOf(step) {
  const word = step.circuit || step.block !== "main" ? "Round" : "Set";
  const side = step.side === "both" ? (step.each ? ", each side" : "") : `, ${step.side}`;
  return `${word} ${step.number} of ${step.of}${side}`;
}
