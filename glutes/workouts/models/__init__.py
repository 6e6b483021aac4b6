"""What was done: workouts, their exercises (copied from the routine when it started) and their sets."""

from glutes.workouts.models.exercise import WorkoutExercise
from glutes.workouts.models.set import STANDING, Side, WorkoutSet
from glutes.workouts.models.workout import Workout

__all__ = ["STANDING", "Side", "Workout", "WorkoutExercise", "WorkoutSet"]
