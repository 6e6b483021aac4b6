"""Easier and harder exercises that a user can do with what they have at home (rules/coaching/ladder.py)."""

from collections import defaultdict

from glutes.exercises.models import Equipment, Exercise, LadderStep
from glutes.rules.coaching.ladder import Ladder, Rung, nearest


class Ladders:
    """Finds the nearest easier and harder exercises that can be done with this kit and are not in the session already.

    Users who named no kit are offered all. Equipment that every home has, or a replacement of it, counts as there."""

    def __init__(self, kit, chosen):
        self.names, self.ways = {}, {"easier": defaultdict(list), "harder": defaultdict(list)}
        steps = LadderStep.objects.current().filter(kind__in=self.ways)
        for kind, slug, to, name in steps.values_list("kind", "exercise__slug", "to__slug", "to__name"):
            self.ways[kind][slug].append(to)
            self.names[to] = name
        self.fitting = self.names.keys() - chosen
        if kit:
            things = {one.equipment.slug for one in kit}
            things |= set(Equipment.objects.filter(at_home=True).values_list("slug", flat=True))
            self.fitting &= set(Exercise.objects.doable_with(things).values_list("slug", flat=True))

    def of(self, exercise):
        """The Ladder of an exercise."""
        return Ladder(*(self._rung(exercise.slug, ways) for ways in self.ways.values()))

    def _rung(self, slug, ways):
        found = nearest(slug, ways, self.fitting.__contains__)
        return found and Rung(found, self.names[found])
