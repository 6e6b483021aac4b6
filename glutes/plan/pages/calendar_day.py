"""One day of a week with its sessions, runs and races."""

from dataclasses import dataclass
from datetime import date, time
from operator import itemgetter

from glutes.plan.models import Race, RunDay
from glutes.rules.week import schedule


@dataclass(frozen=True)
class CalendarDay:
    """A day of the plan (rules/week/schedule.py) with its runs and races, seen from `today`."""

    day: schedule.Day
    today: date
    runs: list[RunDay]
    races: list[Race]

    @property
    def date(self):
        """Its date."""
        return self.day.date

    @property
    def is_today(self):
        """Whether it is today."""
        return self.date == self.today

    @property
    def is_over(self):
        """Whether it is in the past."""
        return self.date < self.today

    @property
    def is_full(self):
        """Whether it has a session, a run or a race."""
        return bool(self.day.sessions or self.runs or self.races)

    @property
    def outings(self):
        """Its races and runs by the clock, those without a time last, each beside its kind of entry."""
        found = [("race", race) for race in self.races] + [("run", run) for run in self.runs]
        return sorted(found, key=lambda entry: entry[1].time or time.max)

    @property
    def entries(self):
        """The same with its sessions, of which those without a time and what was done besides come first."""
        sessions = [("session", one, one.weekly.time or time.min) for one in self.day.sessions]
        besides = [("besides", one, time.min) for one in self.day.besides]
        outings = [(kind, one, one.time or time.max) for kind, one in self.outings]
        return [(kind, one) for kind, one, _ in sorted((*sessions, *besides, *outings), key=itemgetter(2))]

    @property
    def session(self):
        """The first session that was not done, and can still be moved or skipped; None without one."""
        return next((one for one in self.day.sessions if not one.done), None)

    @property
    def look(self):
        """The end of the address that opens this day: its session, or the form to add one; "" for neither."""
        if self.session:
            return f"open={self.session.weekly.key}&date={self.session.date}"
        return "" if self.is_over or self.is_full else f"add={self.date}"

    @property
    def lane(self):
        """The CSS class of the line below the day: one dash for a run, two for a hard one; "" without a run."""
        if not self.runs:
            return ""
        return "lane-hard" if any(run.kind == RunDay.Kind.HARD for run in self.runs) else "lane-run"
