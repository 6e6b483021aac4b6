"""How much of an exercise is prescribed."""

from django.db import models

from glutes.exercises.models.source import Source


def between(low, high):
    """A range as text: “8–10”, “10” if both are the same, "" if there is none."""
    return f"{low}–{high}" if low != high else str(low or "")


class Dose(models.Model):
    """A source's prescription for an exercise: sets, and reps or seconds, to start with and to build to."""

    exercise = models.ForeignKey("Exercise", models.CASCADE, related_name="doses")
    sets = models.PositiveSmallIntegerField()
    reps_low = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_high = models.PositiveSmallIntegerField(null=True, blank=True)
    build_to_low = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Reps or seconds to build to.")
    build_to_high = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Hold to start with.")
    rest_s = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(Source, models.PROTECT)

    class Meta:
        ordering = ["exercise", "position"]
        constraints = [models.UniqueConstraint(fields=["exercise", "source"], name="dose_once_a_source")]

    def __str__(self):
        return f"{self.exercise}: {self.sets} sets"

    @property
    def reps(self):
        """The reps as text: “8–10” or “10”; "" for a hold."""
        return between(self.reps_low, self.reps_high)

    @property
    def build_to(self):
        """The reps, or for a hold the seconds, to build to, as text; "" where the source says nothing."""
        return between(self.build_to_low, self.build_to_high)
