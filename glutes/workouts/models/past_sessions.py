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
from glutes.rules.coaching.sessions import LATEST, PastSession, SetDone
from glutes.rules.coaching.targets import GOAL_S
from glutes.rules.moments import OPEN_FOR
from glutes.workouts.models.exercise import IN_MAIN, WorkoutExercise, has_a_set, worst
from glutes.workouts.models.set import EVER, MARK, WorkoutSet, going

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
    sets = defaultdict(list)
    for one in sets_in_order([row[0] for row in rows if not row[5]]):
        sets[one[0]].append(SetDone(*one[1:]))
    places, found = {row: place for place, row in enumerate(sets)}, defaultdict(list)
    for (exercise, _, day, started), same in groupby(rows, key=itemgetter(1, 2, 3, 4)):
        told = [row for row in same if row[0] in places or row[6]]
        of_rows = [(row[6:], sets[row[0]], places.get(row[0])) for row in told if not row[5]]
        aside = [(row[6:], (), None) for row in told if row[5]]
        if told and len(found[exercise]) < LATEST:
            found[exercise].append(one_session(day, started, of_rows or aside, [row for row, *_ in aside]))
    return found


@prepared
def oldest_days(user, exercises, before):
    """Each exercise with the oldest of its LATEST latest days before a moment; with None if there are fewer."""
    rows = WorkoutExercise.objects.filter(user=user, exercise=OuterRef("pk"), workout__started__lt=before)
    days = rows.standing().filter(IN_MAIN & has_a_set() | Q(pain__gt=0)).order_by("-day").values("day").distinct()
    return Exercise.objects.filter(pk__in=exercises).order_by().values_list("pk", Subquery(days[LATEST - 1 : LATEST]))


@prepared
def rows_since(user, exercises, days, first, before, since):
    """The rows of main blocks, and others with pain, from each exercise's day, of which `first` is the earliest, to
    `before`: (row, exercise, workout's key as text, day, start, whether only its pain counts, pain, next morning's,
    target, sets asked, top, way, low)."""
    rows = WorkoutExercise.objects.filter(user=user, exercise__in=exercises, day__gte=first).standing()
    rows = rows.filter(IN_MAIN | Q(pain__gt=0))
    ends = (Q(exercise=exercise, day__gte=day) for exercise, day in zip(exercises, days, strict=True))
    in_rounds = When(workout__style=Routine.Style.CIRCUIT, then=Least("workout__rounds", "sets"))
    rows = rows.filter(reduce(or_, ends, Q(pk=None)), workout__started__lt=before).annotate(
        only_pain=Case(When(~IN_MAIN | going(since, "workout__"), then=Value(True)), default=Value(False)),
        asked=Case(in_rounds, default="sets"),
        low=Coalesce("reps_low", "seconds_low"),
        top=Case(When(GROWS, then=Greatest("seconds_low", GOAL_S)), default=Coalesce("reps_high", "seconds_high")),
    )
    rows = rows.order_by("exercise_id", "-day", "-workout__started", "workout_id", "slot")
    of_session = ("pk", "exercise", Cast("workout", models.CharField()), "day", "workout__started", "only_pain")
    return rows.values_list(*of_session, "pain", "pain_next_day", "target", "asked", "top", "way", "low")


@prepared
def sets_in_order(rows):
    """The sets of these rows: (row, number, side, reps, seconds, kg, band, form, reps in reserve), in the order in
    which they were done; if sides were logged at once, the one that was prescribed to go first comes first."""
    other_side = Case(When(side=F("workout_exercise__first_side"), then=0), default=1)
    sets = WorkoutSet.objects.kept().filter(workout_exercise__in=rows).order_by("done_at", other_side, "side")
    return sets.values_list("workout_exercise", "number", *MARK[:-1], "form_ok", "rir")


def one_session(day, started, rows, aside=()):
    """The PastSession of an exercise in one workout, of its rows: what `rows_since` has from the pain on, the SetDones
    in the order in which they were done, and the place of the row in the order in which rows were begun.

    If the workout has the exercise twice, set numbers go on, the worse pain counts, and a target, range or way that
    differs between the two becomes None (for the way: the usual one). `aside`: rows of which only the pain counts.
    """
    if len(rows) == 1:
        [((pain, morning, target, asked, top, way, low), sets, _)] = rows
        done = sorted(sets)
    else:
        numbers = {}
        in_order = [(nth, one) for nth, (_, sets, _) in enumerate(rows) for one in sorted(sets)]
        done = [one._replace(number=numbers.setdefault((nth, one.number), len(numbers) + 1)) for nth, one in in_order]
        pains, mornings, targets, askeds, *told = zip(*(row for row, _, _ in rows), strict=True)
        target, top, way, low = (each[0] if len({*each}) == 1 else None for each in (targets, *told))
        pain, morning, asked = worst(pains), worst(mornings), sum(askeds)
    pain, morning = worst([pain, *(row[0] for row in aside)]), worst([morning, *(row[1] for row in aside)])
    first = min(((place, sets[0].side) for _, sets, place in rows if sets), default=None)
    order, began = int(started.timestamp()), first and first[1]
    return PastSession(day, tuple(done), pain, morning, target, order, asked, top, began=began, way=way or "", low=low)
