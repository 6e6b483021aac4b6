"""Routines on weekdays, and single sessions of them that were moved, skipped or halved."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from glutes.plan.models.pause import pauses_of
from glutes.plan.models.span import WEEKDAYS, Span, SpanQuerySet
from glutes.prepared import prepared
from glutes.routines.models import Prescription, Routine
from glutes.rows import KeptManager
from glutes.rules.dates import A_DAY
from glutes.rules.week import schedule
from glutes.rules.week.plan import Paused, Plan
from glutes.rules.week.week_names import week_letter

PRACTICE = Q(exercise__slug__in=schedule.DAILY_HOLDS, seconds_high__isnull=False)
"""Matches a Prescription or WorkoutExercise that is daily practice; a routine of only these is no session."""


class PlanDayQuerySet(SpanQuerySet):
    def put(self, user, routine, weekdays, day, at=None, alternate=False):
        """Puts the routine on these weekdays from `day` on, with an optional time. Returns the plan days.

        `alternate`: every second week only, from the first of these dates on.

        A ready-made routine is copied for the user once. A weekday that has the routine already keeps its row, so that
        a second tap adds nothing. A row that ended the day before is continued, so that this undoes a removal.
        """
        routine = routine.own_of(user)
        first = {weekday: day + (weekday - day.weekday()) % 7 * A_DAY for weekday in weekdays}
        turns = {weekday: first[weekday] if alternate else None for weekday in weekdays}
        return [self._put_one(user, routine, weekday, day, at, turns[weekday]) for weekday in weekdays]

    def _put_one(self, user, routine, weekday, day, at, turn=None):
        same = PlanDay.objects.with_deleted().filter(user=user, routine=routine, weekday=weekday)
        for other in same.kept().without_end():
            if (turn is None) != (other.turn is None) or (turn and not schedule.comes_on(turn, other.turn)):
                other.stop(day)
        same = same.filter(turn=None) if turn is None else same.exclude(turn=None)
        same.discarded().exclude(since=day).delete()  # Removed on an earlier day: no longer undone.
        lasting = same.kept().filter(Q(until=None) | Q(until__gte=day - A_DAY))
        lasting = lasting.exclude(until=F("since"), since__gte=day)  # For one day alone: it stays so.
        row = lasting.order_by(F("until").asc(nulls_last=True)).last() or same.discarded().last()
        row = row or PlanDay(user=user, routine=routine, weekday=weekday, since=day)
        row.since, row.until, row.time, row.deleted_at = min(row.since, day), None, at or row.time, None
        row.turn = row.turn or turn
        row.save()
        return row

    def rearrange(self, user, days, day):
        """Moves the sessions of some weekdays to others from `day` on; `days`: {old weekday: new weekday}.

        Times stay, and so does everything before `day`. The reverse call on the same day undoes it: moves and skips of
        single sessions stay with the row that ended, and apply again after the undo.
        """
        for row in list(self.lasting_on(user, days)):
            row.stop(day)
            turn = row.turn and row.turn + (days[row.weekday] - row.weekday) * A_DAY
            self._put_one(user, row.routine, days[row.weekday], max(row.since, day), row.time, turn)

    def come(self, user, routine, weekday, day, turn, comes=True):
        """Sets how often the user's routine comes on a weekday from `day` on: every week, every second week counted
        from `turn`, or not at all. Returns the row that applied until then, as it was, or None."""
        row = self.filter(user=user, routine=routine, weekday=weekday).without_end().first()
        was = row and PlanDay(turn=row.turn)
        if comes:
            self._put_one(user, routine, weekday, day, row and row.time, turn)
        elif row:
            row.stop(day)
        return was

    def lasting_on(self, user, weekdays):
        """The user's plan days on these weekdays that have no end, without those that are practice."""
        of_them = {"user": user, "weekday__in": weekdays, "routine__in": user.routines.in_use()}
        rows = self.with_practice().without_end().filter(**of_them)
        return rows.filter(practice=False).select_related("routine")

    def with_practice(self):
        """Adds `practice`: whether the routine is nothing but daily holds."""
        main = Prescription.objects.filter(routine=OuterRef("routine"), block=Prescription.Block.MAIN)
        return self.annotate(practice=Exists(main.filter(PRACTICE)) & ~Exists(main.exclude(PRACTICE)))

    def plan_of(self, user):
        """The user's plan.Plan, in three queries. Each `row` in it is its PlanDay or Pause."""
        moves = moves_of(user.pk)
        return Plan(
            [row.as_weekly(user) for row in plan_days_of(user.pk)],
            {(plan_day, date): to for plan_day, date, to, _ in moves if to != date},
            [Paused(pause.since, pause.until, pause) for pause in pauses_of(user.pk)],
            frozenset((plan_day, date) for plan_day, date, _, half in moves if half),
        )


class PlanDay(Span):
    """One of the user's own routines on a weekday. When it is deleted its moves are kept for an undo."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="plan_days", db_index=False)
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    routine = models.ForeignKey(Routine, models.RESTRICT, related_name="plan_days")
    time = models.TimeField(null=True, blank=True)
    turn = models.DateField(
        null=True, blank=True, help_text="Every second week, counted from this date; empty: every week."
    )

    objects = KeptManager.from_queryset(PlanDayQuerySet)()

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
                condition=Q(until=None, deleted_at=None),
                name="plan_day_once",
                violation_error_message="That routine is on this day already.",
            ),
        ]

    def __str__(self):
        return f"{self.routine} on {self.get_weekday_display()}"

    def as_weekly(self, user):
        """The schedule.Weekly of a row from `with_practice`. It ends when its routine is deleted or archived."""
        self.user = user
        until = self.until
        if self.routine.away_since:
            last = user.local_date(self.routine.away_since) - A_DAY
            until = min(until or last, last)
        return schedule.Weekly(
            self.pk, self.weekday, self.since, until, self.time, self.routine_id, self.practice, self.turn, row=self
        )

    def stands_on(self, date):
        """Whether the plan has a session of it on this date, even if that was moved or skipped."""
        return date.weekday() == self.weekday and self.covers(date) and schedule.comes_on(date, self.turn)

    @property
    def every(self):
        """How often it comes: “every Friday”, “every Friday of B weeks”."""
        if not self.turn:
            return f"every {self.get_weekday_display()}"
        letter = week_letter(schedule.first_day(self.turn, self.user.first_weekday))
        return f"every {self.get_weekday_display()} of {letter} weeks"

    def change(self, day, routine, at, turn=None):
        """Changes routine, time and turn from `day` on. Returns the row that applies from then."""
        new = self
        if self.since < day:
            new = PlanDay(user=self.user, weekday=self.weekday, since=day, until=self.until)
            self.stop(day)
        new.routine, new.time, new.turn = routine.own_of(self.user), at, turn
        new.save()
        self.moves.filter(date__gte=day).update(plan_day=new)
        return new

    def go_on(self, left, day):
        """Stands in the week again from `day` on, and not on the days since its routine `left` the week: nothing was
        missed on them."""
        if max(self.since, left) < day:
            self.change(day, self.routine, self.time, self.turn)
            self.stop(left)

    def instead(self, date, routine, at, to=None, again=False):
        """Puts another routine or time in place of the session of this date alone. Returns its row, always the same.
        `to`: takes that back and puts the session on this day. `again`: brings back what was taken back."""
        once = {"user": self.user, "weekday": self.weekday, "routine": routine.own_of(self.user)}
        rows = PlanDay.objects.with_deleted().filter(**once, since=date, until=date).exclude(pk=self.pk)
        row = rows.kept().first() or (again and rows.order_by("deleted_at").last())
        row, on = row or PlanDay(**once, since=date, until=date), self.day_of(date)
        self.move(date, to)
        if not to:
            row.time, row.deleted_at = at, None
            row.save()
            if on != date:
                row.move(date, on)
        elif row.pk:
            row.discard(timezone.now())
        return row

    def day_of(self, date):
        """The date to which the session of this date was moved; else, or if it was skipped, its own."""
        moved = self.moves.filter(date=date).first()
        return moved.to if moved and moved.to else date

    def is_skipped(self, date):
        """Whether its session of this date was skipped."""
        return self.moves.filter(date=date, to=None).exists()

    def move(self, date, to):
        """Moves the session of this date to another date; None skips it, its own date moves it back."""
        self._keep(self.moved(date), to=to)

    def halve(self, date, half=True):
        """Halves the session of this date, wherever it was moved to, or makes it whole again."""
        self._keep(self.moved(date), half=half)

    def place(self, date, to, half):
        """Moves or skips the session of this date, and sets whether it is halved."""
        self._keep(self.moved(date), to=to, half=half)

    def moved(self, date):
        """The Move of the session of this date; an unsaved one if it was not changed."""
        return self.moves.filter(date=date).first() or Move(plan_day=self, user=self.user, date=date, to=date)

    def _keep(self, moved, **fields):
        """Stores a Move; deletes it if it no longer changes anything."""
        for name, value in fields.items():
            setattr(moved, name, value)
        if moved.half or moved.to != moved.date:
            moved.save()
        elif moved.pk:
            moved.delete()


class Move(models.Model):
    """One session that was moved to another date, skipped, or halved (perhaps on its own date)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    plan_day = models.ForeignKey(PlanDay, models.CASCADE, related_name="moves", db_index=False)
    date = models.DateField()
    to = models.DateField(null=True, blank=True, help_text="Empty: skipped.")
    half = models.BooleanField(default=False, help_text="Half the sets are enough.")

    class Meta:
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan_day", "date"], name="move_once"),
            models.CheckConstraint(
                condition=Q(to=None) | ~Q(to=F("date")) | Q(half=True),
                name="move_to_another_date",
                violation_error_message="It is on that day already.",
            ),
        ]

    def __str__(self):
        return f"{self.plan_day}, {self.date} to {self.to}"


@prepared
def plan_days_of(user):
    """The user's plan days, with their routines and whether these are practice."""
    return PlanDay.objects.with_practice().filter(user=user).select_related("routine")


@prepared
def moves_of(user):
    """The user's moves: (plan day, date, to, whether it is halved)."""
    return Move.objects.filter(user=user).values_list("plan_day", "date", "to", "half")
