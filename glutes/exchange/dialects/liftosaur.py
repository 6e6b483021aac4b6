"""Liftosaur."""

from glutes.exchange.dialects import parts, values

KEY, NAME = "liftosaur", "Liftosaur"
WHERE = "Me, Settings, Export history to CSV."


def matches(columns):
    """Whether these are its columns."""
    return {"workout datetime", "day name", "exercise", "completed reps"} <= columns.keys()


def rows(records, columns):
    """Yields a Row or an Unread for each record. A set that was prescribed but not completed has no reps."""

    def make(cells, line):
        exercise, side = parts.exercise_of(cells["exercise"])
        return parts.Row(
            line,
            values.moment(cells["workout datetime"]),
            cells["day name"] or cells["program"],
            exercise,
            side=side,
            reps=values.whole(cells["completed reps"], "reps") or 0,
            weight=values.number(cells["completed weight value"]),
            unit=values.unit(cells["completed weight unit"]),
            warm_up=parts.is_true(cells["is warmup set?"]),
            rir=parts.rir_of(values.number(cells["completed rpe"])),
            note=cells["notes"],
        )

    return parts.read_each(records, columns, make)
