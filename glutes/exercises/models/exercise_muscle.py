"""Which muscles an exercise works, and how hard."""

from django.db import models

from glutes.exercises.models.muscle import Muscle
from glutes.exercises.models.source import Source


class ExerciseMuscle(models.Model):
    """How hard an exercise works a muscle: a band of muscle activity and the range of measurements behind it.

    A rough guide: the studies measured few people, and differ.
    """

    class Part(models.TextChoices):
        WORKS = "works", "Works"
        STRETCHES = "stretches", "Stretches"

    class Band(models.TextChoices):
        NIL = "nil", "not measured"
        LOW = "low", "low"
        MODERATE = "moderate", "moderate"
        HIGH = "high", "high"
        VERY_HIGH = "very-high", "very high"

    exercise = models.ForeignKey("Exercise", models.CASCADE, related_name="works")
    muscle = models.ForeignKey(Muscle, models.CASCADE, related_name="worked_by")
    part = models.CharField(max_length=10, choices=Part, default=Part.WORKS)
    band = models.CharField(max_length=10, choices=Band, default=Band.NIL)
    loaded_band = models.CharField(max_length=10, choices=Band, blank=True, help_text="With a load and RIR 3 or less.")
    range = models.CharField(max_length=60, blank=True, help_text="Shown to the reader, in % of a maximal contraction.")
    note = models.CharField(max_length=200, blank=True)
    sources = models.ManyToManyField(Source, blank=True)

    class Meta:
        ordering = ["muscle__position"]
        constraints = [models.UniqueConstraint(fields=["exercise", "muscle"], name="exercise_muscle_once")]

    def __str__(self):
        return f"{self.exercise}: {self.muscle} {self.band}"

    @property
    def strength(self):
        """How strongly to draw the muscle on the muscle map, 1 to 3; 1 too where nothing usable was measured."""
        return {self.Band.VERY_HIGH: 3, self.Band.HIGH: 2}.get(self.band, 1)
