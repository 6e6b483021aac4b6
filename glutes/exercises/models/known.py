"""Keeps the catalogue in memory, read once by each process: it does not change while the site runs."""

from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor

known = {}
"""{key: Exercise} of the catalogue, each with everything prefetched. Filled by `remember`, then never changed."""

known_sources = {}
"""{slug: Source} of the catalogue, in its order. Filled by `remember`, then never changed."""

known_at_home = set()
"""The slugs of the equipment that every home has, if `known` is filled."""


def remember(exercises, sources, at_home):
    """Keeps these exercises, sources and slugs of equipment in memory, so that they are not queried again."""
    known.clear()
    known_at_home.clear()
    known_at_home.update(at_home)
    known.update({exercise.pk: exercise for exercise in exercises})
    known_sources.update({source.slug: source for source in sources})
    for step in (step for exercise in known.values() for step in exercise.ladder.all()):
        step.to = known.get(step.to_id, step.to)


def known_as(slug):
    """The exercise in memory with this slug, or None."""
    return next((exercise for exercise in known.values() if exercise.slug == slug), None)


def not_known(exercises):
    """Those of these exercises that are not in memory, so that there is something to prefetch for them."""
    return [exercise for exercise in exercises if exercise.pk not in known]


class KnownExercise(ForwardManyToOneDescriptor):
    """Reads `row.exercise` from memory if it is known there, else from the database like any other foreign key.

    Use prefetch_related("exercise"): it only queries exercises that are not in memory, which are users' own.
    select_related("exercise") would query all of them.
    """

    def is_cached(self, instance):
        """Whether no query is needed: it was read already, or is in memory."""
        if super().is_cached(instance):
            return True
        exercise = known.get(getattr(instance, self.field.attname))
        if exercise:
            self.field.set_cached_value(instance, exercise)
        return exercise is not None

    def get_object(self, instance):
        """The exercise that the row refers to."""
        return known.get(getattr(instance, self.field.attname)) or super().get_object(instance)


class ExerciseKey(models.ForeignKey):
    """A foreign key to an exercise, of the catalogue or a member's own. In the database it is like any other."""

    forward_related_accessor_class = KnownExercise

    def deconstruct(self):
        """Makes migrations see an ordinary foreign key."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, options
