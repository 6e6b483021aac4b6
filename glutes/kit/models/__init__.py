"""What users have at home, and how they want an exercise or a week done, which overrules the coach."""

from glutes.kit.models.easier_week import EasierWeek
from glutes.kit.models.go_ahead import GoAhead
from glutes.kit.models.kit import Kit
from glutes.kit.models.lock import Lock
from glutes.kit.models.wish import ExerciseWish

__all__ = ["EasierWeek", "ExerciseWish", "GoAhead", "Kit", "Lock"]
