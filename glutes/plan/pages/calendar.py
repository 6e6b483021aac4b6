"""One week with its sessions, runs and races."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import cached_property

from glutes.plan.models import PlanDay
from glutes.plan.pages.calendar_day import CalendarDay
from glutes.plan.pages.run_days import each_once, race_of, races_of, run_day_of, run_days_of
from glutes.plan.week_fields import Rhythm
from glutes.routines.models.routine import fetch_rows
from glutes.rules.dates import A_DAY, A_WEEK
from glutes.rules.week import running, schedule, spacing
from glutes.rules.week.lately import Lately
from glutes.rules.week.race_week import LIGHT_DAYS
from glutes.rules.week.week_names import week_letter, week_name
from glutes.runs.models import runs_between


def count(number, thing):
    """A number of things: "3 sessions", "1 run"."""
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"


@dataclass
class Calendar:
    """The seven days of a week that begins on `first`, seen from `today`.

    `done`: the workouts that were done, {date: [schedule.Done]}. `lately` returns what shortens its
    sessions (rules/week/lately.py).
    """

    user: object
    first: date
    today: date
    done: dict
    lately: Callable[[], Lately] = Lately

    @cached_property
    def plan(self):
        """The user's Plan of rules/week/plan.py."""
        return PlanDay.objects.plan_of(self.user)

    @cached_property
    def week(self):
        """The schedule.Week."""
        return self.plan.week(self.first, self.today, self.done)

    def minutes_of(self, session, half=None):
        """How many minutes a session takes on its day; `half`: whether half of it is done, else as planned."""
        half = session.half if half is None else half
        return session.weekly.row.routine.minutes_of(half, self._lately.fewer(session.day or session.date))

    @cached_property
    def _lately(self):
        """With the day of the next session, if that is in this week."""
        to_do = (day.date for day in self.week.days if day.to_do and self.first <= self.today)
        return replace(self.lately(), next=next(to_do, None))

    @cached_property
    def around(self):
        """The days of the plan from the day before the week to the day after it, as schedule.Days."""
        return [self.plan.day(self.first + n * A_DAY, self.today, self.done) for n in range(-1, 8)]

    @cached_property
    def run_days(self):
        """The run days of this week and the day after it; each imported run counts as one of a single date."""
        after = self.last + timedelta(days=1)
        arrived = [
            run_day_of(run) for run in self.arrived if self.first <= run.day <= after and run.kind != run.Kind.RACE
        ]
        return [*run_days_of(self.user.pk, self.first, after), *arrived]

    @cached_property
    def arrived(self):
        """The imported runs of the week and of the days around it that matter to it."""
        before = max(running.LOOK_BACK, timedelta(days=spacing.RACE_DAYS))
        last = self.last + timedelta(days=spacing.HALF_DAYS)
        return runs_between(self.user.pk, self.first - before, last)

    @property
    def too_long(self):
        """A Hint on the first run of the week that is much longer than those of the 30 days before it, else None."""
        known = [run.length for run in self.arrived]
        hints = (running.too_long(run, known) for run in known if self.first <= run.day <= self.last)
        return next((hint for hint in hints if hint), None)

    @cached_property
    def race_days(self):
        """The races of the week and of the days around it to which its sessions and runs may be too near, in order."""
        span = (self.first - timedelta(days=LIGHT_DAYS), self.last + timedelta(days=spacing.HALF_DAYS))
        races = races_of(self.user.pk, *span)
        typed = {race.date for race in races}
        arrived = [run for run in self.arrived if run.kind == run.Kind.RACE and span[0] <= run.day <= span[1]]
        races += [race_of(run) for run in arrived if run.day not in typed]
        return sorted(races, key=lambda race: (race.date, race.time or time.max))

    def runs_on(self, day):
        """The runs of that date by the clock, typed or imported, each once; without a long run left out for a race."""
        runs = each_once([run for run in self.run_days if run.stands_on(day)], day)
        stay = [run for run in runs if not any(race.long_run is False for race in self._races_beside(run, day))]
        return sorted(stay, key=lambda run: run.time or time.max)

    def _races_beside(self, run, day):
        run = spacing.Run(day, run.kind)
        return [race for race in self.race_days if spacing.beside_race(run, [race.date])]

    @property
    def long_runs_beside_races(self):
        """Pairs of (race, date of a long run near it) where the user has not said whether the run stays."""
        return [
            (race, day.date)
            for day in self.days
            if not day.is_over
            for run in day.runs
            for race in self._races_beside(run, day.date)
            if race.long_run is None
        ]

    @cached_property
    def days(self):
        """The seven days, each with its runs and races."""
        return [
            CalendarDay(
                day,
                self.today,
                self.runs_on(day.date),
                [race for race in self.race_days if race.date == day.date],
            )
            for day in self.week.days
        ]

    @property
    def last(self):
        """The last day of the week."""
        return self.first + timedelta(days=6)

    @property
    def name(self):
        """The name of the week in addresses: 2026-W47."""
        return week_name(self.first)

    @property
    def before(self):
        """The name of the week before."""
        return week_name(self.first - A_WEEK)

    @property
    def after(self):
        """The name of the week after."""
        return week_name(self.first + A_WEEK)

    @property
    def since(self):
        """The date from which a change made in this week applies: its first day, or today if that is later."""
        return max(self.first, self.today)

    @property
    def is_over(self):
        """Whether the whole week is in the past."""
        return self.last < self.today

    @property
    def relation(self):
        """How far away it is: "This week", "Next week", "2 weeks ago"."""
        weeks = (self.first - schedule.first_day(self.today, self.user.first_weekday)) // A_WEEK
        far = f"{count(abs(weeks), 'week')} ago" if weeks < 0 else f"In {count(weeks, 'week')}"
        return {0: "This week", 1: "Next week", -1: "Last week"}.get(weeks, far)

    @property
    def title(self):
        """Its dates: "23–29 November". Months and years are named where they differ between its ends or from today."""
        first, last = self.first, self.last
        end = f"{last.day} {last:%B}" + ("" if last.year == self.today.year else f" {last.year}")
        if first.month == last.month:
            return f"{first.day}–{end}"
        year = "" if first.year == last.year else f" {first.year}"
        return f"{first.day} {first:%B}{year} – {end}"

    @property
    def in_short(self):
        """The week in short: "3 sessions, 4 runs."; once it has begun, "2 of 3 sessions done, 4 runs."."""
        runs = sum(len(day.runs) for day in self.days)
        races = sum(len(day.races) for day in self.days)
        asked = sum(session.counts for session in self.week.sessions)
        begun = self.first <= self.today and self.has_sessions and self.week.adherence
        parts = [str(begun or count(asked, "session"))]
        parts += [count(number, thing) for number, thing in ((runs, "run"), (races, "race")) if number]
        said = ", ".join(parts)
        return f"{said[0].upper()}{said[1:]}."

    @property
    def has_sessions(self):
        """Whether any session was planned or done in it."""
        return any(day.day.sessions or day.day.besides for day in self.days)

    @property
    def letter(self):
        """A or B if some session comes only every second week; else ""."""
        lasting = (weekly for weekly in self.plan.weekly if weekly.until is None or weekly.until >= self.first)
        return week_letter(self.first) if any(weekly.turn for weekly in lasting) else ""

    @cached_property
    def turns(self):
        """The two alternating weeks as Calendars, A first: this one and the next; none if all weeks are alike. The
        other week does not know what was done in it."""
        if not self.letter:
            return []
        other = Calendar(self.user, self.first + A_WEEK, self.today, {})
        other.plan = self.plan
        return sorted([self, other], key=lambda week: week.letter)

    @property
    def alike(self):
        """The Rhythms that make all weeks like this one: its sessions come every week, all others no more."""
        here = [weekly for weekly in self.plan.weekly if weekly.turn and weekly.until is None]
        days = [day.date for day in self.week.days]
        return [Rhythm(one.weekday, one.routine, None, any(map(one.stands_on, days))) for one in here]

    @property
    def pause(self):
        """The first Pause on a day of the week that is not over, or None."""
        left = [day.date for day in self.days if not day.is_over]
        return next((pause.row for pause in self.plan.pauses if any(map(pause.covers, left))), None)

    @property
    def has_runs(self):
        """Whether any day of the week has a run."""
        return any(day.runs for day in self.days)

    @property
    def has_races(self):
        """Whether any day of the week has a race."""
        return any(day.races for day in self.days)

    @property
    def has_plan(self):
        """Whether any session is planned for the rest of this week or later."""
        return any(weekly.until is None or weekly.until >= self.since for weekly in self.plan.weekly)

    def session(self, key, source):
        """The session of this week with this plan day (its key) and this planned date; None without one."""
        there = (s for s in self.week.sessions if (s.weekly.key, s.date) == (key, source))
        return next(there, None)

    def fetch_routines(self, sessions):
        """Loads the rows of these sessions' routines, in a fixed number of queries."""
        rows = [session.weekly.row for session in sessions]
        routines = {row.routine_id: row.routine for row in rows}
        fetch_rows(routines.values(), "works__muscle")
        for row in rows:
            row.routine = routines[row.routine_id]
