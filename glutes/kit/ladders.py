"""What a user can do with what they have at home: easier and harder exercises (rules/coaching/ladder.py), and what
exercises need that is missing."""

from typing import NamedTuple

from django.db.models import Prefetch, prefetch_related_objects

from glutes.exercises.models import Equipment, Exercise, LadderStep
from glutes.exercises.models.exercise import own_exercises
from glutes.exercises.models.known import known
from glutes.rules.coaching.ladder import Ladder, Rung, nearest


class Ladders:
    """Finds the nearest easier and harder exercises that can be done with this kit, for each exercise of a session
    (`chosen`). Never found are exercises that are in the session, that hurt lately, or that are reserved for another
    exercise of it; nor, as harder ones, those whose slugs the caller put into `passed`, nor those in `too_hard` and
    what is above these (rules/coaching/ladder.py).

    Nor are exercises that would stand beside one of their own kind in the session: an easier one that is the next rung
    above another exercise of it, or lies below another; a harder one that is the next rung below another.

    Users who named no kit have what the exercises of the session need. Equipment that every home has, or a replacement
    of it, counts as there.
    Only the user's own exercises are queried, if the catalogue is in memory.
    """

    def __init__(self, user, kit, chosen, sore=()):
        """`chosen`, `sore`: slugs of the exercises of the session, and of those that hurt lately."""
        queried = own_exercises(user.pk) if known else list(Exercise.objects.visible_to(user))
        if queried:
            steps = Prefetch("ladder", LadderStep.objects.current())
            prefetch_related_objects(queried, steps, "equipment__replaced_by")
        self.exercises = {one.slug: one for one in (*known.values(), *queried)}
        here = [self.exercises[slug] for slug in chosen if slug in self.exercises]
        self.chosen, needed = chosen, {thing.slug for one in here for thing in one.needed}
        self.things = {one.equipment.slug for one in kit} or needed
        self.reserved, self.passed, self.too_hard, self.sore = {}, set(), set(), {*sore}
        self.ways = {"easier": {}, "harder": {}}
        for slug, exercise in self.exercises.items():
            for step in exercise.steps:
                if step.kind in self.ways:
                    self.ways[step.kind].setdefault(slug, []).append(step.to.slug)

    def of(self, exercise):
        """The Ladder of an exercise."""
        return Ladder(
            easier=self._rung(exercise.slug, "easier", "harder", ends=self.chosen),
            harder=self._rung(exercise.slug, "harder", "easier", self.passed | self.too_hard, ends=self.too_hard),
        )

    def reserve(self, exercise, target):
        """Keeps for an exercise what its Target offers; at its top also what is harder, which is offered weekly."""
        harder = self.of(exercise).harder if target.topped else None
        for slug in [one.exercise for one in target.offers if one.exercise] + ([harder.slug] if harder else []):
            self.reserved[slug] = exercise.slug

    @property
    def above(self):
        """All harder exercises that those of the session lead to, whatever they need."""
        found, waiting = set(), [*self.chosen]
        while waiting:
            further = {*self.ways["harder"].get(waiting.pop(), ())} - self.chosen - found
            found |= further
            waiting += further
        return [self.exercises[slug] for slug in sorted(found)]

    def _rung(self, slug, kind, back, taken=frozenset(), ends=()):
        beside = {rung for other in self.chosen - {slug} for rung in self.ways[back].get(other, ())}
        others = {rung for rung, other in self.reserved.items() if other != slug}
        taken = taken | self.chosen | beside | others | self.sore
        found = nearest(slug, self.ways[kind], lambda rung: rung not in taken and self._can_be_done(rung), ends)
        return found and Rung(found, self.exercises[found].name)

    def _can_be_done(self, slug):
        return all(is_there(thing, self.things) for thing in self.exercises[slug].needed)


def is_there(thing, slugs):
    """Whether every home has the Equipment or a replacement of it, or it is among the slugs of what a user has."""
    there = thing.at_home or thing.slug in slugs
    return there or any(one.at_home or one.slug in slugs for one in thing.replaced_by.all())


class Lacking(NamedTuple):
    """Equipment that is not in the kit, and the exercises that need it."""

    thing: Equipment
    exercises: list[Exercise]


def lacking(exercises, kit):
    """What these exercises need that is not there, as Lackings; of users who named no kit nothing. Own exercises should
    come with `equipment__replaced_by`."""
    slugs, found = {one.equipment.slug for one in kit}, {}
    for exercise in dict.fromkeys(exercises if slugs else ()):
        for thing in exercise.needed:
            if not is_there(thing, slugs):
                found.setdefault(thing, []).append(exercise)
    return [Lacking(thing, needing) for thing, needing in found.items()]
