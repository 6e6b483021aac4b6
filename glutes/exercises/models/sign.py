"""What a runner notices."""

from django.db import models

from glutes.exercises.models.catalogue import CatalogueQuerySet
from glutes.exercises.models.source import Source


class Sign(models.Model):
    """Something a runner notices (“my hips drop when I tire”), and the exercises that documents name for it."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    said = models.TextField(help_text="What the documents say of it, told as what they say.")
    advice = models.TextField(blank=True, help_text="What they name for it that is no exercise.")
    studies = models.TextField(help_text="How studies disagree about it.")
    exercises = models.ManyToManyField("Exercise", blank=True, related_name="signs")
    position = models.PositiveSmallIntegerField(default=0)
    sources = models.ManyToManyField(Source)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self):
        return self.name
