"""Runs on weekdays."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value

from glutes.plan.models.race import Race
from glutes.plan.models.span import WEEKDAYS, Span, SpanQuerySet
from glutes.prepared import prepared
from glutes.rows import KeptManager
from glutes.rules.dates import A_DAY
from glutes.runs.models import ImportedRun


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
        a race, typed or imported. One query."""
        dates = [first + n * A_DAY for n in range((last - first).days + 1)]
        hard, races = set(), set()
        for kind, since, until, weekday in tiring_of(user.pk, first, last):
            found = races if kind == ImportedRun.Kind.RACE else hard
            spanned = (day for day in dates if since <= day and (until is None or day <= until))
            found.update(day for day in spanned if weekday in (ANY_WEEKDAY, day.weekday()))
        return hard, races


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


ANY_WEEKDAY = 9
"""The weekday of what comes on one date only."""


@prepared
def tiring_of(user, first, last):
    """(kind, since, until, weekday) of the user's hard and long runs and races of the days from first to last."""
    once = {"once": Value(ANY_WEEKDAY)}
    typed = RunDay.objects.filter(user=user, kind__in=(RunDay.Kind.HARD, RunDay.Kind.LONG)).between(first, last)
    arrived = ImportedRun.objects.kept().filter(user=user, day__range=(first, last))
    arrived = arrived.filter(kind__in=(RunDay.Kind.HARD, RunDay.Kind.LONG, ImportedRun.Kind.RACE))
    races = Race.objects.filter(user=user, date__range=(first, last))
    return (
        typed.order_by()
        .values_list("kind", "since", "until", "weekday")
        .union(
            arrived.order_by().annotate(until=F("day"), **once).values_list("kind", "day", "until", "once"),
            races.order_by()
            .annotate(kind=Value(ImportedRun.Kind.RACE.value), until=F("date"), **once)
            .values_list("kind", "date", "until", "once"),
        )
    )
