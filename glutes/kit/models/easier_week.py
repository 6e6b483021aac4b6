"""Weeks that users made easier."""

from datetime import timedelta

from django.conf import settings
from django.db import models

from glutes.prepared import prepared
from glutes.rules.week import schedule


class EasierWeekQuerySet(models.QuerySet):
    """Easier weeks."""

    def start(self, user, today):
        """Makes the user's week of `today` an easier one, unless it is one already."""
        self.get_or_create(user=user, since=schedule.first_day(today, user.first_weekday))

    def stop(self, user, today):
        """Makes the user's week of `today` an ordinary one again."""
        self.filter(user=user, since__gt=today - timedelta(days=7), since__lte=today).delete()


class EasierWeek(models.Model):
    """A week in which the user wants to do less: fewer sets, for seven days from `since`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="easier_weeks", db_index=False)
    since = models.DateField()

    objects = EasierWeekQuerySet.as_manager()

    class Meta:
        verbose_name = "easier week"
        ordering = ["since"]
        constraints = [models.UniqueConstraint(fields=["user", "since"], name="easier_week_once")]

    def __str__(self):
        return f"Easier week from {self.since}"

    @property
    def until(self):
        """Its last day."""
        return self.since + timedelta(days=6)

    def covers(self, day):
        """Whether this date is in it."""
        return self.since <= day <= self.until


@prepared
def easier_weeks_of(user):
    """The user's easier weeks, in order."""
    return EasierWeek.objects.filter(user=user)
