"""A session as steps of a watch: one side of one set each, and the rests between them, in order.

The order is that of the player (static/js/player/steps.js): supersets and circuits take turns, then comes the rest.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from glutes.exercises.models import Cue
from glutes.routines.models import Prescription
from glutes.rules.coaching.ways import WAYS
from glutes.rules.units import show_load

SIDES = {"left": " L", "right": " R", "both": ""}
ACTIVE, REST, WARM_UP, COOL_DOWN = "active", "rest", "warmup", "cooldown"
INTENSITY = {
    Prescription.Block.WARM_UP: WARM_UP,
    Prescription.Block.MAIN: ACTIVE,
    Prescription.Block.COOL_DOWN: COOL_DOWN,
}


@dataclass(frozen=True)
class WatchStep:
    """One screen of a watch: `reps` or `seconds`. `category` and `exercise`: FIT's numbers, if known."""

    name: str
    intensity: str
    reps: int | None = None
    seconds: int | None = None
    title: str = ""
    category: int | None = None
    exercise: int | None = None
    load_kg: Decimal | None = None
    notes: str = ""

    @property
    def amount(self):
        """Its amount as the watch shows it: "14 reps", "0:30"."""
        return f"{self.reps} reps" if self.reps else f"{self.seconds // 60}:{self.seconds % 60:02}"

    @property
    def is_rest(self):
        """Whether it is a rest."""
        return self.intensity == REST


def rest(seconds, name="Rest"):
    """The step of a rest, as a list; empty without one."""
    return [WatchStep(name, REST, seconds=seconds)] if seconds else []


def steps_of(shown, user):
    """The WatchSteps of a coached snapshot, with the user's own timers; without a rest at the end."""
    found = []
    for together in taking_turns(shown):
        circuit = shown.in_rounds and together[0].is_main
        rounds = max(sets_of(slot, shown) for slot in together)
        for number in range(1, rounds + 1):
            turn = [slot for slot in together if number <= sets_of(slot, shown)]
            for place, slot in enumerate(turn):
                found += rest(user.change_over_s, "Change over") if circuit and place else []
                found += one_set(slot, user, circuit)
            if circuit:
                found += rest(shown.round_rest_s) if number < rounds else []
            else:
                found += rest(turn[-1].rest_s)
    while found and found[-1].is_rest:
        found.pop()
    return found


def sets_of(slot, shown):
    """How many sets of a slot are to be done; in a circuit its rounds, or fewer."""
    return min(shown.rounds, slot.sets) if shown.in_rounds and slot.is_main else slot.sets


def taking_turns(shown):
    """Lists of slots that alternate, a set each: those of a superset or a circuit. Skipped ones are left out."""
    blocks = list(Prescription.Block)
    slots = sorted((slot for slot in shown.slots if not slot.skipped), key=lambda slot: blocks.index(slot.block))
    for _, same in groupby(slots, key=lambda slot: (slot.block, alternating_key(slot, shown))):
        yield list(same)


def alternating_key(slot, shown):
    """A key that slots share if they alternate."""
    if shown.in_rounds and slot.is_main:
        return "circuit"
    return slot.group or slot.slot


def one_set(slot, user, circuit):
    """The steps of one set: of both sides, or of one and then the other."""
    sides = list(slot.exercise.log_sides)
    sides = sides[::-1] if slot.first_side == "right" else sides
    sides = [side for side in sides if side != slot.paused_side]
    found = [one_side(slot, side) for side in sides]
    between = rest(user.change_over_s, "Change over") if circuit else rest(user.side_rest_s)
    return [step for n, each in enumerate(found) for step in (*(between if n else []), each)]


def one_side(slot, side):
    """One side of one set."""
    exercise, target = slot.exercise, slot.target or slot.reps_low or slot.seconds_low
    in_reps = slot.measure == exercise.Measure.REPS
    seconds = None if in_reps else min(target, exercise.cap_s or target)
    return WatchStep(
        f"{exercise.name}{SIDES[side]}",
        INTENSITY[slot.block],
        reps=target if in_reps else None,
        seconds=seconds,
        title=exercise.name,
        category=exercise.fit_category,
        exercise=exercise.fit_name,
        load_kg=slot.load_kg,
        notes=notes(slot),
    )


def notes(slot):
    """The text of a step: load, way, the user's note, and the cues while moving."""
    exercise = slot.exercise
    said = []
    if exercise.sides == exercise.Sides.ALTERNATE:
        said.append("Each side")
    if slot.band:
        said.append(f"Band {slot.band}")
    elif slot.load_kg:
        said.append(show_load(slot.load_kg))
    if (way := WAYS.get(slot.way)) and way.cue:
        said.append(way.cue)
    cues = [cue.text for cue in exercise.cues.all() if cue.phase in (Cue.Phase.MOVE, Cue.Phase.CHECK)]
    return ". ".join(text.rstrip(".") for text in (*said, slot.prescribed_note, *cues) if text)
