"""Fitbod. One timestamp for a whole workout, the newest first; kilograms that were pounds; a hold has 0 reps.

Its `multiplier` says how often the weight was there (a pair of dumbbells: 2). The weight of one is what people
type here as well, so it is left alone.
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
