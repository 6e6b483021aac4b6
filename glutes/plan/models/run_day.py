"""Runs on weekdays."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from glutes.plan.models.span import WEEKDAYS, Span, SpanQuerySet
from glutes.rows import KeptManager
from glutes.rules.dates import A_DAY
from glutes.runs.models import runs_between


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

    def tiring(self, user, first, last):
        """A pair of sets of dates from `first` to `last`: those with a hard or long run of the user's, and those with
        a race, typed or imported."""
        typed = self.filter(user=user).exclude(kind=RunDay.Kind.EASY).between(first, last)
        dates = [first + n * A_DAY for n in range((last - first).days + 1)]
        hard = {date for run in typed for date in dates if run.stands_on(date)}
        arrived = runs_between(user.pk, first, last)
        hard |= {run.day for run in arrived if run.kind in (RunDay.Kind.HARD, RunDay.Kind.LONG)}
        races = {run.day for run in arrived if run.kind == run.Kind.RACE}
        return hard, races | {race.date for race in user.races.filter(date__range=(first, last))}


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
