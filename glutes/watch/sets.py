"""A workout as a watch would have recorded it: sets one after the other, and the rests between them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from glutes.rules.routine.timing import SECONDS_A_REP


@dataclass(frozen=True)
class WatchSet:
    """One set of one side, or a rest. A hold has no reps, only its duration."""

    start: datetime
    end: datetime
    is_rest: bool = False
    reps: int | None = None
    load_kg: Decimal | None = None
    category: int | None = None
    exercise: int | None = None
    title: str = ""


def sets_of(workout):
    """The WatchSets of a workout, in the order its sets were done.

    A set took its seconds, or 4 s a rep (rule 13), before it was logged. Sets that were logged at the same moment, as
    when a session is logged later, are put one before the other: a session has its end where the site has it.
    """
    order = ("done_at", "workout_exercise__slot", "number", "side")
    sets = list(workout.sets().select_related("exercise").order_by(*order))
    found, after = [], None
    for one in reversed(sets):
        end = one.done_at if after is None else min(one.done_at, after)
        start = end - timedelta(seconds=one.seconds if one.reps is None else one.reps * SECONDS_A_REP)
        if after and end < after:
            found.append(WatchSet(end, after, is_rest=True))
        exercise = one.exercise
        fit = {"category": exercise.fit_category, "exercise": exercise.fit_name, "title": exercise.name}
        found.append(WatchSet(start, end, reps=one.reps, load_kg=one.load_kg, **fit))
        after = start
    began = workout.began_at(sets[0].done_at if sets else None)
    if sets and began < after:
        found.append(WatchSet(began, after, is_rest=True))
    return found[::-1]
