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
    when a session is logged later, are put one after the other; those that would then be after its end, one before the
    other from there.
    """
    order = ("done_at", "workout_exercise__slot", "number", "side")
    sets = list(workout.sets().select_related("exercise").order_by(*order))
    before, spans = workout.began_at(sets[0].done_at if sets else None), []
    for one in sets:
        lasted = timedelta(seconds=one.seconds if one.reps is None else one.reps * SECONDS_A_REP)
        start = max(before if not spans else spans[-1][1], one.done_at - lasted)
        spans.append((start, start + lasted))
    after = workout.finished_at or max((one.done_at for one in sets), default=None)
    for nth, (start, end) in reversed([*enumerate(spans)]):
        if end <= after:
            break
        after -= end - start
        spans[nth] = (after, after + (end - start))
    found = []
    for one, (start, end) in zip(sets, spans, strict=True):
        if start > before:
            found.append(WatchSet(before, start, is_rest=True))
        exercise = one.exercise
        fit = {"category": exercise.fit_category, "exercise": exercise.fit_name, "title": exercise.name}
        found.append(WatchSet(start, end, reps=one.reps, load_kg=one.load_kg, **fit))
        before = end
    return found
