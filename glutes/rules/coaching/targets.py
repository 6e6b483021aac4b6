"""The values that progression.py takes and returns: the prescription, the user's wishes, the target."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from glutes.rules.coaching.limits import NO_LIMITS, Limits
from glutes.rules.coaching.offering import Offer
from glutes.rules.coaching.symmetry import Check, SideChoice

TOP_REPS, TOP_REPS_LOADED = 15, 12
"""Reps at which something harder comes: with body weight or band (D2, F15), with a weight (ACSM 2009)."""

WIDER_REPS = 12, TOP_REPS
"""The tops that are offered, one after the other, for a shorter range (D2)."""

GOAL_S = 60
"""The hold to build up to: at least a minute (D4, F17)."""


@dataclass(frozen=True)
class Prescribed:
    """A prescription: its range in reps or seconds, and what its exercise allows.

    `measure`: reps or seconds. `sides`: both, each or alternate. `load`: none, optional or required. `banded`: the load
    is a band. `cap_s`: the exercise's longest hold. `style`: sets or circuit, where `sets` are the rounds.

    body_is_load    whether the body is what is lifted, and a kettlebell an extra: squats, lunges, step-ups, bridges
    load_is_newer   whether its load was changed in the routine after the last session: then it wins over the log
    ways            the ways of doing it that make sense besides the usual one (keys of ways.WAYS)
    way             the way it is done in now; sessions in another way do not count towards its top
    routine         the key of the routine that it is of, or None
    at_most         the most sets of today's session, where it is half of one or a shorter one; None for all. What takes
                    sets off for another reason takes them off all of them: the stricter holds
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
    at_most: int | None = None
    routine: int | None = None

    @property
    def is_fixed(self):
        """Whether its range is a single number."""
        return self.low >= self.high

    @property
    def is_part(self):
        """Whether today's session is half of one or a shorter one, with fewer sets of this than it has."""
        return self.at_most is not None and self.at_most < self.sets

    @property
    def on_two_legs(self):
        """Whether both legs lift the body together: then a few kilograms more are a small part of it."""
        return self.body_is_load and self.sides == "both" and not self.banded

    def bounds(self, load, roomy=False):
        """The range, bottom and top, in which a target moves with this load (0: none).

        A fixed number of reps stays (F13 says what comes next). A fixed hold is the start of a range (F15), unless it
        is the time of a circuit. `roomy`: the next load is a big step, so that more reps come first.
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
        """The top by the documents: 15 reps, 12 with a weight, 60 s or the exercise's cap."""
        if self.measure == "seconds":
            return min(GOAL_S, self.cap_s or GOAL_S)
        return TOP_REPS_LOADED if load and not self.banded and not roomy else TOP_REPS


def of_warm_up(amount, target, measure):
    """The reps or seconds to do in a round of the warm-up: the `amount` that the routine says; but if a set of the same
    exercise asks for less later (`target`), two less for each one that this is less, down to half of it; seconds in
    steps of 5. Ours: a warm-up is not to tire whoever can do few."""
    less = min(amount, max((target + 1) // 2, 2 * target - amount))
    return less - less % 5 or less if measure == "seconds" and less < amount else less


HEAVY_KG = 20
"""Ours: from this weight on, that of an empty bar, an exercise has lighter sets before it."""

LIGHTER_FIRST = " First 6 reps with 40% of the weight, then 6 with 80%."
"""Forty lifters moved a squat best after a set with 80 % of its weight; 40 % alone was too little (Ribeiro 2020). That
the first exercise of a kind is enough is from Iversen 2021."""


def lighter_first(exercises):
    """Before which exercises of a session there are lighter sets: those with a heavy weight that are the first such of
    their movement pattern. Returns their keys. `exercises`: (key, pattern, kg or None) of each, in order."""
    first = {}
    for key, pattern, kg in exercises:
        if kg is not None and kg >= HEAVY_KG:
            first.setdefault(pattern or key, key)
    return set(first.values())


@dataclass(frozen=True)
class Around:
    """What is known besides the log of the exercise itself. All of it is optional.

    days        days on which anything of its movement pattern was trained in the main block
    hurt        days on which another exercise of the pattern hurt 6 or more
    looked_at   the latest day on which the user said that it had been looked at
    taken_up    the latest day on which the user knowingly took it up again
    check       its last self-check
    tired       whether an easier week is offered today, or somebody is to be asked about pain: then nothing harder is
    """

    days: tuple[date, ...] = ()
    hurt: tuple[date, ...] = ()
    looked_at: date | None = None
    taken_up: date | None = None
    check: Check | None = None
    tired: bool = False


@dataclass(frozen=True)
class Wishes:
    """What the user decided: coaching on or off, this exercise as written, a fixed first side ("left" or "right"), a
    paused side, an easier week now (an accepted deload) and its last day (None: not known); and their physio's limits
    (limits.py)."""

    coaching: bool = True
    as_written: bool = False
    first_side: str | None = None
    paused_side: str | None = None
    easier_week: bool = False
    easier_until: date | None = None
    limits: Limits = NO_LIMITS

    def on(self, day):
        """The wishes as they are on that day: an easier week ends."""
        over = self.easier_until is not None and day > self.easier_until
        return replace(self, easier_week=False) if over else self


@dataclass(frozen=True)
class Target:
    """The target of the next workout, and why.

    `amount`: reps or seconds of every set, each side. `change`: start, more, load, same, less, leave-out or written.
    `reason`: one sentence, with the slugs of its `sources`; both empty without coaching, unless it hurt. `warning`:
    what else to say about pain. `first`: which side goes first, and why.

    For circuits.circuit_offer: `topped`: it was at its top in two sessions in a row. `spare`: these had three or more
    reps in reserve, where answered. `open_since`: earlier days on which it was at its top.
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
