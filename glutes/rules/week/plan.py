"""Which sessions are on which day: what is planned every week, with its moves and pauses, beside what was done."""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from glutes.rules.week.schedule import Day, Session, State, Week, Weekly
from glutes.rules.week.ticking import tick

AHEAD = 42
"""How many days ahead the next session is searched for."""


@dataclass(frozen=True)
class Paused:
    """A holiday or an illness from `since` to `until`, both included; without `until` it has no end. `row`: the
    caller's row that it was made from."""

    since: dt.date
    until: dt.date | None = None
    row: object = field(default=None, compare=False, repr=False)

    def covers(self, day):
        """Whether this date is part of it."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Plan:
    """Everything somebody planned. `moves`: {(key of a Weekly, date): new date, or None for skipped}. `halved`: the
    keys (key of a Weekly, date) of halved sessions."""

    weekly: Sequence[Weekly] = ()
    moves: Mapping[tuple[Hashable, dt.date], dt.date | None] = field(default_factory=dict)
    pauses: Sequence[Paused] = ()
    halved: frozenset = frozenset()

    def paused_on(self, day):
        """The Paused that this date is part of, or None."""
        for pause in self.pauses:
            if pause.covers(day):
                return pause
        return None

    def week(self, first, today, done):
        """The Week that begins on `first`, seen from `today`. `done` says what was done: {date: [Done]}."""
        return Week(tuple([self.day(first + dt.timedelta(days=n), today, done) for n in range(7)]), self._began)

    def day(self, day, today, done):
        """The Day of this date, seen from `today`, with the sessions that were moved to it. `done` as in `week`."""
        here, away = self._placed_on(day), tuple(self._gone_from(day) if self.moves else ())
        workouts, rest = done.get(day, ()), State.PAUSED if self.paused_on(day) else State.REST
        if not here:
            return Day(day, _state_of_day((), workouts, rest) if workouts else rest, (), away, tuple(workouts))
        here.sort(key=lambda pair: (pair[0].time or dt.time.max, pair[1]))
        ticked, besides = tick([weekly for weekly, _ in here], workouts)
        open_state = rest if rest == State.PAUSED else State.MISSED if day < today else State.PLANNED
        states = [(State.GOING if one.is_going else State.DONE) if one else open_state for one in ticked]
        others = [self._other(*one) if one[0].is_once else None for one in here]
        sessions = [
            Session(weekly, source, day, state, done, (weekly.key, source) in self.halved, other)
            for (weekly, source), done, state, other in zip(here, ticked, states, others, strict=True)
        ]
        return Day(day, _state_of_day(sessions, workouts, rest), tuple(sessions), away, tuple(besides))

    def next_session(self, today, done):
        """The next session to do after today; None if there is none within six weeks."""
        for ahead in range(1, AHEAD + 1):
            for session in self.day(today + dt.timedelta(days=ahead), today, done).to_do:
                return session
        return None

    @cached_property
    def _began(self):
        return min((weekly.since for weekly in self.weekly), default=None)

    @cached_property
    def _of_weekday(self):
        """What is planned for each weekday, as lists of Weeklies: years of changes leave many of them."""
        return [[weekly for weekly in self.weekly if weekly.weekday == weekday] for weekday in range(7)]

    @cached_property
    def _moved_to(self):
        """What was moved to a day, as {day: [(key of a Weekly, its planned date)]}."""
        found = {}
        for moved, to in self.moves.items():
            found.setdefault(to, []).append(moved)
        return found

    def _placed_on(self, day):
        """Pairs of (Weekly, planned date) of all sessions that are on this day, after moves."""
        here = [(one, day) for one in self._standing_on(day) if (one.key, day) not in self.moves]
        for key, source in self._moved_to.get(day, ()):
            here += [(one, source) for one in self._standing_on(source) if one.key == key]
        return here

    def _standing_on(self, day):
        """The Weeklies that the plan has on this day, even if these sessions were moved or skipped."""
        return [weekly for weekly in self._of_weekday[day.weekday()] if weekly.stands_on(day)]

    def _gone_from(self, day):
        """Yields the sessions planned on this day that were moved or skipped."""
        for weekly in self._standing_on(day):
            if (weekly.key, day) in self.moves:
                to, other = self.moves[weekly.key, day], self._other(weekly, day)
                there = other and self.moves.get((other.key, day), day)
                yield Session(weekly, day, to, State.MOVED if to else State.SKIPPED, other=other, other_day=there)

    def _other(self, weekly, day):
        """The Session.other of the session of this day; None without one. If several were replaced on the day, it is
        not stored which by which: they are paired in order, replacements that were skipped last."""
        here = [(each, self.moves.get((each.key, day), day)) for each in self._standing_on(day)]
        once = [each for each, to in sorted(here, key=lambda pair: pair[1] is None) if each.is_once]
        gone = [each for each, to in here if not each.is_once and not to]
        pairs = [*zip(once, gone, strict=False), *zip(gone, once, strict=False)]
        return next((other for one, other in pairs if one is weekly), None)


def _state_of_day(sessions, workouts, otherwise):
    """The state of a day with several sessions: planned, else missed, else going, else done. Missed practice is
    ignored."""
    if any(session.state == State.PLANNED for session in sessions):
        return State.PLANNED
    missed = any(session.state == State.MISSED and not session.weekly.practice for session in sessions)
    if missed and all(done.practice for done in workouts):
        return State.MISSED
    if any(done.is_going for done in workouts):
        return State.GOING
    return State.DONE if workouts else otherwise
