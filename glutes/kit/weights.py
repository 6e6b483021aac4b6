"""The weights that somebody has for an exercise: what − and + walk through."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F

from glutes.exercises.models import Equipment

WAYS = ("exercises", "extra_for", "replaces__exercises", "replaces__extra_for")
"""How equipment leads to exercises: they need it, or it is good to have; or it does the job of such a thing."""


@dataclass
class Weights:
    """Loads in kg for one exercise, the lightest first, and the equipment that a new one would be (None: no weight)."""

    loads: list[Decimal] = field(default_factory=list)
    thing: Equipment | None = None

    def lacks(self, kg):
        """Whether this is a weight that could be added."""
        return bool(kg) and self.thing is not None and kg not in self.loads


def weights_for(user, exercises):
    """What the user has for each of the exercises: {exercise's key: Weights}. Makes two queries.

    A new weight would be of the kind that the user has most of, else of the first in the catalogue.
    """
    mine = {}
    for equipment, kg in user.kit.exclude(kg=None).order_by("kg").values_list("equipment", "kg"):
        mine.setdefault(equipment, []).append(kg)
    kinds = Equipment.objects.current().filter(weighs=True).order_by()
    first, *more = (kinds.filter(**{f"{way}__in": exercises}).annotate(exercise=F(way)) for way in WAYS)
    found = {}
    for thing in sorted(first.union(*more), key=lambda thing: (-len(mine.get(thing.pk, ())), thing.position)):
        weights = found.setdefault(thing.exercise, Weights(thing=thing))
        weights.loads = sorted({*weights.loads, *mine.get(thing.pk, ())})
    return found
