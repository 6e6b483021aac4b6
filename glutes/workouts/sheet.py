"""A workout as the page shows it: blocks of slots, and a line for every set of every side, logged or still to do."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from glutes.exercises.models import Exercise
from glutes.routines.models import Prescription
from glutes.workouts.forms import SetForm
from glutes.workouts.models import STANDING, WorkoutExercise, WorkoutSet


@dataclass
class SetLine:
    """One set of one side: what stands in its boxes, and the row that holds it once it is logged."""

    number: int
    side: str
    amount: int | None
    load_kg: Decimal | None
    band: int | None
    logged: WorkoutSet | None = None
    form: SetForm | None = None
    is_next: bool = False

    @property
    def key(self):
        """What tells this line from the others of its slot."""
        return f"{self.number}-{self.side}"


@dataclass
class Slot:
    """One exercise of the workout with its lines, and what was done last time."""

    row: WorkoutExercise
    asked: int
    last: WorkoutExercise | None = None
    lines: list[SetLine] = field(default_factory=list)

    @property
    def key(self):
        """The id of its element: a swap has its own."""
        return f"slot-{self.row.slot}-{self.row.exercise.slug}"

    @property
    def is_step(self):
        """Warm-up and cool-down are ticked off, not measured."""
        return self.row.block != Prescription.Block.MAIN

    @property
    def done(self):
        """How many of its lines are logged."""
        return sum(1 for line in self.lines if line.logged)

    @property
    def takes_load(self):
        return self.row.exercise.load != Exercise.Load.NONE

    @property
    def next_number(self):
        """The number of a set added after the last."""
        return max((line.number for line in self.lines), default=0) + 1


class Sheet:
    """The whole page. `bound` is a form that was refused: its line keeps what was typed and says what is wrong."""

    def __init__(self, workout, bound=None):
        self.workout = workout
        rows = list(workout.exercises.select_related("exercise").prefetch_related(STANDING))
        exercises = {row.exercise_id for row in rows}
        latest = WorkoutExercise.objects.last_time(workout.user_id, exercises, before=workout)
        last = {row.exercise_id: row for row in latest}
        self.slots = [self._slot(row, last.get(row.exercise_id), bound) for row in self._shown(rows)]
        todo = (line for slot in self.slots for line in slot.lines if not line.logged and not slot.row.skipped)
        for line in todo:
            line.is_next = True
            break

    @property
    def blocks(self):
        """Pairs of a block's name and its slots."""
        return [(Prescription.Block(block), list(slots)) for block, slots in groupby(self.slots, lambda s: s.row.block)]

    @property
    def done(self):
        return sum(slot.done for slot in self.slots)

    @property
    def total(self):
        return sum(len(slot.lines) for slot in self.slots)

    def slot_of(self, row):
        """The slot that shows this row."""
        return next(slot for slot in self.slots if slot.row.pk == row.pk)

    def _shown(self, rows):
        """Of a slot that was swapped: the newest exercise, and the others only where something was logged."""
        newest = {row.slot: row.pk for row in rows}
        return [row for row in rows if row.standing or newest[row.slot] == row.pk]

    def _slot(self, row, last, bound):
        slot = Slot(row, self.workout.sets_in(row), last)
        logged = {(s.number, s.side): s for s in row.standing}
        sides = row.exercise.log_sides
        if row.first_side == "right":
            sides = tuple(reversed(sides))
        extra = {number for number, _ in logged}
        for number in sorted({*range(1, slot.asked + 1), *extra}):
            for side in sides:
                slot.lines.append(self._line(slot, number, side, logged.get((number, side)), bound))
        return slot

    def _line(self, slot, number, side, logged, bound):
        """A line to do repeats this side's set before it; the first one is as prescribed."""
        before = logged or next((line for line in reversed(slot.lines) if line.side == side and line.logged), None)
        if before:
            made = logged or before.logged
            amount = made.reps if made.reps is not None else made.seconds
            amount = amount if logged else max(amount, 1)
            line = SetLine(number, side, amount, made.load_kg, made.band, logged)
        else:
            load = slot.row.load_kg if slot.row.load_kg is not None else self._last_load(slot)
            line = SetLine(number, side, slot.row.target or slot.row.reps_low or slot.row.seconds_low, load, slot.row.band)
        if bound and getattr(bound, "row", None) == slot.row and bound.data.get("number") == str(number):
            line.form = bound if (bound.data.get("side") or "both") == side else None
        return line

    def _last_load(self, slot):
        loads = [s.load_kg for s in slot.last.standing if s.load_kg is not None] if slot.last else []
        return loads[-1] if loads else None
