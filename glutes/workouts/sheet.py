"""A workout as its pages show it: blocks of slots, and a line for every set of every side, logged or still to do."""

from dataclasses import dataclass, field
from itertools import groupby, pairwise

from django.db import models

from glutes.exercises.models import Exercise, LadderStep, Source
from glutes.routines.models import Prescription
from glutes.rules.coaching import pain
from glutes.rules.coaching.sessions import OTHER_SIDE
from glutes.rules.units import show_load
from glutes.workouts.forms import SetForm
from glutes.workouts.models import STANDING, TAKEN_AWAY, Workout, WorkoutExercise, WorkoutSet

BLOCKS = list(Prescription.Block)
RESERVE = ("none", "1 rep", "2 reps", "3 reps", "4 reps or more")
"""Reps in reserve in words, from 0."""


@dataclass
class SetLine:
    """One set of one side: what stands in its boxes, and the row that holds it once it is logged."""

    slot: "Slot"
    number: int
    side: str
    amount: int
    load: str = ""
    band: int | None = None
    logged: WorkoutSet | None = None
    taken_away: bool = False
    form: SetForm | None = None
    is_next: bool = False
    is_newest: bool = False

    @property
    def key(self):
        """What tells this line from the others of its slot."""
        return f"{self.number}-{self.side}"

    @property
    def id(self):
        return f"{self.slot.key}-{self.key}"

    @property
    def words(self):
        """Set 2 of 3, left."""
        count = f" of {self.slot.asked}" if self.number <= self.slot.asked else ""
        return f"{self.slot.set_word} {self.number}{count}" + ("" if self.side == "both" else f", {self.side}")

    @property
    def tick_words(self):
        """What stands on the button of a warm-up or cool-down step: Done, Left, Round 2."""
        side = "" if self.side == "both" else self.side
        return f"Round {self.number} {side}".strip() if self.slot.asked > 1 else side.capitalize() or "Done"

    @property
    def felt(self):
        """How the set went, where somebody said so: Form slipped, 2 more left."""
        words = [] if self.logged.form_ok else ["form slipped"]
        if self.logged.rir is not None:
            words.append(f"{RESERVE[self.logged.rir]} left")
        return ", ".join(words).capitalize()

    @property
    def typed_amount(self):
        """What was typed and refused, else the number to log."""
        return self.form.data.get(self.slot.row.measure, "") if self.form else self.amount

    @property
    def typed_load(self):
        return self.form.data.get(f"load_{self.slot.unit_of_load}", "") if self.form else self.load

    @property
    def typed_band(self):
        return self.form.data.get("band", "") if self.form else str(self.band or "")

    @property
    def problems(self):
        """Why it was refused."""
        return [error for errors in self.form.errors.values() for error in errors] if self.form else []


@dataclass
class Slot:
    """One exercise of the workout with its lines, and what was done last time.

    `first` is the number of its first set: after a swap it goes on where the other stopped. In a superset `follows` is
    the exercise that comes next without a rest.
    """

    row: WorkoutExercise
    asked: int
    in_rounds: bool
    unit_of_load: str
    last: WorkoutExercise | None = None
    first: int = 1
    follows: str = ""
    swaps: list = field(default_factory=list)
    advice: object = None
    sources: list = field(default_factory=list)
    lines: list[SetLine] = field(default_factory=list)

    @property
    def key(self):
        """The id of its element; a swap has its own."""
        return f"slot-{self.row.slot}-{self.row.exercise.slug}"

    @property
    def is_step(self):
        """Warm-up and cool-down are ticked off, not measured."""
        return self.row.block != Prescription.Block.MAIN

    @property
    def set_word(self):
        return "Round" if self.in_rounds or self.is_step else "Set"

    @property
    def unit(self):
        """What is counted: Reps or Seconds."""
        return Exercise.Measure(self.row.measure).label

    @property
    def is_left(self):
        """Whether the rest of it is not done: skipped, or swapped for another. What was logged stays in sight."""
        return self.row.skipped or self.row.is_replaced

    @property
    def is_over(self):
        """Whether nothing more is asked of it."""
        return self.is_left or self.row.is_over

    @property
    def next_number(self):
        """Of a set to add."""
        return max([self.first - 1, *(line.number for line in self.lines)]) + 1

    @property
    def asks_pain(self):
        """Whether it is done or being done, or was answered for."""
        begun = any(line.logged or line.is_next for line in self.lines)
        return self.row.pain is not None or (begun and not self.is_step and not self.row.skipped)

    @property
    def pain_answers(self):
        """What may be answered to how much it hurts: nothing, stop, and all from 0 to 10."""
        return {"no": 0, "stop": pain.STOP_FROM, "scale": range(11)}

    @property
    def reserve(self):
        """Answers to how many reps were left; holds have none."""
        return list(enumerate(RESERVE)) if self.row.measure == Exercise.Measure.REPS else []

    @property
    def takes_load(self):
        return self.row.exercise.load != Exercise.Load.NONE

    @property
    def done(self):
        """How many of its lines are logged."""
        return sum(1 for line in self.lines if line.logged)

    @property
    def dose(self):
        """As people write it: 3 × 8–10, or 2 × 30 s; where somebody thought about it, the target alone: 3 × 9."""
        row = self.row
        low, high = (row.reps_low, row.reps_high) if row.reps_high else (row.seconds_low, row.seconds_high)
        if row.reason:
            low = high = row.aim
        amount = f"{low}" if low == high else f"{low}–{high}"
        return (f"{self.asked} × " if self.asked > 1 else "") + amount + ("" if row.reps_high else " s")

    @property
    def how(self):
        """Each side, 30 s rest, 12 kg."""
        sides = {"each": "each side", "alternate": "each side, in turn"}.get(self.row.exercise.sides)
        if self.row.paused_side:
            sides = f"only {OTHER_SIDE[self.row.paused_side]}"
        rest = f"{self.row.rest_s} s rest" if self.row.rest_s and self.asked > 1 and not self.in_rounds else None
        rest = f"then straight on to {self.follows}" if self.follows else rest
        return ", ".join(word for word in (sides, rest, self.with_load) if word)

    @property
    def with_load(self):
        """12 kg, or band 3; nothing for the body alone."""
        if self.row.load_kg:
            return f"{show_load(self.row.load_kg, self.unit_of_load)} {self.unit_of_load}"
        return f"band {self.row.band}" if self.row.band else ""

    @property
    def left(self):
        return self._words(self.row.standing, "left")

    @property
    def right(self):
        return self._words(self.row.standing, "right")

    @property
    def both(self):
        return self._words(self.row.standing, "both")

    @property
    def last_words(self):
        """10, 10, 8 at 12 kg; or left 10, 9, right 10, 10."""
        sets = self.last.standing
        if not self.row.exercise.one_sided:
            return self._words(sets, "both")
        left, right = self._words(sets, "left"), self._words(sets, "right")
        return f"{left} each side" if left == right else f"left {left or '–'}; right {right or '–'}"

    def last_of(self, side):
        """What one side did last time; nothing where there was none."""
        return self._words(self.last.standing, side) if self.last else ""

    def _words(self, sets, side):
        """10, 10, 8; with the unit of a hold, and of reps where a hold is due now."""
        chosen = [s for s in sets if s.side == side]
        held = any(s.seconds is not None for s in chosen)
        unit = " s" if held else " reps" if chosen and self.row.measure == Exercise.Measure.SECONDS else ""
        amounts = ", ".join(str(s.seconds if s.reps is None else s.reps) for s in chosen) + unit
        loads = list(dict.fromkeys(show_load(s.load_kg, self.unit_of_load) for s in chosen if s.load_kg is not None))
        return amounts + (f" at {'–'.join(loads)} {self.unit_of_load}" if loads else "")


class Sheet:
    """The whole page. `bound` is a form that was refused: its line keeps what was typed and says what is wrong.

    `more` is the number of a slot that is shown with one set more than asked for; `row` is shown in any case.
    """

    def __init__(self, workout, rows=None, bound=None, more=None, row=None):
        self.workout = workout
        self.unit = workout.user.units
        self.bound, self.more, self.row = bound, more, row or getattr(bound, "row", None)
        if rows is None:
            ladder = models.Prefetch("exercise__ladder", LadderStep.objects.current())
            rows = workout.exercises.select_related("exercise").prefetch_related(STANDING, TAKEN_AWAY, ladder)
        rows = sorted(rows, key=lambda row: (BLOCKS.index(row.block), row.slot))
        latest = WorkoutExercise.objects.last_time(workout, {row.exercise_id for row in rows})
        last = {row.exercise_id: row for row in latest}
        self.slots = [self._slot(row, last.get(row.exercise_id), rows) for row in self._shown(rows)]
        standing = [slot for slot in self.slots if not slot.is_left]
        for slot, following in pairwise(standing):
            if slot.row.group and slot.row.group == following.row.group and slot.row.block == following.row.block:
                slot.follows = following.row.exercise.name
        sources = Source.objects.named(slug for row in rows for slug in row.reason_sources)
        for slot in self.slots:
            slot.sources = [sources[slug] for slug in slot.row.reason_sources if slug in sources]
        todo = (line for slot in self.slots for line in slot.lines if not line.logged and not slot.is_over)
        for line in todo:
            line.is_next = True
            break
        logged = [line for slot in self.slots for line in slot.lines if line.logged]
        for line in sorted(logged, key=lambda line: line.logged.logged_at)[-1:]:
            line.is_newest = True

    @classmethod
    def of_snapshot(cls, user, snapshot, now, advice):
        """The page of a workout that is not begun yet, with the coach's advice by slot."""
        workout = Workout(user=user, name=snapshot["name"], started=now, day=now.date(), style=snapshot["style"])
        workout.rounds = snapshot["rounds"]
        rows = [WorkoutExercise.copied(workout, slot) for slot in snapshot["slots"]]
        for row in rows:
            row.standing, row.taken_away = [], []
        sheet = cls(workout, rows)
        for slot in sheet.slots:
            slot.advice = advice.get(slot.row.slot)
        return sheet

    @property
    def blocks(self):
        """Pairs of a block's name and its slots."""
        return [(Prescription.Block(block), list(slots)) for block, slots in groupby(self.slots, lambda s: s.row.block)]

    @property
    def main(self):
        """The slots of the main block: what a summary tells."""
        return [slot for slot in self.slots if not slot.is_step]

    @property
    def done(self):
        return sum(slot.done for slot in self.slots)

    @property
    def total(self):
        """Lines in all; those of slots that are over are not asked for."""
        return sum(slot.done if slot.is_over else len(slot.lines) for slot in self.slots)

    @property
    def percent(self):
        return round(100 * self.done / self.total) if self.total else 0

    @property
    def working_sets(self):
        """Sets of the main block; one side alone counts half."""
        return sum(slot.done / len(slot.row.exercise.log_sides) for slot in self.main)

    @property
    def exercises_done(self):
        return sum(1 for slot in self.main if slot.done)

    def slot_of(self, row):
        """The slot that shows this row."""
        return next(slot for slot in self.slots if slot.row.pk == row.pk)

    def after(self, slot):
        """The slot that is to be lit, or not lit any more, once something was logged in this one; none or one."""
        others = (s for s in self.slots if s is not slot and not s.is_over and s.done < len(s.lines))
        return list(others)[:1]

    @property
    def next_slot(self):
        """The number of a slot to add."""
        return max((slot.row.slot for slot in self.slots), default=-1) + 1

    def _shown(self, rows):
        """Of a slot that was swapped: the newest exercise, and the others only where something was logged."""
        newest = {row.slot: row for row in sorted(rows, key=lambda row: (row.logged_at, row.pk or 0))}
        for row in rows:
            row.is_replaced = newest[row.slot] is not row
        return [row for row in rows if row.standing or not row.is_replaced or row == self.row]

    def _slot(self, row, last, rows):
        in_rounds = self.workout.style == "circuit" and row.block == Prescription.Block.MAIN
        others = [other for other in rows if other.slot == row.slot and other is not row]
        slot = Slot(row, self.workout.sets_in(row), in_rounds, self.unit, last)
        slot.first = max((done.number for other in others for done in other.standing), default=0) + 1
        slot.swaps = self._swaps(row, others)
        logged = {(s.number, s.side): s for s in (*row.standing, *row.taken_away)}
        sides = row.exercise.log_sides if row.first_side == "left" else row.exercise.log_sides[::-1]
        numbers = {*range(slot.first, slot.asked + 1), *(number for number, _ in logged)}
        if self.more == row.slot:
            numbers.add(max(numbers, default=slot.first - 1) + 1)
        for number in sorted(numbers):
            for side in sides:
                if slot.is_left and not self._stays(row, number, side):
                    continue
                if side != row.paused_side or (number, side) in logged:
                    slot.lines.append(self._line(slot, number, side, logged.get((number, side))))
        return slot

    def _stays(self, row, number, side):
        """Whether a line of something skipped or swapped is still shown: it is logged, or just now answered about."""
        if row == self.row and (row.taken_away or self._is_about(row, number, side)):
            return True
        return any((one.number, one.side) == (number, side) for one in row.standing)

    def _swaps(self, row, others):
        """What may be done instead, as (why, exercise, pain): the rungs of the ladder, and what stood here before.

        How that hurt goes along, because swapping back is a new version of all that is said about it.
        """
        pains = {other.exercise: other.pain for other in others}
        whys = dict.fromkeys(pains, "As before")
        for step in row.exercise.ladder.all() if row.pk else []:
            whys.setdefault(step.to, step.get_kind_display())
        return [(why, exercise, pains.get(exercise)) for exercise, why in whys.items()]

    def _line(self, slot, number, side, found):
        """A line to do shows what was taken away there, else this side's set before it, else what is prescribed."""
        row = slot.row
        logged = found if found and not found.deleted_at else None
        before = (line.logged for line in reversed(slot.lines) if line.side == side and line.logged)
        like = found if found and found.amount is not None else next(before, None)
        if like:
            amount, load, band = like.amount, like.load_kg, like.band
        else:
            amount, load, band = row.aim, row.load_kg if row.load_kg is not None else self._last_load(slot), row.band
        line = SetLine(slot, number, side, amount, "" if load is None else show_load(load, self.unit), band, logged)
        line.taken_away = bool(found) and not logged
        line.form = self.bound if self._is_about(row, number, side) else None
        return line

    def _is_about(self, row, number, side):
        """Whether the refused form was this line's."""
        if not self.bound or getattr(self.bound, "row", None) != row:
            return False
        data = self.bound.data
        return data.get("number", "") == str(number) and (data.get("side") or "both") == side

    def _last_load(self, slot):
        loads = [s.load_kg for s in slot.last.standing if s.load_kg is not None] if slot.last else []
        return loads[-1] if loads else None
