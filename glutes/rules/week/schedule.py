"""The week: what is planned on which day, what became of it, and how much of it was done.

All of it is arithmetic of dates as the runner reads them off a calendar: no clock, no time zone, so that a change of
clocks never moves a session. Numbers are rules 4 and 15 of our own rules: three sessions a week (F12), two keep one
going; sessions for the same muscles not on consecutive dates.
"""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from glutes.rules.hint import Hint

SESSIONS_A_WEEK = 3
"""How many make a week when nothing is planned (F12; rule 15)."""
SUGGESTED_WEEKDAYS = (0, 2, 4)
"""Monday, Wednesday, Friday: three sessions, none on consecutive dates (F12; rule 4)."""
DAILY_HOLDS = frozenset({"bridge-hold", "single-leg-bridge"})
"""Holds that may be practised every day (F61): a routine of nothing else is practice, no session."""
AHEAD = 42
"""Days within which the next session is looked for."""
SOURCE = "Three sessions a week: “The ultimate bum workout”. A day between them: common advice, and our choice."


class State(StrEnum):
    """What became of a session or a day."""

    DONE = "done"
    PLANNED = "planned"
    MISSED = "missed"
    SKIPPED = "skipped"
    MOVED = "moved"
    PAUSED = "paused"
    REST = "rest"


@dataclass(frozen=True)
class Weekly:
    """A session that comes every week, from `since` to `until`, both included; without `until` for good.

    `weekday` counts from Monday, 0. `practice` is a daily hold: it is done or not, but never counted or missed. `row`
    is whatever it was made from, handed back untouched.
    """

    key: Hashable
    weekday: int
    since: dt.date
    until: dt.date | None = None
    time: dt.time | None = None
    routine: Hashable = None
    practice: bool = False
    row: object = field(default=None, compare=False, repr=False)

    def stands_on(self, day):
        """Whether the plan has it on this date, whatever was moved since."""
        return day.weekday() == self.weekday and self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Paused:
    """A holiday or an illness: nothing is expected from `since` to `until`, both included, or until further notice.

    `row` is whatever it was made from.
    """

    since: dt.date
    until: dt.date | None = None
    row: object = field(default=None, compare=False, repr=False)

    def covers(self, day):
        """Whether the day lies within it."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Done:
    """A workout that counts, of a routine (None: of none that is left); `practice` if it held nothing but bridges."""

    routine: Hashable = None
    practice: bool = False


@dataclass(frozen=True)
class Session:
    """One session of the plan: on `date` by the plan, on `day` in fact (None when skipped)."""

    weekly: Weekly
    date: dt.date
    day: dt.date | None
    state: State

    @property
    def counts(self):
        """Whether the week's sum counts it: practice, and what was let go or paused, is not asked for."""
        return not self.weekly.practice and self.state in (State.DONE, State.PLANNED, State.MISSED)

    @property
    def is_moved(self):
        """Whether it is somewhere else than the plan has it."""
        return self.day != self.date


@dataclass(frozen=True)
class Day:
    """A day of the week: the sessions on it, those that the plan has here but that were moved away or skipped
    (`away`), and how many workouts were done besides (`extra`, practice not counted)."""

    date: dt.date
    state: State
    sessions: tuple[Session, ...] = ()
    away: tuple[Session, ...] = ()
    extra: int = 0

    @property
    def to_do(self):
        """The sessions still to be done on it."""
        return [session for session in self.sessions if session.state == State.PLANNED]


@dataclass(frozen=True)
class Adherence:
    """Sessions done and sessions planned in a week (rule 15)."""

    done: int
    planned: int


@dataclass(frozen=True)
class Week:
    """Seven days, and what they add up to. `began` is the first date of the whole plan, None without one."""

    days: tuple[Day, ...]
    began: dt.date | None = None

    @property
    def sessions(self):
        """All sessions on its days, wherever the plan had them."""
        return [session for day in self.days for session in day.sessions]

    @property
    def missed(self):
        """The sessions missed and not made up for: a workout besides the plan makes up for the earliest of them."""
        missed = [s for s in self.sessions if s.state == State.MISSED and not s.weekly.practice]
        return missed[sum(day.extra for day in self.days) :]

    @property
    def adherence(self):
        """Done against planned; None for a week that is blank: before the first plan, paused, or all of it let go.

        With nothing planned, three are counted on (rule 15).
        """
        asked = [session for session in self.sessions if session.counts]
        done = sum(s.state == State.DONE for s in asked) + sum(day.extra for day in self.days)
        if asked:
            return Adherence(done, len(asked))
        let_go = any(not s.weekly.practice for day in self.days for s in (*day.sessions, *day.away))
        paused = all(day.state == State.PAUSED for day in self.days)
        too_early = self.began is not None and self.began > self.days[-1].date
        return None if let_go or paused or too_early else Adherence(done, SESSIONS_A_WEEK)


@dataclass(frozen=True)
class Plan:
    """What somebody intends. `moves` says where the session of (key, date) went: another date, or None (skipped)."""

    weekly: Sequence[Weekly] = ()
    moves: Mapping[tuple[Hashable, dt.date], dt.date | None] = field(default_factory=dict)
    pauses: Sequence[Paused] = ()

    def paused_on(self, day):
        """The pause that the day lies in, or None."""
        return next((pause for pause in self.pauses if pause.covers(day)), None)

    def week(self, first, today, done):
        """The seven days from `first` on, seen from `today`. `done` has the workouts that count: {date: [Done]}."""
        days = tuple(self.day(first + dt.timedelta(days=n), today, done) for n in range(7))
        return Week(days, min((weekly.since for weekly in self.weekly), default=None))

    def day(self, day, today, done):
        """One day of it. A session moved onto it is as much on it as its own."""
        here = sorted(self._placed_on(day), key=lambda pair: (pair[0].time or dt.time.max, pair[1]))
        workouts = done.get(day, ())
        ticked, extra = _tick([weekly for weekly, _ in here], workouts)
        open_state = self._open_state(day, today)
        sessions = tuple(
            Session(weekly, source, day, State.DONE if tick else open_state)
            for (weekly, source), tick in zip(here, ticked, strict=True)
        )
        state = _state_of_day(sessions, workouts, State.PAUSED if self.paused_on(day) else State.REST)
        return Day(day, state, sessions, tuple(self._gone_from(day)), extra)

    def next_session(self, today, done):
        """The next session after today that is planned and stands, or None within six weeks."""
        for ahead in range(1, AHEAD + 1):
            for session in self.day(today + dt.timedelta(days=ahead), today, done).to_do:
                return session
        return None

    def _placed_on(self, day):
        """Pairs of a weekly session and the date the plan has it on, for what is on this day in fact."""
        for weekly in self.weekly:
            if weekly.stands_on(day) and (weekly.key, day) not in self.moves:
                yield weekly, day
        for (key, source), to in self.moves.items():
            if to == day:
                yield from ((each, source) for each in self.weekly if each.key == key and each.stands_on(source))

    def _gone_from(self, day):
        """Sessions that the plan has on this day and that are not there."""
        for weekly in self.weekly:
            if weekly.stands_on(day) and (weekly.key, day) in self.moves:
                to = self.moves[weekly.key, day]
                yield Session(weekly, day, to, State.SKIPPED if to is None else State.MOVED)

    def _open_state(self, day, today):
        """The state on this day of a session that was not done."""
        if self.paused_on(day):
            return State.PAUSED
        return State.MISSED if day < today else State.PLANNED


def _tick(weekly, workouts):
    """Which of a day's sessions its workouts tick off, and how many workouts are left over.

    Each ticks one: that of its own routine, else the first still open. What was done need not be what was planned;
    only practice ticks practice, and practice nothing else.
    """
    ticked, extra = [False] * len(weekly), 0
    for done in sorted(workouts, key=lambda done: done.routine not in [w.routine for w in weekly]):
        fits = [n for n, w in enumerate(weekly) if not ticked[n] and w.practice == done.practice]
        fits.sort(key=lambda n: weekly[n].routine != done.routine)
        if fits:
            ticked[fits[0]] = True
        else:
            extra += not done.practice
    return ticked, extra


def _state_of_day(sessions, workouts, otherwise):
    """The one state of a day with several: still to do, else missed, else done. Missed practice is no miss."""
    if State.PLANNED in {session.state for session in sessions}:
        return State.PLANNED
    asked = {session.state for session in sessions if not session.weekly.practice}
    if State.MISSED in asked and all(done.practice for done in workouts):
        return State.MISSED
    return State.DONE if workouts else otherwise


def first_day(day, first_weekday):
    """The first day of the week that the day lies in. Weekdays count from Monday, 0."""
    return day - dt.timedelta(days=(day.weekday() - first_weekday) % 7)


def week_name(first):
    """The ISO name of a week by its Monday, wherever in it the Monday stands: 2026-W47."""
    monday = first + dt.timedelta(days=-first.weekday() % 7)
    return f"{monday:%G-W%V}"


def week_named(name, first_weekday):
    """The first day of the week of that name. Raises ValueError for what names no week of the years 2000 to 2199."""
    year, _, week = name.partition("-W")
    if not (len(year) == 4 and len(week) == 2 and (year + week).isascii() and (year + week).isdecimal()):
        raise ValueError("A week is written like 2026-W47.")
    if not 2000 <= int(year) <= 2199:
        raise ValueError("A week of the years 2000 to 2199.")
    return first_day(dt.date.fromisocalendar(int(year), int(week), 1), first_weekday)


def rest_advice(days, works):
    """Hint when sessions on consecutive days work the same muscles, else None. Practice is exempt (F61).

    The week goes round: its last day comes before its first. `works` has the muscles that a routine works, by their
    plain names: {routine: {"big glutes"}}.
    """
    for day, after in zip(days, [*days[1:], days[0]], strict=True):
        both = _muscles(day, works) & _muscles(after, works)
        if both:
            names = " and ".join(sorted(both)[:2]).lower()
            return Hint(f"{day.date:%a} and {after.date:%a} both work your {names}: leave a day between.", SOURCE)
    return None


def _muscles(day, works):
    asked = [session.weekly.routine for session in day.sessions if session.counts]
    return frozenset().union(*(works.get(routine, ()) for routine in asked))
