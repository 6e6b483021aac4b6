"""FitNotes: Android, the older Android, and iOS. Rows have a date and no time."""

from glutes.exchange.dialects import parts, values

KEY, NAME = "fitnotes", "FitNotes"
WHERE = "Settings, Spreadsheet export (iOS: Backup, Export to CSV)."


def matches(columns):
    """Whether these are its columns."""
    return {"date", "exercise", "category", "reps", "distance", "time"} <= columns.keys()


def rows(records, columns):
    """Yields a Row or an Unread for each record."""

    def make(cells, line):
        exercise, side = parts.exercise_of(cells["exercise"])
        weight, unit = weight_of(cells)
        return parts.Row(
            line,
            values.moment(cells["date"]),
            "",
            exercise,
            side=side,
            reps=values.whole(cells["reps"], "reps"),
            seconds=values.seconds(cells["time"]),
            weight=weight,
            unit=unit,
            warm_up=cells["kind"].casefold().startswith("warm"),
            far=bool(values.number(cells["distance"])),
            note=cells["comment"] or cells["notes"],
        )

    return parts.read_each(records, columns, make)


def weight_of(cells):
    """(weight, unit) of a row.

    If it has kilograms and pounds, the one with fewer decimals was typed, the other converted.
    """
    kg = cells["weight (kg)"] or cells["weight (kgs)"]
    lb = cells["weight (lb)"] or cells["weight (lbs)"]
    if kg and lb:
        kg, lb = (kg, "") if digits(kg) <= digits(lb) else ("", lb)
    if kg or lb:
        return values.number(kg or lb), "kg" if kg else "lb"
    return values.number(cells["weight"]), values.unit(cells["weight unit"])


def digits(text):
    """How many digits stand after the point, without zeros at the end."""
    _, _, after = text.replace(",", ".").partition(".")
    return len(after.rstrip("0"))
