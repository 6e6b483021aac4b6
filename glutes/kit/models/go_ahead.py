"""What users say about an exercise that hurt."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from glutes.exercises.models import Exercise, ExerciseKey
from glutes.prepared import prepared


class GoAheadQuerySet(models.QuerySet):
    """What users said."""

    def looked_at(self):
        """Those that say that it was looked at."""
        return self.filter(kind=GoAhead.Kind.LOOKED_AT)


class GoAhead(models.Model):
    """The user's word about an exercise that hurt, on a day: it was looked at, or they take it up again knowingly.

    What follows from it: rules/coaching/pain.py and stepping_back.py."""

    class Kind(models.TextChoices):
        LOOKED_AT = "looked-at", "It was looked at"
        TAKEN_UP = "taken-up", "Taken up again"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="go_aheads", db_index=False)
    exercise = ExerciseKey(Exercise, models.CASCADE, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=9, choices=Kind)

    objects = GoAheadQuerySet.as_manager()

    class Meta:
        verbose_name = "go-ahead after pain"
        verbose_name_plural = "go-aheads after pain"
        ordering = ["day", "exercise__slug", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["user", "exercise", "day", "kind"], name="go_ahead_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["looked-at", "taken-up"]),
                name="go_ahead_kind",
                violation_error_message="Looked at, or taken up again.",
            ),
        ]

    def __str__(self):
        return f"{self.exercise}: {self.get_kind_display()}"


@prepared
def go_aheads_of(user, exercises, last):
    """The user's GoAheads about these exercises up to that day, in order."""
    return GoAhead.objects.filter(user=user, exercise__in=exercises, day__lte=last).order_by("day")
