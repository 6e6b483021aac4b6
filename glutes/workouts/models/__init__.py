"""What was done: workouts, their exercises (copied from the routine when it started) and their sets."""

from glutes.workouts.models.exercise import MOST_SETS, WorkoutExercise
from glutes.workouts.models.set import STANDING, TAKEN_AWAY, Side, WorkoutSet
from glutes.workouts.models.workout import MOST_ROWS, Workout

__all__ = ["MOST_ROWS", "MOST_SETS", "STANDING", "TAKEN_AWAY", "Side", "Workout", "WorkoutExercise", "WorkoutSet"]
