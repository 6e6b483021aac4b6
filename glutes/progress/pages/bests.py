"""Recent bests that beat all earlier sets (rules/bests.py)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from glutes.exercises.models import Exercise
from glutes.rules import bests
from glutes.workouts.models.bests import best_sets_before

NEWEST = 6


class Highlight(NamedTuple):
    """A number to be proud of, in big print: what it is of, and its unit."""

    name: str
    number: int | str
    unit: str


@dataclass(frozen=True)
class RecentBest:
    """A best of an exercise: the Marks of the sides that reached it, and the best before it."""

    exercise: Exercise
    marks: dict
    was: int | None = None

    @property
    def mark(self):
        """One of its marks."""
        return next(iter(self.marks.values()))

    @property
    def day(self):
        """The day on which it was done."""
        return self.mark.day


def newest_bests(user, lines, since, exercises, began_on, most=NEWEST):
    """The `most` latest RecentBests among LoggedSets, which are all those since that day. One query, if the first
    session (`began_on`) was before it."""
    by_exercise = defaultdict(list)
    for line in lines:
        if line.form_ok:
            by_exercise[line.exercise].append(line)
    earlier, new = best_sets_before(user.pk, by_exercise, day=since) if began_on < since else {}, []
    for exercise, mine in by_exercise.items():
        for mark in bests.bests([line.mark for line in tops(mine)]):
            known = [one for one in earlier.get(exercise, ()) if one.amount and is_like(one, mark)]
            if any(one.beats(mark) for one in known):
                continue
            before = [one for one in mine if one.day < mark.day and is_like(one, mark)]
            if before or known:
                was = max((one.amount for one in before if one.weight == mark.weight), default=None)
                new.append((exercises[exercise], mark, was))
    new.sort(key=lambda one: (-one[1].day.toordinal(), one[0].name, one[1].side))
    return joined(new)[:most]


def joined(new):
    """Left and right of one day with the same amount and weight as one RecentBest."""
    found = {}
    for exercise, mark, was in new:
        key = exercise.pk, mark.day, mark.amount, mark.weight, was
        known = found.get(key)
        found[key] = RecentBest(exercise, {**(known.marks if known else {}), mark.side: mark}, was)
    return list(found.values())


def tops(lines):
    """The first LoggedSet with the most reps or seconds, for each side, measure and weight."""
    found = {}
    for line in lines:
        key, amount = (line.side, line.measure, line.weight), line.amount
        if key not in found or amount > found[key][0]:
            found[key] = amount, line
    return [line for _, line in found.values()]


def is_like(one, mark):
    """Whether two sets are of the same side and measure."""
    return (one.side, one.reps is None) == (mark.side, mark.reps is None)
