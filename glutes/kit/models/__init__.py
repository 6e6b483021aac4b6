"""What users have at home, and how they want an exercise or a week done, which overrules the coach."""

from glutes.kit.models.easier_week import EasierWeek, easier_weeks_of
from glutes.kit.models.go_ahead import GoAhead, go_aheads_of
from glutes.kit.models.kit import Kit, kit_of, weights_of
from glutes.kit.models.lock import Lock, locks_of
from glutes.kit.models.wish import ExerciseWish, wishes_of

__all__ = [
    "EasierWeek",
    "ExerciseWish",
    "GoAhead",
    "Kit",
    "Lock",
    "easier_weeks_of",
    "go_aheads_of",
    "kit_of",
    "locks_of",
    "weights_of",
    "wishes_of",
]
