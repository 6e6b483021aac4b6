"""In which order exercises are best done (our rule 14).

Compound before accessory before core: the big moves while you are fresh. The groups are those of D3 (F63); the order is
recommended by the American College of Sports Medicine.
"""

from dataclasses import dataclass

from glutes.rules.hint import Hint
from glutes.rules.routine.timing import runs

ORDER = ("compound", "accessory", "core")
SOURCE = "Order after the American College of Sports Medicine; groups after “Those buns were made for running…”."


@dataclass(frozen=True)
class Placed:
    """An exercise of a main block: its name, its role, and the letter of its superset ("" without one)."""

    name: str
    role: str
    group: str = ""


def rank(move):
    """Where an exercise belongs by its role: 0 is first. Other roles than the three belong last."""
    return ORDER.index(move.role) if move.role in ORDER else len(ORDER)


def biggest(run):
    """The exercise that decides where a superset belongs: the one with the lowest rank."""
    return min(run, key=rank)


def order_advice(moves):
    """A Hint about the first exercise that comes too late, or None if the order is right.

    `moves` are Placed, in the order in which they are done.
    """
    earlier = None
    for move in map(biggest, runs(moves)):
        if earlier and rank(move) < rank(earlier):
            return Hint(
                f"{move.name} ({move.role}) comes better before {earlier.name} ({earlier.role}): "
                "the bigger moves while you are fresh.",
                SOURCE,
            )
        if not earlier or rank(move) > rank(earlier):
            earlier = move
    return None


def in_order(rows):
    """The same rows in the recommended order; they need `role` and `group`. Supersets stay together."""
    return [row for run in sorted(runs(rows), key=lambda run: rank(biggest(run))) for row in run]
