"""What to do about the sessions before a race: keep, halve or skip each (rules/week/race_week.py)."""

from dataclasses import dataclass
from functools import cached_property

from glutes.plan.models import Race
from glutes.plan.week_fields import Place
from glutes.rules.week import schedule
from glutes.rules.week.race_week import Ease, ease


@dataclass(frozen=True)
class Eased:
    """A session before the race, what to do about it, and how many days before it is."""

    session: schedule.Session
    ease: Ease
    days: int

    @property
    def said(self):
        """What it would be, in words: “skip, 2 days before”, “shorter, 26 min”."""
        if self.ease == Ease.SKIP:
            return f"skip, {self.days} day{'' if self.days == 1 else 's'} before" if self.days else "skip, race day"
        shorter = self.ease == Ease.SHORTEN or self.session.half
        how = "shorter" if shorter else "as planned"
        return f"{how}, {self.session.weekly.row.routine.minutes_of(shorter)} min"

    @property
    def is_open(self):
        """Whether the proposed change was not made yet."""
        return self.ease == Ease.SKIP or (self.ease == Ease.SHORTEN and not self.session.half)

    @property
    def proposed(self):
        """The Place of the session after the proposed change."""
        one, skipped = self.session, self.ease == Ease.SKIP
        return Place(one.weekly.key, one.date, None if skipped else one.day, not skipped)


class RaceWeek:
    """The week before the next race, for users with warnings turned on. Call `calendar.fetch_routines` first."""

    def __init__(self, calendar):
        self.calendar = calendar

    @cached_property
    def race(self):
        """The race for which to ease sessions, or None."""
        return next((race for race in self.calendar.race_days if any(one.is_open for one in self._before(race))), None)

    @cached_property
    def sessions(self):
        """Its sessions as Eased, in order of days."""
        return self._before(self.race) if self.race else []

    @property
    def eased(self):
        """Those to be changed."""
        return [one for one in self.sessions if one.is_open]

    @property
    def changed(self):
        """The schedule.Sessions to be changed; the page gives no other advice on these."""
        return [one.session for one in self.eased]

    @property
    def in_short(self):
        """“keep 1, halve 1, skip 1”."""
        counts = [(word, sum(one.ease == word for one in self.sessions)) for word in Ease]
        return ", ".join(f"{word} {count}" for word, count in counts if count)

    def _before(self, race: Race):
        if not self.calendar.user.clash_warnings or race.date < self.calendar.since:
            return []
        asked = [one for one in self.calendar.week.sessions if one.state in schedule.WORK and not one.weekly.practice]
        found = ease({one.day for one in asked if one.day <= race.date}, race.date)
        return [
            Eased(one, found[one.day], (race.date - one.day).days)
            for one in sorted(asked, key=lambda one: one.day)
            if one.day in found and one.state == schedule.State.PLANNED
        ]
