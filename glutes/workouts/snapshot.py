"""What a start page showed, as a value: the prescriptions and targets that a workout is made from.

It is sent through the browser, signed, so that a routine that is edited or deleted meanwhile does not change the
workout.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.core import signing

from glutes.exercises.models import Exercise
from glutes.routines.models import AMOUNTS, Prescription, Routine, usual_dose
from glutes.routines.models.prescription import step_of
from glutes.rules.coaching.sessions import STOP_FROM
from glutes.rules.routine import short
from glutes.rules.week.race_week import half
from glutes.rules.week.schedule import DAILY_HOLDS

SALT = "workout-snapshot-2"
"""Raise the number when a field below is removed, changes its meaning or is added without a default: older snapshots
on phones are then ignored."""

DOSE = ("sets", *AMOUNTS, "rest_s", "load_kg", "band", "group", "way")
WHOLE = ("name", "style", "rounds", "round_rest_s")
"""Fields that a routine, a snapshot and a workout all have."""

COPIED = ("exercise", "block", *DOSE, "coached")
"""Fields that a prescription, a slot and a row of a workout all have."""


@dataclass(frozen=True)
class SnapshotSlot:
    """One exercise to do: its prescription with the coach's target. Its fields are named as in WorkoutExercise."""

    slot: int
    exercise: Exercise
    block: str = Prescription.Block.MAIN
    sets: int = 3
    reps_low: int | None = None
    reps_high: int | None = None
    seconds_low: int | None = None
    seconds_high: int | None = None
    rest_s: int = 30
    load_kg: Decimal | None = None
    band: int | None = None
    group: str = ""
    way: str = ""
    prescribed_note: str = ""
    coached: bool = True
    target: int | None = None
    reason: str = ""
    reason_sources: tuple[str, ...] = ()
    first_side: str = "left"
    paused_side: str = ""
    skipped: bool = False
    stop_from: int = STOP_FROM

    @classmethod
    def copied(cls, slot, row, note):
        """The slot of this number, copied from a row: a Prescription, or a WorkoutExercise of an earlier workout."""
        values = {name: getattr(row, name) for name in COPIED} | row.exercise.fitting(row.load_kg, row.band)
        return cls(slot, **values, prescribed_note=note, target=row.reps_low or row.seconds_low)

    @classmethod
    def read(cls, values, exercises):
        """Makes the slot from the values of `plain`; `exercises` by slug."""
        load = values["load_kg"]
        read = {"exercise": exercises[values["exercise"]], "load_kg": None if load is None else Decimal(load)}
        return cls(**values | read | {"reason_sources": tuple(values["reason_sources"])})

    def values(self):
        """Its values for the fields of a WorkoutExercise."""
        return dict(vars(self))

    def plain(self):
        """The same values, ready for JSON."""
        load = None if self.load_kg is None else str(self.load_kg)
        return self.values() | {"exercise": self.exercise.slug, "load_kg": load}

    @property
    def is_main(self):
        """Whether it is in the main block."""
        return self.block == Prescription.Block.MAIN

    @property
    def measure(self):
        """What its sets are counted in: Exercise.Measure.REPS or SECONDS."""
        return Exercise.Measure.REPS if self.reps_low else Exercise.Measure.SECONDS

    @property
    def step(self):
        """The slot as a timing.Step, to estimate its duration."""
        return step_of(self)


@dataclass(frozen=True)
class Snapshot:
    """A whole session to do. `routine` is the key of its routine, or None."""

    name: str
    routine: int | None = None
    style: str = Routine.Style.SETS
    rounds: int = 1
    round_rest_s: int = 0
    slots: tuple[SnapshotSlot, ...] = ()

    @classmethod
    def of_routine(cls, routine):
        """The routine as it is now; a circuit has no supersets. Prefetch the exercises of its rows."""
        slots = [SnapshotSlot.copied(number, row, row.note) for number, row in enumerate(routine.prescriptions.all())]
        if routine.style == Routine.Style.CIRCUIT:
            slots = [replace(slot, group="") if slot.is_main else slot for slot in slots]
        return cls(routine=routine.pk, slots=tuple(slots), **_whole(routine))

    @classmethod
    def of_workout(cls, workout, rows):
        """Some rows of a workout, as they were prescribed, to do again."""
        slots = (SnapshotSlot.copied(number, row, row.prescribed_note) for number, row in enumerate(rows))
        return cls(slots=tuple(slots), **_whole(workout))

    @classmethod
    def of_exercise(cls, exercise):
        """One exercise tried by itself, with its own dose."""
        return cls(exercise.name, slots=(SnapshotSlot(0, exercise, **default_dose(exercise, exercise.measure)),))

    @classmethod
    def read(cls, text, user):
        """The snapshot in a signed text; None if it is missing or its signature is wrong.

        Exercises that no longer exist, or that this user cannot see, are left out.
        """
        try:
            values = signing.loads(text or "", salt=SALT)
        except signing.BadSignature:
            return None
        here = Exercise.objects.visible_to(user).by_slug({slot["exercise"] for slot in values["slots"]})
        slots = (SnapshotSlot.read(slot, here) for slot in values["slots"] if slot["exercise"] in here)
        return cls(**values | {"slots": tuple(slots)})

    def signed(self):
        """The snapshot as a signed text, for a form field."""
        return signing.dumps(vars(self) | {"slots": [slot.plain() for slot in self.slots]}, salt=SALT, compress=True)

    def whole(self):
        """Its fields that a Workout has, too."""
        return _whole(self)

    @property
    def in_rounds(self):
        """Whether its main block is a circuit."""
        return self.style == Routine.Style.CIRCUIT

    @property
    def is_practice(self):
        """Whether its main block is nothing but daily holds, which are no session (rules/week/schedule.py)."""
        return all(slot.exercise.slug in DAILY_HOLDS and slot.seconds_high for slot in self.slots if slot.is_main)

    def _asked(self, out=(), hurts=()):
        """The arguments of rules/routine/short.py: the slots, and the circuit or None."""
        asked = [
            short.Asked(slot.step, slot.exercise.role, slot.is_main, slot.slot in out, slot.slot in hurts)
            for slot in self.slots
        ]
        return asked, short.Circuit(self.rounds, self.round_rest_s) if self.in_rounds else None

    @property
    def is_long(self):
        """Whether it takes more than the 15 minutes of `short`."""
        return short.is_long(*self._asked())

    def fewer(self):
        """The same with a set or round fewer of everything, for `short`."""
        slots = tuple(replace(slot, sets=short.fewer(slot.sets)) for slot in self.slots)
        return replace(self, rounds=short.fewer(self.rounds), slots=slots)

    def short(self, out=(), hurts=()):
        """What fits of it into about 15 minutes (rules/routine/short.py), and the old numbers of its slots. `out` and
        `hurts`: the numbers of slots that are out today, and that hurt when they were last done."""
        kept = [self.slots[index] for index in short.shortened(*self._asked(out, hurts))]
        ordered = [slot for block in Prescription.Block for slot in kept if slot.block == block]
        slots = tuple(replace(slot, slot=number) for number, slot in enumerate(ordered))
        return replace(self, slots=slots), [slot.slot for slot in ordered]

    def half(self):
        """The same with half the sets or rounds of the main block, for before a race (rules/week/race_week.py)."""
        slots = (replace(slot, sets=half(slot.sets)) if slot.is_main else slot for slot in self.slots)
        return replace(self, rounds=half(self.rounds), slots=tuple(slots))


FREE = Snapshot("Free session")
"""A session without a routine. Its exercises are added one by one."""


def default_dose(exercise, measure):
    """Sets, range, rest and target of an exercise without a prescription, as fields of a slot."""
    dose = usual_dose(exercise, measure)
    return dose | {"target": dose.get("reps_low") or dose["seconds_low"]}


def _whole(whole):
    return {name: getattr(whole, name) for name in WHOLE}
