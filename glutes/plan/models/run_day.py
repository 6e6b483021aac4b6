"""Runs on weekdays."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from glutes.plan.models.span import WEEKDAYS, Span, SpanQuerySet
from glutes.rows import KeptManager


class RunDayQuerySet(SpanQuerySet):
    def put(self, user, kind, weekdays, day, at=None):
        """Puts a run of this kind on these weekdays from `day` on. An existing run gets the new time. Returns the run
        days."""
        rows = []
        for weekday in weekdays:
            fields = {"user": user, "weekday": weekday, "kind": kind, "until": None}
            first = {**fields, "since": day, "time": at}
            rows.append(self.update_or_create(**fields, defaults={"time": at}, create_defaults=first)[0])
        return rows


class RunDay(Span):
    """A run on a weekday, every week. `imported`, `told`: of one made for an imported run (pages/run_days.py)."""

    imported, told = None, ""

    class Kind(models.TextChoices):
        EASY = "easy", "Easy run"
        HARD = "hard", "Hard run"
        LONG = "long", "Long run"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="run_days", db_index=False)
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    kind = models.CharField(max_length=4, choices=Kind)
    time = models.TimeField(null=True, blank=True)

    objects = KeptManager.from_queryset(RunDayQuerySet)()

    class Meta:
        ordering = ["weekday", "time", "pk"]
        indexes = [models.Index(fields=["user", "weekday"], name="run_day_user_weekday")]
        constraints = [
            *Span.Meta.constraints,
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="run_day_weekday"),
            models.UniqueConstraint(
                fields=["user", "weekday", "kind"],
                condition=Q(until=None, deleted_at=None),
                name="run_day_once",
                violation_error_message="That run is on this day already.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} on {self.get_weekday_display()}"

    def stands_on(self, date):
        """Whether it comes on this date."""
        return date.weekday() == self.weekday and self.covers(date)
