"""One exercise: its records, its charts, and every session with it."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import F

from glutes.exercises.models import Exercise
from glutes.progress.pages.charts import charts_of
from glutes.rules import records
from glutes.rules.units import number_in, unit_of
from glutes.workouts.models import WorkoutSet

SESSIONS_A_PAGE = 40
TICKED_OFF = (Exercise.Role.WARM_UP, Exercise.Role.COOL_DOWN)


def context(user, exercise, today, number=None):
    """The values for the page's template, with the sessions of page `number` (text; default: the first page)."""
    page = Paginator(workouts_with(user, exercise), SESSIONS_A_PAGE).get_page(number)
    sessions = sessions_of(user, exercise, page.object_list)
    marks = sets_of(user, exercise).marks()[exercise.pk]
    return {
        "exercise": exercise,
        "today": today,
        "page": page,
        "sessions": sessions,
        "one_sided": any("left" in session.sides or "right" in session.sides for session in sessions),
        "loaded": any(one.load_kg or one.band for one in [session.one_load for session in sessions] if one),
        "charts": charts_of(sessions, user.units, today),
        "records": records_of(marks),
        "loads": loads_of(records.bests(marks)),
    }


def sets_of(user, exercise):
    """The user's sets of the exercise that were not deleted: those of the main block.

    Of an exercise for warming up or cooling down it is all of them.
    """
    sets = WorkoutSet.objects.filter(user=user, exercise=exercise).standing()
    return sets if exercise.role in TICKED_OFF else sets.main()


@dataclass
class WorkoutWith:
    """A workout with its sets of one exercise: `sides` is {side: [WorkoutSet]}."""

    workout: object
    sides: dict

    @property
    def sets(self):
        """All these sets as one list."""
        return [one for sets in self.sides.values() for one in sets]

    @property
    def one_load(self):
        """One of its sets if all have the same load or band, else None: then each set has to say its own."""
        loads = {(one.load_kg or None, one.band) for one in self.sets}
        return self.sets[0] if len(loads) == 1 else None

    def most(self, name):
        """The highest value of a field (reps, seconds or load_kg) as {side: value}, without sides that have none."""
        found = {side: [getattr(one, name) for one in sets] for side, sets in self.sides.items()}
        return {side: max(filter(None, numbers)) for side, numbers in found.items() if any(numbers)}


def workouts_with(user, exercise):
    """The user's workouts with a set of the exercise of at least one rep or second, the latest first."""
    holding = sets_of(user, exercise).done().values("workout_exercise__workout")
    return user.workouts.filter(pk__in=holding).order_by("-day", "-started")


def sessions_of(user, exercise, workouts):
    """A WorkoutWith for each of these workouts, in their order, in one query."""
    sets = sets_of(user, exercise).filter(workout_exercise__workout__in=[workout.pk for workout in workouts])
    sets = sets.order_by("workout_exercise__slot", "workout_exercise", "number")
    found = defaultdict(lambda: defaultdict(list))
    for one in sets.annotate(workout=F("workout_exercise__workout")):
        found[one.workout][one.side].append(one)
    return [WorkoutWith(workout, dict(found[workout.pk])) for workout in workouts]


def records_of(marks):
    """The records among an exercise's marks, as (name, number, unit): longest hold, most reps, heaviest.

    Left and right are listed one by one where they differ.
    """
    kinds = (
        (records.longest_hold, lambda mark: ("longest hold", mark.seconds, "s")),
        (records.most_reps, lambda mark: ("most reps", mark.reps, "")),
        (records.heaviest, weight_of),
    )
    listed = []
    for which, say in kinds:
        best = {side: which([mark for mark in marks if mark.side == side]) for side in ("left", "right", "both")}
        found = {side: say(mark) for side, mark in best.items() if mark}
        if len(found) == 2 and len(set(found.values())) == 1:
            found = {"each side": found["left"]}
        listed += [
            (name if side == "both" else f"{name} {side}", number, unit) for side, (name, number, unit) in found.items()
        ]
    return listed


def weight_of(mark):
    """The load of a mark, or else its band, as (name, number, unit)."""
    if mark.load_kg:
        unit = unit_of(mark.load_kg)
        return "heaviest", number_in(mark.load_kg, unit), unit
    return "strongest band", mark.band, "of 5"


def loads_of(bests):
    """The bests grouped by load, in their order: pairs of one mark with that load and {side: mark}."""
    loads = {}
    for mark in bests:
        loads.setdefault(mark.weight, {}).setdefault(mark.side, mark)
    return [(next(iter(sides.values())), sides) for sides in loads.values()]
