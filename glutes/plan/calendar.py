"""A week as its pages show it: its days with sessions, runs and races, and what they are called."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from glutes.exercises.models import ExerciseMuscle
from glutes.plan.models import PlanDay, Race, RunDay
from glutes.routines.models import Prescription, Routine
from glutes.rules.week import schedule, spacing

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
A_WEEK = timedelta(days=7)
Band = ExerciseMuscle.Band


def count(number, thing):
    """Three sessions, one run."""
    word = NUMBERS[number] if number < len(NUMBERS) else number
    return f"{word} {thing}{'' if number == 1 else 's'}"


@dataclass(frozen=True)
class CalendarDay:
    """A day with its runs and races besides."""

    day: schedule.Day
    today: date
    runs: list[RunDay]
    races: list[Race]

    @property
    def date(self):
        return self.day.date

    @property
    def is_today(self):
        return self.date == self.today

    @property
    def is_over(self):
        return self.date < self.today

    @property
    def is_full(self):
        """Whether something is on it already."""
        return bool(self.day.sessions or self.runs or self.races)

    @property
    def lane(self):
        """What is drawn below the day: a dash for a run, two for a hard one."""
        if not self.runs:
            return ""
        return "lane-hard" if any(run.kind == RunDay.Kind.HARD for run in self.runs) else "lane-run"


@dataclass
class Calendar:
    """Seven days from `first` on, seen from `today`.

    `done` has the workouts that count by date (rules/week/schedule.py); None where only intentions are looked at.
    """

    user: object
    first: date
    today: date
    done: dict | None = None

    @cached_property
    def plan(self):
        return PlanDay.objects.plan_of(self.user)

    @cached_property
    def week(self):
        return self.plan.week(self.first, self.today, self.done or {})

    @cached_property
    def run_days(self):
        """The runs that stand on some day of the week, or on the day after."""
        return list(self.user.run_days.between(self.first, self.last + timedelta(days=1)))

    @cached_property
    def race_days(self):
        """The races of the week, and those near enough after it to matter to its sessions."""
        until = self.last + timedelta(days=spacing.RACE_DAYS)
        return list(self.user.races.filter(date__range=(self.first, until)))

    @cached_property
    def days(self):
        """The seven days, each with its runs and races."""
        return [
            CalendarDay(
                day,
                self.today,
                [run for run in self.run_days if run.stands_on(day.date)],
                [race for race in self.race_days if race.date == day.date],
            )
            for day in self.week.days
        ]

    @property
    def last(self):
        return self.first + timedelta(days=6)

    @property
    def name(self):
        """The name of the week in addresses: 2026-W47."""
        return schedule.week_name(self.first)

    @property
    def before(self):
        return schedule.week_name(self.first - A_WEEK)

    @property
    def after(self):
        return schedule.week_name(self.first + A_WEEK)

    @property
    def since(self):
        """From when on a change made in this week counts."""
        return max(self.first, self.today)

    @property
    def is_over(self):
        return self.last < self.today

    @property
    def relation(self):
        """This week, next week, two weeks ago."""
        weeks = (self.first - schedule.first_day(self.today, self.user.first_weekday)) // A_WEEK
        near = {0: "This week", 1: "Next week", -1: "Last week"}
        far = f"{count(abs(weeks), 'week')} ago" if weeks < 0 else f"In {count(weeks, 'week')}"
        return near.get(weeks, far.capitalize())

    @property
    def title(self):
        """23–29 November, with what differs between its ends and from today."""
        first, last = self.first, self.last
        end = f"{last.day} {last:%B}" + ("" if last.year == self.today.year else f" {last.year}")
        if first.month == last.month:
            return f"{first.day}–{end}"
        year = "" if first.year == last.year else f" {first.year}"
        return f"{first.day} {first:%B}{year} – {end}"

    @property
    def in_short(self):
        """Three sessions, four runs."""
        runs = sum(len(day.runs) for day in self.days)
        races = sum(len(day.races) for day in self.days)
        parts = [count(sum(session.counts for session in self.week.sessions), "session")]
        parts += [count(number, thing) for number, thing in ((runs, "run"), (races, "race")) if number]
        return f"{', '.join(parts).capitalize()}."

    @property
    def pause(self):
        """The pause that touches what is left of the week, or None."""
        left = [day.date for day in self.days if not day.is_over]
        return next((pause.row for pause in self.plan.pauses if any(map(pause.covers, left))), None)

    @property
    def has_runs(self):
        return any(day.runs for day in self.days)

    @property
    def has_plan(self):
        """Whether something is planned in this week or for later."""
        return any(weekly.until is None or weekly.until >= self.first for weekly in self.plan.weekly)

    def session(self, key, source):
        """The session of a plan day and the date that the plan has it on, if it is in this week; else None."""
        there = (s for s in self.week.sessions if (s.weekly.key, s.date) == (key, source))
        return next(there, None)

    def fetch_routines(self, sessions):
        """Gives the routines of the sessions all that their pages show; the same number of queries for any number."""
        routines = Routine.objects.with_rows().prefetch_related("prescriptions__exercise__works__muscle")
        known = routines.in_bulk({session.weekly.routine for session in sessions})
        for session in sessions:
            session.weekly.row.routine = known[session.weekly.routine]

    @property
    def advice(self):
        """One sentence when sessions for the same muscles come without a day between; routines must be fetched."""
        routines = {session.weekly.row.routine for session in self.week.sessions}
        return schedule.rest_advice(self.week.days, {routine.pk: muscles(routine) for routine in routines})


def muscles(routine):
    """The muscles that the main block works at least moderately, by their plain names."""
    rows = routine.rows_of(Prescription.Block.MAIN)
    works = [work for row in rows for work in row.exercise.works.all() if work.part == ExerciseMuscle.Part.WORKS]
    return {work.muscle.plain_name for work in works if work.band in (Band.MODERATE, Band.HIGH, Band.VERY_HIGH)}
