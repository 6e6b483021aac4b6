"""Strong (strong.app), all four dialects of its CSV."""

import re

from glutes.exchange.dialects import parts, values

KEY, NAME = "strong", "Strong"
WHERE = "Settings, Export Strong data."
NO_SETS = ("rest timer",)
IN_HEADER = re.compile(r"weight \((\w+)\)")


def matches(columns):
    """Whether these are its columns."""
    return {"date", "workout name", "exercise name", "set order", "reps"} <= columns.keys()


def rows(records, columns):
    """Yields a Row or an Unread for each record."""
    weight, unit = weight_column(columns)

    def make(cells, line):
        order = cells["set order"].casefold()
        if order in NO_SETS:
            return None
        exercise, side = parts.exercise_of(cells["exercise name"])
        same = {"line": line, "started": values.moment(cells["date"]), "title": cells["workout name"]}
        same |= {"exercise": exercise, "side": side, "note": cells["notes"], "workout_note": cells["workout notes"]}
        lasted = cells["duration (sec)"] or cells["workout duration"] or cells["duration"]
        same["lasted"] = values.seconds(lasted)
        if order == "note":
            return parts.Row(**same, only_note=True)
        return parts.Row(
            **same,
            reps=values.whole(cells["reps"], "reps"),
            seconds=values.seconds(cells["seconds"]),
            weight=values.number(cells[weight]),
            unit=unit or values.unit(cells["weight unit"]),
            warm_up=order == "w",
            rir=0 if order == "f" else parts.rir_of(values.number(cells["rpe"])),
            far=bool(values.number(cells["distance"] or cells["distance (meters)"])),
        )

    return parts.read_each(records, columns, make)


def weight_column(columns):
    """The name of the column of weights, and the unit that it names; None if it names none."""
    for name in columns:
        if found := IN_HEADER.fullmatch(name):
            return name, values.unit(found[1])
    return "weight", None
