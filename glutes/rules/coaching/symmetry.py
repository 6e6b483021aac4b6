"""Left and right: which side goes first, and when a difference is worth mentioning (docs/rules.md, rule 6).

What counts is what a side could do: its seconds, or its reps plus those in reserve, if that was answered for both
sides. A difference is flagged when the weaker side could do less than 90 % of the stronger, and at least 2 reps or 5 s
less in each set, in three of the last four sessions within 28 days, always the same side; below 80 % it is a clear one.
It takes three because one measurement of a hip is off by up to a quarter. A common target may hide a difference: a
self-check of both sides to their limit shows it. Both sides share one target, the weaker side's; sets are never added.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from glutes.rules.coaching.sessions import HOLD_FROM, OTHER_SIDE, in_order

FLAG_PERCENT, CLEAR_PERCENT = 90, 80
"""90 %: the usual test before running again (hip-return-2022); 80 %: injured hips lacked a fifth (fredericson-2000)."""

LEAST_GAP = {"reps": 2, "seconds": 5}
LEAST_SESSIONS, OF_SESSIONS, WINDOW = 3, 4, timedelta(days=28)
"""Ours: a smaller or rarer difference is noise."""


@dataclass(frozen=True)
class Check:
    """A self-check: its day, and the longest clean hold of each side in seconds (None: not measured)."""

    day: date
    left: int | None = None
    right: int | None = None

    @property
    def best(self):
        """The seconds of both sides; None unless both were measured."""
        return None if self.left is None or self.right is None else min(self.left, self.right)


@dataclass(frozen=True)
class SideChoice:
    """Which side goes first ("left" or "right"), and a sentence why (ours); "" if it is the usual one."""

    side: str
    reason: str = ""


@dataclass(frozen=True)
class Imbalance:
    """A difference worth mentioning: the weaker side, its share of the stronger in per cent, and whether to have it
    looked at."""

    side: str
    percent: int
    see_someone: bool
    sentence: str
    sources: tuple[str, ...] = ("ours", "hip-return-2022")


@dataclass(frozen=True)
class Pair:
    """What each side could do in a session, summed over the sets that both did with the same load.

    `reserve`: whether reps in reserve are in it.
    """

    left: int
    right: int
    sets: int = 1
    hurt: int = 0
    reserve: bool = False

    @property
    def weaker(self):
        """The side that could do less; None if both could do the same."""
        return None if self.left == self.right else "left" if self.left < self.right else "right"

    @property
    def low(self):
        """What the weaker side could do."""
        return min(self.left, self.right)

    @property
    def high(self):
        """What the stronger side could do."""
        return max(self.left, self.right)

    @property
    def gap(self):
        """How far the right is ahead, in per cent of the stronger side; negative where the left is."""
        return 100 * (self.right - self.left) / max(1, self.high)

    def is_wide(self, measure):
        """Whether the difference is more than noise: below 90 %, and at least 2 reps or 5 s in each set."""
        return self.low * 100 < FLAG_PERCENT * self.high and self.high - self.low >= LEAST_GAP[measure] * self.sets


def pair_of(session, measure):
    """The Pair of a PastSession in "reps" or "seconds"; None where no set of both sides had the same load."""
    sides = {
        side: {
            (row.number, row.load(), row.load(banded=True)): row
            for row in session.sets
            if row.side == side and row.amount(measure) is not None
        }
        for side in OTHER_SIDE
    }
    both = [(sides["left"][key], sides["right"][key]) for key in sides["left"].keys() & sides["right"].keys()]
    if not both:
        return None
    left, right = (sum(_could(*rows, measure) for rows in order) for order in (both, [pair[::-1] for pair in both]))
    reserve = any(_told(*rows, measure) and rows[0].reserve != rows[1].reserve for rows in both)
    return Pair(left, right, len(both), session.hurt, reserve)


def _told(row, other, measure):
    """Whether the reps in reserve of both rows are known."""
    return measure == "reps" and row.rir is not None and other.rir is not None


def _could(row, other, measure):
    """What could have been done in the first of two rows: its amount, plus the reps in reserve if both have them."""
    return row.amount(measure) + (row.reserve if _told(row, other, measure) else 0)


def pairs(history, measure, today):
    """Pairs, newest first: of the last four sessions within 28 days in which both sides did sets with the same load."""
    recent = in_order((session for session in history if today - session.day < WINDOW), today)
    return list(islice((pair for session in recent if (pair := pair_of(session, measure))), OF_SESSIONS))


def imbalance(history, measure, today, check=None):
    """The difference between left and right if it is worth mentioning, or None.

    Args: PastSessions of one exercise in any order; "reps" or "seconds"; today; its last self-check.
    """
    return imbalance_of(pairs(history, measure, today), measure, today, check)


def imbalance_of(recent, measure, today, check=None):
    """The same of the `pairs` of an exercise."""
    wide, last = [pair for pair in recent if pair.is_wide(measure)], _checked(check, today)
    for side in OTHER_SIDE:
        same = [pair for pair in wide if pair.weaker == side]
        if len(same) >= LEAST_SESSIONS:
            return _said(side, same)
    return _said(last.weaker, [last]) if last else None


def _checked(check, today):
    """The Imbalance that a self-check of the last 28 days shows, or None."""
    if check is None or check.best is None or not timedelta(0) <= today - check.day < WINDOW:
        return None
    pair = Pair(check.left, check.right)
    return pair if pair.is_wide("seconds") else None


def _said(side, pairs):
    """The Imbalance of these pairs, with its words."""
    percent = 100 * sum(pair.low for pair in pairs) // sum(pair.high for pair in pairs)
    counting = ", counting reps to spare" if any(pair.reserve for pair in pairs) else ""
    less = f"{side} does about {100 - percent}% less than your {OTHER_SIDE[side]}{counting}"
    is_clear = percent < CLEAR_PERCENT
    painful = is_clear and any(pair.hurt >= HOLD_FROM for pair in pairs)
    if painful:
        sentence = "A clear gap, and it hurt: ask a physio or doctor."
    elif is_clear:
        sentence = f"A clear gap: your {less}. Start {side}."
    else:
        sentence = f"Your {less}: start {side}."
    sources = Imbalance.sources + (("fredericson-2000",) if is_clear else ())
    return Imbalance(side, percent, painful, sentence, sources)


def first_side(history, measure, today, fixed=None, paused=None, check=None, by=""):
    """Which side goes first: the one the user fixed, the one that is not paused, the weaker one if it is flagged, else
    the one that went first last time. `by`: who fixed it, if not the user."""
    if paused in OTHER_SIDE:
        chose = f"as {by} said" if by else "as you chose"
        return SideChoice(OTHER_SIDE[paused], f"{OTHER_SIDE[paused].capitalize()} only, {chose}.")
    if fixed in OTHER_SIDE:
        return SideChoice(fixed, f"{fixed.capitalize()} first, as {by} said." if by else f"You chose {fixed} first.")
    recent = pairs(history, measure, today)
    found = imbalance_of(recent, measure, today, check)
    if found:
        times = [pair.weaker for pair in recent if pair.is_wide(measure)].count(found.side)
        shown = f"{times} of your last {OF_SESSIONS} sessions" if times >= LEAST_SESSIONS else "your check"
        return SideChoice(found.side, f"{found.side.capitalize()} did less in {shown}.")
    began = next((session.began for session in in_order(history, today) if session.began in OTHER_SIDE), "left")
    return SideChoice(began)
