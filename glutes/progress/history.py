"""What the pages of progress show, read from plan and workouts; the database sums up, the rules judge."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Min

from glutes.exercises.covered import WORKS, Covered, move_of
from glutes.exercises.models import Exercise
from glutes.plan.models import PlanDay
from glutes.rules import records
from glutes.rules.coaching.sessions import SetDone
from glutes.rules.records import Mark
from glutes.rules.routine import coverage
from glutes.rules.units import show_load
from glutes.rules.week import schedule
from glutes.workouts.models import WorkoutExercise, WorkoutSet

WEEKS = 12
TICKED_OFF = (Exercise.Role.WARM_UP, Exercise.Role.COOL_DOWN)


@dataclass(frozen=True)
class WeekSum:
    """A week: sessions done, and planned; `planned` is None where nothing was asked for."""

    first: dt.date
    done: int
    planned: int | None
    done_today: bool = False


class Weeks:
    """The last twelve weeks, this one included, against the plan, or against three a week (F12) where there is none."""

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
        return self.all[-1]

    @property
    def began(self):
        """Those since there is something to count."""
        asked = [n for n, week in enumerate(self.all) if week.done or week.planned]
        return self.all[asked[0] :] if asked else []

    @property
    def done(self):
        return sum(week.done for week in self.all)

    @property
    def planned(self):
        return sum(week.planned or 0 for week in self.all)

    @property
    def is_planned(self):
        """Whether there is, or was, a plan to hold them against."""
        return bool(self.plan.weekly)

    def _sum(self, first, done, began):
        days = [first + dt.timedelta(days=n) for n in range(7)]
        sessions = sum(not one.practice for day in days for one in done.get(day, ()))
        adherence = self.plan.week(first, self.today, done).adherence
        too_early = not self.is_planned and (began is None or days[-1] < began)
        planned = None if too_early or adherence is None else adherence.planned
        done_today = self.today in days and any(not one.practice for one in done.get(self.today, ()))
        return WeekSum(first, sessions, planned, done_today)


def sets_of(user, exercise=None):
    """The sets that count: of the main block. Of one exercise that is itself a warm-up or a cool-down: all of them."""
    sets = WorkoutSet.objects.filter(user=user).standing()
    if exercise is None:
        return sets.main()
    sets = sets.filter(exercise=exercise)
    return sets if exercise.role in TICKED_OFF else sets.main()


def covered_week(user, today):
    """How well the seven days up to today cover the glutes, for pages to show; None without a set. Three queries."""
    week = sets_of(user).filter(workout_exercise__day__range=(today - dt.timedelta(days=6), today))
    fields = ("workout_exercise__day", "exercise", "side", "number", "load_kg", "band", "rir")
    done = defaultdict(list)
    for day, exercise, side, number, load_kg, band, rir in week.values_list(*fields):
        done[day, exercise, side != "both", bool(load_kg or band)].append(SetDone(number, side, rir=rir))
    exercises = Exercise.objects.prefetch_related(WORKS).in_bulk({exercise for _, exercise, _, _ in done})
    works = [
        (day, coverage.Work(move_of(exercises[exercise]), *coverage.sets_done(sets, each), loaded=loaded))
        for (day, exercise, each, loaded), sets in done.items()
    ]
    return Covered(coverage.week(works, today)) if works else None


def mark_of(one, day):
    """A set as a mark, whatever its form: it was done."""
    return Mark(day, one.side, one.reps, one.seconds, one.load_kg, one.band)


@dataclass(frozen=True)
class ExerciseSum:
    """An exercise as the overview tells it: its best and its latest session, side by side."""

    exercise: Exercise
    day: dt.date
    latest: dict
    best: dict

    @property
    def best_day(self):
        """When the newest of its bests was done; None without any."""
        return max((mark.day for mark in self.best.values()), default=None)

    @property
    def newest(self):
        """The newest of its bests, by side; both sides when they are of one day."""
        return {side: mark for side, mark in self.best.items() if mark.day == self.best_day}


def exercises_of(user):
    """What the user has done, the latest first. Three queries, however much that is."""
    marks = sets_of(user).marks()
    latest = WorkoutExercise.objects.filter(user=user).main().latest_of(marks)
    latest = latest.select_related("exercise").order_by("-day", "slot", "pk")
    return [sum_of(row, marks[row.exercise_id]) for row in latest]


def sum_of(row, marks):
    """The latest row of an exercise beside its bests, counted as it was counted lately: in reps or in seconds."""
    in_reps = row.standing[-1].reps is not None
    alike = [mark for mark in marks if (mark.reps is not None) == in_reps]
    return ExerciseSum(row.exercise, row.day, by_side([mark_of(one, row.day) for one in row.standing]), by_side(alike))


def by_side(marks):
    """The best of each side: {"left": Mark}."""
    found = {side: records.best([m for m in marks if m.side == side]) for side in ("left", "right", "both")}
    return {side: mark for side, mark in found.items() if mark}


@dataclass
class Session:
    """What was done of one exercise in one workout: {side: [WorkoutSet]}."""

    workout: object
    sides: dict

    @property
    def sets(self):
        return [one for sets in self.sides.values() for one in sets]

    @property
    def one_load(self):
        """One of its sets if all were done with the same load, else None: then each set says its own."""
        loads = {(one.load_kg or None, one.band) for one in self.sets}
        return self.sets[0] if len(loads) == 1 else None

    def most(self, name):
        """The highest reps, seconds or load_kg of each side that has any."""
        found = {side: [getattr(one, name) for one in sets] for side, sets in self.sides.items()}
        return {side: max(filter(None, numbers)) for side, numbers in found.items() if any(numbers)}


def workouts_with(user, exercise):
    """The workouts that hold sets of the exercise, the latest first."""
    holding = sets_of(user, exercise).values("workout_exercise__workout")
    return user.workouts.filter(pk__in=holding).order_by("-day", "-started")


def sessions_of(user, exercise, workouts):
    """The sets of the exercise in these workouts, one query for all."""
    sets = sets_of(user, exercise).filter(workout_exercise__workout__in=[workout.pk for workout in workouts])
    sets = sets.order_by("workout_exercise__slot", "workout_exercise", "number")
    found = defaultdict(lambda: defaultdict(list))
    for one in sets.annotate(workout=F("workout_exercise__workout")):
        found[one.workout][one.side].append(one)
    return [Session(workout, dict(found[workout.pk])) for workout in workouts]


def figures_of(marks, user):
    """The records of an exercise as (name, number, unit); a side has its own where the two differ."""
    kinds = (
        (records.longest_hold, lambda mark: ("longest hold", mark.seconds, "s")),
        (records.most_reps, lambda mark: ("most reps", mark.reps, "")),
        (records.heaviest, lambda mark: weight_of(mark, user)),
    )
    figures = []
    for which, say in kinds:
        best = {side: which([mark for mark in marks if mark.side == side]) for side in ("left", "right", "both")}
        found = {side: say(mark) for side, mark in best.items() if mark}
        if len(found) == 2 and len(set(found.values())) == 1:
            found = {"each side": found["left"]}
        figures += [
            (name if side == "both" else f"{name} {side}", number, unit) for side, (name, number, unit) in found.items()
        ]
    return figures


def weight_of(mark, user):
    """The weight of a mark likewise."""
    if mark.load_kg:
        return "heaviest", show_load(mark.load_kg, user.units), user.units
    return "strongest band", mark.band, "of 5"


def loads_of(bests):
    """The bests by load, heaviest first: pairs of one of them and {side: mark}."""
    loads = {}
    for mark in bests:
        loads.setdefault(mark.weight, {}).setdefault(mark.side, mark)
    return [(next(iter(sides.values())), sides) for sides in loads.values()]
