"""What was done: workouts, their exercises (copied from the routine when it started) and their sets."""

from glutes.workouts.models.exercise import NEVER, WorkoutExercise
from glutes.workouts.models.set import STANDING, TAKEN_AWAY, Side, WorkoutSet
from glutes.workouts.models.workout import OPEN_FOR, Workout

__all__ = ["NEVER", "OPEN_FOR", "STANDING", "TAKEN_AWAY", "Side", "Workout", "WorkoutExercise", "WorkoutSet"]
