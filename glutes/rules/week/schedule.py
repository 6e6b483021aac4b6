"""The week: its days, their sessions and states, how many were done. Which sessions are on which day: plan.py.

It uses calendar dates only, no clock or time zone, so that summer time never moves a session. The numbers are ours
(rules 4 and 15): three sessions a week (F12), of which two are enough to maintain; no sessions for the same muscles on
consecutive dates.
"""

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from glutes.rules.week.adherence import Adherence, is_practised

SESSIONS_A_WEEK = 3
"""The sessions a week to compare with if there is no plan (F12; rule 15)."""
SUGGESTED_WEEKDAYS = (0, 2, 4)
"""Monday, Wednesday, Friday: three sessions, none on consecutive dates (F12; rule 4)."""
DAILY_HOLDS = frozenset({"bridge-hold", "single-leg-bridge"})
"""Holds that may be practised every day (F61). A routine of only these is practice, not a session."""


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


class Done(NamedTuple):
    """A workout that was done. `routine` is None without one; `practice` is True if it was nothing but daily holds.

    `is_going`: it is still in progress. `row` is for the caller: the row it was made from.
    """

    routine: Hashable = None
    practice: bool = False
    is_going: bool = False
    row: object = None


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


def comes_on(day, turn):
    """Whether something that comes every second week comes on this date; `turn`: a date on which it comes.

    Without `turn` it comes every week. Both dates are on the same weekday.
    """
    return turn is None or (day - turn).days % 14 == 0


def first_day(day, first_weekday):
    """The first date of the week that contains `day`. `first_weekday` is 0 for Monday."""
    return day - dt.timedelta(days=(day.weekday() - first_weekday) % 7)
