"""Progress at a glance: the last weeks against the plan, the last seven days by muscle, every exercise."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Min

from glutes.exercises.models import Exercise
from glutes.exercises.pages.covered import WORKS, Covered, trained_of
from glutes.plan.models import PlanDay
from glutes.progress.pages.charts import PipChart
from glutes.rules import records
from glutes.rules.coaching.sessions import SetDone
from glutes.rules.records import Mark
from glutes.rules.routine import coverage
from glutes.rules.week import schedule
from glutes.workouts.models import WorkoutExercise, WorkoutSet

WEEKS = 12
NEWEST_BESTS = 4


def context(user, today):
    """The values for the page's template."""
    exercises = exercises_of(user)
    weeks = Weeks(user, today)
    bests = sorted((one for one in exercises if one.best), key=lambda one: one.best_day, reverse=True)
    return {
        "weeks": weeks,
        "covered": exercises and covered_week(user, today),
        "chart": PipChart(weeks.all),
        "exercises": exercises,
        "newest": bests[:NEWEST_BESTS],
    }


@dataclass(frozen=True)
class WeekSum:
    """How many sessions a week had, done and planned; `planned` is None for a week that nothing was expected of."""

    first: dt.date
    done: int
    planned: int | None
    done_today: bool = False


class Weeks:
    """The last twelve weeks, up to this one. Without a plan, three sessions a week are expected (F12)."""

    def __init__(self, user, today):
        self.today = today
        self.plan = PlanDay.objects.plan_of(user)
        first = schedule.first_day(today, user.first_weekday) - dt.timedelta(weeks=WEEKS - 1)
        firsts = [first + dt.timedelta(weeks=n) for n in range(WEEKS)]
        done = user.workouts.done_by_day(first, today)
        began = user.workouts.counted().aggregate(day=Min("day"))["day"]
        self.all = [self._sum(each, done, began) for each in firsts]

    @property
    def this(self):
        """The WeekSum of this week."""
        return self.all[-1]

    @property
    def began(self):
        """The WeekSums from the first week that had something done or planned."""
        asked = [n for n, week in enumerate(self.all) if week.done or week.planned]
        return self.all[asked[0] :] if asked else []

    @property
    def done(self):
        """How many sessions were done in all of them."""
        return sum(week.done for week in self.all)

    @property
    def planned(self):
        """How many sessions were planned in all of them."""
        return sum(week.planned or 0 for week in self.all)

    @property
    def is_planned(self):
        """Whether the user has, or had, a plan."""
        return bool(self.plan.weekly)

    def _sum(self, first, done, began):
        days = [first + dt.timedelta(days=n) for n in range(7)]
        sessions = sum(not one.practice for day in days for one in done.get(day, ()))
        adherence = self.plan.week(first, self.today, done).adherence
        too_early = not self.is_planned and (began is None or days[-1] < began)
        planned = None if too_early or adherence is None else adherence.planned
        done_today = self.today in days and any(not one.practice for one in done.get(self.today, ()))
        return WeekSum(first, sessions, planned, done_today)


def covered_week(user, today):
    """How well the seven days up to today cover the glutes: a Covered, None if no set was done. Three queries."""
    week = (
        WorkoutSet.objects.filter(user=user)
        .standing()
        .main()
        .filter(workout_exercise__day__range=(today - dt.timedelta(days=6), today))
    )
    fields = ("workout_exercise__day", "exercise", "side", "number", "load_kg", "band", "rir")
    done = defaultdict(list)
    for day, exercise, side, number, load_kg, band, rir in week.values_list(*fields):
        done[day, exercise, side != "both", bool(load_kg or band)].append(SetDone(number, side, rir=rir))
    exercises = Exercise.objects.prefetch_related(WORKS).in_bulk({exercise for _, exercise, _, _ in done})
    works = [
        (day, coverage.Work(trained_of(exercises[exercise]), *coverage.sets_done(sets, each), loaded=loaded))
        for (day, exercise, each, loaded), sets in done.items()
    ]
    return Covered(coverage.week(works, today)) if works else None


def mark_of(one, day):
    """A set as a Mark, with good form whatever was said: what was done last is shown as it was."""
    return Mark(day, one.side, one.reps, one.seconds, one.load_kg, one.band)


@dataclass(frozen=True)
class ExerciseSum:
    """An exercise with its latest session (on `day`) and its bests, both as {side: Mark}."""

    exercise: Exercise
    day: dt.date
    latest: dict
    best: dict

    @property
    def best_day(self):
        """The date of the newest of its bests; None without any."""
        return max((mark.day for mark in self.best.values()), default=None)

    @property
    def newest(self):
        """Its bests of that date, as {side: Mark}."""
        return {side: mark for side, mark in self.best.items() if mark.day == self.best_day}


def exercises_of(user):
    """An ExerciseSum for every exercise the user has done, the latest first. Three queries for any number of them."""
    marks = WorkoutSet.objects.filter(user=user).standing().main().marks()
    latest = WorkoutExercise.objects.filter(user=user).main().latest_of(marks)
    latest = latest.select_related("exercise").order_by("-day", "slot", "pk")
    return [sum_of(row, marks[row.exercise_id]) for row in latest]


def sum_of(row, marks):
    """The ExerciseSum of an exercise, from its latest row and all its marks.

    Only those bests count that are counted as in the latest session: in reps, or in seconds.
    """
    in_reps = row.standing[-1].reps is not None
    alike = [mark for mark in marks if (mark.reps is not None) == in_reps]
    return ExerciseSum(row.exercise, row.day, by_side([mark_of(one, row.day) for one in row.standing]), by_side(alike))


def by_side(marks):
    """The best mark of each side, as {side: Mark}."""
    found = {side: records.best([m for m in marks if m.side == side]) for side in ("left", "right", "both")}
    return {side: mark for side, mark in found.items() if mark}
