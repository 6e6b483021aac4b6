"""The weights that a user has for an exercise: the steps of − and +. Which comes next: rules/coaching/loads.py."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F

from glutes.exercises.models import Equipment
from glutes.exercises.models.known import known

WAYS = ("exercises", "extra_for", "replaces__exercises", "replaces__extra_for")
"""The lookups from equipment to exercises that need it, that it is good to have for, or where it replaces either."""


@dataclass
class Weights:
    """Loads in kg for one exercise, the lightest first, and the equipment of a new one (None: it takes no weight)."""

    loads: list[Decimal] = field(default_factory=list)
    thing: Equipment | None = None

    def lacks(self, kg):
        """Whether this weight is not there yet and could be added."""
        return bool(kg) and self.thing is not None and kg not in self.loads


def weights_for(kit, exercises):
    """The Weights of somebody with this kit (a list of Kit) for each of the exercises, by its key. At most one query.

    A new weight is of the kind of equipment that the user has most of, else of the first in the catalogue.
    """
    mine = defaultdict(list)
    for one in kit:
        if one.kg is not None:
            mine[one.equipment_id].append(one.kg)
    found = {}
    for exercise, thing in sorted(
        things_for(exercises), key=lambda pair: (-len(mine.get(pair[1].pk, ())), pair[1].position)
    ):
        weights = found.setdefault(exercise, Weights(thing=thing))
        weights.loads = sorted({*weights.loads, *mine.get(thing.pk, ())})
    return found


def things_for(exercises):
    """Equipment with a weight that these exercises can be done with: pairs of (exercise's key, Equipment).

    One query, about exercises that are not in memory (exercises/models/known.py).
    """
    pairs = [(key, thing) for key in exercises if key in known for thing in known[key].things]
    pairs = [(key, thing) for key, thing in pairs if thing.weighs and not thing.retired_at]
    unknown = [key for key in exercises if key not in known]
    if not unknown:
        return pairs
    kinds = Equipment.objects.current().filter(weighs=True).order_by()
    first, *more = (kinds.filter(**{f"{way}__in": unknown}).annotate(exercise=F(way)) for way in WAYS)
    return pairs + [(thing.exercise, thing) for thing in first.union(*more)]
