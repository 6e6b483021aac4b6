"""The catalogue: exercises, muscles, equipment, cues and their sources, from fixtures; and users' own exercises."""

from glutes.exercises.models.cue import Cue
from glutes.exercises.models.dose import Dose
from glutes.exercises.models.equipment import A_CARPET_DOES, Equipment
from glutes.exercises.models.exercise import Exercise
from glutes.exercises.models.exercise_muscle import ExerciseMuscle
from glutes.exercises.models.known import ExerciseKey
from glutes.exercises.models.ladder import LadderStep
from glutes.exercises.models.muscle import Muscle
from glutes.exercises.models.photo import Photo
from glutes.exercises.models.sign import Sign
from glutes.exercises.models.source import Source

__all__ = [
    "A_CARPET_DOES",
    "Cue",
    "Dose",
    "Equipment",
    "Exercise",
    "ExerciseKey",
    "ExerciseMuscle",
    "LadderStep",
    "Muscle",
    "Photo",
    "Sign",
    "Source",
]
