"""Fitbod: one timestamp for all rows of a workout, the newest workout first; pounds converted to kilograms; holds with
0 reps.

Its `multiplier` is the number of weights (2 for a pair of dumbbells). It is ignored, because people log the weight of
one here, too.
"""

from glutes.exchange.dialects import parts, values

KEY, NAME = "fitbod", "Fitbod"
WHERE = "Log, Settings, Export workout data."


def matches(columns):
    """Whether these are its columns."""
    return {"date", "exercise", "reps", "duration(s)", "iswarmup"} <= columns.keys()


def rows(records, columns):
    """Yields a Row or an Unread for each record."""
    unit = "lb" if "weight(lb)" in columns or "weight(lbs)" in columns else "kg"

    def make(cells, line):
        exercise, side = parts.exercise_of(cells["exercise"])
        return parts.Row(
            line,
            values.moment(cells["date"]),
            "",
            exercise,
            side=side,
            reps=values.whole(cells["reps"], "reps"),
            seconds=values.seconds(cells["duration(s)"]),
            weight=values.number(cells["weight(kg)"] or cells["weight(lb)"] or cells["weight(lbs)"]),
            unit=unit,
            warm_up=parts.is_true(cells["iswarmup"]),
            far=bool(values.number(cells["distance(m)"])),
            note=cells["note"],
        )

    return parts.read_each(records, columns, make)
