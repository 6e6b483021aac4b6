"""The exercises of workouts: what was prescribed when the workout began, and how it went."""

from collections import defaultdict
from itertools import groupby
from operator import itemgetter

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from glutes.columns import LoadColumn
from glutes.exercises.models import Exercise, ExerciseKey
from glutes.prepared import prepared, store
from glutes.routines.models import AMOUNTS, Prescription
from glutes.rows import Versioned
from glutes.rules.bests import Mark
from glutes.rules.coaching import easier_week, pain
from glutes.rules.coaching.pain import SITES
from glutes.rules.coaching.sessions import HOLD_FROM, STOP_FROM, PastSession
from glutes.rules.coaching.ways import CHOICES, WAYS
from glutes.rules.moments import OPEN_FOR
from glutes.rules.most import MOST_PAIN, MOST_SETS
from glutes.rules.versions import NEVER
from glutes.rules.warning_signs import said_at
from glutes.workouts.models.set import IN_ORDER, MARK, UNDATED, Side, WorkoutSet, all_going, also_of
from glutes.workouts.snapshot import SnapshotSlot, default_dose

HARD = 3
"""The value of Workout.Effort.HARD, which cannot be imported here: workout.py imports this module."""

IN_MAIN = Q(block=Prescription.Block.MAIN)
"""Matches rows of the main block."""


def has_a_set():
    """A condition: the row has a set that was not deleted."""
    return Exists(WorkoutSet.objects.kept().filter(workout_exercise=OuterRef("pk")))


class WorkoutExerciseQuerySet(models.QuerySet):
    def of(self, user):
        """The user's rows, for a query that asks about their workouts as well."""
        return self.filter(user=user, **also_of(user, "workout__"))

    def of_days(self, user, **days):
        """The user's rows of these days, such as `gt=since`, found by the workout's day, which is indexed."""
        days = {f"workout__day__{lookup}": day for lookup, day in days.items()}
        return self.filter(workout__user=user, **days, **also_of(user, ""))

    def standing(self):
        """Rows of workouts that are not deleted."""
        return self.filter(workout__deleted_at=None)

    def main(self):
        """Those of the main block: warm-ups and cool-downs are ticked off, not measured."""
        return self.filter(IN_MAIN)

    def with_a_set(self):
        """Rows with at least one set that was not deleted."""
        return self.filter(has_a_set())

    def that_hurt(self, least):
        """Rows with pain of at least `least` (0-10); in order, with exercise and workout."""
        rows = self.standing().filter(pain__gte=least)
        return rows.select_related("workout").prefetch_related("exercise").order_by("workout", "slot")


def worst(pains):
    """The highest of some pains (0-10); None if all are None."""
    return max((pain for pain in pains if pain is not None), default=None)


class WorkoutExercise(Versioned):
    """An exercise in a slot of a workout: its prescription and target when the workout began, and how it went.

    A swap makes a second row in the same slot, so that nothing logged is rewritten.
    """

    CLOCKS = {"logged_at": ("skipped", "pain", "pain_site"), "morning_at": ("pain_next_day",)}

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    workout = models.ForeignKey("workouts.Workout", models.CASCADE, related_name="exercises", db_index=False)
    slot = models.PositiveSmallIntegerField()
    exercise = ExerciseKey(Exercise, models.RESTRICT, related_name="+")
    block = models.CharField(max_length=9, choices=Prescription.Block, default=Prescription.Block.MAIN)
    sets = models.PositiveSmallIntegerField(default=3)
    reps_low = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_high = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_low = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_high = models.PositiveSmallIntegerField(null=True, blank=True)
    rest_s = models.PositiveSmallIntegerField(default=30)
    load_kg = LoadColumn()
    band = models.PositiveSmallIntegerField(null=True, blank=True)
    group = models.CharField(max_length=1, blank=True)
    way = models.CharField(max_length=6, choices=CHOICES, blank=True, default="", help_text="Empty: as usual.")
    prescribed_note = models.CharField(max_length=200, blank=True)
    target = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Reps or seconds aimed at in each set.")
    reason = models.CharField(max_length=300, blank=True, help_text="Why this target, in one sentence.")
    reason_sources = models.JSONField(default=list, blank=True, help_text="Who says so: slugs of sources.")
    coached = models.BooleanField(default=True)
    first_side = models.CharField(max_length=5, choices=Side, default=Side.LEFT)
    paused_side = models.CharField(max_length=5, choices=Side, blank=True, help_text="Not done; empty: both are.")
    stop_from = models.PositiveSmallIntegerField(default=STOP_FROM, help_text="A pain of this, 0 to 10, ends it.")
    skipped = models.BooleanField(default=False)
    pain = models.PositiveSmallIntegerField(null=True, blank=True)
    pain_site = models.CharField(max_length=9, blank=True, choices=SITES, help_text="Where a pain of 4 or more is.")
    pain_next_day = models.PositiveSmallIntegerField(null=True, blank=True)
    morning_at = models.DateTimeField(
        null=True, blank=True, help_text="When the newest version of pain_next_day was typed."
    )
    logged_at = models.DateTimeField(help_text="When the newest version of skipped, pain and its site was typed.")

    objects = WorkoutExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["workout", "slot", "pk"]
        indexes = [
            models.Index(fields=["user", "exercise", "-day"], name="workout_exercise_history"),
            models.Index(fields=["user", "exercise", "-day"], name="workout_exercise_main", condition=Q(block="main")),
            models.Index(fields=["user", "exercise"], name="workout_exercise_aside", condition=~Q(block="main")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["workout", "slot", "exercise"], name="workout_exercise_slot_once"),
            models.CheckConstraint(
                condition=(Q(pain=None) | Q(pain__lte=MOST_PAIN))
                & (Q(pain_next_day=None) | Q(pain_next_day__lte=MOST_PAIN)),
                name="workout_exercise_pain_0_to_10",
                violation_error_message="Pain goes from 0 to 10.",
            ),
            models.CheckConstraint(
                condition=Q(way__in=list(WAYS)),
                name="workout_exercise_way",
                violation_error_message="Pick one of the ways shown.",
            ),
            models.CheckConstraint(
                condition=Q(pain_site__in=["", *SITES]),
                name="workout_exercise_pain_site",
                violation_error_message="Pick one of the places shown.",
            ),
        ]

    def __str__(self):
        return f"{self.exercise}, {self.day}"

    @classmethod
    def copied(cls, workout, slot):
        """An unsaved row for one slot of a snapshot."""
        copied = {"user_id": workout.user_id, "workout": workout, "day": workout.day, "logged_at": NEVER}
        return cls(**copied, **slot.values())

    @classmethod
    def swapped(cls, workout, slot, exercise, measure, prescribed, lock=None, owned=()):
        """An unsaved row for an exercise that is done instead of the prescribed one, or was added to the workout.

        A swap keeps the place, the load if the new exercise takes that kind, and the dose if the `measure` is the same;
        else it gets the usual dose. `lock`: a physio's limits to obey, with the weights (kg) in `owned`.
        """
        values = {}
        if prescribed:
            kept = ("block", "sets", "rest_s", "group", "first_side", "paused_side")
            values |= {name: getattr(prescribed, name) for name in kept}
        if prescribed and prescribed.measure == measure:
            values |= {name: getattr(prescribed, name) for name in (*AMOUNTS, "target")}
        else:
            values |= default_dose(exercise, measure)
        if prescribed and exercise.takes_load_of(prescribed.exercise):
            values |= {"load_kg": prescribed.load_kg, "band": prescribed.band}
        if exercise.cap_s and values.get("seconds_high"):
            held = ("seconds_low", "seconds_high", "target")
            values |= {name: min(values[name], exercise.cap_s) for name in held if values[name]}
        row = cls.copied(workout, SnapshotSlot(slot, exercise, **values))
        if lock:
            lock.bind(row, owned)
        return row

    @property
    def measure(self):
        """What its sets are counted in: Exercise.Measure.REPS or SECONDS."""
        return Exercise.Measure.REPS if self.reps_high else Exercise.Measure.SECONDS

    @property
    def aim(self):
        """Reps or seconds to do in each set: the target, else the lower end of what is prescribed."""
        return self.target or self.reps_low or self.seconds_low

    @property
    def light(self):
        """What to do about its pain now, as a traffic light (rules/coaching/pain.py)."""
        return pain.light(self.pain, self.stop_from)

    @property
    def hurts_at(self):
        """The place that hurts (a key of SITES) if it hurts enough to be told; else, or if nobody said, ""."""
        return self.pain_site if (self.pain or 0) >= pain.HOLD_FROM else ""

    @property
    def look_out(self):
        """What to look out for where it hurts, or ""."""
        return said_at(self.hurts_at)

    @property
    def past_session(self):
        """The row as a PastSession without sets, which is enough for the rules about pain."""
        started = int(self.workout.started.timestamp())
        return PastSession(self.day, (), self.pain, self.pain_next_day, self.target, started)

    @property
    def mornings(self):
        """The answers for the morning after it hurt: what is asked is the pain itself, 0 (gone) to 10."""
        return range(MOST_PAIN + 1)

    @property
    def is_stopped(self):
        """Whether it hurts too much to go on."""
        return self.light == pain.STOP

    @property
    def is_over(self):
        """Whether no more sets of it are to be done in this workout."""
        return self.skipped or self.is_stopped

    def clean_set(self, side, amount, loaded):
        """Raises ValidationError, by field, for a set that does not fit the exercise. `amount` is (reps, seconds)."""
        problems = {}
        reps, seconds = amount
        if side not in self.exercise.log_sides:
            sides = "left and right separately" if self.exercise.one_sided else "both sides together"
            problems["side"] = f"{self.exercise.name}: log {sides}."
        if self.measure == Exercise.Measure.REPS and seconds is not None:
            problems["seconds"] = f"{self.exercise.name} counts reps here."
        if self.measure == Exercise.Measure.SECONDS and reps is not None:
            problems["reps"] = f"{self.exercise.name} counts seconds here."
        if loaded and self.exercise.load == Exercise.Load.NONE:
            problems["load_kg"] = f"{self.exercise.name} takes no weight."
        if problems:
            raise ValidationError(problems)

    def set_of(self, number, side):
        """The set of this number and side; an unsaved one if none was logged.

        Raises ValidationError when the workout already has MOST_SETS sets.
        """
        sets = self.workout.every_set
        same = (one for one in sets if one.number == number and one.side == side)
        found = next((one for one in same if one.workout_exercise_id == self.pk), None)
        if found is None and len(sets) >= MOST_SETS:
            raise ValidationError({"number": f"{MOST_SETS} sets a session is the limit."})
        if found is None:
            place = {"workout_exercise": self, "user_id": self.user_id, "exercise_id": self.exercise_id}
            found = WorkoutSet(number=number, side=side, logged_at=NEVER, **place)
            found.slot = self.slot
            sets.append(found)
        return found

    def note_slot(self, stamp, said):
        """Merges a version of `skipped`, `pain` and `pain_site`, and stores the row."""
        self.take(stamp, said)
        store(self)

    def note_morning(self, stamp, said):
        """Merges a version of the pain on the morning after (`pain_next_day`, 0-10), and stores the row."""
        self.take(stamp, said, clock="morning_at")
        store(self)


@prepared
def trained(user, since):
    """What the user did after that day in main blocks, and what hurt in others: (movement pattern or "", exercise's
    key and slug, day, pain, pain on the morning after, whether it has a set in a main block)."""
    hurt = Q(pain__gt=0) | Q(pain_next_day__gt=0)
    rows = WorkoutExercise.objects.of_days(user, gt=since).standing().filter(IN_MAIN | hurt)
    done = Case(When(IN_MAIN & has_a_set(), then=Value(True)), default=Value(False))
    rows = rows.annotate(done=done).order_by()
    return rows.values_list(
        "exercise__pattern", "exercise_id", "exercise__slug", "day", "pain", "pain_next_day", "done"
    )


def last_time(workout, exercises):
    """The sets of each exercise in the latest earlier workout that has ended, with a set of it in the main block, as
    Marks without days: {exercise's key: [Mark]}. The coach reads the same sets."""
    found, opened = defaultdict(list), timezone.now() - OPEN_FOR
    for exercise, *one in sets_of_last_time(workout.user_id, workout.day, workout.started, opened, exercises):
        found[exercise].append(Mark(UNDATED, *one))
    return found


@prepared
def sets_of_last_time(user, day, started, opened, exercises):
    """The sets for `last_time`, in order. There is a subquery for each exercise, so that the database reads only the
    end of its history."""
    rows = WorkoutExercise.objects.of(user).filter(exercise=OuterRef("pk"), day__lte=day, workout__started__lt=started)
    rows = rows.standing().main().with_a_set().exclude(workout__in=all_going(user, opened))
    latest = Subquery(rows.order_by("-day", "-workout__started", "-pk").values("pk")[:1])
    found = Exercise.objects.filter(pk__in=exercises).order_by().values_list(latest)
    return IN_ORDER.kept().filter(workout_exercise__in=found).values_list("exercise", *MARK)


def tolls(user, today):
    """Yields an easier_week.Toll for each recent session that has ended and may show tiredness; one query.

    Exercises that hurt are left out: a set cut short by pain is no sign of tiredness.
    """
    rows = tiring(user, today - easier_week.SIGNS_WITHIN, today, timezone.now() - OPEN_FOR)
    for (_, day, effort), same in groupby(rows, key=itemgetter(1, 2, 3)):
        targets, done, spent, least = zip(*(row[4:] for row in same), strict=True)
        known = (pair for pair in zip(least, targets, strict=True) if None not in pair)
        short = sum(few < target for few, target in known)
        spent, missed = 2 * sum(spent) > sum(done), 2 * short >= len(targets)
        yield easier_week.Toll(day, hard=effort == HARD, spent=spent, missed=missed)


@prepared
def tiring(user, since, today, opened):
    """The rows for `tolls`: (row, workout, day, effort, target, how many sets, how many of these with none in reserve,
    the least reps or seconds with no more weight than was asked for, or None)."""
    kept = Q(logged_sets__deleted_at=None)
    as_asked = Q(logged_sets__load_kg=None) | Q(logged_sets__load_kg__lte=F("load_kg"))
    rows = WorkoutExercise.objects.of_days(user, gt=since).filter(day__lte=today).standing().main()
    rows = rows.exclude(pain__gte=HOLD_FROM).values_list("pk", "workout", "day", "workout__effort", "target")
    rows = rows.annotate(
        done=Count("logged_sets", filter=kept),
        spent=Count("logged_sets", filter=kept & Q(logged_sets__rir=0)),
        least=Min(Coalesce("logged_sets__reps", "logged_sets__seconds"), filter=kept & as_asked),
    )
    return rows.filter(done__gt=0).exclude(workout__in=all_going(user, opened)).order_by("day", "workout")
