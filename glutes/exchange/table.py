"""`sets.csv`: one row for each set, for spreadsheets and other logs. docs/export.md describes the columns."""

import csv
import io
import re
from itertools import islice

from glutes.rules.units import show_load
from glutes.workouts.models import WorkoutSet

COLUMNS = {
    "workout_id": "workout_exercise__workout_id",
    "workout": "workout_exercise__workout__name",
    "day": "workout_exercise__day",
    "started": "workout_exercise__workout__started",
    "block": "workout_exercise__block",
    "slot": "workout_exercise__slot",
    "exercise": "exercise__slug",
    "exercise_name": "exercise__name",
    "set": "number",
    "side": "side",
    "reps": "reps",
    "seconds": "seconds",
    "load_kg": "load_kg",
    "band": "band",
    "form_ok": "form_ok",
    "rir": "rir",
    "done_at": "done_at",
}
"""The columns, each with the lookup that its value comes from; a last one, `load`, says the load as it was typed."""

LOAD_KG = list(COLUMNS).index("load_kg")

FORMULA = re.compile(r"[\s;,\"']*[=+\-@＝＋－＠]|[\t\r\n]")
"""What spreadsheets take for the start of a formula, in full width too, also after what they skip or split at (OWASP,
CSV injection)."""

ROWS_AT_ONCE = 500
BOM = "\ufeff"
"""Without it spreadsheets take UTF-8 for something else, and é for Ã©."""


def lines(user):
    """Yields the file as text, some hundred rows at a time, in one query. Moments are in the user's time zone."""
    yield BOM + written([[*COLUMNS, "load"]])
    rows, zone = sets_of(user).values_list(*COLUMNS.values()).iterator(chunk_size=ROWS_AT_ONCE), user.zone
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield written([*(cell(value, zone) for value in row), as_typed(row[LOAD_KG])] for row in some)


def sets_of(user):
    """The user's sets that were not deleted, nor their workout, in the order they were done."""
    workout = ("workout_exercise__day", "workout_exercise__workout__started", "workout_exercise__workout")
    return (
        WorkoutSet.objects.of(user)
        .standing()
        .order_by(*workout, "workout_exercise__slot", "workout_exercise", "number", "side")
    )


def cell(value, zone):
    """A value as it is written into the file. Text that a spreadsheet would run gets an apostrophe in front."""
    if hasattr(value, "astimezone"):
        return value.astimezone(zone).isoformat()
    if isinstance(value, bool):
        return int(value)
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def as_typed(load_kg):
    """A load as it was typed, with its unit: "35 lb"; None without one."""
    return load_kg and show_load(load_kg)


def written(rows):
    """Rows as CSV text."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
