"""What the coach reads of a history: its end, session by session (rules/coaching/sessions.py)."""

from collections import defaultdict
from datetime import date
from functools import reduce
from itertools import groupby
from operator import itemgetter, or_

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Greatest, Least
from django.utils import timezone

from glutes.exercises.models import Exercise
from glutes.prepared import prepared
from glutes.routines.models import Routine
from glutes.rules.coaching.sessions import LATEST_DAYS, PastSession, SetDone
from glutes.rules.coaching.targets import GOAL_S
from glutes.rules.moments import OPEN_FOR
from glutes.workouts.models.exercise import IN_MAIN, WorkoutExercise, has_a_set, worst
from glutes.workouts.models.set import EVER, MARK, WorkoutSet, all_going

GROWS = Q(reps_high=None, seconds_low=F("seconds_high")) & ~Q(workout__style=Routine.Style.CIRCUIT)
"""Matches holds with one fixed length that are not part of a circuit. The coach makes these longer (Prescribed.bounds).
"""


def past_sessions(user, exercises, before=EVER):
    """The latest sessions of these exercises that began before that moment: {exercise's key: [PastSession]}.

    From main blocks with a set, and from all blocks with pain; of a workout in progress, and of other blocks, only the
    pain counts. Three queries, of a history's end.
    """
    ends = {exercise: day or date.min for exercise, day in oldest_days(user, exercises, before)}
    first = min(ends.values(), default=date.min)
    rows = rows_since(user, list(ends), list(ends.values()), first, before, timezone.now() - OPEN_FOR)
    sets, found = defaultdict(list), defaultdict(list)
    for row, *one in sets_in_order([row[0] for row in rows if not row[5]]):
        sets[row].append(SetDone._make(one))
    places = {row: place for place, row in enumerate(sets)}
    for (exercise, _), same in groupby(rows, key=itemgetter(1, 2)):
        told = [row for row in same if row[0] in places or row[6]]
        if told and len(found[exercise]) < LATEST_DAYS:
            found[exercise].append(one_session(told, sets) if len(told) == 1 else of_several(told, sets, places))
    return found


@prepared
def oldest_days(user, exercises, before):
    """Each exercise with the oldest of its LATEST_DAYS latest days before a moment; with None if there are fewer."""
    rows = WorkoutExercise.objects.of(user).filter(exercise=OuterRef("pk"), workout__started__lt=before)
    days = rows.standing().filter(IN_MAIN & has_a_set() | Q(pain__gt=0)).order_by("-day").values("day").distinct()
    return (
        Exercise.objects.filter(pk__in=exercises)
        .order_by()
        .values_list("pk", Subquery(days[LATEST_DAYS - 1 : LATEST_DAYS]))
    )


@prepared
def rows_since(user, exercises, days, first, before, since):
    """The rows of main blocks, and others with pain, from each exercise's day, of which `first` is the earliest, to
    `before`: (row, exercise, workout's key as text, day, start, whether only its pain counts, pain, next morning's,
    target, sets asked, top, way, low, routine)."""
    rows = WorkoutExercise.objects.of(user).filter(exercise__in=exercises, day__gte=first).standing()
    rows = rows.filter(IN_MAIN | Q(pain__gt=0))
    ends = (Q(exercise=exercise, day__gte=day) for exercise, day in zip(exercises, days, strict=True))
    in_rounds = When(workout__style=Routine.Style.CIRCUIT, then=Least("workout__rounds", "sets"))
    rows = rows.filter(reduce(or_, ends, Q(pk=None)), workout__started__lt=before).annotate(
        only_pain=Case(When(~IN_MAIN | Q(workout__in=all_going(user, since)), then=Value(True)), default=Value(False)),
        asked=Case(in_rounds, default="sets"),
        low=Coalesce("reps_low", "seconds_low"),
        top=Case(When(GROWS, then=Greatest("seconds_low", GOAL_S)), default=Coalesce("reps_high", "seconds_high")),
    )
    rows = rows.order_by("exercise_id", "-day", "-workout__started", "workout_id", "slot")
    of_session = ("pk", "exercise", Cast("workout", models.CharField()), "day", "workout__started", "only_pain")
    asked = ("target", "asked", "top", "way", "low", "workout__routine")
    return rows.values_list(*of_session, "pain", "pain_next_day", *asked)


@prepared
def sets_in_order(rows):
    """The sets of these rows: (row, number, side, reps, seconds, kg, band, form, reps in reserve), in the order in
    which they were done; if sides were logged at once, the one that was prescribed to go first comes first."""
    row = WorkoutExercise.objects.filter(pk=OuterRef("workout_exercise"))  # Not joined: that may read everybody's rows.
    first_side = Subquery(row.order_by().values("first_side"))  # By itself it would look up the workout to sort by it.
    other_side = Case(When(side=first_side, then=0), default=1)
    sets = WorkoutSet.objects.kept().filter(workout_exercise__in=rows).order_by("done_at", other_side, "side")
    return sets.values_list("workout_exercise", "number", *MARK[:-1], "form_ok", "rir")


def one_session(told, sets):
    """The PastSession of an exercise in one workout, of its only row in `rows_since`. `sets`: {row: [SetDone]}, in the
    order in which they were done."""
    [(row, _, _, day, started, _, *pains, target, asked, top, way, low, routine)] = told
    done = sets.get(row, ())
    began = done[0].side if done else None
    return past_session(day, started, sorted(done), pains, target, asked, top, way, low, began, routine)


def of_several(told, sets, places):
    """The same of several rows. `places`: of the rows, in the order in which they were begun.

    Set numbers go on, the worst pain counts, and a target, range or way that differs between the rows becomes None (for
    the way: the usual one). Rows of which only the pain counts say no more than that beside others.
    """
    rows = [row for row in told if not row[5]] or told
    numbers = {}
    in_order = [(row[0], one) for row in rows for one in sorted(sets.get(row[0], ()))]
    done = [one._replace(number=numbers.setdefault((row, one.number), len(numbers) + 1)) for row, one in in_order]
    _, _, _, [day, *_], [started, *_], _, _, _, targets, askeds, *said, [routine, *_] = zip(*rows, strict=True)
    pains = [worst(row[nth] for row in told) for nth in (6, 7)]
    target, top, way, low = (each[0] if len({*each}) == 1 else None for each in (targets, *said))
    first = min((row[0] for row in rows if row[0] in places), key=places.get, default=None)
    began = first and sets[first][0].side
    return past_session(day, started, done, pains, target, sum(askeds), top, way, low, began, routine)


def past_session(day, started, sets, pains, target, asked, top, way, low, began, routine):
    """The PastSession with these values; `pains` are that of the session and that of the morning after."""
    order = int(started.timestamp())
    return PastSession(day, tuple(sets), *pains, target, order, asked, top, False, began, way or "", low, routine)
