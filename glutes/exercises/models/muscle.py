"""Muscles and groups of muscles."""

from django.db import models

from glutes.exercises.models.catalogue import CatalogueQuerySet
from glutes.exercises.models.source import Source


class Muscle(models.Model):
    """A muscle or group, with its plain name first and what it does in running."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=60, help_text="Anatomical: Gluteus medius.")
    plain_name = models.CharField(max_length=60, help_text="As people say it: side of the hip.")
    aliases = models.JSONField(default=list, blank=True, help_text="Words that runners search for and that mean it.")
    in_running = models.TextField(help_text="What it does in running.")
    position = models.PositiveSmallIntegerField(default=0)
    sources = models.ManyToManyField(Source)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self):
        return self.plain_name
