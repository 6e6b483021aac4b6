"""The recommended order of exercises (our rule 14).

Compound before accessory before core, so that the big exercises are done while fresh. The groups are from D3 (F63), the
order from the American College of Sports Medicine.
"""

from dataclasses import dataclass

from glutes.rules.hint import Hint
from glutes.rules.routine.timing import by_superset

ORDER = ("compound", "accessory", "core")
SOURCE = "Order after the American College of Sports Medicine; groups after “Those buns were made for running…”."


@dataclass(frozen=True)
class Placed:
    """An exercise of a main block: its name, its role, and the letter of its superset ("" without one)."""

    name: str
    role: str
    group: str = ""


def rank(exercise):
    """The place of an exercise by its role: 0 is first; other roles than the three are last."""
    return ORDER.index(exercise.role) if exercise.role in ORDER else len(ORDER)


def biggest(superset):
    """The exercise that decides the place of a superset: the one with the lowest rank."""
    return min(superset, key=rank)


def order_advice(exercises):
    """A Hint about the first exercise that comes too late, or None if the order is right.

    `exercises` are Placed, in the order in which they are done.
    """
    earlier = None
    for one in map(biggest, by_superset(exercises)):
        if earlier and rank(one) < rank(earlier):
            return Hint(f"Put {one.name} before {earlier.name}: bigger exercises while you’re fresh.", SOURCE)
        if not earlier or rank(one) > rank(earlier):
            earlier = one
    return None


def in_order(rows):
    """The same rows in the recommended order; they need `role` and `group`. Supersets stay together."""
    in_turn = sorted(by_superset(rows), key=lambda together: rank(biggest(together)))
    return [row for together in in_turn for row in together]
