"""The best earlier sets of exercises, without reading a whole history.

A best is the most reps or seconds in good form for an exercise, a side and a load. The index of sets has them in that
order, so that its last entry for each load is the best one. The query finds the loads one after the other, each as the
smallest above the one before, and then asks for the last entry of each. That takes as long as there are loads, however
many sets there are. Django cannot write such a query.
"""

from collections import defaultdict

from django.db import connection

from glutes.rules.records import Mark
from glutes.workouts.models.set import UNDATED, WorkoutSet

NONE = "CAST(NULL AS integer)"
KINDS = {
    "bare": ("CAST(NULL AS numeric)", NONE, "load_kg IS NULL AND band IS NULL"),
    "loaded": ("kg", NONE, "load_kg = loaded.kg AND band IS NULL"),
    "banded": ("CAST(NULL AS numeric)", "strength", "load_kg IS NULL AND band = banded.strength"),
}
"""The sets of one load: without any, with a weight, with a band. Each with its kilograms, its strength, and what holds
for such sets."""
MEASURES = {"reps": "reps IS NOT NULL", "seconds": "reps IS NULL AND seconds IS NOT NULL"}

MOST = """(
    SELECT {measure} FROM workouts_workoutset AS one
    WHERE user_id = %(user)s AND exercise_id = {kind}.exercise AND side = {kind}.side AND {of_kind} AND form_ok = TRUE
      AND {of_measure} AND deleted_at IS NULL AND done_at < %(moment)s AND EXISTS (
        SELECT 1 FROM workouts_workoutexercise AS done JOIN workouts_workout ON workouts_workout.id = done.workout_id
        WHERE done.id = one.workout_exercise_id AND done.block = 'main' AND workouts_workout.deleted_at IS NULL
      )
    ORDER BY {measure} DESC LIMIT 1
)"""


def of_kind(kind, measure):
    """The most of a measure for each load of a kind: (exercise, side, reps, seconds, kg, strength of band)."""
    kg, band, of_kind = KINDS[kind]
    most = MOST.format(kind=kind, of_kind=of_kind, measure=measure, of_measure=MEASURES[measure])
    columns = {"exercise": "exercise", "side": "side", "reps": NONE, "seconds": NONE, "kg": kg, "strength": band}
    columns[measure] = most
    return f"SELECT {', '.join(f'{value} AS {name}' for name, value in columns.items())} FROM {kind}"  # noqa: S608


ASIDE = """
    SELECT 1 FROM workouts_workoutexercise
    WHERE user_id = %(user)s AND exercise_id = exercises_exercise.id AND NOT (block = 'main')
"""
"""The warm-ups and cool-downs with an exercise. Of one that has no other rows, no set is looked at."""

BESTS = (
    """
WITH RECURSIVE
sides (side) AS (VALUES ('both'), ('left'), ('right')),
bare (exercise, side) AS (
    SELECT id, sides.side FROM exercises_exercise, sides
    WHERE id IN ({exercises}) AND (
        SELECT 1 FROM workouts_workoutset AS one
        WHERE user_id = %(user)s AND exercise_id = exercises_exercise.id AND one.side = sides.side LIMIT 1
    ) = 1 AND (NOT EXISTS ({aside}) OR (
        SELECT COUNT(*) FROM workouts_workoutexercise WHERE user_id = %(user)s AND exercise_id = exercises_exercise.id
    ) > (SELECT COUNT(*) FROM ({aside}) AS aside))
),
loaded (exercise, side, kg) AS (
    SELECT exercise, side, CAST(-1 AS numeric) FROM bare
    UNION ALL SELECT exercise, side, (
        SELECT MIN(load_kg) FROM workouts_workoutset AS one
        WHERE user_id = %(user)s AND exercise_id = loaded.exercise AND one.side = loaded.side AND load_kg > loaded.kg
    ) FROM loaded WHERE kg IS NOT NULL
),
banded (exercise, side, strength) AS (
    SELECT exercise, side, 0 FROM bare
    UNION ALL SELECT exercise, side, (
        SELECT MIN(band) FROM workouts_workoutset AS one
        WHERE user_id = %(user)s AND exercise_id = banded.exercise AND one.side = banded.side
          AND load_kg IS NULL AND band > banded.strength
    ) FROM banded WHERE strength IS NOT NULL
)
{bests}
ORDER BY exercise, side, kg, strength
""".strip()
    .replace("{aside}", ASIDE)
    .replace("{bests}", "\nUNION ALL ".join(of_kind(kind, measure) for kind in KINDS for measure in MEASURES))
)


def best_sets_before(user, exercises, moment):
    """The best sets of these exercises in the user's main blocks that were done before that moment, as Marks without
    days: {exercise's key: [Mark]}; one query.

    `user` and `exercises` are keys. Of several equal ones it has any.
    """
    found, keys = defaultdict(list), {f"exercise_{number}": key for number, key in enumerate(exercises)}
    if not keys:
        return found
    sql = BESTS.replace("{exercises}", ", ".join(f"%({name})s" for name in keys))
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(moment)
        cursor.execute(sql, keys | {"user": user, "moment": moment})
        rows = cursor.fetchall()
    for exercise, side, reps, seconds, kg, band in rows:
        if reps is not None or seconds is not None:
            found[exercise].append(Mark(UNDATED, side, reps, seconds, as_load(kg), band))
    return found


def as_load(kg):
    """A load as Django reads it from its column."""
    column = WorkoutSet._meta.get_field("load_kg").get_col(WorkoutSet._meta.db_table)
    for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection)):
        kg = convert(kg, column, connection)
    return kg
