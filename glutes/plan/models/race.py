"""Races."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from glutes.rows import Discardable, KeptManager


class Race(Discardable):
    """A race on one date. `km` and `time`: how far it is and its hour, of one made for an imported run
    (pages/run_days.py)."""

    km = time = None

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="races")
    date = models.DateField()
    name = models.CharField(max_length=80)
    long_run = models.BooleanField(
        null=True, help_text="Whether the usual long run beside it stays; nobody said without."
    )

    objects = KeptManager()

    class Meta:
        ordering = ["date", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "date", "name"],
                condition=Q(deleted_at=None),
                name="race_once",
                violation_error_message="That race is on this date already.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.date}"
