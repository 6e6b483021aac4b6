"""Left and right: which side goes first, and when a difference is worth a word (evidence.md 5, rule 6).

A difference is flagged when the weaker side did less than 90 % of the stronger, and at least 2 reps or 5 s less in each
set, in three sessions of the last 28 days, always the same side; below 80 % it is a clear one. Three, because one
measurement of a hip is off by up to a quarter. Both sides share one target, the weaker side's; sets are never added.
"""

from dataclasses import dataclass
from datetime import timedelta

from glutes.rules.coaching.pain import HOLD_FROM
from glutes.rules.coaching.sessions import OTHER_SIDE, in_order

FLAG_PERCENT, CLEAR_PERCENT = 90, 80
"""90 % is what tests ask before running again (hip-return-2022); the injured hip lacked a fifth (fredericson-2000)."""

LEAST_GAP = {"reps": 2, "seconds": 5}
LEAST_SESSIONS, WINDOW = 3, timedelta(days=28)
"""Ours: a smaller or rarer difference is noise."""


@dataclass(frozen=True)
class SideChoice:
    """Which side goes first ("left" or "right"), and in one sentence why (ours); empty where it is the usual one."""

    side: str
    reason: str = ""


@dataclass(frozen=True)
class Imbalance:
    """A difference worth a word: the weaker side, its share of the stronger in percent, whether it is a clear one, and
    whether somebody should look at it."""

    side: str
    percent: int
    is_clear: bool
    see_someone: bool
    sentence: str
    sources: tuple[str, ...] = ("ours", "hip-return-2022")


@dataclass(frozen=True)
class _Pair:
    """Totals of a session over the sets that both sides did with the same load."""

    left: int
    right: int
    sets: int
    hurt: int

    @property
    def weaker(self):
        return None if self.left == self.right else "left" if self.left < self.right else "right"

    @property
    def low(self):
        return min(self.left, self.right)

    @property
    def high(self):
        return max(self.left, self.right)

    def is_wide(self, measure):
        return self.low * 100 < FLAG_PERCENT * self.high and self.high - self.low >= LEAST_GAP[measure] * self.sets


def _pair(session, measure):
    sides = {
        side: {
            (row.number, row.load(), row.load(banded=True)): row.amount(measure)
            for row in session.sets
            if row.side == side and row.amount(measure) is not None
        }
        for side in OTHER_SIDE
    }
    common = sides["left"].keys() & sides["right"].keys()
    totals = {side: sum(rows[key] for key in common) for side, rows in sides.items()}
    return _Pair(**totals, sets=len(common), hurt=session.hurt) if common else None


def _pairs(history, measure, today):
    recent = (session for session in in_order(history, today) if today - session.day < WINDOW)
    return [pair for session in recent if (pair := _pair(session, measure))]


def imbalance(history, measure, today):
    """The difference between left and right worth a word, or None.

    Args: PastSessions of one exercise in any order, "reps" or "seconds", the day it is.
    """
    wide = [pair for pair in _pairs(history, measure, today) if pair.is_wide(measure)]
    if len(wide) < LEAST_SESSIONS or len({pair.weaker for pair in wide}) > 1:
        return None
    percent = 100 * sum(pair.low for pair in wide) // sum(pair.high for pair in wide)
    side, is_clear = wide[0].weaker, percent < CLEAR_PERCENT
    painful = is_clear and any(pair.hurt >= HOLD_FROM for pair in wide)
    sentence = f"Lately {side} has done about {percent} % of what {OTHER_SIDE[side]} does: "
    if painful:
        sentence += "a clear difference, and it hurt, so let a physio or doctor have a look."
    elif is_clear:
        sentence += f"a clear difference. {side.capitalize()} goes first; if it ever hurts, ask a physio."
    else:
        sentence += f"{side} goes first and sets the number for both."
    sources = Imbalance.sources + (("fredericson-2000",) if is_clear else ())
    return Imbalance(side, percent, is_clear, painful, sentence, sources)


def first_side(history, measure, today, fixed=None, paused=None):
    """Which side goes first: the one the user fixed, the one that does not pause, else the weaker one of late.

    Of late: the total of the last three sessions within 28 days in which both sides did sets with the same load.
    """
    if paused in OTHER_SIDE:
        return SideChoice(OTHER_SIDE[paused], f"Only {OTHER_SIDE[paused]}: the other side pauses, as you chose.")
    if fixed in OTHER_SIDE:
        return SideChoice(fixed, f"{fixed.capitalize()} first, as you chose.")
    pairs = _pairs(history, measure, today)[:LEAST_SESSIONS]
    gap = sum(pair.left - pair.right for pair in pairs)
    if gap == 0:
        return SideChoice("left")
    side = "left" if gap < 0 else "right"
    return SideChoice(side, f"{side.capitalize()} first: it has done a little less lately; the other side matches it.")
