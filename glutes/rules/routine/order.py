"""In which order exercises are best done (evidence.md 5, rule 14).

Compound before accessory before core: the big moves while one is fresh. The groups are D3's (F63); the order is the
recommendation of the American College of Sports Medicine.
"""

from dataclasses import dataclass

from glutes.rules.hint import Hint
from glutes.rules.routine.timing import runs

ORDER = ("compound", "accessory", "core")
SOURCE = "Order after the American College of Sports Medicine; groups after “Those buns were made for running…”."


@dataclass(frozen=True)
class Placed:
    """An exercise of a main block: its name, its role, and the letter of its superset."""

    name: str
    role: str
    group: str = ""


def rank(move):
    """Where a move belongs: 0 first. Roles outside the three (a stretch, say, in the main block) belong last."""
    return ORDER.index(move.role) if move.role in ORDER else len(ORDER)


def biggest(run):
    """The move that decides where a run belongs: a superset counts as its biggest move."""
    return min(run, key=rank)


def order_advice(moves):
    """Hint about the first move that comes too late, or None when the order is right.

    Args: moves, a sequence of Placed in the order in which they are done.
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
    """The same rows (anything with `role` and `group`) in the advised order; supersets stay together, ties stay put."""
    return [row for run in sorted(runs(rows), key=lambda run: rank(biggest(run))) for row in run]
