"""Things that exercises need."""

from django.db import models
from django.db.models import Q

from glutes.exercises.models.catalogue import CatalogueQuerySet
from glutes.exercises.models.known import known, known_at_home
from glutes.exercises.models.source import Source
from glutes.prepared import prepared

A_CARPET_DOES = "mat"
"""The slug of the equipment that any carpet replaces."""


class Equipment(models.Model):
    """A thing that exercises need, and what a household may use in its place."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    icon = models.CharField(max_length=20, blank=True)
    replacement = models.CharField(max_length=200, blank=True, help_text="What to use when it is missing.")
    replaced_by = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="replaces",
        help_text="Does its job in every exercise: a sofa for a chair.",
    )
    at_home = models.BooleanField(default=False, help_text="Every home has it, or a stand-in: a stair for a step.")
    weighs = models.BooleanField(default=False, help_text="It comes in weights (kg) worth remembering.")
    stretches = models.BooleanField(default=False, help_text="It comes in strengths 1-5: a band.")
    position = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(Source, models.PROTECT)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name_plural = "equipment"

    def __str__(self):
        return self.name

    @property
    def choice(self):
        """Its name with the names of what can replace it: “Kettlebell or backpack”."""
        *first, last = [self.name, *(other.name.lower() for other in self.replaced_by.all())]
        return f"{', '.join(first)} or {last}" if first else last


@prepared
def slugs_at_home():
    """The slugs of the equipment that every home has or has a replacement of."""
    at_home = Equipment.objects.filter(Q(at_home=True) | Q(replaced_by__at_home=True))
    return at_home.order_by().values_list("slug", flat=True)


def at_home():
    """The same as a set, without a query if the catalogue is in memory."""
    return known_at_home if known else set(slugs_at_home())
