"""What was done: workouts, their exercises (copied from the routine when it started) and their sets.

One set is one row, however often and in whatever order its versions arrive: the newest `logged_at` wins, an equal one
is a resend, and deleting is a version too.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from glutes.exercises.models import Exercise
from glutes.routines.models import Prescription, Routine


class Side(models.TextChoices):
    BOTH = "both", "Both"
    LEFT = "left", "Left"
    RIGHT = "right", "Right"


class Workout(models.Model):
    """One session. Its id may be made by the client; `day` is the date written in `started`, and never moves."""

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
    effort = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True, max_length=2000)
    logged_at = models.DateTimeField(help_text="When this version of the workout's own fields was typed.")
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-day", "-started"]
        indexes = [models.Index(fields=["user", "-day"], name="workout_user_day")]

    def __str__(self):
        return f"{self.name}, {self.day}"

    def get_absolute_url(self):
        return reverse("workouts:workout_detail", args=[self.pk])


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
    first_side = models.CharField(max_length=5, choices=Side, default=Side.LEFT)
    skipped = models.BooleanField(default=False)
    pain = models.PositiveSmallIntegerField(null=True, blank=True)
    pain_next_day = models.PositiveSmallIntegerField(null=True, blank=True)
    logged_at = models.DateTimeField()

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
    rir = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Reps in reserve, 0 to 4; 4 means four or more.")
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
        ]

    def __str__(self):
        return f"{self.exercise} {self.number} {self.side}"
