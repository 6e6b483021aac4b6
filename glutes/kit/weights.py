"""The weights that somebody has for an exercise: what − and + walk through."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F

from glutes.exercises.models import Equipment
from glutes.exercises.models.known import known

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
    """What the user has for each of the exercises: {exercise's key: Weights}. Makes at most two queries.

    A new weight would be of the kind that the user has most of, else of the first in the catalogue.
    """
    mine = {}
    for equipment, kg in user.kit.exclude(kg=None).order_by("kg").values_list("equipment", "kg"):
        mine.setdefault(equipment, []).append(kg)
    found = {}
    for exercise, thing in sorted(
        things_for(exercises), key=lambda pair: (-len(mine.get(pair[1].pk, ())), pair[1].position)
    ):
        weights = found.setdefault(exercise, Weights(thing=thing))
        weights.loads = sorted({*weights.loads, *mine.get(thing.pk, ())})
    return found


def things_for(exercises):
    """The equipment with a weight that these exercises can be done with, as pairs of a key and an Equipment.

    One query, about those that are not known (exercises/models/known.py).
    """
    pairs = [(key, thing) for key in exercises if key in known for thing in known[key].things]
    pairs = [(key, thing) for key, thing in pairs if thing.weighs and not thing.retired_at]
    unknown = [key for key in exercises if key not in known]
    kinds = Equipment.objects.current().filter(weighs=True).order_by()
    first, *more = (kinds.filter(**{f"{way}__in": unknown}).annotate(exercise=F(way)) for way in WAYS)
    return pairs + [(thing.exercise, thing) for thing in first.union(*more)] if unknown else pairs
