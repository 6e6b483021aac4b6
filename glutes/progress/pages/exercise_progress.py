"""One exercise: its bests, its charts, left and right, and every session with it."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.urls import get_script_prefix
from django.utils import timezone

from glutes import charts
from glutes.accounts.templatetags.units import load
from glutes.addresses import address
from glutes.checks.models import SelfCheck
from glutes.exercises.models import Exercise, LadderStep
from glutes.plan.models import Pause
from glutes.prepared import prepared
from glutes.progress.pages.balance import SINCE, UNSURE, balance
from glutes.progress.pages.bests import Highlight
from glutes.progress.reading import best_lines, columns_of, logged, sessions_of
from glutes.rules import bests
from glutes.rules.coaching.sessions import HOLD_FROM, OTHER_SIDE
from glutes.rules.dates import A_WEEK
from glutes.rules.moments import OPEN_FOR
from glutes.rules.units import number_in, unit_of
from glutes.workouts.models import WorkoutExercise, WorkoutSet
from glutes.workouts.models.bests import dated_bests
from glutes.workouts.models.set import also_of
from glutes.workouts.models.workout import workouts_going

SESSIONS_A_PAGE = 12
TICKED_OFF = (Exercise.Role.WARM_UP, Exercise.Role.COOL_DOWN)
BEGINNING = dt.date(1900, 1, 1)


def context(user, exercise, today, period, number=None):
    """The values for the page's template: a PeriodForm, and the page of its sessions as text (default: the first).

    However long the history, it reads the sets of the period, and of what came before the bests alone.
    """
    first, going = period.first_day(today, user.first_weekday) or BEGINNING, sessions_going(user)
    rows = columns_with(user.pk, exercise.pk, min(first, today - SINCE), today, exercise.role in TICKED_OFF)
    lines = logged(rows)
    every = sessions_with(lines, {one.pk.hex for one in going})
    sessions, ended = [one for one in every if one.day >= first], [one for one in every if not one.is_going]
    done = [one for one in ended if one.day >= first]
    page = Paginator(sessions[::-1], SESSIONS_A_PAGE).get_page(number)
    lately = [line for one in ended for line in one.sets if line.side in OTHER_SIDE and line.day >= today - SINCE]
    history = sessions_of(lately).get(exercise.pk)
    check = SelfCheck.objects.latest_for(user).get(exercise.slug) if history else None
    sides = history and balance(exercise, history, today, check)
    return bests_context(user, exercise, going) | {
        "today": today,
        "period": period,
        "page": page,
        "sessions": page.object_list,
        "done": len(done),
        "going": len(sessions) - len(done),
        "one_sided": exercise.one_sided or any("left" in one.sides or "right" in one.sides for one in page.object_list),
        "loaded": any(one.load_kg or one.band for one in [session.one_load for session in page.object_list] if one),
        "story": Story(user, done, first, today, sides, rungs_of(user.pk, exercise.pk)),
        "balance": sides,
        "unsure": UNSURE,
    }


def sessions_going(user):
    """The user's workouts in progress."""
    return workouts_going(user.pk, timezone.now() - OPEN_FOR)


def bests_context(user, exercise, going=None):
    """The values for the exercise's own page: the bests of all time, without the sessions `going` (asked for if not
    given). At most three queries."""
    ticked_off = exercise.role in TICKED_OFF
    going = [one.pk for one in (sessions_going(user) if going is None else going)]
    marks = [mark for mark in dated_bests(user.pk, exercise.pk, ticked_off, going) if mark.amount]
    return {
        "exercise": exercise,
        "done_before": bool(marks or one_done(user.pk, exercise.pk, ticked_off)),
        "all_time": all_time_bests(marks),
        "loads": loads_of(bests.bests(marks)),
    }


@prepared
def one_done(user, exercise, ticked_off):
    """The key of one set of the exercise, in whatever form, in the main block or, with `ticked_off`, in any."""
    return WorkoutSet.objects.counted(user, [exercise], ticked_off).done().order_by().values_list("pk")[:1]


@prepared
def columns_with(user, exercise, first, last, ticked_off):
    """The columns of the LoggedSets of the exercise, of these days."""
    rows = {"workout_exercise__user": user, "workout_exercise__exercise": exercise}  # An index has both, and the day.
    rows["workout_exercise__day__range"] = first, last
    sets = WorkoutSet.objects.filter(**rows, **also_of(user, "", "workout_exercise__workout__")).standing().done()
    return columns_of(sets if ticked_off else sets.main())


@dataclass
class SessionWith:
    """A workout with its LoggedSets of one exercise: `sides` is {side: [LoggedSet]}."""

    workout: str
    sets: list
    is_going: bool

    @property
    def day(self):
        """The day of the workout."""
        return self.sets[0].day

    @property
    def sides(self):
        """Its sets by side."""
        return {side: mine for side in ("left", "right", "both") if (mine := [s for s in self.sets if s.side == side])}

    @property
    def url(self):
        """Where the workout is shown."""
        return address(get_script_prefix(), "workouts:workout_detail", (UUID(self.workout),), ())

    @property
    def one_load(self):
        """One of its sets if all have the same load or band; else None, and the page shows the load of each set."""
        return self.sets[0] if len({one.weight for one in self.sets}) == 1 else None

    @property
    def pain(self):
        """The worst pain in it, or on the morning after, 0-10."""
        return max((n for one in self.sets for n in (one.pain, one.pain_next_day) if n), default=0)

    def best(self, measure):
        """The best set in good form of each side in "reps" or "seconds": the heaviest, of those the one with most."""
        return best_lines(one for one in self.sets if one.measure == measure and one.form_ok)


@prepared
def rungs_of(user, exercise):
    """The steps to easier and harder exercises that the user has done, with their `first` and `last` day. One query."""
    done = WorkoutExercise.objects.filter(user=user, exercise=OuterRef("to")).standing().main().with_a_set()
    days = {
        name: Subquery(done.order_by(order).values("day")[:1]) for name, order in (("first", "day"), ("last", "-day"))
    }
    steps = LadderStep.objects.filter(exercise=exercise, kind__in=(LadderStep.Kind.EASIER, LadderStep.Kind.HARDER))
    return steps.select_related("to").annotate(**days).filter(first__isnull=False)


def sessions_with(lines, going):
    """The LoggedSets as SessionWiths, the oldest first; `going` are the keys of the workouts in progress, in hex."""
    found = groupby(lines, key=attrgetter("workout"))
    return [SessionWith(key, list(same), key.replace("-", "") in going) for key, same in found]


def point_of(session, measure):
    """The charts.Point of a session; None without a set in good form. With several weights on one side it has no
    target, which was for another set than the heaviest."""
    best = session.best(measure)
    if not best:
        return None
    weights = [one.weight for one in best.values()]
    said = list(dict.fromkeys(filter(None, (said_weight(weight) for weight in weights))))
    mixed = any(len({one.weight for one in mine}) > 1 for mine in session.sides.values())
    targets = [one.target for one in best.values() if one.target is not None and not mixed]
    sides = {side: one.amount for side, one in best.items()}
    return charts.Point(session.day, sides, targets[0] if targets else None, " / ".join(said), tuple(weights))


def said_weight(weight):
    """A (kg, band) in words; "" for the body alone."""
    kg, band = weight
    return load(kg) if kg else f"band {band}" if band else ""


class MoreChart(NamedTuple):
    """One more chart of an exercise. `points`: what it shows in words, as (day, words), the newest first."""

    title: str
    unit: str
    chart: str
    points: list[tuple[dt.date, str]]


class Story:
    """What the sessions of a period show: a headline, a chart of the best sets, a table of its points."""

    def __init__(self, user, sessions, first, today, sides, rungs):
        self.user, self.sessions, self.today, self.balance, self.rungs = user, sessions, today, sides, rungs
        self.measure = sessions[-1].sets[-1].measure if sessions else "reps"
        self.points, self.by = charts.gathered(self._points(self.measure))
        self.first = max(first, sessions[0].day - dt.timedelta(days=3)) if sessions else first

    def _points(self, measure):
        return [point for session in self.sessions if (point := point_of(session, measure))]

    @property
    def unit(self):
        """Reps or seconds."""
        return self.measure

    @property
    def headline(self):
        """Which side is ahead, or what changed between the first and the last of the period: of their weeks the best,
        because routines may ask for different numbers, once these weeks are not the same; before that the sessions."""
        if not self.points:
            return "None in good form yet"
        then, now, balance = self.points[0], self.points[-1], self.balance
        if len(self.points) == 1:
            return f"{self._said(now)}: your first" if len(self.sessions) == 1 else self._said(now)
        if balance and balance.measure == self.measure and now.sides == {"left": balance.left, "right": balance.right}:
            return balance.story
        if then.rank != now.rank or then.sides.keys() != now.sides.keys():
            return self._said(now)
        if now.day - then.day >= 2 * A_WEEK:
            then, now = self._best_beside(then), self._best_beside(now)
        said = [
            ("" if side == "both" else f"{side} ")
            + (f"{then.sides[side]} to {new}" if then.sides[side] != new else f"{new}")
            for side, new in now.sides.items()
        ]
        return f"{', '.join(said)} {self.unit}".capitalize() + (f" with {now.weight}" if now.weight else "")

    def _best_beside(self, point):
        """The point with the most of each side, of those less than a week from it with the same load and sides."""
        beside = [one for one in self.points if abs(one.day - point.day) < A_WEEK and one.rank == point.rank]
        alike = [one.sides for one in beside if one.sides.keys() == point.sides.keys()]
        return replace(point, sides={side: max(one[side] for one in alike) for side in point.sides})

    def _said(self, point):
        sides, weight = point.sides, f" with {point.weight}" if point.weight else ""
        if len(set(sides.values())) == 1:
            return f"{next(iter(sides.values()))} {self.unit}{' each side' if len(sides) == 2 else ''}{weight}"
        return f"Left {sides['left']}, right {sides['right']}{weight}"

    @property
    def gathered(self):
        """What each point of the chart is the best of, in words: each session, each week."""
        return charts.each(self.by, "session")

    @property
    def newest(self):
        """The points of the chart, the newest first."""
        return self.points[::-1]

    @property
    def is_one_sided(self):
        """Whether left and right are shown separately."""
        return any("both" not in point.sides for point in self.points)

    @property
    def has_targets(self):
        """Whether any session had a target."""
        return any(point.target is not None for point in self.points)

    @property
    def has_weights(self):
        """Whether anything was done with a weight."""
        return any(point.weight for point in self.points)

    @cached_property
    def phases(self):
        """The points of the chart at which a line with a new weight begins; [] if no line breaks off for a weight."""
        return charts.phases_of(self.points)

    @cached_property
    def pauses(self):
        """Time off in the period, as charts.Stretches. One query."""
        rows = pauses_between(self.user.pk, self.first, self.today)
        return [
            charts.Stretch(max(row.since, self.first), min(row.until or self.today, self.today), "time off")
            for row in rows
        ]

    @cached_property
    def sore(self):
        """Days on which it hurt (4 or more), as charts.Stretches."""
        hurt = [one for one in self.sessions if one.pain >= HOLD_FROM]
        return [charts.Stretch(one.day, one.day, f"pain {one.pain}") for one in hurt[-charts.MOST :]]

    @property
    def moves(self):
        """When a harder exercise of the ladder was taken up after this one, within the period, as charts.Stretches."""
        began = self.sessions[0].day
        taken = [one for one in self.rungs if one.kind == LadderStep.Kind.HARDER and one.first > began]
        return [charts.Stretch(one.first, one.first, one.to.name) for one in taken]

    @property
    def chart(self):
        """The best sets over time."""
        first, last = self.points[0], self.points[-1]
        desc = f"{self._numbers(first)} at first, {self._numbers(last)} last."
        if last.target is not None:
            desc += f" The target was {last.target}."
        unit = " s" if self.measure == "seconds" else ""
        return charts.curve(
            "story", f"Best set of {self.gathered}, {self.unit}", desc, self.points, self._since, self.today,
            unit=unit, pauses=self.pauses, sore=self.sore, moves=self.moves, by=self.by,
        )  # fmt: skip

    @property
    def _since(self):
        return min(self.first, self.points[0].day, self.today - dt.timedelta(days=10))

    @staticmethod
    def _numbers(point):
        return ", ".join(f"{side} {number}" if side != "both" else str(number) for side, number in point.sides.items())

    @cached_property
    def others(self):
        """MoreCharts: of seconds beside reps, of reps beside seconds, of weights that change too often to be marked."""
        found = []
        other = "reps" if self.measure == "seconds" else "seconds"
        is_done = any(one.measure == other for session in self.sessions for one in session.sets)
        points, by = charts.gathered(self._points(other) if is_done else [])
        if len(points) > 1:
            title = f"Best set of {charts.each(by, 'session')}, {other}"
            found.append(self._more(other, title, other.capitalize(), points, by))
        units = self.user.units
        ranks = [point.rank for point in self.points]
        if len(self.points) > 1 and not self.phases and len(set(ranks)) > 1:
            heavy = [self._weights(session) for session in self.sessions]
            points, by = charts.gathered([point for point in heavy if point])
            if len(points) > 1:
                found.append(self._more("weights", f"Heaviest set, {units}", units, points, by))
        return found

    def _more(self, key, title, unit, points, by):
        desc = f"{self._numbers(points[0])} at first, {self._numbers(points[-1])} last."
        chart = charts.curve(key, title, desc, points, self._since, self.today, pauses=self.pauses, by=by)
        return MoreChart(title, unit, chart, [(point.day, self._numbers(point)) for point in reversed(points)])

    def _weights(self, session):
        best = {side: one.load_kg for side, one in session.best(self.measure).items() if one.load_kg}
        sides = {side: Decimal(number_in(kg, self.user.units)) for side, kg in best.items()}
        return best and charts.Point(session.day, sides)


@prepared
def pauses_between(user, first, last):
    """The user's Pauses that touch these days, the earliest first."""
    return Pause.objects.filter(user=user).between(first, last).order_by("since")


def all_time_bests(marks):
    """The bests of all time among an exercise's marks, as Highlights: longest hold, most reps, heaviest.

    Left and right are listed one by one where they differ.
    """
    kinds = (
        (bests.longest_hold, lambda mark: Highlight("longest hold", mark.seconds, "s")),
        (bests.most_reps, lambda mark: Highlight("most reps", mark.reps, "")),
        (bests.heaviest, weight_of),
    )
    listed = []
    for which, say in kinds:
        best = {side: which([mark for mark in marks if mark.side == side]) for side in ("left", "right", "both")}
        found = {side: say(mark) for side, mark in best.items() if mark}
        if len(found) == 2 and len(set(found.values())) == 1:
            found = {"each side": found["left"]}
        listed += [one if side == "both" else one._replace(name=f"{one.name} {side}") for side, one in found.items()]
    return listed


def weight_of(mark):
    """The load of a mark, or else its band, as a Highlight."""
    if mark.load_kg:
        unit = unit_of(mark.load_kg)
        return Highlight("heaviest", number_in(mark.load_kg, unit), unit)
    return Highlight("strongest band", mark.band, "of 5")


def loads_of(marks):
    """Bests grouped by load, in their order: pairs of one mark with that load and {side: mark}."""
    loads = {}
    for mark in marks:
        loads.setdefault(mark.weight, {}).setdefault(mark.side, mark)
    return [(next(iter(sides.values())), sides) for sides in loads.values()]
