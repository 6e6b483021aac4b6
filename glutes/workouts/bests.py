"""Bests, found on reading: nothing about them is stored. What makes a best is in rules/records.py."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Min

from glutes.exercises.models import Exercise
from glutes.routines.models import Prescription
from glutes.rules.records import Mark, new_bests
from glutes.workouts.models import WorkoutSet


@dataclass
class NewBest:
    """Something never done before: the marks of its sides, as {side: Mark}, and what is new about them."""

    exercise: Exercise
    marks: dict
    words: str


def new_in(workout, rows):
    """The new bests that this workout set, by its rows of the main block with their `standing` sets: one query."""
    done = defaultdict(list)
    for row in rows:
        names = ("side", "reps", "seconds", "load_kg", "band", "form_ok")
        done[row.exercise] += [Mark(row.day, *(getattr(one, name) for name in names)) for one in row.standing]
    sets = WorkoutSet.objects.filter(user=workout.user_id, deleted_at=None, exercise__in=done)
    sets = sets.filter(workout_exercise__block=Prescription.Block.MAIN, workout_exercise__workout__deleted_at=None)
    before = {"workout_exercise__day__lte": workout.day, "workout_exercise__workout__started__lt": workout.started}
    earlier = marks_of(sets.filter(**before))
    found = {}
    for exercise, marks in done.items():
        for mark, words in new_bests(marks, earlier[exercise.pk]):
            best = found.setdefault((exercise, mark.weight, words), NewBest(exercise, {}, words))
            best.marks[mark.side] = mark
    return list(found.values())


def marks_of(sets):
    """For each exercise the marks that may be its bests: the first best set of every side, load and kind; one query.

    Ten years hold few different sets, and only these are fetched, each with its first day.
    """
    fields = ("exercise", "side", "reps", "seconds", "load_kg", "band", "form_ok")
    kinds = sets.order_by("reps", "seconds").values_list(*fields).annotate(Min("workout_exercise__day"))
    best = {}
    for exercise, side, reps, seconds, *how, day in kinds:
        best[exercise, side, reps is None, *how] = Mark(day, side, reps, seconds, *how)
    marks = defaultdict(list)
    for (exercise, *_), mark in best.items():
        marks[exercise].append(mark)
    return marks
