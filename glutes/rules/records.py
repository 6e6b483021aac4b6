"""Bests: the sets of an exercise that no other has beaten, body-weight moves and holds included.

A set whose form slipped is no best: once the form goes, one stops (F16), and a hold counts in good form only (F17).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Mark:
    """One set of one side: reps or seconds, with a load in kg, a band of strength 1-5, or the body alone."""

    day: date
    side: str = "both"
    reps: int | None = None
    seconds: int | None = None
    load_kg: Decimal | None = None
    band: int | None = None
    form_ok: bool = True

    @property
    def amount(self):
        """Its reps, or its seconds."""
        return self.seconds if self.reps is None else self.reps

    @property
    def weight(self):
        """Kilograms and band strength, to compare; 0 kg is the body alone. Bands never become kilograms."""
        return self.load_kg or Decimal(0), self.band or 0

    def beats(self, other):
        """Whether it is the same thing (side, reps or seconds) and as much of it, no lighter, and better or earlier."""
        if (self.side, self.reps is None) != (other.side, other.reps is None):
            return False
        mine, theirs = (self.amount, *self.weight), (other.amount, *other.weight)
        no_less = all(own >= its for own, its in zip(mine, theirs, strict=True))
        return no_less and (mine != theirs or self.day < other.day)


def bests(marks):
    """Those in good form that no other one beats, each value once, the heaviest first: the records of one exercise.

    At every load that is the most reps or the longest hold, unless a heavier load saw as many.
    """
    sound = dict.fromkeys(mark for mark in marks if mark.form_ok)
    unbeaten = [mark for mark in sound if not any(other.beats(mark) for other in sound)]
    return sorted(unbeaten, key=lambda mark: (*mark.weight, mark.amount), reverse=True)


def new_bests(marks, earlier):
    """The bests among a session's marks that nothing `earlier` matches, each as (mark, what is new about it).

    Only where there is something to beat: done before with the same side, counted alike, in good form.
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
    return f"your {most} so far" if mark.amount > max(one.amount for one in alike) else f"your {most} with that load"


def heaviest(marks):
    """The best with the most kilograms, or else the strongest band; None if all were done with the body alone."""
    mark = greatest(marks, lambda mark: (*mark.weight, mark.amount))
    return mark if mark and any(mark.weight) else None


def most_reps(marks):
    """The best with the most reps, the heavier of two; None if there are only holds."""
    return greatest([mark for mark in marks if mark.reps is not None], lambda mark: (mark.reps, *mark.weight))


def longest_hold(marks):
    """The best with the most seconds, the heavier of two; None if there are only reps."""
    return greatest([mark for mark in marks if mark.seconds is not None], lambda mark: (mark.seconds, *mark.weight))


def greatest(marks, key):
    """The one in good form with the greatest key, the earliest of equals: no other beats it. None without any."""
    sound = [mark for mark in marks if mark.form_ok]
    return max(sound, key=lambda mark: (*key(mark), -mark.day.toordinal()), default=None)


def best(marks):
    """The one to name first: the longest of holds, else the heaviest of all, else the most reps; None without any."""
    return longest_hold(marks) or heaviest(marks) or most_reps(marks)
