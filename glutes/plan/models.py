"""What the user intends: which routine on which weekday, what was moved, skipped or paused, run days and races.

Intentions only: what was done is in workouts. The arithmetic of a week is in rules/week/schedule.py.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q

from glutes.routines.models import Prescription, Routine
from glutes.rules.week import schedule

A_DAY = timedelta(days=1)
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS = tuple(enumerate(DAY_NAMES))
PRACTICE = Q(exercise__slug__in=schedule.DAILY_HOLDS, seconds_high__isnull=False)
"""A prescription, or a workout's exercise, that is daily practice and no session by itself."""


class SpanQuerySet(models.QuerySet):
    def between(self, first, last):
        """Those that stand on some day from `first` to `last`."""
        return self.filter(Q(until=None) | Q(until__gte=first), since__lte=last)


class Span(models.Model):
    """Something that stands from `since` to `until`, both included; for good without `until`."""

    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="%(class)s_until_after_since",
                violation_error_message="The last day comes before the first.",
            ),
        ]

    def covers(self, date):
        """Whether it stands on this date."""
        return self.since <= date and (self.until is None or date <= self.until)

    def stop(self, day):
        """Let it stand no longer from this day on; before, it stays."""
        if self.since >= day:
            self.delete()
        elif self.until is None or self.until >= day:
            self.until = day - A_DAY
            self.save(update_fields=["until"])


class PlanDayQuerySet(SpanQuerySet):
    def put(self, user, routine, weekdays, day, at=None):
        """The routine on these weekdays from `day` on, at a time of day if one is said; returns the rows.

        Of a ready-made one the user's own copy is put there, made once. What stands there already stays, so that a
        second tap adds nothing; what ended just before goes on, so that putting it back undoes its removal.
        """
        with user.locked():
            routine = routine.own_of(user)
            return [self._put_one(user, routine, weekday, day, at) for weekday in weekdays]

    def _put_one(self, user, routine, weekday, day, at):
        same = self.filter(user=user, routine=routine, weekday=weekday)
        row = same.filter(Q(until=None) | Q(until__gte=day - A_DAY)).order_by(F("until").asc(nulls_last=True)).last()
        row = row or PlanDay(user=user, routine=routine, weekday=weekday, since=day)
        row.since, row.until, row.time = min(row.since, day), None, at or row.time
        row.save()
        return row

    def rearrange(self, user, days, day):
        """The sessions of some weekdays on others from `day` on, at their times; `days` says where each weekday goes.

        The past keeps what it had, and the same the other way round on the same day undoes it. What was moved or
        skipped by itself from `day` on was a date of the old weekday: it stays with the row that ends, where it means
        nothing, and is there again after an undo.
        """
        with user.locked():
            for row in list(self.going_on(user, days)):
                row.stop(day)
                self._put_one(user, row.routine, days[row.weekday], max(row.since, day), row.time)

    def going_on(self, user, weekdays):
        """The user's sessions on these weekdays that go on for good; practice is none."""
        rows = self.with_practice().filter(user=user, weekday__in=weekdays, until=None, routine__deleted_at=None)
        return rows.filter(practice=False).select_related("routine")

    def with_practice(self):
        """Adds `practice`: whether it is a daily hold and no session."""
        main = Prescription.objects.filter(routine=OuterRef("routine"), block=Prescription.Block.MAIN)
        return self.annotate(practice=Exists(main.filter(PRACTICE)) & ~Exists(main.exclude(PRACTICE)))

    def plan_of(self, user):
        """All that the user intends for strength, as the rules see it (three queries); `row` is the PlanDay."""
        rows = self.with_practice().filter(user=user).select_related("routine")
        moves = Move.objects.filter(user=user).values_list("plan_day", "date", "to")
        return schedule.Plan(
            [row.as_weekly(user) for row in rows],
            {(plan_day, date): to for plan_day, date, to in moves},
            [schedule.Paused(pause.since, pause.until, pause) for pause in Pause.objects.filter(user=user)],
        )


class PlanDay(Span):
    """A routine of the user's own, on a weekday of every week."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="plan_days")
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    routine = models.ForeignKey(Routine, models.RESTRICT, related_name="plan_days")
    time = models.TimeField(null=True, blank=True)

    objects = PlanDayQuerySet.as_manager()

    class Meta:
        verbose_name = "session in the week"
        verbose_name_plural = "sessions in the week"
        ordering = ["weekday", "time", "pk"]
        indexes = [models.Index(fields=["user", "weekday"], name="plan_day_user_weekday")]
        constraints = [
            *Span.Meta.constraints,
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="plan_day_weekday"),
            models.UniqueConstraint(
                fields=["user", "weekday", "routine"],
                condition=Q(until=None),
                name="plan_day_once",
                violation_error_message="That routine is on this day already.",
            ),
        ]

    def __str__(self):
        return f"{self.routine} on {self.get_weekday_display()}"

    def as_weekly(self, user):
        """It as the rules see it, once `with_practice` has said whether it is that. It ends with its routine."""
        until = self.until
        if self.routine.deleted_at:
            last = user.local_date(self.routine.deleted_at) - A_DAY
            until = min(until or last, last)
        return schedule.Weekly(
            self.pk, self.weekday, self.since, until, self.time, self.routine_id, self.practice, row=self
        )

    def stands_on(self, date):
        """Whether it is on this date by the plan, moved or not."""
        return date.weekday() == self.weekday and self.covers(date)

    def change(self, day, routine, at):
        """Another routine or time from `day` on: the past keeps what it had. Returns the row that stands from then."""
        with transaction.atomic():
            new = self
            if self.since < day:
                new = PlanDay(user=self.user, weekday=self.weekday, since=day, until=self.until)
                self.stop(day)
            new.routine, new.time = routine.own_of(self.user), at
            new.save()
            self.moves.filter(date__gte=day).update(plan_day=new)
        return new

    def move(self, date, to):
        """Do the session of this date on another one, or (None) skip it; the plan stays. To its own date: put back."""
        if to == date:
            self.moves.filter(date=date).delete()
        else:
            self.moves.update_or_create(date=date, defaults={"to": to}, create_defaults={"to": to, "user": self.user})


class Move(models.Model):
    """One session done on another date than the plan has it on, or on none."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    plan_day = models.ForeignKey(PlanDay, models.CASCADE, related_name="moves")
    date = models.DateField()
    to = models.DateField(null=True, blank=True, help_text="Empty: skipped.")

    class Meta:
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan_day", "date"], name="move_once"),
            models.CheckConstraint(
                condition=Q(to=None) | ~Q(to=F("date")),
                name="move_to_another_date",
                violation_error_message="It is on that day already.",
            ),
        ]

    def __str__(self):
        return f"{self.plan_day}, {self.date} to {self.to}"


class Pause(Span):
    """A holiday or an illness: the plan waits."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pauses")

    class Meta:
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["user", "since"], name="pause_user_since")]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "since"],
                name="pause_once",
                violation_error_message="There is a pause from that day already.",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(until=None),
                name="pause_one_open",
                violation_error_message="The plan is paused until further notice already.",
            ),
        ]

    def __str__(self):
        return f"Pause from {self.since}"


class RunDayQuerySet(SpanQuerySet):
    def put(self, user, kind, weekdays, day, at=None):
        """A run of this kind on these weekdays from `day` on; one that stands there already gets the time."""
        for weekday in weekdays:
            fields = {"user": user, "weekday": weekday, "kind": kind, "until": None}
            self.update_or_create(**fields, defaults={"time": at}, create_defaults={**fields, "since": day, "time": at})


class RunDay(Span):
    """A run of every week; the strength sessions are planned around it."""

    class Kind(models.TextChoices):
        EASY = "easy", "Easy run"
        HARD = "hard", "Hard run"
        LONG = "long", "Long run"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="run_days")
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    kind = models.CharField(max_length=4, choices=Kind)
    time = models.TimeField(null=True, blank=True)

    objects = RunDayQuerySet.as_manager()

    class Meta:
        ordering = ["weekday", "time", "pk"]
        indexes = [models.Index(fields=["user", "weekday"], name="run_day_user_weekday")]
        constraints = [
            *Span.Meta.constraints,
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="run_day_weekday"),
            models.UniqueConstraint(
                fields=["user", "weekday", "kind"],
                condition=Q(until=None),
                name="run_day_once",
                violation_error_message="That run is on this day already.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} on {self.get_weekday_display()}"

    def stands_on(self, date):
        """Whether it is on this date."""
        return date.weekday() == self.weekday and self.covers(date)


class Race(models.Model):
    """A race on one date."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="races")
    date = models.DateField()
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["date", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "date", "name"],
                name="race_once",
                violation_error_message="That race is on this date already.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.date}"
