"""The player's page: a session as plain values for scripts, which also work in a kept page without a network."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from glutes.exercises.models import Cue, Exercise
from glutes.exercises.models.known import not_known
from glutes.exercises.pictures import look_of
from glutes.kit.weights import Weights, weights_for
from glutes.routines.models import Prescription
from glutes.rules.coaching import pain
from glutes.rules.coaching.ways import WAYS
from glutes.rules.moments import LATE, OPEN_FOR
from glutes.rules.most import MOST_BAND, MOST_PAIN, MOST_REPS, MOST_SECONDS
from glutes.rules.units import MOST_KG, show_load
from glutes.rules.versions import NEVER
from glutes.rules.warning_signs import said_at
from glutes.workouts.models import WorkoutExercise
from glutes.workouts.models.bests import best_sets_before
from glutes.workouts.pages.slot import Slot
from glutes.workouts.snapshot import default_dose

SAID = (Cue.Phase.MOVE, Cue.Phase.CHECK)
"""The phases of which the player shows one cue each: how to move, and what to watch."""


MOST = {"reps": MOST_REPS, "seconds": MOST_SECONDS, "kg": MOST_KG, "band": MOST_BAND, "pain": MOST_PAIN}
"""The largest values that may be logged; the forms check the same."""

FELT = (("hold", pain.HOLD_FROM), ("stop", pain.STOP_FROM))
"""The levels of pain from which the player gives advice."""

OF_PAIN = {
    "stop_from": pain.STOP_FROM,
    "hold_from": pain.HOLD_FROM,
    "look_out": {site: said_at(site) for site in pain.SITES},
    "advice": {level: pain.light(felt).sentence for level, felt in FELT},
}
"""The player's sentences and questions about pain."""


class LookedUp(NamedTuple):
    """What is looked up once for all exercises: {exercise's key: [Mark]} of the best earlier sets, {exercise's key:
    Lock} of physios."""

    bests: dict
    locks: dict


def values(sheet, **begin):
    """The values in the page: the session, and every other exercise that can be done in it.

    `begin`: what to make the workout from, if it does not exist yet (fields of BeginForm).
    """
    workout, slots = sheet.workout, standing_slots(sheet)
    exercises = Exercise.to_do(workout.user)
    looked_up = LookedUp(bests_before(workout, slots, exercises), sheet.locks)
    return {
        "session": session(sheet, slots, looked_up, begin),
        "library": library(sheet.kit, exercises, looked_up),
    }


def session(sheet, standing, looked_up, begin):
    """The values of a workout and its slots."""
    workout = sheet.workout
    exercises = not_known(slot.row.exercise for slot in standing)
    prefetch_related_objects(exercises, "cues", "ladder__to__cues", "ladder__to__doses")
    return {
        "workout": str(workout.pk) if workout.pk else None,
        "user": workout.user.pk,
        "name": workout.name,
        "style": workout.style,
        "rounds": workout.rounds,
        "round_rest_s": workout.round_rest_s,
        "unit": sheet.unit,
        "home": reverse("workouts:today"),
        "base": reverse("workouts:workout_list"),
        "begin": begin,
        "seen": moment(workout.logged_at) if workout.pk else None,
        **OF_PAIN,
        "timers": timers(workout.user),
        "most": MOST,
        "open_ms": round(OPEN_FOR.total_seconds() * 1000),
        "late_ms": round(LATE.total_seconds() * 1000),
        "rendered": round(timezone.now().timestamp() * 1000),
        "slots": [slot_values(slot, sheet, looked_up) for slot in standing],
    }


def bests_before(workout, slots, exercises):
    """The earlier marks of the exercises of these slots and of their swaps: {exercise's key: [Mark]}. One query."""
    main = {slot.row.exercise_id for slot in slots if slot.row.block == Prescription.Block.MAIN}
    ids = main | {exercise.pk for exercise in exercises} if main else set()
    return best_sets_before(workout.user_id, ids, workout.started)


def bests_of(measure, marks):
    """What a set must beat to be a best (rules/bests.py): [[side, amount, kg, strength of band]].

    It has the most in good form for each side and load, in this measure.
    """
    most = defaultdict(int)
    for mark in marks:
        if mark.form_ok and (mark.reps is None) == (measure == Exercise.Measure.SECONDS):
            key = mark.side, *mark.weight
            most[key] = max(most[key], mark.amount)
    return [[side, amount, float(kg), band] for (side, kg, band), amount in most.items() if amount]


def timers(user):
    """Seconds to get ready, to change over and to rest between the sides, as the user set them."""
    return {"ready": user.get_ready_s, "change": user.change_over_s, "sides": user.side_rest_s}


def standing_slots(sheet):
    """The newest slot of each number, without exercises that were swapped for another."""
    newest = {}
    for slot in sheet.slots:
        other = newest.get(slot.row.slot)
        if not other or slot.row.logged_at >= other.row.logged_at:
            newest[slot.row.slot] = slot
    return list(newest.values())


def slot_values(slot, sheet, looked_up):
    """The values of one slot: its exercise, what may be done instead, and its logged sets."""
    others = [each for each in sheet.slots if each.row.slot == slot.row.slot and each is not slot]
    named = {each.row.exercise for each in [slot, *others]}
    swaps = [("Back to", each) for each in others]
    for step in slot.row.exercise.steps:
        if step.to not in named:
            named.add(step.to)
            swaps.append((step.why, swapped(sheet, slot, step.to)))
    return {
        **exercise_values(slot, looked_up),
        "block": slot.row.block,
        "group": slot.row.group,
        "sets": slot.asked,
        "first": slot.first,
        "rest_s": slot.row.rest_s,
        "skipped": slot.row.skipped,
        "seen": moment(slot.seen),
        "swaps": [{"why": why, **exercise_values(each, looked_up)} for why, each in swaps],
    }


def library(kit, exercises, looked_up):
    """The values of every exercise, so that the player can search them without a network; those that do not depend on a
    slot."""
    weights = weights_for(kit, [exercise.pk for exercise in exercises])
    return [library_values(each, weights.get(each.pk) or Weights(), looked_up) for each in exercises]


def library_values(exercise, weights, looked_up):
    """The values of one exercise; `lock` is a physio's, or None."""
    lock, marks = looked_up.locks.get(exercise.pk), looked_up.bests.get(exercise.pk, [])
    set_by = lock and {"sides": lock.sides_done, "stop_from": lock.limits.stop_from, "said": lock.said}
    return {
        **unchanging_values(exercise),
        **owned_values(weights, lock),
        "bests": {measure: bests_of(measure, marks) for measure in Exercise.Measure.values} if marks else {},
        "lock": set_by,
    }


def unchanging_values(exercise):
    """The values that depend on nothing else. They are kept with the exercise: one of the catalogue is in memory, and
    its values are worked out once."""
    if "unchanging" not in exercise.__dict__:
        exercise.unchanging = {
            "exercise": exercise.slug,
            "name": exercise.name,
            "names": [exercise.name, *exercise.aliases],
            "measure": exercise.measure,
            "sides": exercise.log_sides,
            "each": exercise.sides == exercise.Sides.ALTERNATE,
            "targets": {measure: default_dose(exercise, measure)["target"] for measure in Exercise.Measure.values},
            "cap": exercise.cap_s,
            "load": None if exercise.load == Exercise.Load.NONE or exercise.banded else "",
            "band": 0 if exercise.banded else None,
            "cues": cues(exercise),
            "pictures": pictures(exercise, "tile"),
        }
    return exercise.unchanging


def swapped(sheet, slot, exercise):
    """The slot as it would be with another exercise."""
    measure = slot.row.measure if slot.in_rounds else exercise.measure
    weights, lock = sheet.weights_of(exercise), sheet.locks.get(exercise.pk)
    row = WorkoutExercise.swapped(sheet.workout, slot.row.slot, exercise, measure, slot.row, lock, weights.loads)
    return Slot(row, slot.asked, slot.in_rounds, weights=weights)


def exercise_values(slot, looked_up):
    """The values that depend on the exercise only."""
    row, exercise = slot.row, slot.row.exercise
    sides, lock, shown = sides_of(slot), looked_up.locks.get(exercise.pk), shown_values(exercise)
    load = next((line.load for line in slot.lines if not line.logged), row.load_kg and show_load(row.load_kg)) or ""
    return {
        "slot": row.slot,
        "exercise": exercise.slug,
        "name": exercise.name,
        "measure": row.measure,
        "sides": sides,
        "each": exercise.sides == exercise.Sides.ALTERNATE,
        "target": min(row.aim, exercise.cap_s or row.aim) if row.measure == "seconds" else row.aim,
        "cap": exercise.cap_s,
        "load": load if slot.takes_load and not exercise.banded else None,
        **owned_values(slot.weights, lock),
        "band": (row.band or 0) if exercise.banded else None,
        "last": {side: slot.last_of(side) for side in sides},
        "bests": bests_of(row.measure, looked_up.bests.get(exercise.pk, [])),
        "pain": row.pain,
        "stop_from": row.stop_from,
        "site": row.pain_site,
        "way": WAYS[row.way].word,
        "cues": [cue for cue in (lock and lock.said, slot.way_cue, *shown["cues"]) if cue],
        "pictures": shown["pictures"],
        "done": [set_values(line) for line in slot.lines if line.logged],
    }


def shown_values(exercise):
    """Its cues and its pictures on the stage, kept with it as `unchanging_values` are."""
    if "shown" not in exercise.__dict__:
        exercise.shown = {"cues": cues(exercise), "pictures": pictures(exercise)}
    return exercise.shown


def sides_of(slot):
    """The sides of a slot in order, without a paused side, unless a set of it was logged."""
    sides = slot.row.exercise.log_sides if slot.row.first_side == "left" else slot.row.exercise.log_sides[::-1]
    logged = {line.side for line in slot.lines if line.logged}
    return [side for side in sides if side != slot.row.paused_side or side in logged]


def owned_values(weights, lock):
    """The weights for − and +, none heavier than a physio allows, and the equipment of a new weight."""
    owned = [show_load(kg) for kg in (lock.allowed(weights.loads) if lock else weights.loads)]
    return {"owned": owned, "thing": weights.thing and weights.thing.name.lower()}


def cues(exercise):
    """The one or two cues that matter while moving."""
    found = [next((cue.text for cue in exercise.cues.all() if cue.phase == phase), None) for phase in SAID]
    return [text for text in found if text]


def pictures(exercise, crop="stage"):
    """The addresses of the moving figure, a still and a small still, and the side that works in them; or None."""
    look = look_of(exercise)
    if not look:
        return None
    crops = {"moving": (crop, "moving"), "still": (crop, "end"), "small": ("thumb", "end")}
    addresses = {name: look.address(*crop) for name, crop in crops.items()}
    return addresses | {"alt": look.alt, "shows": look.shows}


def set_values(line):
    """A set that is logged already."""
    row = line.logged
    return {
        "number": line.number,
        "side": line.side,
        "amount": row.amount,
        "load": line.load,
        "band": row.band,
        "form_ok": row.form_ok,
        "rir": row.rir,
        "seen": moment(line.seen),
    }


def moment(seen):
    """The moment of a version as clients send it back in `seen`, or None."""
    return seen.isoformat() if seen and seen > NEVER else None
