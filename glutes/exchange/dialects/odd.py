"""Finds values that look wrong, to ask about before they are stored, and those that cannot be true (`untrue`).

The thresholds are ours.
"""

from dataclasses import asdict, dataclass, field
from datetime import UTC
from decimal import Decimal

from glutes.exchange.dialects.values import in_kg
from glutes.rules.most import MOST_REPS, MOST_SECONDS
from glutes.rules.units import MOST_KG

MANY_REPS, LONG_S = 150, 1200
"""Reps of a set, or seconds of a hold, from which to ask."""
TIMES, LEAST_KG, AFTER = 3, 60, 5
"""Ask about a weight of TIMES the heaviest so far and at least LEAST_KG, once there were AFTER sets."""


@dataclass
class Odd:
    """A set that looks wrong: its line, its value, and what may have been meant.

    `meant` is in the unit of `value`; None without a guess. `fits`: the value can be stored as it is.
    """

    line: int
    exercise: str
    day: str
    what: str
    value: str
    unit: str
    before: str
    meant: str | None
    fits: bool

    def plain(self):
        """The values, ready for JSON."""
        return asdict(self)

    @property
    def usual(self):
        """The default answer: "keep", "meant" or "out"."""
        return "keep" if self.fits else "meant" if self.meant else "out"


@dataclass
class Judge:
    """Checks the sets of a file one after the other. `unit`: of weights without one ("kg" or "lb")."""

    unit: str
    seen: dict = field(default_factory=dict)
    """Of each exercise: how many sets with a weight, the last of these and the heaviest, in kg."""

    def look(self, row):
        """The Odd of a Row, None where nothing is odd about it."""
        where = (row.line, row.exercise, f"{row.started:%Y-%m-%d}")
        if row.weight and (odd := self._weight(row, where)):
            return odd
        if row.reps and row.reps > MANY_REPS:
            return Odd(*where, "reps", str(row.reps), "reps", "", None, row.reps <= MOST_REPS)
        if not row.reps and row.seconds and row.seconds >= LONG_S and not row.far:
            meant = str(row.seconds // 60) if row.seconds % 60 == 0 and row.seconds // 60 <= MOST_SECONDS else None
            return Odd(*where, "seconds", str(row.seconds), "s", "", meant, row.seconds <= MOST_SECONDS)
        return None

    def _weight(self, row, where):
        unit = row.unit or self.unit
        kg = in_kg(row.weight, unit)
        count, last, best = self.seen.get(row.exercise, (0, None, None))
        if kg > MOST_KG or (count >= AFTER and kg >= LEAST_KG and kg >= TIMES * best):
            tenth = row.weight / 10
            is_likely = last and abs(in_kg(tenth, unit) - last) <= last / 2
            meant = f"{tenth.normalize():f}" if is_likely else None
            before = "" if last is None else f"{last.normalize():f}"
            return Odd(*where, "weight", f"{row.weight:f}", unit, before, meant, kg <= MOST_KG)
        self.seen[row.exercise] = (count + 1, kg, max(kg, best or kg))
        return None


def settled(row, odd, answer):
    """The row after the user's answer "keep" or "meant"; None for "out"."""
    if answer == "meant" and odd.meant is not None:
        setattr(row, odd.what, Decimal(odd.meant) if odd.what == "weight" else int(odd.meant))
        return row
    return row if answer == "keep" and odd.fits else None


def untrue(row, latest):
    """Why a Row cannot be true, in a sentence; None if it can."""
    started = row.started if row.started.tzinfo else row.started.replace(tzinfo=UTC)
    if started > latest:
        return "That is in the future."
    if row.reps is None and row.seconds is None and not row.only_note and not row.far:
        return "There are no reps and no seconds."
    if row.band is not None and not 1 <= row.band <= 5:
        return f"There is no band {row.band}."
    if (row.number or 1) > 1000 or (row.slot or 0) >= 200 or (row.rir or 0) > 100:
        return "It counts too far."
    return None
