"""The plan: routines on weekdays, sessions that were moved or skipped, pauses, run days and races.

What was done: workouts. The arithmetic of a week: rules/week/plan.py, schedule.py.
"""

from glutes.plan.models.pause import Pause
from glutes.plan.models.plan_day import PRACTICE, Move, PlanDay
from glutes.plan.models.race import Race
from glutes.plan.models.run_day import RunDay
from glutes.plan.models.span import DAY_NAMES, MOST_A_USER, WEEKDAYS

__all__ = ["DAY_NAMES", "MOST_A_USER", "PRACTICE", "WEEKDAYS", "Move", "Pause", "PlanDay", "Race", "RunDay"]
