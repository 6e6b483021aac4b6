"""Sources of sentences and numbers: documents, studies, ourselves."""

from django.db import models
from django.urls import reverse

from glutes.exercises.models.catalogue import CatalogueQuerySet
from glutes.exercises.models.known import known_sources

OURS = "ours"
"""The slug of the source that stands for ourselves. Pages do not link to it."""


class SourceQuerySet(CatalogueQuerySet):
    """Sources, to look up by slug."""

    def named(self, slugs):
        """{slug: Source} for these slugs, without OURS. One query, unless they are in memory."""
        return self.by_slug(set(slugs) - {OURS})

    def by_slug(self, slugs):
        """{slug: Source} for these slugs. One query, unless they are in memory (models/known.py)."""
        if known_sources:
            return {slug: source for slug, source in known_sources.items() if slug in slugs}
        return self.in_bulk(slugs, field_name="slug")


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
