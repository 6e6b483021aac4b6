"""Recent bests that beat all earlier sets (rules/records.py)."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Coalesce

from glutes.exercises.models import Exercise
from glutes.prepared import prepared
from glutes.rules import records
from glutes.workouts.models import WorkoutSet

NEWEST = 6
NONE = Value(0)


@dataclass(frozen=True)
class RecentBest:
    """A best of an exercise: the Marks of the sides that reached it, and the best before it."""

    exercise: Exercise
    marks: dict
    was: int | None = None

    @property
    def mark(self):
        """One of its marks."""
        return next(iter(self.marks.values()))

    @property
    def day(self):
        """The day on which it was done."""
        return self.mark.day


def newest_bests(user, lines, since, exercises, most=NEWEST):
    """The `most` latest RecentBests among LoggedSets, which are all those since that day. Two queries.

    Only these few are looked up in the history, each by an index.
    """
    by_exercise = defaultdict(list)
    for line in lines:
        if line.form_ok:
            by_exercise[line.exercise].append(line)
    found = [
        (exercise, first_with(mark, mine), mark)
        for exercise, mine in by_exercise.items()
        for mark in records.bests([line.mark for line in tops(mine)])
    ]
    standing = unbeaten(user, [line for _, line, _ in found], since)
    new = []
    for exercise, line, mark in found:
        mine = [one for one in by_exercise[exercise] if (one.side, one.measure) == (line.side, line.measure)]
        before = [one for one in mine if one.day < line.day]
        is_first, is_beaten = standing[line.pk]
        if not is_beaten and (before or not is_first):
            was = max((one.amount for one in before if one.weight == line.weight), default=None)
            new.append((exercises[exercise], mark, was))
    new.sort(key=lambda one: (-one[1].day.toordinal(), one[0].name, one[1].side))
    return joined(new)[:most]


def joined(new):
    """Left and right of one day with the same amount and weight as one RecentBest."""
    found = {}
    for exercise, mark, was in new:
        key = exercise.pk, mark.day, mark.amount, mark.weight, was
        known = found.get(key)
        found[key] = RecentBest(exercise, {**(known.marks if known else {}), mark.side: mark}, was)
    return list(found.values())


def tops(lines):
    """The first LoggedSet with the most reps or seconds, for each side, measure and weight."""
    found = {}
    for line in lines:
        key = line.side, line.measure, line.weight
        if key not in found or line.amount > found[key].amount:
            found[key] = line
    return found.values()


def first_with(mark, lines):
    """The first of these lines with the values of the mark."""
    return next(line for line in lines if line.mark == mark)


def unbeaten(user, lines, since):
    """{set's key: (is it the first of its side and measure?, has a set before `since` reached it?)}."""
    reps, seconds = ([line.pk for line in lines if line.measure == measure] for measure in ("reps", "seconds"))
    rows = [*beside_earlier_reps(user.pk, reps, since), *beside_earlier_seconds(user.pk, seconds, since)]
    return {key: (not has_one, is_beaten) for key, has_one, is_beaten in rows}


@prepared
def beside_earlier_reps(user, sets, since):
    """What `beside_earlier` returns of sets in reps."""
    return beside_earlier("reps", user, sets, since)


@prepared
def beside_earlier_seconds(user, sets, since):
    """What `beside_earlier` returns of sets in seconds."""
    return beside_earlier("seconds", user, sets, since)


def beside_earlier(measure, user, sets, since):
    """For each of these sets: its key, whether one like it was done before `since`, and whether one reached it."""
    alike = WorkoutSet.objects.filter(user=user, exercise=OuterRef("exercise"), side=OuterRef("side"), form_ok=True)
    earlier = alike.filter(workout_exercise__day__lt=since, **{f"{measure}__gt": 0}).standing().main()
    weights = {"kg": Coalesce("load_kg", NONE, output_field=WEIGHT), "of_band": Coalesce("band", NONE)}
    mine = {"kg__gte": Coalesce(OuterRef("load_kg"), NONE, output_field=WEIGHT)}
    mine |= {"of_band__gte": Coalesce(OuterRef("band"), NONE), f"{measure}__gte": OuterRef(measure)}
    reached = earlier.alias(**weights).filter(**mine)
    return WorkoutSet.objects.filter(pk__in=sets).order_by().values_list("pk", Exists(earlier), Exists(reached))


WEIGHT = WorkoutSet._meta.get_field("load_kg")
