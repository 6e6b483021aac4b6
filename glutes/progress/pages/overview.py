"""Progress at a glance: what is due, the weeks against the plan, left and right, the bridge hold, every exercise."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, Subquery

from glutes import charts
from glutes.checks.models import holds as holds_checked
from glutes.checks.pages.check_list import CheckUp
from glutes.checks.pages.habit import Habit
from glutes.exercises.models import Exercise, Source
from glutes.links.models import Link
from glutes.prepared import prepared
from glutes.progress.pages.balance import balance_of
from glutes.progress.pages.bests import newest_bests
from glutes.progress.pages.holds import SLUG, Holds, holds_of, of_hold
from glutes.progress.pages.left_and_right import Balances
from glutes.progress.pages.pain import PainHistory
from glutes.progress.pages.then_now import growths_of
from glutes.progress.pages.weeks import WEEKS, Weeks
from glutes.progress.reading import best_lines, by_exercise, lines_between
from glutes.rules.bests import Mark
from glutes.rules.coaching.offering import in_a_sentence
from glutes.workouts.models import WorkoutExercise, WorkoutSet

SPARK_WEEKS = 10
STUDY, ARTICLE = "worst-2026", "d4"


def context(user, today, period):
    """The values for the page's template. `period` is a PeriodForm."""
    since = today - dt.timedelta(weeks=WEEKS)
    lines = lines_between(user, since, today)
    shown = lines if period.weeks and period.weeks <= WEEKS else None  # None: it shows more than these.
    weeks = Weeks(user, today, period.weeks, lines=lines)
    around = {"weeks": weeks, "period": period}
    if weeks.began_on is None:
        around |= other_pages(user, today)
        checked = Balances([], around["checks"].latest.values(), today)
        return around | {"lede": one_sentence(of_sides(checked))}
    exercises = Exercise.objects.by_key({line.exercise for line in lines})
    first = min(weeks.since, weeks.began_on) if period.weeks is None else weeks.since
    pains = PainHistory(user, first, today, weeks.checks)
    around |= other_pages(user, today, lambda: pains.bad_days)
    checks = around["checks"].latest.values()
    balances = Balances(balance_of(user, today, lines, exercises, holds_checked(checks)), checks, today)
    if shown is None:
        held = holds_of(user, first, today)
    else:
        held = [line for line in shown if line.day >= first and exercises[line.exercise].slug == SLUG]
    holds = Holds(held, first, today, of_hold(weeks.checks))
    names = {key: exercise.name for key, exercise in exercises.items()}
    sources = Source.objects.named([STUDY, ARTICLE]) if holds else {}
    found = summed(lines, exercises, today)
    return around | {
        "balances": balances,
        "holds": holds,
        "study": sources.get(STUDY),
        "article": sources.get(ARTICLE),
        "pains": pains,
        "growths": growths_of(user, weeks.began_on, since, lines, today, names, weeks.eased),
        "then_month": weeks.began_on,
        "exercises": found,
        "earlier": others(user, [one.exercise.pk for one in found]),
        "newest": newest_bests(user, lines, since, exercises, weeks.began_on),
        "lede": lede(balances, holds if holds.is_recent else None, pains),
    }


def other_pages(user, today, hurt=None):
    """The values for links to other pages: the checks, the habit, the open links to the report. `hurt`: see CheckUp."""
    return {"checks": CheckUp(user, today, hurt), "habit": Habit(user, today), "reports": open_reports(user.pk, today)}


@prepared
def open_reports(user, today):
    """The links to the user's report that work on that day, the one that ends first before the others."""
    return Link.objects.filter(user=user).open(today).filter(routine=None).order_by("until")


def lede(balances, holds, pains):
    """The page in one sentence: what is known of it, good news and open questions alike."""
    parts = of_sides(balances)
    if holds:
        short = max(0, holds.goal - min(holds.now.values()))
        parts.append(f"your single-leg bridge is {f'{short} s off the minute' if short else 'at its minute'}")
    return one_sentence(parts + of_pain(pains))


def one_sentence(parts):
    """These parts joined to one sentence; "" without parts."""
    said = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
    return said and f"{said[0].upper()}{said[1:]}."


def of_sides(balances):
    """Left and right as a part of a sentence: the largest change, or who is ahead; [] where it is too early to say."""
    known = balances.known.partition(";")[0]
    return [in_a_sentence(known)] if known else []


def of_pain(pains):
    """Pain as a part of a sentence; [] where there was none."""
    if not pains:
        return []
    weeks = (pains.today - pains.newest.day).days // 7
    return [f"nothing has hurt for {weeks} weeks" if pains.is_quiet else "something hurt lately"]


@dataclass(frozen=True)
class ExerciseSum:
    """An exercise with its latest session (on `day`), as {side: Mark}, and the best of each of the last weeks."""

    exercise: Exercise
    day: dt.date
    latest: dict
    weekly: tuple

    @cached_property
    def spark(self):
        """The weeks as a sparkline."""
        return charts.spark(self.weekly)


def summed(lines, exercises, today):
    """An ExerciseSum for every exercise among the LoggedSets, the latest first."""
    sums = [sum_of(exercises[key], mine, today) for key, mine in by_exercise(lines).items()]
    return sorted(sums, key=lambda one: (-one.day.toordinal(), one.exercise.name))


def sum_of(exercise, lines, today):
    """The ExerciseSum of an exercise: of each session or week the heaviest weight, and the most at it."""
    last = lines[-1]
    alike = [line for line in lines if line.measure == last.measure]
    latest = [line for line in alike if line.workout == last.workout]
    ages = {day: (today - day).days // 7 for day in {line.day for line in alike}}
    weeks = groupby(alike, key=lambda line: ages[line.day])
    best = [best_lines(mine) for age, mine in weeks if age < SPARK_WEEKS]
    weekly = tuple({side: line.amount for side, line in sides.items()} for sides in best)
    marks = {side: mark_of(line) for side, line in best_lines(latest).items()}
    return ExerciseSum(exercise, last.day, marks, weekly)


def mark_of(line):
    """A set as a Mark, with good form whatever was said: what was done last is shown as it was."""
    return Mark(line.day, line.side, line.reps, line.seconds, line.load_kg, line.band)


def others(user, known):
    """The exercises that the user did, without those `known`; with members’ own two queries."""
    return list(Exercise.objects.by_key(exercises_done(user.pk, known)).values())


@prepared
def exercises_done(user, known):
    """The keys of the exercises that the user did, without those `known`, by name. Of each exercise it reads rows until
    one counts; for an EXISTS in place of the subquery PostgreSQL would read all rows of all exercises."""
    sets = WorkoutSet.objects.kept().done().filter(workout_exercise=OuterRef("pk"))
    rows = WorkoutExercise.objects.of(user).filter(Exists(sets), exercise=OuterRef("pk")).standing().main()
    theirs = Exercise.objects.filter(Q(user=None) | Q(user=user))
    done = theirs.filter(pk=Subquery(rows.order_by().values("exercise")[:1]))
    return done.exclude(pk__in=known).order_by("name").values_list("pk", flat=True)
