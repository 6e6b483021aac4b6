"""Rows as workouts: each with its exercises in order, each exercise with its numbered sets."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

MOST_LINES = 250_000
"""Ours: the most rows of a file; twice those of ten years with five sessions a week."""


@dataclass(slots=True)
class ExerciseRows:
    """An exercise in a workout: its rows, all warm-up or none, all counted in reps or all in seconds."""

    exercise: str
    rows: list = field(default_factory=list)


@dataclass(slots=True)
class TrainedWorkout:
    """One workout of the file. `key` is the same whenever it is read again."""

    key: str
    title: str
    started: datetime
    rows: list = field(default_factory=list)

    @property
    def lasted(self):
        """Its duration in seconds if the file has it, else None."""
        longest = max((row.lasted or 0 for row in self.rows), default=0)
        return timedelta(seconds=longest) if 0 < longest <= 86_400 else None

    @property
    def note(self):
        """The file's notes on the workout, then on its exercises, each with its name and without repetitions."""
        words = [row.workout_note for row in self.rows if row.workout_note]
        words += [f"{row.exercise}: {row.note}" for row in self.rows if row.note]
        return "\n".join(dict.fromkeys(words))[:2000]

    def slots(self):
        """Its exercises in the order in which they began, as ExerciseRows, without empty sets and mere notes."""
        found = {}
        for row in self.rows:
            if not row.only_note and (row.reps or row.seconds):
                place = row.slot, row.exercise, row.warm_up, row.cool_down, bool(row.reps)
                found.setdefault(place, ExerciseRows(row.exercise, [])).rows.append(row)
        return list(found.values())


def workouts(rows):
    """The workouts of these Rows in the order of the file, {key: TrainedWorkout}; their rows may be apart in it."""
    found = {}
    for row in rows:
        key = row.workout or f"{row.started:%Y-%m-%dT%H:%M:%S%z} {row.title}"
        one = found.get(key)
        if one is None:
            one = found[key] = TrainedWorkout(key, row.title, row.started)
        elif row.workout and row.done_at and comparable(row.started, one.started):
            one.started = min(one.started, row.started)
        one.rows.append(row)
    return found


def comparable(one, other):
    """Whether two moments can be compared: both have an offset, or none has."""
    return (one.tzinfo is None) == (other.tzinfo is None)


def numbered(rows, one_sided):
    """Yields (number, side, row) of an exercise: sets count from 1, each side for itself, or as the file numbers them.

    For a `one_sided` exercise a set without a side becomes two sets, left and right. For any other exercise a left and
    a right set become one: the smaller of the two.
    """
    taken = {}
    for row in rows:
        side = row.side if row.side in ("left", "right") else ""
        sides = ([side] if side else ["left", "right"]) if one_sided else [side or "both"]
        number = row.number
        if not number or any((number, one) in taken for one in sides):
            number = 1 + max((known for known, one in taken if one in sides), default=0)
        taken |= {(number, one): row for one in sides}
    if not one_sided:
        for (number, side), row in list(taken.items()):
            if side != "both":
                del taken[number, side]
                other = taken.get((number, "both"), row)
                taken[number, "both"] = min(row, other, key=lambda one: one.reps or one.seconds)
    for (number, side), row in taken.items():
        yield number, side, row
