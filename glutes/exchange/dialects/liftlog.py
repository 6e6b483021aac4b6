"""LiftLog. Every set has its own moment; the first of a session is when it began."""

from glutes.exchange.dialects import parts, values

KEY, NAME = "liftlog", "LiftLog"
WHERE = "Settings, Export data, Plain text (CSV)."


def matches(columns):
    """Whether these are its columns."""
    return {"sessionid", "timestamp", "exercise", "reps", "targetreps"} <= columns.keys()


def rows(records, columns):
    """Yields a Row or an Unread for each record."""

    def make(cells, line):
        exercise, side = parts.exercise_of(cells["exercise"])
        moment = values.moment(cells["timestamp"])
        return parts.Row(
            line,
            moment,
            "",
            exercise,
            side=side,
            reps=values.whole(cells["reps"], "reps") or 0,
            weight=values.number(cells["weight"]),
            unit=values.unit(cells["weightunit"]),
            workout=cells["sessionid"],
            done_at=moment,
            note=cells["notes"],
        )

    return parts.read_each(records, columns, make)
