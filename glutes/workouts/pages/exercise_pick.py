"""The values of `workouts/exercise_pick.html`: the exercises to put into a slot of a session, or into a new one."""

from glutes.exercises import search
from glutes.exercises.models import Exercise


def context(workout, slot, words):
    """The values for the page's template; `slot` is None for a new one. `words`: the search, "" for all exercises."""
    rows = list(workout.exercises.filter(slot=slot).prefetch_related("exercise").order_by("logged_at", "pk"))
    found = Exercise.objects.current().trained_by(workout.user).exclude(pk__in=[row.exercise_id for row in rows])
    found = found.own_first().prefetch_related("equipment")
    if words:
        found = search.best_first(words, found, lambda exercise: [exercise.name, *exercise.aliases])
    return {
        "workout": workout,
        "instead": rows[-1] if rows else None,
        "slot": next_slot(workout) if slot is None else slot,
        "q": words,
        "found": found,
    }


def next_slot(workout):
    """The number of a new slot, after all others."""
    return max(workout.exercises.values_list("slot", flat=True), default=-1) + 1
