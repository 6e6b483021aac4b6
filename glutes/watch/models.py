"""Which sessions were sent to Intervals.icu, so that none is sent again by itself."""

from django.conf import settings
from django.db import models

from glutes.workouts.models import Workout


class SentWorkoutQuerySet(models.QuerySet):
    def to_come(self, source):
        """The sessions to send to the source: ended since the user turned that on, and not sent yet; oldest first."""
        ended = source.user.workouts.kept().filter(finished_at__gte=source.sends_since)
        return ended.exclude(pk__in=self.filter(user=source.user).values("workout")).order_by("finished_at", "pk")


class SentWorkout(models.Model):
    """A session that Intervals.icu accepted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    workout = models.OneToOneField(Workout, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = SentWorkoutQuerySet.as_manager()

    def __str__(self):
        return f"{self.workout}, sent"
