"""Bests: the sets of an exercise that no other set has beaten.

Only sets in good form count: a set ends when form is lost (F16), and so does a hold (F17).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Mark:
    """One set of one side: reps or seconds, with a load in kg, with a band of strength 1-5, or with neither."""

    day: date
    side: str = "both"
    reps: int | None = None
    seconds: int | None = None
    load_kg: Decimal | None = None
    band: int | None = None
    form_ok: bool = True

    @property
    def amount(self):
        """Its reps, or its seconds if it is a hold."""
        return self.seconds if self.reps is None else self.reps

    @property
    def weight(self):
        """Its load as (kg, strength of band), to compare; 0 for none. Bands are never converted to kg."""
        return self.load_kg or Decimal(0), self.band or 0

    def beats(self, other):
        """Whether side and measure are the same, amount and load no less, and one of them more or the day earlier."""
        if (self.side, self.reps is None) != (other.side, other.reps is None):
            return False
        mine, theirs = (self.amount, *self.weight), (other.amount, *other.weight)
        no_less = all(own >= its for own, its in zip(mine, theirs, strict=True))
        return no_less and (mine != theirs or self.day < other.day)


def bests(marks):
    """The marks of one exercise in good form that no other mark beats, the heaviest first.

    These are the most reps or the longest hold at each load, without those reached with a heavier load, too.
    """
    sound = dict.fromkeys(mark for mark in marks if mark.form_ok)
    unbeaten = [mark for mark in sound if not any(other.beats(mark) for other in sound)]
    return sorted(unbeaten, key=lambda mark: (*mark.weight, mark.amount), reverse=True)


def new_bests(marks, earlier):
    """The new bests among the marks of a session, as pairs of (mark, what is new about it in words).

    `earlier`: the marks of all earlier sessions. A new best needs an earlier mark in good form, of the same side and
    measure, to beat.
    """
    earlier = [mark for mark in earlier if mark.form_ok]
    found = []
    for mark in bests([*earlier, *marks]):
        alike = [one for one in earlier if (one.side, one.reps is None) == (mark.side, mark.reps is None)]
        if alike and mark.amount and mark in marks and mark not in earlier:
            found.append((mark, _new_about(mark, alike)))
    return found


def _new_about(mark, alike):
    kg, band = (max(one.weight[kind] for one in alike) for kind in (0, 1))
    if mark.weight[0] > kg:
        return "your heaviest so far"
    if mark.weight[1] > band:
        return "your strongest band so far"
    most = "most" if mark.seconds is None else "longest"
    if mark.amount > max(one.amount for one in alike):
        return f"your {most} so far"
    return f"your {most} with that {'band' if mark.band else 'weight'}"


def heaviest(marks):
    """The mark with the most kilograms, or else with the strongest band; None if all are without a load."""
    mark = greatest(marks, lambda mark: (*mark.weight, mark.amount))
    return mark if mark and any(mark.weight) else None


def most_reps(marks):
    """The mark with the most reps, the heavier one of two; None if there are only holds."""
    return greatest([mark for mark in marks if mark.reps is not None], lambda mark: (mark.reps, *mark.weight))


def longest_hold(marks):
    """The mark with the most seconds, the heavier one of two; None if there are only reps."""
    return greatest([mark for mark in marks if mark.seconds is not None], lambda mark: (mark.seconds, *mark.weight))


def greatest(marks, key):
    """The mark in good form with the greatest key, the earliest of equal ones; None without any."""
    sound = [mark for mark in marks if mark.form_ok]
    return max(sound, key=lambda mark: (*key(mark), -mark.day.toordinal()), default=None)


def best(marks):
    """The mark to show first: the longest hold, else the heaviest, else the most reps; None if there are no marks."""
    return longest_hold(marks) or heaviest(marks) or most_reps(marks)
