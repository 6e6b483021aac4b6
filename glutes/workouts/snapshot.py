"""What a start page showed, as a value: the prescriptions and targets that a workout is built from.

It travels signed through the browser, so that a routine edited or deleted in the meantime never changes a workout that
was begun from it. Keys of a slot are field names of WorkoutExercise.
"""

from decimal import Decimal

from django.core import signing

from glutes.exercises.models import Exercise
from glutes.routines.models import AMOUNTS, Prescription, Routine, usual_dose
from glutes.rules.routine import timing

SALT = "workout-snapshot-1"
"""Count it up whenever the keys of a snapshot change: phones keep old ones, which must then be no snapshot at all."""
Block = Prescription.Block
ROLES = list(Exercise.Role)
SHORT_S = 15 * 60
COPIED = ("block", "sets", *AMOUNTS, "rest_s", "load_kg", "band", "group", "coached")

FREE = {
    "routine": None,
    "name": "Free session",
    "style": Routine.Style.SETS,
    "rounds": 1,
    "round_rest_s": 0,
    "slots": [],
}
"""A session without a routine: its exercises are added one by one."""


def of_routine(routine):
    """The routine as it is now. Its prescriptions' exercises should be prefetched."""
    slots = [_slot(number, row, row.note) for number, row in enumerate(routine.prescriptions.all())]
    return {"routine": routine.pk, **_whole(routine), "slots": slots}


def of_workout(workout, rows):
    """Some rows of a workout, as they were prescribed, to be done once more."""
    slots = [_slot(number, row, row.prescribed_note) for number, row in enumerate(rows)]
    return {"routine": None, **_whole(workout), "slots": slots}


def _whole(whole):
    return {name: getattr(whole, name) for name in ("name", "style", "rounds", "round_rest_s")}


def _slot(number, row, note):
    copied = {name: getattr(row, name) for name in COPIED}
    target = row.reps_low or row.seconds_low
    return {"slot": number, "exercise": row.exercise, **copied, "prescribed_note": note, "target": target}


def of_exercise(exercise):
    """One exercise tried by itself, with its own dose."""
    slot = {"slot": 0, "exercise": exercise, "block": Block.MAIN, **default_dose(exercise, exercise.measure)}
    return FREE | {"name": exercise.name, "slots": [slot]}


def short(snapshot):
    """The same in about a quarter of an hour: one set fewer of everything, compounds first, and no more than fits."""
    slots = [slot | {"sets": max(1, slot["sets"] - 1)} for slot in snapshot["slots"]]
    main = sorted((s for s in slots if s["block"] == Block.MAIN), key=lambda s: ROLES.index(s["exercise"].role))
    around = [slot for slot in slots if slot["block"] != Block.MAIN]
    rounds = max(1, snapshot["rounds"] - 1)
    while len(main) > 1 and seconds(around + main, snapshot | {"rounds": rounds}) > SHORT_S:
        main.pop()
    ordered = [slot for block in Block for slot in around + main if slot["block"] == block]
    return snapshot | {"rounds": rounds, "slots": [slot | {"slot": n} for n, slot in enumerate(ordered)]}


def seconds(slots, snapshot):
    """Estimated seconds of these slots, done in the style of the snapshot (rules/routine/timing.py)."""
    rows = [Prescription(**{name: slot.get(name) for name in ("exercise", *COPIED)}) for slot in slots]
    circuit = snapshot["style"] == Routine.Style.CIRCUIT
    main = [row.step for row in rows if circuit and row.block == Block.MAIN]
    other = [row.step for row in rows if not circuit or row.block != Block.MAIN]
    return timing.sets_seconds(other) + timing.circuit_seconds(main, snapshot["rounds"], snapshot["round_rest_s"])


def default_dose(exercise, measure):
    """Sets, range and target of an exercise that nobody prescribed."""
    dose = usual_dose(exercise, measure)
    return dose | {"target": dose.get("reps_low") or dose["seconds_low"]}


def sign(snapshot):
    """The snapshot as signed text for a form field."""
    slots = [
        slot | {"exercise": slot["exercise"].slug, "load_kg": _text(slot.get("load_kg"))} for slot in snapshot["slots"]
    ]
    return signing.dumps(snapshot | {"slots": slots}, salt=SALT, compress=True)


def read(text):
    """The snapshot in signed text; None if it is missing or not ours, which is no reason to refuse a set."""
    try:
        snapshot = signing.loads(text or "", salt=SALT)
    except signing.BadSignature:
        return None
    known = Exercise.objects.in_bulk([slot["exercise"] for slot in snapshot["slots"]], field_name="slug")
    slots = [
        slot | {"exercise": known[slot["exercise"]], "load_kg": slot["load_kg"] and Decimal(slot["load_kg"])}
        for slot in snapshot["slots"]
        if slot["exercise"] in known
    ]
    return snapshot | {"slots": slots}


def _text(number):
    return None if number is None else str(number)
