"""What was done: workouts, their exercises (copied from the routine when it started) and their sets.

One set is one row, however often and in whatever order its versions arrive: the newest `logged_at` wins, an equal one
is a resend, and deleting is a version too.
"""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.urls import reverse

from glutes.exercises.models import Exercise
from glutes.plan.models import PRACTICE
from glutes.routines.models import Prescription, Routine
from glutes.rules.coaching import pain
from glutes.rules.week import schedule
from glutes.workouts.snapshot import AMOUNTS, default_dose


class Side(models.TextChoices):
    BOTH = "both", "Both"
    LEFT = "left", "Left"
    RIGHT = "right", "Right"


OPEN_FOR = timedelta(hours=6)
"""A workout never finished counts as finished at its last set after this long."""


NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Older than any version: of what was begun, but never said anything about since."""


class WorkoutQuerySet(models.QuerySet):
    def begin(self, user, pk, started, snapshot):
        """The user's workout with this id, made from the snapshot unless it is there already.

        Inserts ignore conflicts, so any number of clients may begin the same one at once. Raises Workout.DoesNotExist
        when the id belongs to somebody else.
        """
        with transaction.atomic():
            fields = {key: snapshot[key] for key in ("name", "style", "rounds", "round_rest_s")}
            routine = Routine.objects.visible_to(user).filter(pk=snapshot["routine"]).first()
            workout = Workout(
                pk=pk, user=user, routine=routine, started=started, day=started.date(), logged_at=NEVER, **fields
            )
            self.bulk_create([workout], ignore_conflicts=True)
            workout = self.select_for_update().get(pk=pk, user=user)
            rows = [WorkoutExercise.copied(workout, item) for item in snapshot["slots"]]
            WorkoutExercise.objects.bulk_create(rows, ignore_conflicts=True)
        return workout

    def kept(self):
        """Those not deleted."""
        return self.filter(deleted_at=None)

    def with_last_set(self):
        """Adds `last_set_at`, when the last set that still stands was done."""
        standing = Q(exercises__logged_sets__deleted_at=None)
        last = Max("exercises__logged_sets__done_at", filter=standing)
        return self.annotate(last_set_at=last).order_by("-day", "-started")

    def with_sums(self):
        """Adds `last_set_at` and `set_count`: sets of the main block, where one side alone counts half."""
        main = Q(exercises__block=Prescription.Block.MAIN, exercises__logged_sets__deleted_at=None)
        one_side = ~Q(exercises__logged_sets__side=Side.BOTH)
        whole, half = (Count("exercises__logged_sets", filter=main & q) for q in (~one_side, one_side))
        return self.with_last_set().annotate(set_count=whole + half / 2.0)

    def open(self, now):
        """Begun, not finished, and touched within the last six hours; newest first."""
        recent = Q(last_set_at__gt=now - OPEN_FOR) | Q(last_set_at=None, started__gt=now - OPEN_FOR)
        return self.kept().filter(finished_at=None).with_last_set().filter(recent)

    def counted(self):
        """Those that hold at least one set of the main block: only they count as sessions."""
        main = WorkoutSet.objects.filter(
            workout_exercise__workout=OuterRef("pk"), workout_exercise__block=Prescription.Block.MAIN, deleted_at=None
        )
        return self.kept().filter(Exists(main))

    def done_by_day(self, first, last):
        """Those that count, of the days from first to last, as the week's arithmetic takes them: {day: [Done]}."""
        sets = WorkoutSet.objects.filter(workout_exercise=OuterRef("pk"), deleted_at=None)
        rows = WorkoutExercise.objects.filter(Exists(sets), workout=OuterRef("pk"), block=Prescription.Block.MAIN)
        counted = self.counted().filter(day__range=(first, last)).annotate(more=Exists(rows.exclude(PRACTICE)))
        done = defaultdict(list)
        for day, routine, more in counted.values_list("day", "routine", "more"):
            done[day].append(schedule.Done(routine, practice=not more))
        return done


class Workout(models.Model):
    """One session. Its id may be made by the client; `day` is the date written in `started`, and never moves."""

    class Effort(models.IntegerChoices):
        EASY = 1, "Easy"
        JUST_RIGHT = 2, "Just right"
        HARD = 3, "Hard"

    id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="workouts")
    routine = models.ForeignKey(Routine, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=80)
    style = models.CharField(max_length=7, choices=Routine.Style, default=Routine.Style.SETS)
    rounds = models.PositiveSmallIntegerField(default=1)
    round_rest_s = models.PositiveSmallIntegerField(default=120)
    started = models.DateTimeField()
    day = models.DateField()
    finished_at = models.DateTimeField(null=True, blank=True)
    effort = models.PositiveSmallIntegerField(choices=Effort, null=True, blank=True)
    note = models.TextField(blank=True, max_length=2000)
    logged_at = models.DateTimeField(help_text="When this version of finish, effort and note was typed.")
    deleted_at = models.DateTimeField(null=True, blank=True, help_text="The newest deletion, while it stands.")
    restored_at = models.DateTimeField(null=True, blank=True, help_text="The newest undo of a deletion.")

    objects = WorkoutQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-started"]
        indexes = [models.Index(fields=["user", "-day"], name="workout_user_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(effort=None) | Q(effort__range=(1, 3)),
                name="workout_effort_1_to_3",
                violation_error_message="Effort is 1 (easy), 2 (just right) or 3 (hard).",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.day}"

    def get_absolute_url(self):
        return reverse("workouts:workout_detail", args=[self.pk])

    def ended_at(self, now):
        """When it ended: as finished, or at its last set once that is six hours old; None while it is open."""
        if self.finished_at:
            return self.finished_at
        last = self.sets().aggregate(last=Max("done_at"))["last"] or self.started
        return last if now - last >= OPEN_FOR else None

    def within(self, moment):
        """The moment, or its start if that is later: a clock put right meanwhile must not make it last -1 h."""
        return max(moment, self.started)

    @property
    def month(self):
        """The first day of its month, to sort a history by."""
        return self.day.replace(day=1)

    @property
    def in_short(self):
        """35 min, 17 sets, just right; of a workout `with_sums`."""
        ended = self.finished_at or self.last_set_at or self.started
        minutes = round((ended - self.started).total_seconds() / 60)
        words = [f"{minutes} min"] if minutes else []
        words.append(
            f"{self.set_count:g} set{'' if self.set_count == 1 else 's'}" if self.set_count else "nothing logged"
        )
        return ", ".join([*words, self.get_effort_display().lower()] if self.effort else words)

    def sets(self):
        """Its sets that stand."""
        return WorkoutSet.objects.filter(workout_exercise__workout=self, deleted_at=None)

    def sets_in(self, row):
        """How many sets (rounds, in a circuit's main block) the row asks for."""
        circuit = self.style == Routine.Style.CIRCUIT and row.block == Prescription.Block.MAIN
        return self.rounds if circuit else row.sets

    def row_for(self, slot, exercise, measure):
        """The row of this slot and exercise, made when it is a swap or an added slot.

        Without an exercise: the one prescribed there. `measure` says what a new row counts when the prescription in the
        slot does not fit: a swap keeps dose and place where it can. Raises WorkoutExercise.DoesNotExist when the slot
        is empty and no exercise is named.
        """
        prescribed = self.exercises.filter(slot=slot).select_related("exercise").order_by("pk").first()
        if prescribed and exercise in (None, prescribed.exercise):
            return prescribed
        if exercise is None:
            raise WorkoutExercise.DoesNotExist
        if prescribed and self.style == Routine.Style.CIRCUIT and prescribed.block == Prescription.Block.MAIN:
            measure = prescribed.measure  # The clock of a circuit runs on, whatever is done in it.
        row = WorkoutExercise.swapped(self, slot, exercise, measure, prescribed)
        WorkoutExercise.objects.bulk_create([row], ignore_conflicts=True)
        return self.exercises.select_related("exercise").get(slot=slot, exercise=exercise)

    def finish(self, logged_at, **fields):
        """Stores this version of `finished_at`, `effort` and `note` if it is the newest; revives a deleted workout."""
        newer = Workout.objects.filter(pk=self.pk, logged_at__lt=logged_at)
        newer.update(logged_at=logged_at, **fields)
        self.revive(logged_at)
        self.refresh_from_db()

    def delete_at(self, logged_at):
        """Deletes it as of then, unless something newer was logged in it or the deletion was already undone."""
        newer = self.logged_at > logged_at or (self.restored_at and self.restored_at > logged_at)
        sets = WorkoutSet.objects.filter(workout_exercise__workout=self, logged_at__gt=logged_at)
        if not newer and not sets.exists() and not self.exercises.filter(logged_at__gt=logged_at).exists():
            older = Q(deleted_at=None) | Q(deleted_at__lt=logged_at)
            Workout.objects.filter(older, pk=self.pk).update(deleted_at=logged_at)
        self.refresh_from_db()

    def restore_at(self, logged_at):
        """Undoes every deletion older than then."""
        older = Q(restored_at=None) | Q(restored_at__lt=logged_at)
        Workout.objects.filter(older, pk=self.pk).update(restored_at=logged_at)
        self.revive(logged_at)
        self.refresh_from_db()

    def revive(self, logged_at):
        """Something newer than its deletion was logged: the workout is back."""
        Workout.objects.filter(pk=self.pk, deleted_at__lt=logged_at).update(deleted_at=None)


class WorkoutExerciseQuerySet(models.QuerySet):
    def last_time(self, workout, exercises):
        """For each exercise the row of the latest earlier workout in which it has a set, with `standing` sets."""
        earlier = {"day__lte": workout.day, "workout__started__lt": workout.started}
        return self.filter(user=workout.user_id, **earlier).latest_of(exercises)

    def latest_of(self, exercises):
        """For each exercise the latest of these rows that has a set, with its `standing` sets.

        Asked for exercise by exercise, so that each looks at the end of its history only.
        """
        sets = WorkoutSet.objects.filter(workout_exercise=OuterRef("pk"), deleted_at=None)
        done = self.filter(Exists(sets), exercise=OuterRef("pk"), workout__deleted_at=None)
        latest = Subquery(done.order_by("-day", "-workout__started", "-pk").values("pk")[:1])
        found = Exercise.objects.filter(pk__in=exercises).order_by().values_list(latest)
        return WorkoutExercise.objects.filter(pk__in=found).prefetch_related(STANDING)


class WorkoutExercise(models.Model):
    """An exercise in a slot of a workout: what was prescribed and aimed at when it began, and how it went.

    A swap makes a second one in the same slot, so nothing already logged is rewritten.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    workout = models.ForeignKey(Workout, models.CASCADE, related_name="exercises")
    slot = models.PositiveSmallIntegerField()
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    block = models.CharField(max_length=9, choices=Prescription.Block, default=Prescription.Block.MAIN)
    sets = models.PositiveSmallIntegerField(default=3)
    reps_low = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_high = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_low = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_high = models.PositiveSmallIntegerField(null=True, blank=True)
    rest_s = models.PositiveSmallIntegerField(default=30)
    load_kg = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    band = models.PositiveSmallIntegerField(null=True, blank=True)
    group = models.CharField(max_length=1, blank=True)
    prescribed_note = models.CharField(max_length=200, blank=True)
    target = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Reps or seconds aimed at in each set.")
    reason = models.CharField(max_length=300, blank=True, help_text="Why this target, in one sentence.")
    reason_sources = models.JSONField(default=list, blank=True, help_text="Who says so: slugs of sources.")
    coached = models.BooleanField(default=True)
    first_side = models.CharField(max_length=5, choices=Side, default=Side.LEFT)
    paused_side = models.CharField(max_length=5, choices=Side, blank=True, help_text="Not done; empty: both are.")
    skipped = models.BooleanField(default=False)
    pain = models.PositiveSmallIntegerField(null=True, blank=True)
    pain_next_day = models.PositiveSmallIntegerField(null=True, blank=True)
    morning_at = models.DateTimeField(null=True, blank=True, help_text="When this version of pain_next_day was typed.")
    logged_at = models.DateTimeField(help_text="When this version of skipped and pain was typed.")

    objects = WorkoutExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["workout", "slot", "pk"]
        indexes = [models.Index(fields=["user", "exercise", "-day"], name="workout_exercise_history")]
        constraints = [
            models.UniqueConstraint(fields=["workout", "slot", "exercise"], name="workout_exercise_slot_once"),
            models.CheckConstraint(
                condition=(Q(pain=None) | Q(pain__lte=10)) & (Q(pain_next_day=None) | Q(pain_next_day__lte=10)),
                name="workout_exercise_pain_0_to_10",
                violation_error_message="Pain goes from 0 to 10.",
            ),
        ]

    def __str__(self):
        return f"{self.exercise}, {self.day}"

    @classmethod
    def copied(cls, workout, item):
        """A row that holds one slot of a snapshot."""
        return cls(user_id=workout.user_id, workout=workout, day=workout.day, logged_at=NEVER, **item)

    @classmethod
    def swapped(cls, workout, slot, exercise, measure, prescribed):
        """A row for an exercise done instead of the prescribed one (dose and place kept), or added (ours: 3 sets)."""
        item = {"slot": slot, "exercise": exercise, "first_side": Side.LEFT}
        if prescribed:
            kept = ("block", "sets", "rest_s", "group", "first_side", "paused_side")
            item |= {name: getattr(prescribed, name) for name in kept}
        if prescribed and prescribed.measure == measure:
            item |= {name: getattr(prescribed, name) for name in (*AMOUNTS, "target")}
        else:
            item |= default_dose(exercise, measure)
        if exercise.cap_s and item.get("seconds_high"):
            held = ("seconds_low", "seconds_high", "target")
            item |= {name: min(item[name], exercise.cap_s) for name in held if item[name]}
        return cls.copied(workout, item)

    @property
    def measure(self):
        """Whether its sets are counted in reps or in seconds."""
        return Exercise.Measure.REPS if self.reps_high else Exercise.Measure.SECONDS

    @property
    def aim(self):
        """Reps or seconds to do in each set: the target, else the lower end of what is prescribed."""
        return self.target or self.reps_low or self.seconds_low

    @property
    def light(self):
        """What to do about its pain now, as a traffic light."""
        return pain.light(self.pain)

    @property
    def is_stopped(self):
        """Whether it hurts too much to go on."""
        return self.light == pain.STOP

    @property
    def is_over(self):
        """Whether nothing more is asked of it today."""
        return self.skipped or self.is_stopped

    def clean_set(self, side, amount, loaded):
        """Raises ValidationError, by field, for a set that is none of this exercise. `amount` is (reps, seconds)."""
        problems = {}
        reps, seconds = amount
        if side not in self.exercise.log_sides:
            sides = "on the left or on the right" if self.exercise.one_sided else "for both sides together"
            problems["side"] = f"{self.exercise.name} is logged {sides}."
        if self.measure == Exercise.Measure.REPS and seconds is not None:
            problems["seconds"] = f"{self.exercise.name} is counted in reps here, not in seconds."
        if self.measure == Exercise.Measure.SECONDS and reps is not None:
            problems["reps"] = f"{self.exercise.name} is held for seconds here, not counted in reps."
        if loaded and self.exercise.load == Exercise.Load.NONE:
            problems["load_kg"] = f"{self.exercise.name} takes no load."
        if problems:
            raise ValidationError(problems)

    def log(self, number, side, logged_at, deleted, fields):
        """Stores this version of a set if it is the newest, and returns the row as it now stands.

        A deletion keeps what was there, so that undo (a newer version that is not deleted) brings it back. Written so
        that any number of versions may arrive at once and in any order: insert unless there, then update if older.
        A set that does not say when it was done was done then; logged after the end of the workout, at the end.
        """
        fields = {"logged_at": logged_at, "deleted_at": logged_at if deleted else None, **({} if deleted else fields)}
        ended = None if "done_at" in fields else self.workout.ended_at(logged_at)
        done_at = self.workout.within(min(ended or logged_at, logged_at))
        first = WorkoutSet(
            workout_exercise=self,
            user_id=self.user_id,
            exercise_id=self.exercise_id,
            number=number,
            side=side,
            **{"done_at": done_at} | fields,
        )
        WorkoutSet.objects.bulk_create([first], ignore_conflicts=True)
        same = WorkoutSet.objects.filter(workout_exercise=self, number=number, side=side)
        same.filter(logged_at__lt=logged_at).update(**fields)
        self.workout.revive(logged_at)
        return same.get()

    def note_slot(self, logged_at, **fields):
        """Stores this version of `skipped` and `pain` if it is the newest."""
        WorkoutExercise.objects.filter(pk=self.pk, logged_at__lt=logged_at).update(logged_at=logged_at, **fields)
        self.workout.revive(logged_at)
        self.refresh_from_db()

    def note_morning(self, logged_at, pain_next_day):
        """Stores this version of how it felt on the morning after (0-10) if it is the newest."""
        older = Q(morning_at=None) | Q(morning_at__lt=logged_at)
        same = WorkoutExercise.objects.filter(older, pk=self.pk)
        same.update(morning_at=logged_at, pain_next_day=pain_next_day)
        self.workout.revive(logged_at)
        self.refresh_from_db()


class WorkoutSet(models.Model):
    """One set of one side, in its newest version."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    workout_exercise = models.ForeignKey(WorkoutExercise, models.CASCADE, related_name="logged_sets")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(help_text="From 1; in a circuit the round.")
    side = models.CharField(max_length=5, choices=Side, default=Side.BOTH)
    reps = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.PositiveSmallIntegerField(null=True, blank=True)
    load_kg = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    band = models.PositiveSmallIntegerField(null=True, blank=True)
    form_ok = models.BooleanField(default=True)
    rir = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Reps in reserve; 4 means 4 or more.")
    done_at = models.DateTimeField()
    logged_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["workout_exercise", "number", "side"]
        indexes = [
            models.Index(fields=["user", "exercise", "side", "load_kg", "reps"], name="workout_set_records"),
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


IN_ORDER = WorkoutSet.objects.order_by("number", "side")

STANDING = models.Prefetch("logged_sets", IN_ORDER.filter(deleted_at=None), to_attr="standing")
"""Prefetches the sets of a workout's exercises that are not deleted, in order, as `standing`."""

TAKEN_AWAY = models.Prefetch("logged_sets", IN_ORDER.exclude(deleted_at=None), to_attr="taken_away")
"""Prefetches the deleted ones, which can be put back."""
