"""A slot of a workout as its pages show it: one exercise, and a line for every set of every side, logged or to do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from glutes.exercises.models import Exercise
from glutes.kit.weights import Weights
from glutes.routines.models import Prescription
from glutes.rules.bests import Mark
from glutes.rules.coaching import pain
from glutes.rules.coaching.sessions import OTHER_SIDE
from glutes.rules.coaching.ways import WAYS
from glutes.rules.most import MOST_BAND
from glutes.rules.sides import each_side
from glutes.rules.units import show_load
from glutes.workouts.forms import SetForm
from glutes.workouts.models import WorkoutExercise, WorkoutSet
from glutes.workouts.templatetags.said import set_by_set

RESERVE = ("None", "1", "2", "3", "4+")
"""Reps in reserve in words, from 0."""
RESERVE_ANSWERS = [(number, f"{words} to spare") for number, words in enumerate(RESERVE)]
BANDS = [(str(number), f"band {number}") for number in range(1, MOST_BAND + 1)]


@dataclass
class SetLine:
    """One set of one side: the values in its boxes, and its WorkoutSet once it is logged."""

    slot: "Slot"
    number: int
    side: str
    amount: int
    load: str = ""
    band: int | None = None
    logged: WorkoutSet | None = None
    taken_away: WorkoutSet | None = None
    form: SetForm | None = None
    is_next: bool = False
    is_newest: bool = False

    @property
    def seen(self):
        """The moment of the version shown here (logged or deleted), which a correction sends back; else None."""
        shown = self.logged or self.taken_away
        return shown.logged_at if shown else None

    @property
    def key(self):
        """A key that is unique among the lines of its slot."""
        return f"{self.number}-{self.side}"

    @property
    def id(self):
        """The id of its element."""
        return f"{self.slot.key}-{self.key}"

    @property
    def words(self):
        """Such as “Set 2 of 3, left”."""
        count = f" of {self.slot.asked}" if self.number <= self.slot.asked else ""
        return f"{self.slot.set_word} {self.number}{count}" + ("" if self.side == "both" else f", {self.side}")

    @property
    def heard(self):
        """The same with the exercise, for screen readers: “Step-up, set 2 of 3, left”."""
        return f"{self.slot.name_heard}, {self.words[0].lower()}{self.words[1:]}"

    @property
    def tick_words(self):
        """The label of the button of a warm-up or cool-down step: Done, Left, Round 2."""
        side = "" if self.side == "both" else self.side
        return f"Round {self.number} {side}".strip() if self.slot.asked > 1 else side.capitalize() or "Done"

    @property
    def felt(self):
        """How the set went, if that was logged: “Form slipped, 2 to spare”."""
        words = [] if self.logged.form_ok else ["form slipped"]
        if self.logged.rir is not None:
            words.append(f"{RESERVE[self.logged.rir]} to spare")
        return ", ".join(words).capitalize()

    @property
    def both(self):
        """Whether one tick can log both sides: it is the first side, and the other is still to do."""
        lines = [line for line in self.slot.lines if line.number == self.number]
        return len(lines) == 2 and lines[0] is self and not any(line.logged or line.taken_away for line in lines)

    @property
    def new_weight(self):
        """The load that was logged, such as "14 kg", if the user's kit lacks it; else None."""
        return show_load(self.logged.load_kg) if self.slot.weights.lacks(self.logged.load_kg) else None

    @property
    def typed_amount(self):
        """The number that was typed and refused, else the one to log."""
        return self.form.data.get(self.slot.row.measure, "") if self.form else self.amount

    @property
    def typed_load(self):
        """The load that was typed and refused, else the one to log, as text."""
        return self.form.data.get("load", "") if self.form else self.load

    @property
    def typed_band(self):
        """The band that was chosen and refused, else the one to log."""
        return self.form.data.get("band", "") if self.form else str(self.band or "")

    @property
    def problems(self):
        """The errors of the refused form."""
        return [error for errors in self.form.errors.values() for error in errors] if self.form else []


class Swap(NamedTuple):
    """What may be done in place of the exercise of a slot. `why`: such as “Easier”, “Back to”."""

    why: str
    exercise: Exercise


@dataclass
class Slot:
    """One exercise of the workout with its lines, and what was done last time (`last`).

    `first`: the number of its first set; after a swap, numbers go on. `follows`: in a superset the exercise that comes
    next without a rest. `nth`: 2 if the same exercise comes earlier in the workout. `seen`: the moment of the newest
    version shown of this slot, swaps included, or None. `best`: the new best that the set just logged is.
    """

    row: WorkoutExercise
    asked: int
    in_rounds: bool
    last: Sequence[Mark] = ()
    weights: Weights = field(default_factory=Weights)
    first: int = 1
    follows: str = ""
    nth: int = 1
    seen: datetime | None = None
    swaps: list[Swap] = field(default_factory=list)
    advice: object = None
    sources: list = field(default_factory=list)
    is_shared: bool = False
    best: str = ""
    lines: list[SetLine] = field(default_factory=list)

    @property
    def key(self):
        """The id of its element; a swapped exercise has its own."""
        return f"slot-{self.row.slot}-{self.row.exercise.slug}"

    @property
    def name_heard(self):
        """The exercise's name for screen readers; the second one of the same name is “Step-up (2)”."""
        return f"{self.row.exercise.name} ({self.nth})" if self.nth > 1 else self.row.exercise.name

    @property
    def is_step(self):
        """Whether it is warm-up or cool-down, which is ticked off, not measured."""
        return self.row.block != Prescription.Block.MAIN

    @property
    def set_word(self):
        """“Round” in a circuit, a warm-up or a cool-down, else “Set”."""
        return "Round" if self.in_rounds or self.is_step else "Set"

    @property
    def unit(self):
        """What it is counted in: Reps or Seconds."""
        return Exercise.Measure(self.row.measure).label

    @property
    def is_abandoned(self):
        """Whether its remaining sets are not done, because it was skipped or swapped. Logged sets are still shown."""
        return self.row.skipped or self.row.is_replaced

    @property
    def is_over(self):
        """Whether no more sets of it are to be done."""
        return self.is_abandoned or self.row.is_over

    @property
    def asks_pain(self):
        """Whether to ask about pain: a set is logged or due, or pain was answered already."""
        begun = any(line.logged or line.is_next for line in self.lines)
        return self.row.pain is not None or (begun and not self.is_step and not self.row.skipped)

    @property
    def asks_where(self):
        """Whether it hurts enough to ask where."""
        return (self.row.pain or 0) >= pain.HOLD_FROM

    @property
    def reserve(self):
        """The answers to how many more reps were possible; [] for holds."""
        return RESERVE_ANSWERS if self.row.measure == Exercise.Measure.REPS else []

    @property
    def bands(self):
        """The bands to choose from; [] where it takes none."""
        return BANDS if self.row.exercise.banded else []

    @property
    def takes_load(self):
        """Whether it can be done with a weight."""
        return self.row.exercise.load != Exercise.Load.NONE

    @property
    def owned(self):
        """The weights that the user has for it, as typed, the lightest first."""
        return [show_load(kg) for kg in self.weights.loads]

    @property
    def done(self):
        """How many of its lines are logged."""
        return sum(1 for line in self.lines if line.logged)

    @property
    def dose(self):
        """The dose: “3 × 8–10” or “2 × 30 s”; with a target of the coach, that alone: “3 × 9”."""
        row = self.row
        low, high = (row.reps_low, row.reps_high) if row.reps_high else (row.seconds_low, row.seconds_high)
        if row.reason:
            low = high = row.aim
        amount = f"{low}" if low == high else f"{low}–{high}"
        return (f"{self.asked} × " if self.asked > 1 else "") + amount + ("" if row.reps_high else " s")

    @property
    def how(self):
        """How to do it: “each side, 30 s rest, 12 kg, 3 s down”."""
        sides = {"each": "each side", "alternate": "each side, in turn"}.get(self.row.exercise.sides)
        if self.row.paused_side:
            sides = f"only {OTHER_SIDE[self.row.paused_side]}"
        elif self.advice and self.advice.target.first and self.advice.target.first.reason:
            sides = f"{sides}, {self.advice.target.first.side} first"
        rest = f"{self.row.rest_s} s rest" if self.row.rest_s and self.asked > 1 and not self.in_rounds else None
        rest = f"then straight on to {self.follows}" if self.follows else rest
        return ", ".join(word for word in (sides, rest, self.with_load, WAYS[self.row.way].word) if word)

    @property
    def with_load(self):
        """The load: “12 kg” or “band 3”; "" without one."""
        if self.row.load_kg:
            return show_load(self.row.load_kg)
        return f"band {self.row.band}" if self.row.band else ""

    @property
    def is_on_outer_hip(self):
        """Whether it presses on the outer hip, which matters if that hurts."""
        return self.row.exercise.slug in pain.ON_OUTER_HIP

    @property
    def way_cue(self):
        """The cue for its way if that is not the usual one: what to count."""
        return WAYS[self.row.way].cue

    @property
    def left(self):
        """The logged sets of the left side, in words."""
        return self._words(self.row.standing, "left")

    @property
    def right(self):
        """The logged sets of the right side, in words."""
        return self._words(self.row.standing, "right")

    @property
    def both(self):
        """The logged sets of both sides at once, in words."""
        return self._words(self.row.standing, "both")

    @property
    def last_words(self):
        """The sets of last time: “10, 10, 8 at 12 kg”, or “left 10, 9; right 10, 10”."""
        sides = ("left", "right") if self.row.exercise.one_sided else ("both",)
        return each_side({side: self._words(self.last, side) for side in sides}, between="; ")

    def last_of(self, side):
        """The sets of one side last time; "" if there were none."""
        return self._words(self.last, side)

    def _words(self, sets, side):
        """Sets in words: “10, 10 at 8 kg; 8 at 12 kg”. Names the unit for holds, and for reps if a hold is due now."""
        reps = " reps" if self.row.measure == Exercise.Measure.SECONDS else ""
        return set_by_set([one for one in sets if one.side == side], reps)
