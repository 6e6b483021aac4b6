"""The best earlier sets of exercises, without reading a whole history.

A best is the most reps or seconds in good form for an exercise, a side and a load. The index of sets has them in that
order, so that its last entry for each load is the best one. The query finds the loads one after the other, each as the
smallest above the one before, and then asks for the last entry of each. That takes as long as there are loads, however
many sets there are. Django cannot write such a query.
"""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db import connection

from glutes.rules.bests import Mark
from glutes.workouts.models.set import EVER, UNDATED, WorkoutSet
from glutes.workouts.models.workout import Workout

NONE = "CAST(NULL AS integer)"
KINDS = {
    "bare": ("CAST(NULL AS numeric)", NONE, "load_kg IS NULL AND band IS NULL"),
    "loaded": ("kg", NONE, "load_kg = loaded.kg AND band IS NULL"),
    "banded": ("CAST(NULL AS numeric)", "strength", "load_kg IS NULL AND band = banded.strength"),
}
"""The kinds of load: none, a weight, a band. Each has, in SQL, its kilograms, its strength of a band, and the condition
for sets with this load."""
MEASURES = {"reps": "reps IS NOT NULL AND seconds IS NULL", "seconds": "reps IS NULL AND seconds IS NOT NULL"}


ALIKE = """side = {kind}.side AND {of_kind} AND form_ok = TRUE AND {of_measure} AND deleted_at IS NULL
      AND done_at < %(moment)s"""
"""The condition for sets in good form with one load of a kind, as SQL."""
SETS = f"""workouts_workoutset AS one
    WHERE user_id = %(user)s AND exercise_id = {{kind}}.exercise AND {ALIKE}"""
"""These sets of an exercise."""
MOST = f"""(
    SELECT {{measure}} FROM {SETS} AND EXISTS (
        SELECT 1 FROM workouts_workoutexercise AS done JOIN workouts_workout ON workouts_workout.id = done.workout_id
        WHERE done.id = one.workout_exercise_id AND done.day < %(day)s AND (%(ticked_off)s OR done.block = 'main')
          AND workouts_workout.deleted_at IS NULL AND workouts_workout.id NOT IN ({{{{going}}}})
      )
    ORDER BY load_kg DESC, band DESC, reps DESC, seconds DESC LIMIT 1
)"""  # noqa: S608 (of conditions)
"""The most reps or seconds with one load, as SQL; the index has the sets in this order, of which PostgreSQL needs each
column named, even the load, which all of them have."""
COUNTS = """(%(ticked_off)s OR block = 'main') AND workout_id NOT IN (
        SELECT id FROM workouts_workout WHERE user_id = %(user)s AND deleted_at IS NOT NULL
      ) AND workout_id NOT IN ({{going}})"""
"""The condition for rows that count, as SQL. Deleted workouts are looked up once, not the workout of each row."""
ROWS = "workouts_workoutexercise AS done WHERE user_id = %(user)s AND exercise_id = {kind}.exercise"
"""The rows of an exercise, which an index has by day."""
NO_WORKOUT = UUID(int=0)
"""The key of none: SQL has no empty list."""
EARLY = 100
"""How many of its rows are early: to go through so many takes about as long as to look up so many equal sets."""
LOOKED_UP = f"""(
    SELECT MIN(day) FROM workouts_workoutexercise WHERE id IN (SELECT workout_exercise_id FROM {SETS}) AND {COUNTS}
)"""  # noqa: S608 (of conditions)
"""The first day on which that was reached, as SQL: all sets that are equal are looked up, which may be thousands."""
FIRST_DAY = f"""CASE WHEN (
    SELECT day FROM workouts_workoutexercise WHERE id = (
        SELECT workout_exercise_id FROM {SETS} ORDER BY done_at LIMIT 1
    )
) < (SELECT day FROM {ROWS} ORDER BY day LIMIT 1 OFFSET {EARLY}) THEN (
    SELECT day FROM {ROWS} AND {COUNTS} AND EXISTS (
        SELECT 1 FROM workouts_workoutset AS one WHERE workout_exercise_id = done.id AND {ALIKE}
    ) ORDER BY day LIMIT 1
) ELSE {LOOKED_UP} END"""  # noqa: S608 (of conditions)
"""The same on SQLite. If the one noted first is in an early row, the rows are gone through by day up to the first with
such a set. PostgreSQL takes ten times as long to plan this as to look all sets up."""


def of_kind(kind, measure, first_day):
    """The SQL for the most of a measure with each load of a kind: (exercise, side, reps, seconds, kg, strength of
    band), and with the SQL `first_day` the first day on which it was reached."""
    kg, band, of_kind = KINDS[kind]
    about = {"kind": kind, "of_kind": of_kind}
    most = MOST.format(measure=measure, of_measure=MEASURES[measure], **about)
    columns = {"exercise": "exercise", "side": "side", "reps": NONE, "seconds": NONE, "kg": kg, "strength": band}
    if not first_day:
        columns[measure] = most
        return select(columns, kind)
    columns[measure] = "most"
    columns["day"] = first_day.format(of_measure=f"{MEASURES[measure]} AND {measure} = {kind}.most", **about)
    # Without DISTINCT, SQLite would look for the most again for each row that is compared with it.
    return select(columns, f"(SELECT DISTINCT {kind}.*, {most} AS most FROM {kind}) AS {kind}")  # noqa: S608


def select(columns, table):
    """A query of these columns: {name: value}."""
    return f"SELECT {', '.join(f'{value} AS {name}' for name, value in columns.items())} FROM {table}"  # noqa: S608


QUERY = """
WITH RECURSIVE
sides (side) AS (VALUES ('both'), ('left'), ('right')),
bare (exercise, side) AS (
    SELECT id, sides.side FROM exercises_exercise, sides
    WHERE id IN ({exercises}) AND (
        SELECT 1 FROM workouts_workoutset AS one
        WHERE user_id = %(user)s AND exercise_id = exercises_exercise.id AND one.side = sides.side LIMIT 1
    ) = 1 AND (%(ticked_off)s OR EXISTS (
        SELECT 1 FROM workouts_workoutexercise
        WHERE user_id = %(user)s AND exercise_id = exercises_exercise.id AND block = 'main'
    ))
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
EACH = [(kind, measure) for kind in KINDS for measure in MEASURES]
BESTS, DATED, DATED_ON_SQLITE = (
    QUERY.replace("{bests}", "\nUNION ALL ".join(of_kind(*each, first_day) for each in EACH))
    for first_day in ("", LOOKED_UP, FIRST_DAY)
)


def best_sets_before(user, exercises, moment=EVER, day=date.max):
    """The best sets of these exercises in the user's main blocks that were done before that moment, in sessions before
    that day, as Marks without days: {exercise's key: [Mark]}; one query.

    `user` and `exercises` are keys. Of several equal ones it has any.
    """
    rows = rows_of(BESTS, user, exercises, moment, day)
    return marks_of((*row, UNDATED) for row in rows)


def dated_bests(user, exercise, ticked_off=False, going=()):
    """The best sets of an exercise in the user's main blocks, or with `ticked_off` in any, as Marks with the first day
    on which each was reached; one query. Those of the workouts with the keys `going` are left out."""
    dated = DATED_ON_SQLITE if connection.vendor == "sqlite" else DATED
    return marks_of(rows_of(dated, user, [exercise], ticked_off=ticked_off, going=going))[exercise]


def rows_of(sql, user, exercises, moment=EVER, day=date.max, ticked_off=False, going=()):
    """The rows of BESTS or DATED."""
    out = {
        f"going_{number}": Workout._meta.pk.get_db_prep_value(key, connection)
        for number, key in enumerate((NO_WORKOUT, *going))
    }
    keys = {f"exercise_{number}": key for number, key in enumerate(exercises)}
    if not keys:
        return []
    about = {
        "user": user,
        "moment": connection.ops.adapt_datetimefield_value(moment),
        "day": connection.ops.adapt_datefield_value(day),
        "ticked_off": ticked_off,
    }
    with connection.cursor() as cursor:
        for name, values in (("{exercises}", keys), ("{going}", out)):
            sql = sql.replace(name, ", ".join(f"%({each})s" for each in values))
        cursor.execute(sql, keys | out | about)
        return cursor.fetchall()


def marks_of(rows):
    """These rows, with days, as Marks: {exercise's key: [Mark]}."""
    found = defaultdict(list)
    for exercise, side, reps, seconds, kg, band, day in rows:
        if reps is not None or seconds is not None:
            day = date.fromisoformat(day) if isinstance(day, str) else day
            found[exercise].append(Mark(day, side, reps, seconds, as_load(kg), band))
    return found


def as_load(kg):
    """A load as Django reads it from its column, or None."""
    if kg is None:
        return None
    column = WorkoutSet._meta.get_field("load_kg").get_col(WorkoutSet._meta.db_table)
    for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection)):
        kg = convert(kg, column, connection)
    return kg
