"""What was done in a period, as plain values: one query each, which does not get slower with a long history. Sets of a
session in progress are left out until it has ended; its pain is not.

lines_between  every set of the main block
sessions_of    what the rules read: PastSessions by exercise
counts_between how many sets of an exercise a day had, for sums over weeks and years
rows_between   what sessions asked for, and their pain
checks_between the self-checks
"""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Case, CharField, Count, Exists, F, IntegerField, Max, OuterRef, Q, Sum, Value, When
from django.db.models.functions import Cast, Least
from django.utils import timezone

from glutes.checks.models import SelfCheck
from glutes.prepared import prepared
from glutes.routines.models import Prescription, Routine
from glutes.rules.coaching.sessions import EASY_RIR, PastSession, SetDone
from glutes.rules.moments import OPEN_FOR
from glutes.rules.records import Mark
from glutes.workouts.models import WorkoutExercise, WorkoutSet
from glutes.workouts.models.set import going

NO_LOAD = Decimal(0)


class LoggedSet(NamedTuple):
    """A set of one side that was not deleted, with `target` (reps or seconds) and pain (0-10) of its exercise.

    `workout`: its key as text, since thousands of UUIDs take longer to make than to find."""

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

    @property
    def measure(self):
        """Whether it counts "reps" or "seconds"."""
        return "seconds" if self.reps is None else "reps"

    @property
    def amount(self):
        """Its reps or seconds."""
        return self.seconds if self.reps is None else self.reps

    @property
    def weight(self):
        """Its load as (kg, strength of band), to sort by; 0 for none."""
        return self.load_kg or NO_LOAD, self.band or 0

    @property
    def mark(self):
        """The set as a Mark (rules/records.py)."""
        return Mark(self.day, self.side, self.reps, self.seconds, self.load_kg, self.band, self.form_ok)


OF_ROW = "workout_exercise__"
LINE = (
    "done_on", "workout", "workout_exercise", "exercise", "number",
    "side",
    "reps", "seconds", "load_kg", "band", "form_ok", "rir", f"{OF_ROW}target", f"{OF_ROW}pain",
    f"{OF_ROW}pain_next_day",
)  # fmt: skip
"""The columns of a LoggedSet, its day as text."""

DONE_ON = Cast(f"{OF_ROW}day", CharField())
"""The day as text: thousands of rows have a few days between them, and `dates_of` makes a date of each day once."""


def dates_of(rows):
    """The days with which these rows begin, as {text: date}."""
    return {day: date.fromisoformat(day) for day in {row[0] for row in rows}}


def sets_between(user, first, last, opened):
    """The user's sets of the days from first to last, of at least one rep or second, without deleted ones and those of
    a session in progress. `opened`: the moment that was OPEN_FOR ago."""
    days = {f"{OF_ROW}workout__user": user, f"{OF_ROW}workout__day__range": (first, last)}
    return WorkoutSet.objects.filter(~going(opened, f"{OF_ROW}workout__"), **days).standing().done()


def lines_between(user, first, last):
    """The sets of the main block of the days from first to last as LoggedSets, in the order in which they were done."""
    return logged(columns_between(user.pk, first, last, timezone.now() - OPEN_FOR))


def logged(rows):
    """The rows of `columns_of` as LoggedSets."""
    days = dates_of(rows)
    return [LoggedSet._make((days[row[0]], *row[1:])) for row in rows]


def columns_of(sets):
    """The columns of these sets for LoggedSets, in the order in which they were done."""
    order = (f"{OF_ROW}day", f"{OF_ROW}workout__started", f"{OF_ROW}workout", f"{OF_ROW}slot", "workout_exercise")
    sets = sets.annotate(workout=Cast(f"{OF_ROW}workout", CharField()), done_on=DONE_ON)
    return sets.order_by(*order, "number", "side").values_list(*LINE)


@prepared
def columns_between(user, first, last, opened):
    """The columns of the LoggedSets of the main block, of the days from first to last."""
    return columns_of(sets_between(user, first, last, opened).main())


def sessions_of(lines):
    """The lines, in order, as values for the rules: {exercise's key: [PastSession]}, the oldest first.

    If a workout has an exercise twice, set numbers go on, and the worse pain counts.
    """
    found = defaultdict(lambda: defaultdict(list))
    for line in lines:
        found[line.exercise][line.workout].append(line)
    return {
        exercise: [session_of(same, order) for order, same in enumerate(workouts.values())]
        for exercise, workouts in found.items()
    }


def session_of(lines, order):
    """The PastSession of the LoggedSets of an exercise in one workout."""
    numbers, first = {}, lines[0]
    sets = [(numbers.setdefault((one.row, one.number), len(numbers) + 1), one) for one in lines]
    sets = tuple(
        SetDone(number, one.side, one.reps, one.seconds, one.load_kg, one.band, one.form_ok, one.rir)
        for number, one in sets
    )
    return PastSession(first.day, sets, worst_of(lines, "pain"), worst_of(lines, "pain_next_day"), first.target, order)


def worst_of(lines, name):
    """The highest answer; None if there is none."""
    return max((n for one in lines if (n := getattr(one, name)) is not None), default=None)


def best_lines(lines):
    """The best LoggedSet of each side, as {side: LoggedSet}: the heaviest, of those the one with most."""
    found = {}
    for line in lines:
        done, known = (line.weight, line.amount), found.get(line.side)
        if known is None or done > known[0]:
            found[line.side] = done, line
    return {side: found[side][1] for side in ("left", "right", "both") if side in found}


def counts_of(lines):
    """How many of these LoggedSets there are of each kind, as `counts_between` returns them."""
    kinds = Counter(
        (line.day, line.exercise, line.side != "both", bool(line.load_kg or line.band), (line.rir or 0) >= EASY_RIR)
        for line in lines
    )
    return [(*kind, count) for kind, count in kinds.items()]


@prepared
def counts_between(user, first, last, opened):
    """How many sets of the main block: tuples of (day, exercise, one side?, loaded?, easy?, count)."""
    sets = sets_between(user, first, last, opened).main()
    loaded, easy = Q(load_kg__gt=0) | Q(band__gt=0), Q(rir__gte=EASY_RIR)
    kinds = sets.order_by().annotate(
        one_side=Case(When(side="both", then=Value(False)), default=Value(True)),
        loaded=Case(When(loaded, then=Value(True)), default=Value(False)),
        easy=Case(When(easy, then=Value(True)), default=Value(False)),
        done_on=F(f"{OF_ROW}day"),
    )
    return kinds.values_list("done_on", "exercise", "one_side", "loaded", "easy").annotate(count=Count("pk"))


@prepared
def rows_between(user, first, last):
    """How many sets the main block of each workout prescribed, and how much it hurt, from `first` to `last`.

    Tuples of (day, workout's key, sets asked for, worst pain in it, worst pain the morning after); pain is 0-10, None
    without an answer, and that of all blocks. An exercise that came in the place of another one adds no sets, as they
    were prescribed already; what another log brought, without routine and target, asked for none.
    """
    rows = WorkoutExercise.objects.filter(workout__user=user, workout__day__range=(first, last)).standing()
    same = WorkoutExercise.objects.filter(workout=OuterRef("workout"), slot=OuterRef("slot"), pk__lt=OuterRef("pk"))
    rounds = When(workout__style=Routine.Style.CIRCUIT, then=Least("workout__rounds", "sets"))
    none = When(~Q(block=Prescription.Block.MAIN) | Q(target=None, workout__routine=None), then=Value(0))
    asked = Case(none, When(Exists(same.main()), then=Value(0)), rounds, default="sets", output_field=IntegerField())
    rows = rows.order_by().annotate(asked=asked)
    return rows.values_list("day", "workout").annotate(Sum("asked"), Max("pain"), Max("pain_next_day"))


@prepared
def checks_between(user, first, last):
    """The self-checks of the days from first to last, in order."""
    return SelfCheck.objects.kept().filter(user=user, day__range=(first, last)).order_by("day", "done_at", "pk")
