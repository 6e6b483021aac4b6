"""The catalogue, read once by each process that serves pages: nothing in it changes while the site runs."""

from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor

known = {}
"""The catalogue's exercises by key, each with all that is shown of it. Empty until `remember`; never changed then."""


def remember(exercises):
    """Keep these exercises in memory: from now on nobody asks the database for them."""
    known.clear()
    known.update({exercise.pk: exercise for exercise in exercises})
    for step in (step for exercise in known.values() for step in exercise.ladder.all()):
        step.to = known.get(step.to_id, step.to)


def known_as(slug):
    """The exercise of the catalogue with this slug, or None where it is not known."""
    return next((exercise for exercise in known.values() if exercise.slug == slug), None)


class KnownExercise(ForwardManyToOneDescriptor):
    """Reads `row.exercise` from what is known, and else from the database, as any other foreign key.

    Use prefetch_related("exercise"): it asks the database only for what is not known, which is members' own exercises.
    select_related("exercise") would read the known ones anew.
    """

    def is_cached(self, instance):
        """Whether no query is needed: it was read already, or is known."""
        if super().is_cached(instance):
            return True
        exercise = known.get(getattr(instance, self.field.attname))
        if exercise:
            self.field.set_cached_value(instance, exercise)
        return exercise is not None

    def get_object(self, instance):
        """The exercise that the row names."""
        return known.get(getattr(instance, self.field.attname)) or super().get_object(instance)


class ExerciseKey(models.ForeignKey):
    """A foreign key to an exercise, of the catalogue or a member's own. In the database it is like any other."""

    forward_related_accessor_class = KnownExercise

    def deconstruct(self):
        """For migrations: what it is in the database."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, options
