"""The sets that were logged, and which of them count."""

from collections import Counter
from datetime import UTC, date, datetime

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.lookups import GreaterThan

from glutes.columns import LoadColumn
from glutes.exercises.models import Exercise, ExerciseKey
from glutes.prepared import prepared, store
from glutes.routines.models import Prescription
from glutes.rows import KeptQuerySet, Versioned
from glutes.rules.versions import UNSAID, Stamp

MARK = ("side", "reps", "seconds", "load_kg", "band", "form_ok")
"""The columns of a WorkoutSet that make a Mark, besides its day."""


MARKED = ("side", "load_kg", "band", "form_ok", "reps", "seconds")
"""The same columns in the order of their index: how a set was done, then how much."""
UNDATED = date.min
"""The day of a Mark whose real day was not queried."""

EVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Later than any set."""


class Side(models.TextChoices):
    BOTH = "both", "Both"
    LEFT = "left", "Left"
    RIGHT = "right", "Right"


def also_of(user, *paths):
    """More conditions for a query that names the user elsewhere: that the rows at these paths, such as
    "workout_exercise__", are the user's, as they are anyway; "" is the row itself.

    Where a table is not told whose rows are wanted, PostgreSQL may read everybody's. SQLite is not told: it does not
    know how many rows a member has, and would look through all of these for those of a few days.
    """
    return {} if connection.vendor == "sqlite" else {f"{path}user": user for path in paths}


class WorkoutSetQuerySet(KeptQuerySet):
    def of(self, user):
        """The user's sets, for a query that asks about their workouts as well."""
        return self.filter(user=user, **also_of(user, "workout_exercise__", "workout_exercise__workout__"))

    def of_days(self, user, first, last):
        """The user's sets of the days from first to last, found by the workout's day, which is indexed."""
        days = {"workout_exercise__workout__user": user, "workout_exercise__workout__day__range": (first, last)}
        return self.filter(**days, **also_of(user, "", "workout_exercise__"))

    def standing(self):
        """Those that count as done: not deleted, nor is their workout."""
        return self.kept().filter(workout_exercise__workout__deleted_at=None)

    def done(self):
        """Those of at least one rep or second: a set of 0 was tried, not done."""
        return self.filter(Q(reps__gt=0) | Q(seconds__gt=0))

    def main(self):
        """Those of the main block: warm-ups and cool-downs are ticked off, not measured."""
        return self.filter(workout_exercise__block=Prescription.Block.MAIN)

    def counted(self, user, exercises=None, ticked_off=False):
        """The user's `standing().main()` sets, of all exercises or these, without joins: to read a whole history fast.

        The rows that do not count are few, so they are looked up first and excluded. `ticked_off`: sets of warm-ups and
        cool-downs count as well.
        """
        rows = self.model._meta.get_field("workout_exercise").related_model.objects
        deleted = rows.filter(workout__user=user, workout__deleted_at__isnull=False, **also_of(user, ""))
        theirs = {"user": user} if exercises is None else {"user": user, "exercise__in": exercises}
        sets = self.kept().filter(**theirs).exclude(workout_exercise__in=deleted)
        if ticked_off:
            return sets
        aside = rows.filter(~Q(block=Prescription.Block.MAIN), **theirs)
        return sets.exclude(workout_exercise__in=aside)


class WorkoutSet(Versioned):
    """The newest version of one set of one side. `amount` is its reps or seconds, `load` its kilograms or band."""

    CLOCKS = {"logged_at": ("deleted", "amount", "load", "form_ok", "rir", "done_at")}
    BLANK = {"load": {"load_kg": None, "band": None}, "form_ok": {"form_ok": True}, "rir": {"rir": None}}

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    workout_exercise = models.ForeignKey(
        "workouts.WorkoutExercise", models.CASCADE, related_name="logged_sets", db_index=False
    )
    exercise = ExerciseKey(Exercise, models.RESTRICT, related_name="+")
    number = models.PositiveSmallIntegerField(help_text="From 1; in a circuit the round.")
    side = models.CharField(max_length=5, choices=Side, default=Side.BOTH)
    reps = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.PositiveSmallIntegerField(null=True, blank=True)
    load_kg = LoadColumn()
    band = models.PositiveSmallIntegerField(null=True, blank=True)
    form_ok = models.BooleanField(default=True)
    rir = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Reps in reserve; 4 means 4 or more.")
    done_at = models.DateTimeField()
    typed_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was first typed, while no version says when it was done."
    )
    logged_at = models.DateTimeField(help_text="When the newest version was typed.")
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = WorkoutSetQuerySet.as_manager()

    class Meta:
        ordering = ["workout_exercise", "number", "side"]
        indexes = [
            models.Index(
                fields=["user", "exercise", *MARKED, "done_at", "deleted_at", "workout_exercise"],
                name="workout_set_marks",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["workout_exercise", "number", "side"], name="workout_set_once"),
            models.CheckConstraint(
                condition=Q(reps__isnull=False, seconds=None)
                | Q(reps=None, seconds__isnull=False)
                | Q(deleted_at__isnull=False),
                name="workout_set_reps_or_seconds",
                violation_error_message="A set has reps or seconds.",
            ),
            models.CheckConstraint(
                condition=Q(load_kg=None) | Q(band=None),
                name="workout_set_load_or_band",
                violation_error_message="A set has a load or a band, not both.",
            ),
        ]

    def __str__(self):
        return f"{self.exercise} {self.number} {self.side}"

    @property
    def amount(self):
        """Its reps, or its seconds."""
        return self.seconds if self.reps is None else self.reps

    def log(self, stamp, said):
        """Merges a version, field by field, and stores the row.

        A deletion (`deleted_at` in `said`) hides the set and keeps the row, so that it can be undone. A set that is
        logged in its place later does not get load, form and reps in reserve from before the deletion. If no version
        says when the set was done, Workout.settle works that out.
        """
        if "done_at" in said:
            self.typed_at = None
        elif self.typed_at or not self.pk:
            self.typed_at = min(self.typed_at or stamp.typed, stamp.typed)
            self.done_at = self.done_at or self.typed_at
        self.take(stamp, said)
        if said["deleted"]["deleted_at"]:
            self.stamps |= {"taken": str(max(self.taken, stamp))}
        if not self.deleted_at:
            self.take(self.taken, self.BLANK)
        store(self)

    @property
    def taken(self):
        """The Stamp of its newest deletion, even if a newer version brought it back."""
        if "taken" in self.stamps:
            return Stamp.read(self.stamps["taken"])
        return Stamp.of(self.deleted_at) if self.deleted_at else UNSAID


IN_ORDER = WorkoutSet.objects.order_by("number", "side")

STANDING = models.Prefetch("logged_sets", IN_ORDER.kept(), to_attr="standing")
"""Prefetches the sets of a workout's exercises that are not deleted, in order, as `standing`."""


@prepared
def last_moments(workout):
    """When the last set of a workout was done that is not deleted: one moment, or none."""
    sets = WorkoutSet.objects.kept().filter(workout_exercise__workout=workout)
    return sets.order_by("-done_at").values_list("done_at", flat=True)[:1]


def sets_counted(sets):
    """How many of these sets are whole, and how many are one side alone, as a pair; a set of 0 was tried, not done."""
    done = [one for one in sets if one.amount]
    sides = Counter((one.workout_exercise_id, one.number) for one in done if one.side != Side.BOTH)
    alone = sum(count == 1 for count in sides.values())
    return len(done) - sides.total() + len(sides) - alone, alone


def sets_said(whole, on_one_side):
    """How many sets, and how many of one side alone, in words: “2 sets and 3 on one side”, “1 set on one side”."""
    count = whole or on_one_side
    words = f"{count} set{'' if count == 1 else 's'}"
    if whole and on_one_side:
        return f"{words} and {on_one_side} on one side"
    return f"{words} on one side" if on_one_side else words


def going(since):
    """Whether a workout is in progress, as a condition: the rule is `is_going` in rules/moments.py.

    `since`: the moment that was OPEN_FOR ago. A start after it is enough: no set was done before its workout started.
    """
    moments = WorkoutSet.objects.kept().filter(workout_exercise__workout=OuterRef("pk")).order_by("-done_at")
    last = Subquery(moments.values("done_at")[:1])  # Not EXISTS, for which PostgreSQL may read everybody's sets.
    return Q(finished_at=None) & (Q(started__gt=since) | Q(GreaterThan(last, since)))


def all_going(user, since):
    """The user's workouts in progress (see `going`), for conditions on rows of other tables: looked up once, and by the
    index of those that have not ended, not for each row."""
    return apps.get_model("workouts.Workout").objects.filter(going(since), user=user).order_by().values("pk")


def counts():
    """Whether a workout counts as a session, as a condition: it has a set of at least one rep or second in its main
    block."""
    return Exists(WorkoutSet.objects.kept().done().main().filter(workout_exercise__workout=OuterRef("pk")))
