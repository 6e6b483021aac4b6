"""Hevy. The unit is in the header, and a file may have pounds and kilometres."""

from glutes.exchange.dialects import parts, values

KEY, NAME = "hevy", "Hevy"
WHERE = "Profile, Settings, Export & import data."


def matches(columns):
    """Whether these are its columns."""
    return {"title", "start_time", "exercise_title", "set_type", "reps"} <= columns.keys()


def rows(records, columns):
    """Yields a Row or an Unread for each record."""
    unit = "kg" if "weight_kg" in columns else "lb"

    def make(cells, line):
        exercise, side = parts.exercise_of(cells["exercise_title"])
        started = values.moment(cells["start_time"])
        kind = cells["set_type"].casefold()
        return parts.Row(
            line,
            started,
            cells["title"],
            exercise,
            side=side,
            reps=values.whole(cells["reps"], "reps"),
            seconds=values.seconds(cells["duration_seconds"]),
            weight=values.number(cells["weight_kg"] or cells["weight_lbs"]),
            unit=unit,
            warm_up=kind == "warmup",
            rir=0 if kind == "failure" else parts.rir_of(values.number(cells["rpe"])),
            far=bool(values.number(cells["distance_km"] or cells["distance_miles"] or cells["distance_meters"])),
            lasted=length(started, cells["end_time"]),
            note=unescaped(cells["exercise_notes"]),
            workout_note=unescaped(cells["description"]),
        )

    return parts.read_each(records, columns, make)


def length(started, ended):
    """Seconds from the start to the end that is written there; None without an end, or with one before the start."""
    if not ended:
        return None
    seconds = (values.moment(ended) - started).total_seconds()
    return int(seconds) if seconds >= 0 else None


def unescaped(text):
    """A note with its line breaks, which Hevy writes as a backslash and an n."""
    return text.replace("\\n", "\n")
