"""Sources of sentences and numbers: documents, studies, ourselves."""

from django.db import models
from django.urls import reverse

from glutes.exercises.models.catalogue import CatalogueQuerySet

OURS = "ours"
"""The slug of the source that stands for ourselves. Pages do not link to it."""


class SourceQuerySet(CatalogueQuerySet):
    """Sources, to look up by slug."""

    def named(self, slugs):
        """{slug: Source} for these slugs, without OURS. One query."""
        return self.in_bulk(set(slugs) - {OURS}, field_name="slug")


class Source(models.Model):
    """A document, a study, or ourselves: where a sentence or a number comes from."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", "Documents"
        STUDY = "study", "Studies"
        OURS = "ours", "Ours"

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True, help_text="What it is and what we took from it.")
    citation = models.CharField(max_length=300, blank=True, help_text="Journal, year, pages, DOI.")
    url = models.URLField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('source_list')}#{self.slug}"
