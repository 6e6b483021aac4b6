"""What was done in a period, as plain values: one query each, which does not get slower with a long history. Sets of a
session in progress are left out until it has ended; its pain is not.

lines_between  every set of the main block
sessions_of    what the rules read: PastSessions by exercise
alike_between  the best of the sets of a month that are alike
pains_between  the worst pain of each day
asked_between  what sessions asked for
checks_between the self-checks
"""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    FloatField,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Least
from django.utils import timezone

from glutes.checks.models import SelfCheck
from glutes.prepared import prepared
from glutes.routines.models import Prescription, Routine
from glutes.rules.bests import Mark
from glutes.rules.coaching.sessions import EASY_RIR, PastSession, SetDone
from glutes.rules.moments import OPEN_FOR
from glutes.rules.versions import NEVER
from glutes.workouts.models import WorkoutExercise, WorkoutSet
from glutes.workouts.models.set import all_going

NO_LOAD = Decimal(0)
NO_WEIGHT = NO_LOAD, 0


class LoggedSet(NamedTuple):
    """A set of one side that was not deleted, with `target` (reps or seconds) and pain (0-10) of its exercise.

    `workout`: its key as text, since thousands of UUIDs take longer to make than to find. `measure`: "reps" or
    "seconds"; `amount`: how many of them. `weight`: its load as (kg, strength of band), to sort by; 0 for none. A page
    asks for these three so often that they are worked out once."""

    day: date
    workout: str
    row: int
    exercise: int
    number: int
    side: str
    reps: int | None
    seconds: int | None
    load_kg: Decimal | None
    band: int | None
    form_ok: bool
    rir: int | None
    target: int | None
    pain: int | None
    pain_next_day: int | None
    measure: str
    amount: int
    weight: tuple

    @property
    def mark(self):
        """The set as a Mark (rules/bests.py)."""
        return Mark(self.day, self.side, self.reps, self.seconds, self.load_kg, self.band, self.form_ok)


OF_ROW = "workout_exercise__"
LINE = (
    "done_on", "workout", "workout_exercise", "exercise", "number",
    "side",
    "reps", "seconds", "load_kg", "band", "form_ok", "rir", f"{OF_ROW}target", f"{OF_ROW}pain",
    f"{OF_ROW}pain_next_day",
)  # fmt: skip
"""The columns of a LoggedSet but the last three, its day as text."""

DONE_ON = Cast(f"{OF_ROW}day", CharField())
"""The day as text: thousands of rows have a few days between them, and `dates_of` makes a date of each day once."""


def dates_of(rows):
    """The days with which these rows begin, as {text: date}."""
    return {day: date.fromisoformat(day) for day in {row[0] for row in rows}}


def sets_between(user, first, last, opened):
    """The user's sets of the days from first to last, of at least one rep or second, without deleted ones and those of
    a session in progress. `opened`: the moment that was OPEN_FOR ago."""
    sets = WorkoutSet.objects.of_days(user, first, last).standing().done()
    return sets.exclude(workout_exercise__workout__in=all_going(user, opened))


def lines_between(user, first, last):
    """The sets of the main block of the days from first to last as LoggedSets, in the order in which they were done."""
    return logged(columns_between(user.pk, first, last, timezone.now() - OPEN_FOR))


def logged(rows):
    """The rows of `columns_of` as LoggedSets."""
    days = dates_of(rows)
    return [
        tuple.__new__(LoggedSet, (  # As LoggedSet() does, in two thirds of the time.
            days[day], workout, row, exercise, number, side, reps, seconds, kg, band, form_ok, rir, target, pain,
            morning, "seconds" if reps is None else "reps", seconds if reps is None else reps,
            (kg or NO_LOAD, band or 0),
        ))
        for day, workout, row, exercise, number, side, reps, seconds, kg, band, form_ok, rir, target, pain, morning
        in rows
    ]  # fmt: skip


def columns_of(sets):
    """The columns of these sets for LoggedSets, in the order in which they were done."""
    days = f"{OF_ROW}workout__day", f"{OF_ROW}workout__started"  # In the workout's index: then SQLite sorts each day.
    order = *days, f"{OF_ROW}workout_id", f"{OF_ROW}slot", "workout_exercise"
    sets = sets.annotate(workout=Cast(f"{OF_ROW}workout", CharField()), done_on=DONE_ON)
    return sets.order_by(*order, "number", "side").values_list(*LINE)


@prepared
def columns_between(user, first, last, opened):
    """The columns of the LoggedSets of the main block, of the days from first to last."""
    return columns_of(sets_between(user, first, last, opened).main())


class Alike(NamedTuple):
    """Sets of an exercise that are alike in the rest: how many, and `most`, the most reps or seconds of them. `first`,
    `last`: the keys of two of their workouts as text; of only one the same."""

    exercise: int
    measure: str
    side: str
    form_ok: bool
    most: int
    sets: int
    first: str
    last: str
    weight: tuple


def alike_between(user, first, last):
    """The sets of the main block of these days as Alikes. One query."""
    rows = alike_columns(user.pk, first, last, timezone.now() - OPEN_FOR)
    return [Alike(*same, (kg or NO_LOAD, band or 0)) for kg, band, *same in rows]


@prepared
def alike_columns(user, first, last, opened):
    """The columns of the Alikes of these days: load and band, then all but the weight."""
    about = {
        "measure": Case(When(reps=None, then=Value("seconds")), default=Value("reps")),
        "amount": Coalesce("reps", "seconds"),
        "key": Cast(f"{OF_ROW}workout", CharField()),
    }
    sets = sets_between(user, first, last, opened).main().order_by().annotate(**about)
    same = sets.values_list("load_kg", "band", "exercise", "measure", "side", "form_ok")
    return same.annotate(most=Max("amount"), sets=Count("pk"), first=Min("key"), last=Max("key"))


def alike_of(lines):
    """These LoggedSets as Alikes, one for each."""
    return [
        Alike(one.exercise, one.measure, one.side, one.form_ok, one.amount, 1, one.workout, one.workout, one.weight)
        for one in lines
    ]


def sessions_of(lines):
    """The lines, in order, as values for the rules: {exercise's key: [PastSession]}, the oldest first.

    If a workout has an exercise twice, set numbers go on, and the worse pain counts.
    """
    return {
        exercise: [session_of(same, order) for order, same in enumerate(by_workout(mine))]
        for exercise, mine in by_exercise(lines).items()
    }


def by_exercise(lines):
    """The lines of each exercise, as {its key: [LoggedSet]}."""
    found = defaultdict(list)
    for line in lines:
        found[line.exercise].append(line)
    return found


def by_workout(lines):
    """The lines of each workout: [[LoggedSet]]."""
    found = defaultdict(list)
    for line in lines:
        found[line.workout].append(line)
    return list(found.values())


def session_of(lines, order):
    """The PastSession of the LoggedSets of an exercise in one workout."""
    numbers, first = {}, lines[0]
    sets = tuple(
        SetDone(
            numbers.setdefault((one.row, one.number), len(numbers) + 1),
            one.side, one.reps, one.seconds, one.load_kg, one.band, one.form_ok, one.rir,
        )
        for one in lines
    )  # fmt: skip
    return PastSession(first.day, sets, worst_of(lines, "pain"), worst_of(lines, "pain_next_day"), first.target, order)


def worst_of(lines, name):
    """The highest answer; None if there is none."""
    return max((n for one in lines if (n := getattr(one, name)) is not None), default=None)


def best_lines(lines):
    """The best LoggedSet of each side, as {side: LoggedSet}: the heaviest, of those the one with most."""
    found = {}
    for line in lines:
        known = found.get(line.side)
        if known is None or (line.weight, line.amount) > (known.weight, known.amount):
            found[line.side] = line
    return {side: found[side] for side in ("left", "right", "both") if side in found}


def counts_of(lines):
    """How many of these LoggedSets there are of each kind: tuples of (day, exercise, one side?, loaded?, all sets, easy
    ones)."""
    kinds = Counter(
        (line.day, line.exercise, line.side != "both", line.weight != NO_WEIGHT, (line.rir or 0) >= EASY_RIR)
        for line in lines
    )
    return [(*kind, count, count if easy else 0) for (*kind, easy), count in kinds.items()]


@prepared
def pains_between(user, first, last):
    """How much the sessions of each day from first to last hurt: (day, worst pain, worst pain on the morning after),
    0-10, None without an answer; of all blocks, and of days with an answer alone."""
    rows = WorkoutExercise.objects.of_days(user, range=(first, last)).standing().order_by()
    said = rows.filter(Q(pain__isnull=False) | Q(pain_next_day__isnull=False))
    return said.values_list("workout__day").annotate(Max("pain"), Max("pain_next_day"))


@prepared
def asked_between(user, first, last):
    """How many sets the main block of each workout prescribed, from first to last: (day, workout's key as text, sets).
    One side alone is half a set (rule 1), so they are floats.

    An exercise that came in the place of another one adds no sets, as they were prescribed already; what another log
    brought, without routine and target, asked for none. Nor did what the coach left out (“not today”): nobody said of
    it that it was skipped.
    """
    rows = WorkoutExercise.objects.of_days(user, range=(first, last)).standing()
    same = WorkoutExercise.objects.filter(workout=OuterRef("workout"), slot=OuterRef("slot"), pk__lt=OuterRef("pk"))
    rounds = When(workout__style=Routine.Style.CIRCUIT, then=Least("workout__rounds", "sets"))
    left_out = Q(skipped=True, logged_at=NEVER)
    none = When(~Q(block=Prescription.Block.MAIN) | Q(target=None, workout__routine=None) | left_out, then=Value(0))
    instead = When(Exists(same.main().exclude(left_out)), then=Value(0))
    asked = Case(none, instead, rounds, default="sets", output_field=IntegerField())
    share = Case(When(paused_side="", then=1.0), default=0.5, output_field=FloatField())
    rows = rows.order_by().annotate(asked=asked, share=share, key=Cast("workout", CharField()))
    return rows.values_list("day", "key").annotate(prescribed=Sum(F("asked") * F("share"), output_field=FloatField()))


@prepared
def checks_between(user, first, last):
    """The self-checks of the days from first to last, in order."""
    checks = SelfCheck.objects.kept().filter(user=user, day__range=(first, last))
    return checks.order_by("day", "done_at", "pk").defer("stamps")
