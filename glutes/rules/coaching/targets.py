"""The values that progression.py takes and returns: what a routine asks for, what its user wishes, what to aim at."""

from dataclasses import dataclass
from decimal import Decimal

from glutes.rules.coaching.easing import Offer
from glutes.rules.coaching.symmetry import SideChoice

TOP_REPS, TOP_REPS_LOADED = 15, 12
"""Reps at which it is time for something harder: body weight or band (D2, F15), with a weight (ACSM 2009)."""

GOAL_S = 60
"""The hold to build up to: at least a minute (D4, F17)."""


@dataclass(frozen=True)
class Prescribed:
    """What a routine asks for: its range in reps or seconds, and what its exercise allows.

    `measure` reps or seconds; `sides` both, each or alternate; `load` none, optional or required; `banded` if its load
    is a band; `cap_s` the exercise's longest hold; `style` sets or circuit, where `sets` are the rounds.
    """

    low: int
    high: int
    measure: str = "reps"
    sets: int = 3
    rest_s: int = 30
    sides: str = "both"
    load: str = "none"
    banded: bool = False
    load_kg: Decimal | None = None
    band: int | None = None
    cap_s: int | None = None
    style: str = "sets"

    @property
    def is_fixed(self):
        return self.low >= self.high

    def bounds(self, load):
        """The range, bottom and top, in which a target moves with this load (0: none).

        A fixed number of reps stays (F13 says what comes next); a fixed hold is where to start building (F15), unless
        it is the time of a circuit.
        """
        low = max(1, self.low)
        if self.style == "circuit":
            return low, max(low, self.high)
        if self.measure == "seconds":
            top = max(low, GOAL_S) if self.is_fixed else self.high
            return (low, top) if self.cap_s is None else (min(low, self.cap_s), min(top, self.cap_s))
        usual = self.usual_top(load)
        return low, max(low, self.high if low >= usual else min(self.high, usual))

    def usual_top(self, load):
        """Where the documents end: 15 reps, 12 with a weight, 60 s or the cap."""
        if self.measure == "seconds":
            return min(GOAL_S, self.cap_s or GOAL_S)
        return TOP_REPS_LOADED if load and not self.banded else TOP_REPS


@dataclass(frozen=True)
class Rung:
    """An exercise on the ladder: its slug and its name."""

    slug: str
    name: str


@dataclass(frozen=True)
class Ladder:
    easier: Rung | None = None
    harder: Rung | None = None


@dataclass(frozen=True)
class Wishes:
    """What the user decided: coaching at all, this exercise as written, a first side for good ("left" or "right"), a
    side that pauses, an easier week now (an accepted deload). And the unit in which loads are read: kg or lb."""

    coaching: bool = True
    as_written: bool = False
    first_side: str | None = None
    paused_side: str | None = None
    easier_week: bool = False
    unit: str = "kg"


@dataclass(frozen=True)
class Target:
    """The aim of the next workout and why.

    `amount` is reps or seconds of every set, each side; `change` one of start, more, load, same, less, leave-out and
    written; `reason` one sentence and `sources` the slugs of who says so, both empty without coaching; `first` which
    side goes first, and why; `topped` whether it sat at its top in two sessions running (easing.circuit_offer).
    """

    sets: int
    amount: int
    rest_s: int
    change: str
    reason: str
    sources: tuple[str, ...]
    load_kg: Decimal | None = None
    band: int | None = None
    first: SideChoice | None = None
    offers: tuple[Offer, ...] = ()
    topped: bool = False
