"""Plain builders of rows for tests: sensible unless said otherwise."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from uuid import uuid4

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction

from glutes.accounts.models import User
from glutes.checks.models import SelfCheck
from glutes.exchange.receiving import received
from glutes.exercises.models import Exercise, ExerciseMuscle, Muscle, Source
from glutes.management.importing import log_file
from glutes.plan.models import PlanDay
from glutes.prepared import prepared
from glutes.routines.models import Prescription, Routine
from glutes.rules.versions import NEVER
from glutes.workouts.models import Workout, WorkoutExercise, WorkoutSet
from glutes.workouts.snapshot import Snapshot

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
"""A Wednesday."""

numbers = count(1)
CATALOGUE = {}
"""The rows of the whole catalogue by model, once a test has asked for it."""


@transaction.atomic
def make_catalogue():
    """Everything in fixtures/, as `start` loads it; from there once a run, since every row is checked, for seconds."""
    for model, rows in CATALOGUE.items():
        model.objects.bulk_create(rows)
    if not CATALOGUE:
        call_command("load_catalogue", verbosity=0)
        for app in "exercises", "routines":
            for model in apps.get_app_config(app).get_models(include_auto_created=True):
                CATALOGUE[model] = list(model.objects.all())


def make_user(username=None, **fields):
    return User.objects.create_user(username or f"runner{next(numbers)}", "long enough secret", **fields)


def make_source(slug="ours"):
    return Source.objects.get_or_create(slug=slug, defaults={"kind": "ours", "title": "Glutes"})[0]


def make_exercise(slug=None, **fields):
    """A squat-like exercise: compound, reps, both legs, load optional."""
    slug = slug or f"exercise-{next(numbers)}"
    defaults = {
        "name": slug.replace("-", " ").capitalize(),
        "purpose": "To test.",
        "role": "compound",
        "measure": "reps",
        "sides": "both",
        "load": "optional",
        "body_is_load": True,
        "level": 1,
    }
    if "source" not in fields:
        defaults["source"] = make_source()
    return Exercise.objects.create(slug=slug, **defaults | fields)


def make_own(user, name="Calf raise", **fields):
    """A user's own exercise, much like that of make_exercise."""
    return make_exercise(Exercise.own_slug(), user=user, name=name, purpose="", level=None, source=None, **fields)


def make_worked(slug=None, **fields):
    """An exercise of one leg that works the side of the hip and the big glutes hard, very hard with a load."""
    exercise = make_exercise(slug, **{"sides": "each"} | fields)
    for muscle in ("gluteus-medius", "gluteus-maximus"):
        row = Muscle.objects.get_or_create(slug=muscle, defaults={"name": muscle, "plain_name": muscle})[0]
        ExerciseMuscle.objects.create(exercise=exercise, muscle=row, activity="high", loaded_activity="very-high")
    return exercise


def make_routine(user=None, prescriptions=(), **fields):
    """A routine of (exercise, {fields}) pairs; ready-made unless it has a user. Default dose: 3 × 10."""
    number = next(numbers)
    usual = {"name": f"Routine {number}", "slug": None if user else f"routine-{number}"}
    routine = Routine.objects.create(user=user, **usual | fields)
    for position, (exercise, dose) in enumerate(prescriptions):
        amount = {} if "seconds_low" in dose else {"reps_low": 10, "reps_high": 10}
        Prescription.objects.create(routine=routine, user=user, exercise=exercise, position=position, **amount | dose)
    return routine


def make_workout(user, exercises=(), started=NOON, **fields):
    """A workout with a row of 3 × 10 for each exercise."""
    workout = Workout.objects.create(
        pk=uuid4(),
        user=user,
        started=started,
        day=started.date(),
        logged_at=started,
        **{"name": "Session"} | fields,
    )
    for slot, exercise in enumerate(exercises):
        amount = {"reps_low": 10, "reps_high": 10} if exercise.measure == "reps" else {}
        amount = amount or {"seconds_low": 30, "seconds_high": 30}
        WorkoutExercise.objects.create(
            user=user, workout=workout, day=workout.day, slot=slot, exercise=exercise, logged_at=started, **amount
        )
    return workout


LIFTED = """Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment
2025-03-04,Squat,Legs,40,kgs,10,,,,
"""
"""A table that another log writes (FitNotes), with one set in it."""


def make_import(user, name="log.csv", text=LIFTED):
    """A file of another log that was looked over and not brought in yet."""
    return received(user, SimpleUploadedFile(name, text.encode()))


def make_log_file(rows, a_session=20):
    """A log as Hevy writes it, until noon of the day that tests are on."""
    return log_file(rows, NOON, a_session)


def leave(workout):
    """Makes it a workout that was opened and left again: nothing was ever said in it."""
    workout.exercises.update(logged_at=NEVER)
    Workout.objects.filter(pk=workout.pk).update(logged_at=NEVER)


@prepared
def slots_of(workout, slot):
    """The row of this slot of a workout, by their keys: tests make thousands of sets."""
    return WorkoutExercise.objects.filter(workout=workout, slot=slot)


def make_set(workout, slot=0, number=1, side="both", at=None, **fields):
    """A logged set of 10 reps (or 30 s where the row counts seconds)."""
    [row] = slots_of(workout.pk, slot)
    at = at or workout.started
    amount = {"reps": 10} if row.measure == "reps" else {"seconds": 30}
    values = {"done_at": at, "logged_at": at, "number": number, "side": side} | amount | fields
    whose = {"user_id": row.user_id, "exercise_id": row.exercise_id}
    return WorkoutSet.objects.create(workout_exercise=row, **whose, **values)


def make_plan_day(user, weekday=0, routine=None, since=date(2026, 1, 1), **fields):
    """A session in the week, since long ago; of a new routine with one exercise unless one is given."""
    routine = routine or make_routine(user, [(make_exercise(), {})])
    return PlanDay.objects.create(user=user, weekday=weekday, routine=routine, since=since, **fields)


def make_check(user, kind="bridge-hold", left=48, right=52, at=NOON, **fields):
    """A self-check done at that moment."""
    made = {"done_at": at, "day": at.date(), "logged_at": at} | fields
    return SelfCheck.objects.create(pk=uuid4(), user=user, kind=kind, left=left, right=right, **made)


def make_log(user, routine, sessions, last=NOON):
    """So many finished sessions of a routine, the newest at `last`; 1,500 are ten years. Written in bulk.

    3 a week with a week off after every ten. Reps and seconds climb and fall back, loads only climb; now and then
    form slips, or something hurts.
    """
    slots = Snapshot.of_routine(routine).slots
    workouts, rows, sets = [], [], []
    for n in range(sessions):
        weeks, third = divmod(sessions - 1 - n, 3)
        started = last - timedelta(weeks=weeks + weeks // 10, days=(0, 2, 5)[third])
        fields = {"started": started, "day": started.date(), "finished_at": started + timedelta(minutes=40)}
        workouts.append(Workout(pk=uuid4(), user=user, name=routine.name, routine=routine, logged_at=started, **fields))
        for slot in slots:
            row = WorkoutExercise.copied(workouts[-1], slot)
            row.pain = 4 if len(rows) % 601 == 600 else None
            rows.append(row)
            sets += sets_of(row, n)
    for model, made in ((Workout, workouts), (WorkoutExercise, rows), (WorkoutSet, sets)):
        model.objects.bulk_create(made, batch_size=500)
    if connection.vendor == "postgresql":  # It has no time here to learn how much there is, and plans as for nothing.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return workouts


def sets_of(row, n):
    """What is done of a row in the n-th session of a long log; not saved yet."""
    exercise, at = row.exercise, row.workout.started
    done = {"reps": 8 + n % 7} if row.measure == "reps" else {"seconds": 30 + 5 * (n % 7)}
    if exercise.banded:
        done["band"] = min(5, 1 + n // 300)
    elif exercise.load != "none" and n >= 60:
        done["load_kg"] = Decimal(4 + 2 * (n // 150))
    same = {"workout_exercise": row, "user": row.user, "exercise": exercise, "done_at": at, "logged_at": at}
    return [
        WorkoutSet(number=number, side=side, form_ok=(n + number) % 40 > 0, rir=n % 4, **same, **done)
        for number in range(1, row.sets + 1)
        for side in exercise.log_sides
    ]
