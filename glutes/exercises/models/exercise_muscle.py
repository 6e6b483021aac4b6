"""Which muscles an exercise works, and how hard."""

from django.db import models

from glutes.exercises.models.muscle import Muscle
from glutes.exercises.models.source import Source


class ExerciseMuscle(models.Model):
    """How hard an exercise works a muscle: a level of muscle activity, and the range of measurements behind it.

    It is a rough guide: the studies measured few people, and disagree.
    """

    class Part(models.TextChoices):
        WORKS = "works", "Works"
        STRETCHES = "stretches", "Stretches"

    class Activity(models.TextChoices):
        NIL = "nil", "not measured"
        LOW = "low", "low"
        MODERATE = "moderate", "moderate"
        HIGH = "high", "high"
        VERY_HIGH = "very-high", "very high"

    exercise = models.ForeignKey("Exercise", models.CASCADE, related_name="works")
    muscle = models.ForeignKey(Muscle, models.CASCADE, related_name="worked_by")
    part = models.CharField(max_length=10, choices=Part, default=Part.WORKS)
    activity = models.CharField(max_length=10, choices=Activity, default=Activity.NIL)
    loaded_activity = models.CharField(
        max_length=10, choices=Activity, blank=True, help_text="With a load and RIR 3 or less."
    )
    range = models.CharField(max_length=60, blank=True, help_text="Shown to the reader, in % of a maximal contraction.")
    note = models.CharField(max_length=200, blank=True)
    sources = models.ManyToManyField(Source, blank=True)

    class Meta:
        ordering = ["muscle__position"]
        constraints = [models.UniqueConstraint(fields=["exercise", "muscle"], name="exercise_muscle_once")]

    def __str__(self):
        return f"{self.exercise}: {self.muscle} {self.activity}"

    @property
    def strength(self):
        """How strongly to draw the muscle on the muscle map, 1 to 3; 1 also where there is no usable measurement."""
        return {self.Activity.VERY_HIGH: 3, self.Activity.HIGH: 2}.get(self.activity, 1)
