"""How long a routine takes (evidence.md 5, rule 13: our own rule).

Sets × (reps × 4 s, or the hold) × sides, and the rests. Rule 13 allows about 4 min for the warm-up and 3 min for the
cool-down; that is what D0's own come to when they are counted like everything else, so the blocks are counted as they
are prescribed and a routine without a warm-up is not charged for one.
"""

import math
from dataclasses import dataclass
from itertools import groupby

SECONDS_A_REP = 4
"""A slow, controlled rep: D2 asks for slow (F16); the number is ours (rule 13)."""


@dataclass(frozen=True)
class Step:
    """One prescription as the clock sees it.

    `reps` and `seconds` are ranges (low, high), one of them None. `sides` is how often a set is done: 2 where left and
    right come one after the other. `rest_s` is the rest after a set; steps in a row that share a `group` letter
    alternate, and rest only after the last of them.
    """

    sets: int
    reps: tuple[int, int] | None = None
    seconds: tuple[int, int] | None = None
    sides: int = 1
    rest_s: int = 0
    group: str = ""

    @property
    def set_seconds(self):
        """Seconds of work in one set, all sides: the middle of the range."""
        amount = sum(self.seconds) / 2 if self.seconds else sum(self.reps) / 2 * SECONDS_A_REP
        return amount * self.sides


def runs(rows):
    """The rows in order, as lists: the neighbours that share a letter (a superset), or one row alone."""
    for group, members in groupby(rows, key=lambda row: row.group):
        if group:
            yield list(members)
        else:
            yield from ([row] for row in members)


def sets_seconds(steps):
    """Seconds of a block done set by set, supersets without a rest inside.

    The rest after an exercise's last set counts too: it is the way to the next one.
    """
    work = sum(step.sets * step.set_seconds for step in steps)
    rest = sum(max(step.sets for step in run) * run[-1].rest_s for run in runs(steps))
    return work + rest


def circuit_seconds(steps, rounds, round_rest_s):
    """Seconds of a block done in rounds: no rest between exercises, one between rounds (F13)."""
    work = sum(step.set_seconds for step in steps)
    return rounds * work + (rounds - 1) * round_rest_s if steps else 0


def minutes(seconds):
    """Whole minutes to put beside a routine, rounded up so that nobody runs late."""
    return math.ceil(seconds / 60)
