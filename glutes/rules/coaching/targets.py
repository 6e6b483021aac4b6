"""The values that progression.py takes and returns: what a routine asks for, what its user wishes, what to aim at."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from glutes.rules.coaching.limits import NO_LIMITS, Limits
from glutes.rules.coaching.offering import Offer
from glutes.rules.coaching.symmetry import Check, SideChoice

TOP_REPS, TOP_REPS_LOADED = 15, 12
"""Reps at which it is time for something harder: body weight or band (D2, F15), with a weight (ACSM 2009)."""

WIDER_REPS = 12, TOP_REPS
"""What a shorter range is offered to build to, one after the other (D2)."""

GOAL_S = 60
"""The hold to build up to: at least a minute (D4, F17)."""


@dataclass(frozen=True)
class Prescribed:
    """What a routine asks for: its range in reps or seconds, and what its exercise allows.

    `measure` reps or seconds; `sides` both, each or alternate; `load` none, optional or required; `banded` if its load
    is a band; `cap_s` the exercise's longest hold; `style` sets or circuit, where `sets` are the rounds.

    body_is_load    whether the body is what is lifted, and a kettlebell an extra: squats, lunges, step-ups, bridges
    load_is_newer   whether its load was changed in the routine after the last session: then it wins over the log
    ways            the ways of doing it that make sense besides the usual one, as keys of ways.WAYS
    way             the one it is done in now; what was done in another one does not count as its top
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
    body_is_load: bool = False
    load_is_newer: bool = False
    ways: tuple[str, ...] = ()
    way: str = ""

    @property
    def is_fixed(self):
        return self.low >= self.high

    def bounds(self, load, roomy=False):
        """The range, bottom and top, in which a target moves with this load (0: none).

        A fixed number of reps stays (F13 says what comes next); a fixed hold is where to start building (F15), unless
        it is the time of a circuit. `roomy` if more reps come before more load, as the next one is a big step.
        """
        low = max(1, self.low)
        if self.style == "circuit":
            return low, max(low, self.high)
        if self.measure == "seconds":
            top = max(low, GOAL_S) if self.is_fixed else self.high
            return (low, top) if self.cap_s is None else (min(low, self.cap_s), min(top, self.cap_s))
        usual = self.usual_top(load, roomy)
        return low, max(low, self.high if low >= usual else min(self.high, usual))

    def usual_top(self, load, roomy=False):
        """Where the documents end: 15 reps, 12 with a weight, 60 s or the cap."""
        if self.measure == "seconds":
            return min(GOAL_S, self.cap_s or GOAL_S)
        return TOP_REPS_LOADED if load and not self.banded and not roomy else TOP_REPS


@dataclass(frozen=True)
class Around:
    """What else is known than the log of the exercise itself; without it, that log decides alone.

    days        days on which anything of its movement pattern was trained in the main block, in reps or in seconds
    hurt        days on which another exercise of the pattern hurt 6 or more
    looked_at   the latest day on which the user said that somebody had looked at it
    taken_up    the latest day on which the user knowingly took it up again
    check       its last self-check
    """

    days: tuple[date, ...] = ()
    hurt: tuple[date, ...] = ()
    looked_at: date | None = None
    taken_up: date | None = None
    check: Check | None = None


@dataclass(frozen=True)
class Wishes:
    """What the user decided: coaching at all, this exercise as written, a first side for good ("left" or "right"), a
    side that pauses, an easier week now (an accepted deload) and its last day, where that is known. And what their
    physio set (limits.py)."""

    coaching: bool = True
    as_written: bool = False
    first_side: str | None = None
    paused_side: str | None = None
    easier_week: bool = False
    easier_until: date | None = None
    limits: Limits = NO_LIMITS


@dataclass(frozen=True)
class Target:
    """The aim of the next workout and why.

    `amount` is reps or seconds of every set, each side; `change` one of start, more, load, same, less, leave-out and
    written; `reason` one sentence and `sources` the slugs of who says so, both empty without coaching unless it hurt;
    `warning` what else to say of pain; `first` which side goes first, and why.

    For easing.circuit_offer: `topped` whether it sat at its top in two sessions running, `spare` whether those had
    three reps to spare or more where told, `open_since` the days at which the top stood open before today.
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
    warning: str = ""
    topped: bool = False
    spare: bool = False
    open_since: tuple[date, ...] = ()
