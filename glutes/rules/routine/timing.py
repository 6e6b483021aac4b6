"""How long a routine takes (our rule 13).

Sets × (reps × 4 s, or the seconds of a hold) × sides, plus the rests. Warm-up and cool-down are counted like the main
block.
"""

import math
from dataclasses import dataclass
from itertools import groupby

SECONDS_A_REP = 4
"""Seconds of a slow, controlled rep. Slow reps are from D2 (F16); the number is ours."""


@dataclass(frozen=True)
class Step:
    """The parts of a prescription that take time.

    `reps` and `seconds` are ranges (low, high); one of them is None. `sides` is 2 where left and right are done one
    after the other. `rest_s` is the rest after a set, in seconds. Neighbours with the same `group` letter are a
    superset: they alternate, with a rest after the last of them only.
    """

    sets: int
    reps: tuple[int, int] | None = None
    seconds: tuple[int, int] | None = None
    sides: int = 1
    rest_s: int = 0
    group: str = ""

    @property
    def set_seconds(self):
        """Seconds of work in one set with all its sides, for the middle of the range."""
        amount = sum(self.seconds) / 2 if self.seconds else sum(self.reps) / 2 * SECONDS_A_REP
        return amount * self.sides


def by_superset(rows):
    """Yields the rows as lists: the rows of each superset together, every other row alone."""
    for group, members in groupby(rows, key=lambda row: row.group):
        if group:
            yield list(members)
        else:
            yield from ([row] for row in members)


def sets_seconds(steps):
    """Seconds of a block that is done set by set.

    The rest after the last set counts too: it is needed to get to the next exercise.
    """
    work = sum(step.sets * step.set_seconds for step in steps)
    rest = sum(max(step.sets for step in together) * together[-1].rest_s for together in by_superset(steps))
    return work + rest


def circuit_seconds(steps, rounds, round_rest_s):
    """Seconds of a circuit: no rest between exercises, `round_rest_s` between rounds (F13)."""
    work = sum(step.set_seconds for step in steps)
    return rounds * work + (rounds - 1) * round_rest_s if steps else 0


def minutes(seconds):
    """Seconds in whole minutes, rounded up."""
    return math.ceil(seconds / 60)
