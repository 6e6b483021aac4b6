"""The steps from an exercise to an easier or harder one, or to one that needs less equipment."""

from django.db import models

from glutes.exercises.models.equipment import Equipment
from glutes.exercises.models.known import ExerciseKey
from glutes.exercises.models.source import Source
from glutes.rules.coaching.offering import in_a_sentence


class LadderStepQuerySet(models.QuerySet):
    """Steps from one exercise to another."""

    def current(self):
        """Those that lead to an exercise that is not retired; the exercise is fetched with each."""
        return self.filter(to__retired_at=None).select_related("to")


class LadderStep(models.Model):
    """A step from one exercise to another: an easier one, a harder one, or one without a certain piece of equipment."""

    class Kind(models.TextChoices):
        EASIER = "easier", "Easier"
        HARDER = "harder", "Harder"
        INSTEAD = "instead", "Instead of equipment"

    exercise = ExerciseKey("Exercise", models.CASCADE, related_name="ladder")
    kind = models.CharField(max_length=7, choices=Kind)
    to = ExerciseKey("Exercise", models.CASCADE, related_name="reached_by")
    equipment = models.ForeignKey(Equipment, models.CASCADE, null=True, blank=True, help_text="What one goes without.")
    note = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(Source, models.PROTECT, null=True, help_text="None in a user's own exercise.")

    objects = LadderStepQuerySet.as_manager()

    class Meta:
        ordering = ["exercise", "kind", "position"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "kind", "to"], name="ladder_step_once"),
            models.CheckConstraint(condition=~models.Q(exercise=models.F("to")), name="ladder_step_leads_on"),
        ]

    def __str__(self):
        return f"{self.exercise} {self.kind} {self.to}"

    @property
    def why(self):
        """Why one would take it: "Easier", "Harder", or what one goes without, such as "No step"."""
        if self.kind != self.Kind.INSTEAD:
            return self.get_kind_display()
        return f"No {in_a_sentence(self.equipment.name)}" if self.equipment else "Instead"
