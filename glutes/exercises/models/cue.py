"""What to do, watch or stop at in an exercise."""

from django.db import models

from glutes.exercises.models.source import Source


class Cue(models.Model):
    """One thing to do or to watch in a phase of an exercise, or a reason to stop."""

    class Phase(models.TextChoices):
        SET_UP = "set-up", "Set up"
        MOVE = "move", "Move"
        CHECK = "check", "Check"
        STOP = "stop", "Stop when"

    exercise = models.ForeignKey("Exercise", models.CASCADE, related_name="cues")
    phase = models.CharField(max_length=6, choices=Phase)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    source = models.ForeignKey(Source, models.PROTECT, null=True, help_text="None in a user's own exercise.")

    class Meta:
        ordering = ["exercise", "position"]
        constraints = [models.UniqueConstraint(fields=["exercise", "position"], name="cue_position_once")]

    def __str__(self):
        return self.text
