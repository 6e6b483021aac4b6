"""StrongLifts: a row for each exercise of a workout, with a pair of columns for each of its sets. Columns vary."""

import re
from datetime import datetime

from glutes.exchange.dialects import parts, values

KEY, NAME = "stronglifts", "StrongLifts"
WHERE = "Settings, Export data."
SET_REPS = re.compile(r"set (\d+) \(reps\)")


def matches(columns):
    """Whether these are its columns."""
    dated = any(name.startswith("date (") for name in columns)
    return dated and "exercise" in columns and any(SET_REPS.fullmatch(name) for name in columns)


def rows(records, columns):
    """Yields a Row for each set, or an Unread for a record."""
    date = next(name for name in columns if name.startswith("date ("))
    day_first = date.startswith("date (d")
    unit = "lb" if any(re.fullmatch(r"set \d+ \(lbs?\)", name) for name in columns) else "kg"
    sets = sorted(int(found[1]) for name in columns if (found := SET_REPS.fullmatch(name)))

    def make(cells, line):
        exercise, side = parts.exercise_of(cells["exercise"])
        day = values.moment(cells[date], day_first)
        started = at(day, cells["start time (h:mm)"])
        same = {"line": line, "started": started, "title": cells["workout name"] or cells["workout"]}
        same |= {"exercise": exercise, "side": side, "unit": unit, "workout_note": cells["notes"]}
        same["lasted"] = hours(cells["duration (hours)"])
        found = []
        for number in sets:
            reps = values.whole(cells[f"set {number} (reps)"], "reps")
            if reps is not None:
                weight = cells[f"set {number} ({unit})"] or cells[f"set {number} ({unit}s)"]
                found.append(parts.Row(**same, reps=reps, weight=values.number(weight)))
        if not found:
            raise ValueError("There are no sets in it.")
        return found

    return parts.read_each(records, columns, make)


def at(day, clock):
    """The moment of a day at which a clock shows this; noon without one."""
    if not clock:
        return day
    return values.moment(f"{day:%Y-%m-%d} {clock}") if ":" in clock else datetime.combine(day.date(), day.time())


def hours(text):
    """Seconds of a length in hours: 0.75 or 0:45; None for nothing."""
    if ":" in text:
        return values.seconds(text + ":00" if text.count(":") == 1 else text)
    found = values.number(text)
    return None if found is None else int(found * 3600)
