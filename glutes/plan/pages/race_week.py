"""What to do about the sessions before a race: keep, halve or skip each (rules/week/race_week.py). If
another race was just before, that may ask for less of a session; the stricter of both counts."""

from dataclasses import dataclass
from functools import cached_property

from glutes.plan.pages.calendar import Calendar
from glutes.plan.pages.misplaced import after_races
from glutes.plan.pages.run_days import any_races
from glutes.plan.week_fields import Place
from glutes.rules.dates import A_DAY, A_WEEK
from glutes.rules.week import schedule
from glutes.rules.week.race_week import Ease, days_to_race, ease
from glutes.rules.week.spacing import HALF_DAYS, RACE_DAYS, Strength


@dataclass(frozen=True)
class Eased:
    """A session before a race, and what to do about it. `days`: from it to the next race; `minutes`: how long it takes
    then; `is_after`: whether there is a race on the day before it."""

    session: schedule.Session
    ease: Ease
    days: int
    minutes: int
    is_after: bool

    @property
    def said(self):
        """What it would be, in words: “skip, 2 days before”, “shorter, 26 min”."""
        if self.ease == Ease.SKIP:
            if not self.days:
                return "skip, race day"
            if self.is_after:
                return "skip, the day after a race"
            return f"skip, {self.days} day{'' if self.days == 1 else 's'} before"
        shorter = self.ease == Ease.SHORTEN or self.session.half
        how = "shorter" if shorter else "as planned"
        return f"{how}, {self.minutes} min"

    @property
    def is_open(self):
        """Whether the proposed change was not made yet."""
        return self.ease == Ease.SKIP or (self.ease == Ease.SHORTEN and not self.session.half)

    def is_for(self, race):
        """Whether this race is the next one after the session."""
        return (race.date - self.session.day).days == self.days

    @property
    def proposed(self):
        """The Place of the session after the proposed change."""
        one, skipped = self.session, self.ease == Ease.SKIP
        return Place(one.weekly.key, one.date, None if skipped else one.day, not skipped)


class RaceWeek:
    """The days before the next races, for users with warnings turned on. Call `calendar.fetch_routines` first."""

    def __init__(self, calendar):
        self.calendar = calendar

    @cached_property
    def races(self):
        """The races for which sessions are to be eased, in order."""
        asks = [one for one in self._found if one.is_open and self._by_the_next[one.session.day] != Ease.KEEP]
        return [race for race in self._to_come if any(one.is_for(race) for one in asks)]

    @cached_property
    def sessions(self):
        """The sessions up to the last of these races as Eased, in order of days."""
        return [one for one in self._found if self.races and one.session.day <= self.races[-1].date]

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

    @property
    def _to_come(self):
        calendar = self.calendar
        return [race for race in calendar.race_days if calendar.user.clash_warnings and race.date >= calendar.since]

    def _minutes(self, session, ease):
        return self.calendar.minutes_of(session, ease == Ease.SHORTEN or session.half)

    @cached_property
    def _asked(self):
        asked = [one for one in self.calendar.week.sessions if one.state in schedule.WORK and not one.weekly.practice]
        return sorted(asked, key=lambda one: one.day)

    @cached_property
    def _by_the_next(self):
        """What the races to come ask of each day, as {day: Ease}; races before it are left out."""
        return ease([one.day for one in self._asked], [race.date for race in self._to_come])

    @cached_property
    def _found(self):
        races, near = [race.date for race in self._to_come], self.calendar.race_days
        days = [one.day for one in self._asked]
        light = [day for day in days if after_races(Strength(day), near)]
        after = {race.date + A_DAY for race in near}
        found = ease(days, [race.date for race in near], light)
        return [
            Eased(
                one, found[one.day], days_to_race(one.day, races), self._minutes(one, found[one.day]), one.day in after
            )
            for one in self._asked
            if one.state == schedule.State.PLANNED and days_to_race(one.day, races) is not None
        ]


def kept(calendar, sessions):
    """The sessions that no race near asks to skip. They are of a calendar's week and the next, in order.

    If the first of them is so late that the calendar does not know of all races near it, the next week's is asked, too.
    """
    if not calendar.user.clash_warnings:
        return sessions
    asked = [one for one in [*calendar.week.sessions, *sessions] if one.state in schedule.WORK]
    races = [race.date for race in calendar.race_days]
    eased = ease([one.day for one in asked if not one.weekly.practice], races)
    left = [one for one in sessions if one.weekly.practice or eased[one.day] != Ease.SKIP]
    if not left or left[0].day + RACE_DAYS * A_DAY <= calendar.last + HALF_DAYS * A_DAY:
        return left
    after = Calendar(calendar.user, calendar.first + A_WEEK, calendar.today, calendar.done)
    after.plan = calendar.plan
    return kept(after, left)


def is_cleared(user, session):
    """Whether a race near asks to skip this session, in whichever week. One query."""
    near = session.day - A_DAY, session.day + RACE_DAYS * A_DAY
    return bool(user.clash_warnings and not session.weekly.practice and any_races(user.pk, *near))
