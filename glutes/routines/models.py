"""Routines and their prescriptions: ready-made ones (no user, from fixtures) and the user's own, in one shape."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from glutes.exercises.models import Exercise, Source


class RoutineQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)

    def ready_made(self):
        """The routines everyone has: those the fixtures still hold."""
        return self.filter(user=None, deleted_at=None)

    def visible_to(self, user):
        """Ready-made ones and the user's own that are not deleted."""
        mine = Q(user=user.pk) if user.is_authenticated else Q(pk=None)
        return self.filter(Q(user=None) | mine, deleted_at=None)


class Routine(models.Model):
    """A session written down. Style, rounds and round rest describe its main block."""

    class Style(models.TextChoices):
        SETS = "sets", "Sets"
        CIRCUIT = "circuit", "Circuit"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="routines")
    slug = models.SlugField(null=True, blank=True, unique=True, help_text="Of a ready-made one: its natural key.")
    name = models.CharField(max_length=80)
    summary = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True, help_text="What a source says and what is our choice.")
    style = models.CharField(max_length=7, choices=Style, default=Style.SETS)
    rounds = models.PositiveSmallIntegerField(default=1)
    round_rest_s = models.PositiveSmallIntegerField(default=120)
    sources = models.ManyToManyField(Source, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = RoutineQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name", "pk"]
        indexes = [models.Index(fields=["user", "position"], name="routine_user_position")]
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, slug__isnull=False) | Q(user__isnull=False, slug=None),
                name="routine_ready_made_or_owned",
            ),
            models.CheckConstraint(
                condition=Q(rounds__range=(1, 20)),
                name="routine_rounds_1_to_20",
                violation_error_message="A circuit has 1 to 20 rounds.",
            ),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return reverse("routines:routine_detail", args=[self.pk])


class Prescription(models.Model):
    """One exercise of a routine: how many sets of what, how long to rest, with which load.

    Reps or seconds, never both. Prescriptions of one block that share a group letter alternate set by set: a superset.
    """

    class Block(models.TextChoices):
        WARM_UP = "warm-up", "Warm-up"
        MAIN = "main", "Main"
        COOL_DOWN = "cool-down", "Cool-down"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    routine = models.ForeignKey(Routine, models.CASCADE, related_name="prescriptions")
    block = models.CharField(max_length=9, choices=Block, default=Block.MAIN)
    position = models.PositiveSmallIntegerField()
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    sets = models.PositiveSmallIntegerField(default=3)
    reps_low = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_high = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_low = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_high = models.PositiveSmallIntegerField(null=True, blank=True)
    rest_s = models.PositiveSmallIntegerField(default=30, help_text="After each set, in seconds.")
    load_kg = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    band = models.PositiveSmallIntegerField(null=True, blank=True)
    group = models.CharField(max_length=1, blank=True)
    note = models.CharField(max_length=200, blank=True)
    coached = models.BooleanField(default=True)

    class Meta:
        ordering = ["routine", "position", "pk"]
        indexes = [models.Index(fields=["user", "routine"], name="prescription_user_routine")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reps_low__gte=1, reps_low__lte=F("reps_high"), reps_high__lte=500)
                & Q(seconds_low=None, seconds_high=None)
                | Q(seconds_low__gte=1, seconds_low__lte=F("seconds_high"), seconds_high__lte=3600)
                & Q(reps_low=None, reps_high=None),
                name="prescription_reps_or_seconds",
                violation_error_message="Give a range of reps (1 to 500) or of seconds (1 to 3600), the lower number first.",
            ),
            models.CheckConstraint(
                condition=Q(sets__range=(1, 20)),
                name="prescription_sets_1_to_20",
                violation_error_message="Between 1 and 20 sets.",
            ),
            models.CheckConstraint(
                condition=Q(rest_s__lte=900),
                name="prescription_rest_at_most_900",
                violation_error_message="At most 900 seconds (15 minutes) of rest.",
            ),
            models.CheckConstraint(
                condition=Q(load_kg=None) | Q(band=None, load_kg__gte=0, load_kg__lte=500),
                name="prescription_load_sane",
                violation_error_message="A load is 0 to 500 kg, or a band, not both.",
            ),
            models.CheckConstraint(
                condition=Q(band=None) | Q(band__range=(1, 5)),
                name="prescription_band_1_to_5",
                violation_error_message="A band's strength is 1 to 5.",
            ),
        ]

    def __str__(self):
        return f"{self.exercise} {self.dose}"

    @property
    def measure(self):
        """Whether its sets are counted in reps or in seconds."""
        return Exercise.Measure.REPS if self.reps_low else Exercise.Measure.SECONDS

    @property
    def dose(self):
        """As people write it: 3 × 8–10, or 2 × 30 s."""
        low, high = (self.reps_low, self.reps_high) if self.reps_low else (self.seconds_low, self.seconds_high)
        amount = f"{low}" if low == high else f"{low}–{high}"
        return f"{self.sets} × {amount}" + ("" if self.reps_low else " s")
