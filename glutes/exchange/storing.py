"""Imports a file, workout by workout, and undoes an import.

It writes in short transactions with pauses, so that somebody who logs a set meanwhile waits for one of them at most. An
interrupted import can go on: existing workouts are left alone.
"""

from contextlib import contextmanager
from datetime import UTC, timedelta
from functools import cache
from itertools import islice
from threading import BoundedSemaphore

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from glutes.accounts.models import folded
from glutes.exchange import incoming, merging
from glutes.exchange.dialects.grouping import numbered, workouts
from glutes.exchange.dialects.lines import Unread
from glutes.exchange.dialects.looking import sift
from glutes.exchange.dialects.odd import Judge, settled
from glutes.exchange.dialects.values import in_kg
from glutes.exchange.models import Import, ImportedWorkout, ImportFile, TakenOverError
from glutes.exchange.turns import turn
from glutes.exercises.models import Exercise
from glutes.routines.models import Prescription
from glutes.rules.most import MOST_EXERCISES, MOST_SETS
from glutes.workouts.models import Workout, WorkoutExercise, WorkoutSet
from glutes.workouts.snapshot import SnapshotSlot, default_dose

AT_ONCE = 10
"""Workouts in one transaction: about two hundred sets, which take a few hundredths of a second."""
ROOM = BoundedSemaphore(2)
"""Ours: how many imports run in one process at the same time. asgi.py has more threads for long posts than that."""
OWN, OUT = "own", "out"
"""Answers about a name besides a slug: make it an exercise of the user's own, or leave it out."""


@contextmanager
def room():
    """Yields whether there is room for one more import, and takes that room until the end of the block."""
    has_room = ROOM.acquire(blocking=False)
    try:
        yield has_room
    finally:
        if has_room:
            ROOM.release()


def begin(one, choices):
    """Marks an import as running, with the user's choices. Returns False if it runs already. The user must be
    locked."""
    now = timezone.now()
    if one.state != Import.State.LOOKED_AT and not one.is_broken_off:
        return False
    if one.state == Import.State.LOOKED_AT:
        one.choices = choices
    one.state, one.moved_at, one.done = Import.State.COMING_IN, now, 0
    one.save()
    return True


def bring_in(one):
    """Stores the chosen content of an import that was begun. Returns the import.

    It stops if somebody begins the import again or undoes it meanwhile.
    """
    try:
        if one.kind == incoming.DOCUMENT:
            merging.merge(one)
        else:
            bring_workouts(one)
        with one.user.locked():
            one.state = Import.State.IN
            one.get_on("state")
            one.file.delete()
    except TakenOverError:
        one.refresh_from_db()
    return one


def bring_workouts(one):
    """Stores the workouts in a log of another app, and the exercises of one's own that they need."""
    user, found = one.user, iter(trained(one).items())
    with user.locked():
        exercises = exercises_of(one)
    dose_of = cache(default_dose)
    while some := dict(islice(found, AT_ONCE)):
        made = objects_of(one, some, exercises, dose_of)
        with turn(user):
            store(one, made)


def trained(one):
    """The workouts in the file of an import that hold anything that was chosen: {key: TrainedWorkout}."""
    unit = one.choices.get("unit") or one.user.units
    odd, names, judge = one.choices.get("odd", {}), one.choices["names"], Judge(unit)

    def chosen():
        for row in sift(incoming.rows_of(one), incoming.latest()):
            if isinstance(row, Unread) or names.get(row.exercise, OUT) == OUT:
                continue
            row.unit = row.unit or unit
            if found := judge.look(row):
                row = settled(row, found, odd.get(str(row.line), found.usual))
            if row is not None:
                yield row

    return {key: each for key, each in workouts(chosen()).items() if each.slots()}


def exercises_of(one):
    """{name in the file: Exercise} of an import, with their doses; those of the user's own are made now."""
    names, user = one.choices["names"], one.user
    about = {name["name"]: name for name in one.look["names"]}
    slugs = {choice for choice in names.values() if choice not in (OWN, OUT)}
    chosen = Exercise.objects.trained_by(user).filter(slug__in=slugs).prefetch_related("doses")
    known = {each.slug: each for each in chosen}
    own = {folded(each.name): each for each in user.exercises.prefetch_related("doses")}
    found, made = {}, one.made.setdefault("rows", {}).setdefault("own_exercises", [])
    before, named = len(made), one.made.setdefault("named", {})
    titles = merging.own_names(names)
    earlier = {each.pk: each for each in own.values()}  # Some may have another name by now.
    for name, choice in names.items():
        if choice in known:
            found[name] = known[choice]
        elif choice == OWN and (same := earlier.get(named.get(name)) or own.get(folded(titles[name]))):
            found[name] = same
        elif choice == OWN and len(own) < Exercise.MOST_A_USER:
            new = make_own(user, titles[name], about.get(name, {}))
            found[name] = own[folded(new.name)] = new
            made.append(new.pk)
            named[name] = new.pk
    merging.add_hashes(one, {"own_exercises": made[before:]})
    one.get_on("made")
    return found


def make_own(user, name, about):
    """An exercise of the user's own, as its sets in the file suggest it."""
    sets = about.get("sets") or 1
    return Exercise.objects.create(
        user=user,
        slug=Exercise.own_slug(),
        name=name,
        role=Exercise.Role.ACCESSORY,
        measure=Exercise.Measure.SECONDS if about.get("timed", 0) > sets / 2 else Exercise.Measure.REPS,
        sides=Exercise.Sides.EACH if about.get("sided") else Exercise.Sides.BOTH,
        load=Exercise.Load.OPTIONAL,
    )


def objects_of(one, some, exercises, dose_of):
    """{id: (Workout, [(WorkoutExercise, [WorkoutSet])])} of some workouts, {key: TrainedWorkout}; none saved yet."""
    ids, _ = incoming.keys_here(one.user, one.kind, some.values())
    found = {}
    for key, each in some.items():
        workout = workout_of(one, ids[key], each)
        rows = slots_of(workout, each, exercises, dose_of)
        ended = max([done.done_at for _, sets in rows for done in sets], default=workout.started)
        lasted = each.lasted or timedelta()  # Added in UTC: on the wall an hour is missing or twice in two nights.
        workout.finished_at = max(workout.started.astimezone(UTC) + lasted, ended)
        workout.logged_at = workout.touched_at = workout.finished_at
        found[workout.pk] = (workout, rows)
    return found


def store(one, made):
    """Stores those of these objects whose workout does not exist yet, as far as they can be stored."""
    here = set(one.user.workouts.filter(pk__in=made).values_list("pk", flat=True))
    new = [each for pk, each in made.items() if pk not in here and each[1]]
    try:
        with transaction.atomic():
            write(one, new)
    except IntegrityError:
        for each in new:
            try:
                with transaction.atomic():
                    write(one, [each])
            except IntegrityError:
                one.look["count"]["failed"] = one.look["count"].get("failed", 0) + 1
    one.done += len(made)
    one.get_on("done", "workouts", "sets", "look")


def write(one, new):
    """Writes workouts with their exercises and sets, in a fixed number of queries."""
    workouts = [workout for workout, _ in new]
    sets = [done for _, rows in new for _, sets in rows for done in sets]
    Workout.objects.bulk_create(workouts)
    WorkoutExercise.objects.bulk_create(row for _, rows in new for row, _ in rows)
    WorkoutSet.objects.bulk_create(sets)
    ImportedWorkout.objects.bulk_create(
        ImportedWorkout(user=one.user, of=one, workout=each, touched_at=each.touched_at) for each in workouts
    )
    one.workouts += len(workouts)
    one.sets += incoming.sets_in((done.side, done.reps, done.seconds, done.deleted_at) for done in sets)


def workout_of(one, pk, each):
    """The Workout of a TrainedWorkout; not saved yet."""
    started, name = incoming.aware(each.started, one.user), incoming.called(each) or "Session"
    same = {"started": started, "day": one.user.date_of(started), "logged_at": started}
    return Workout(pk=pk, user=one.user, name=name, note=each.note, round_rest_s=0, **same)


def slots_of(workout, each, exercises, dose_of):
    """[(WorkoutExercise, [WorkoutSet])] of a TrainedWorkout; not saved yet."""
    found, count = [], 0
    for place, slot in enumerate(each.slots()[:MOST_EXERCISES]):
        exercise = exercises.get(slot.exercise)
        if exercise is None:
            continue
        first = slot.rows[0]
        place = place if first.slot is None else first.slot
        block = Prescription.Block.WARM_UP if first.warm_up else Prescription.Block.MAIN
        block = Prescription.Block.COOL_DOWN if first.cool_down else block
        measure = Exercise.Measure.REPS if first.reps else Exercise.Measure.SECONDS
        dose = dose_of(exercise, measure)
        row = WorkoutExercise.copied(workout, SnapshotSlot(place, exercise, **dose | {"block": block}))
        sets = [workout_set(row, *one) for one in numbered(slot.rows, exercise.one_sided)][: MOST_SETS - count]
        count += len(sets)
        row.sets = max((one.number for one in sets), default=1)
        row.target = None
        if sets:
            found.append((row, sets))
    return found


def workout_set(row, number, side, done):
    """The WorkoutSet of a Row; not saved yet. A weight of 0 means no weight, as where it is typed."""
    exercise, started = row.exercise, row.workout.started
    keeps = done.weight and exercise.load != Exercise.Load.NONE and not exercise.banded and done.band is None
    load = in_kg(done.weight, done.unit) if keeps else None
    done_at = incoming.aware(done.done_at, row.workout.user) if done.done_at else started
    return WorkoutSet(
        workout_exercise=row,
        user_id=row.user_id,
        exercise=exercise,
        number=number,
        side=side,
        reps=done.reps or None,
        seconds=None if done.reps else done.seconds,
        load_kg=load,
        band=done.band,
        form_ok=done.form_ok,
        rir=None if done.rir is None else min(done.rir, 4),
        done_at=max(done_at, started),
        logged_at=max(done_at, started),
    )


def undo(one):
    """Undoes an import that is in, or was broken off, except for what was changed since.

    If it is running after all, it stops at its next step (Import.get_on).
    """
    user = one.user
    with user.locked():
        one.refresh_from_db(fields=["state", "moved_at"])
        if one.state != Import.State.IN and not one.is_broken_off:
            return
        interrupt(one)
    untouched = one.brought.filter(workout__touched_at=F("touched_at")).order_by("pk")
    while True:
        with turn(user):
            some = list(untouched.values_list("workout", flat=True)[:AT_ONCE])
            Workout.objects.filter(pk__in=some).delete()
            interrupt(one)
        if not some:
            break
    with user.locked():
        one.refresh_from_db(fields=["state"])
        if one.state == Import.State.UNDONE:  # By a second tap.
            return
        merging.undo(one)
        one.state = Import.State.UNDONE
        one.save()
        ImportFile.objects.filter(of=one).delete()


def interrupt(one):
    """Tells an import that is running that it was taken over, and that nobody can carry it on meanwhile."""
    one.moved_at = timezone.now()
    one.save(update_fields=["moved_at"])
