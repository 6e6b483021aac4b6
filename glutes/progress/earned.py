"""What sets earned for the glutes (rules/routine/coverage.py), day by day: of LoggedSets, or of years.

Those of years the database adds up: Python would take longer to read them. It goes through the workouts by day, as
their index has them, and does not sort anything. Django cannot write such a query, because what a set of an exercise is
worth stands in no table.
"""

from collections import Counter
from datetime import date

from django.db import connection

from glutes.prepared import prepared
from glutes.rules.coaching.sessions import EASY_RIR
from glutes.rules.routine import coverage
from glutes.workouts.models import Workout, WorkoutExercise

UNIT = 2000
"""What sums are divided by: they count sides, and thousandths of what these earn, so that they are whole numbers."""

SIDES = "CASE WHEN one.side = 'both' THEN 2 ELSE 1 END"
EARNED = (
    f"SUM({SIDES} * CASE WHEN one.rir >= {EASY_RIR} THEN {{0}}_easy"
    " WHEN one.load_kg > 0 OR one.band > 0 THEN {0}_loaded ELSE {0}_bare END)"
)
QUERY = f"""
WITH worth (exercise, medius_bare, maximus_bare, medius_loaded, maximus_loaded, medius_easy, maximus_easy) AS (
    VALUES {{worth}}
)
SELECT workout.day, SUM({SIDES}) * 1000, {EARNED.format("medius")}, {EARNED.format("maximus")}
FROM workouts_workout AS workout CROSS JOIN workouts_workoutexercise AS done CROSS JOIN worth
    CROSS JOIN workouts_workoutset AS one
WHERE workout.user_id = %s AND workout.day BETWEEN %s AND %s AND workout.deleted_at IS NULL
    AND done.workout_id = workout.id AND done.block = 'main' AND worth.exercise = done.exercise_id
    AND one.workout_exercise_id = done.id AND one.deleted_at IS NULL AND (one.reps > 0 OR one.seconds > 0)
    {{more}}
GROUP BY workout.day
"""  # noqa: S608 (of conditions)
"""SQLite goes through tables that are joined by CROSS JOIN in this order."""


def earned_of(lines, trained):
    """Yields what LoggedSets earned, as tuples of (day, sets, credits for gluteus medius, for gluteus maximus), in
    UNITs; several of a day. `trained`: the coverage.Traineds of their exercises, by key."""
    worth = {key: coverage.worth(each) for key, each in trained.items()}
    kinds = Counter(
        (
            one.day,
            one.exercise,
            one.side == "both",
            4 if one.rir is not None and one.rir >= EASY_RIR else 2 if one.load_kg or one.band else 0,
        )
        for one in lines
    )
    for (day, exercise, both, kind), count in kinds.items():
        sides, earned = count * (1 + both) * 1000, worth[exercise]
        yield day, sides, sides * earned[kind], sides * earned[kind + 1]


def earned_between(user, first, last, trained, going):
    """The same of the sets of the user's main blocks, of the days from first to last, one of a day. `trained`: of all
    that they ever did; `going`: the keys of workouts in progress, which do not count yet. One query."""
    if not trained:
        return []
    worth = [[key, *(int(1000 * number) for number in coverage.worth(each))] for key, each in trained.items()]
    days = [connection.ops.adapt_datefield_value(day) for day in (first, last)]
    more, values = "", [*(number for row in worth for number in row), user, *days]
    if going:
        more = f"AND workout.id NOT IN ({', '.join(['%s'] * len(going))})"
        values += [Workout._meta.pk.get_db_prep_value(key, connection) for key in going]
    if connection.vendor != "sqlite":  # See also_of in workouts/models/set.py.
        more += " AND done.user_id = workout.user_id AND one.user_id = workout.user_id"
    with connection.cursor() as cursor:
        cursor.execute(QUERY.format(worth=", ".join([f"({', '.join(['%s'] * 7)})"] * len(worth)), more=more), values)
        rows = cursor.fetchall()
    return [(date.fromisoformat(day) if isinstance(day, str) else day, *sums) for day, *sums in rows]


@prepared
def exercises_trained(user):
    """The keys of all exercises that the user ever had in a main block."""
    return WorkoutExercise.objects.filter(user=user).main().order_by().values_list("exercise", flat=True).distinct()
