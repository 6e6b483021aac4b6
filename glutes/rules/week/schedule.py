"""The week: which sessions are planned on which day, their states, how many were done.

It uses calendar dates only, no clock or time zone, so that summer time never moves a session. The numbers are ours
(rules 4 and 15): three sessions a week (F12), of which two are enough to maintain; no sessions for the same muscles on
consecutive dates.
"""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from glutes.rules.week.adherence import Adherence, is_practised
from glutes.rules.week.ticking import tick

SESSIONS_A_WEEK = 3
"""The sessions a week to compare with if there is no plan (F12; rule 15)."""
SUGGESTED_WEEKDAYS = (0, 2, 4)
"""Monday, Wednesday, Friday: three sessions, none on consecutive dates (F12; rule 4)."""
DAILY_HOLDS = frozenset({"bridge-hold", "single-leg-bridge"})
"""Holds that may be practised every day (F61). A routine of only these is practice, not a session."""
AHEAD = 42
"""How many days ahead the next session is searched for."""


class State(StrEnum):
    """The state of a session or a day. GOING: a workout of it is in progress."""

    DONE = "done"
    GOING = "going"
    PLANNED = "planned"
    MISSED = "missed"
    SKIPPED = "skipped"
    MOVED = "moved"
    PAUSED = "paused"
    REST = "rest"

    @property
    def said(self):
        """The state in words, such as “not done”; "" for one that the page shows by its place, such as planned."""
        return {"done": "done", "going": "in progress", "missed": "not done", "paused": "time off"}.get(self, "")


WORK = frozenset({State.DONE, State.GOING, State.PLANNED})
"""The states of sessions from which others keep their distance: legs get tired of those in progress, too."""
COUNTED = WORK | {State.MISSED}
"""The states of sessions that count in the sum of the week."""


@dataclass(frozen=True)
class Weekly:
    """A session of every week from `since` to `until`, both included; without `until` it has no end.

    `weekday`: 0 for Monday. `turn`: one of its dates, if it comes every second week only. `practice`: daily holds,
    which are never counted and never missed. `row`: the caller's row that it was made from.
    """

    key: Hashable
    weekday: int
    since: dt.date
    until: dt.date | None = None
    time: dt.time | None = None
    routine: Hashable = None
    practice: bool = False
    turn: dt.date | None = None
    row: object = field(default=None, compare=False, repr=False)

    def stands_on(self, day):
        """Whether the plan has it on this date, even if that session was moved or skipped."""
        covers = day.weekday() == self.weekday and self.since <= day and (self.until is None or day <= self.until)
        return covers and comes_on(day, self.turn)

    @property
    def is_once(self):
        """Whether it holds for one day alone."""
        return self.since == self.until


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
class Done:
    """A workout that was done. `routine` is None without one; `practice` is True if it was nothing but daily holds.

    `is_going`: it is still in progress. `row` is for the caller: the row it was made from.
    """

    routine: Hashable = None
    practice: bool = False
    is_going: bool = False
    row: object = field(default=None, compare=False, repr=False)


class Session(NamedTuple):
    """One session of the plan. `date`: its planned date. `day`: the date it was moved to, or the same (None: skipped).

    `done`: the workout that ticks it off, or will once it has ended; else None. `half`: half of it is enough. `other`:
    if it was put in place of another session for one day, the Weekly of that one; of the replaced session, the Weekly
    that replaced it; else None. `other_day`: the date on which that is; None if it was skipped.
    """

    weekly: Weekly
    date: dt.date
    day: dt.date | None
    state: State
    done: Done | None = None
    half: bool = False
    other: Weekly | None = None
    other_day: dt.date | None = None

    @property
    def counts(self):
        """Whether it counts in the sum of the week. Practice and skipped or paused sessions do not."""
        return not self.weekly.practice and self.state in COUNTED

    @property
    def is_moved(self):
        """Whether it was moved or skipped."""
        return self.day != self.date

    @property
    def says_where(self):
        """Whether a card on its planned day says where it is now. A replacement for one day and the session that it
        replaces have one card between them: that of the replaced session, or of the replacement if that was skipped."""
        return not self.other or (not self.day if self.weekly.is_once else self.other_day is not None)


class Day(NamedTuple):
    """A day of the week.

    `sessions`: those on this day, after moves. `away`: those planned on it that were moved or skipped. `besides`: the
    workouts that tick off no session.
    """

    date: dt.date
    state: State
    sessions: tuple[Session, ...] = ()
    away: tuple[Session, ...] = ()
    besides: tuple[Done, ...] = ()

    @property
    def is_busy(self):
        """Whether there is a session or a workout on it."""
        return bool(self.sessions or self.besides)

    @property
    def extra(self):
        """How many workouts tick off no session, without practice and what is in progress."""
        return sum(not done.practice and not done.is_going for done in self.besides)

    @property
    def to_do(self):
        """The sessions still to be done on it."""
        return [session for session in self.sessions if session.state == State.PLANNED]


@dataclass(frozen=True)
class Week:
    """Seven days and their sums. `began` is the first date of the whole plan, None without a plan."""

    days: tuple[Day, ...]
    began: dt.date | None = None

    @property
    def sessions(self):
        """All sessions on its days, also those moved here from another week."""
        return [session for day in self.days for session in day.sessions]

    @property
    def missed(self):
        """The missed sessions, without those that extra workouts of the week make up for (the earliest first)."""
        missed = [s for s in self.sessions if s.state == State.MISSED and not s.weekly.practice]
        return missed[sum(day.extra for day in self.days) :]

    @property
    def adherence(self):
        """The Adherence of the week; None if it was paused, if all of it was skipped, or if the plan began later.
        Without planned sessions it compares with three (rule 15)."""
        asked, busy = [one for one in self.sessions if one.counts], [day for day in self.days if day.is_busy]
        done = sum(s.state == State.DONE for s in asked) + sum(day.extra for day in busy)
        practised = sum(is_practised((*day.besides, *(s.done for s in day.sessions if s.done))) for day in busy)
        if asked:
            to_come = sum(session.state in (State.PLANNED, State.GOING) for session in asked)
            return Adherence(done, len(asked), to_come, practised)
        let_go = any(not s.weekly.practice for day in self.days for s in (*day.sessions, *day.away))
        paused = all(day.state == State.PAUSED for day in self.days)
        too_early = self.began is not None and self.began > self.days[-1].date
        return None if let_go or paused or too_early else Adherence(done, SESSIONS_A_WEEK, 0, practised, is_plan=False)


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


def comes_on(day, turn):
    """Whether something that comes every second week comes on this date; `turn`: a date on which it comes.

    Without `turn` it comes every week. Both dates are on the same weekday.
    """
    return turn is None or (day - turn).days % 14 == 0


def first_day(day, first_weekday):
    """The first date of the week that contains `day`. `first_weekday` is 0 for Monday."""
    return day - dt.timedelta(days=(day.weekday() - first_weekday) % 7)
