"""The best days for strength in a week that repeats, among its runs (our rules 4 and 5).

They agree with the warnings of spacing.py: they have none, or the proposal names those that remain.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, combinations

from glutes.rules.dates import A_DAY, A_WEEK
from glutes.rules.week.schedule import SESSIONS_A_WEEK, SUGGESTED_WEEKDAYS
from glutes.rules.week.spacing import KEEP_GOING, LEVELS, ORDER, Run, Strength, clashes

COST = {"note": 1, "amber": 10, "red": 100}
"""Ours: weights of warnings, to compare days that all have some."""


@dataclass(frozen=True)
class BetterDays:
    """The best dates for the sessions of a week, why, and slugs of the sources."""

    days: tuple[date, ...]
    sentence: str
    sources: tuple[str, ...] = ("d0", "ours")


def best_days(week: date, runs: Iterable[Run] = (), now: Iterable[Strength] = ()):
    """The BetterDays of the best days for strength in the week that begins on `week`.

    The week repeats: its runs come every week, and its last day is the day before its first. `now` are the sessions in
    it: they keep their order and their times. Without any, it looks for three days, for sessions with weights.

    If not all fit without a warning, it proposes as many as do, but at least two. If not even two fit, it takes the
    days with the mildest warnings and says which. Of equally good choices it takes the days of `now`, else those
    furthest apart, else those nearest to Monday, Wednesday and Friday.
    """
    runs = list(runs)
    runs += [replace(run, day=run.day + A_WEEK) for run in runs if run.day == week]
    now = sorted((session for session in now if not session.practice), key=lambda session: session.day)
    wanted = len(_days(now)) or SESSIONS_A_WEEK
    least = min(wanted, KEEP_GOING)
    for count in range(wanted, least - 1, -1):
        best = _best(week, count, runs, now)
        if _is_clear_week(best, runs):
            sources = ("d0", ORDER, "ours") if any(run.kind != "easy" for run in runs) else BetterDays.sources
            return BetterDays(_days(best), _why_clear(_days(best), wanted, runs), sources)
    best = _best(week, wanted, runs, now)
    if any(clash.level != "note" for clash in _in_the_way(best, runs)):
        best = _best(week, least, runs, now)
    left = {clash.sentence: clash.sources for clash in _in_the_way(best, runs)}
    sentence = " ".join([f"{listed(_days(best))}: as clear of your runs as it gets.", *left])
    return BetterDays(_days(best), sentence, tuple(dict.fromkeys([*BetterDays.sources, *chain(*left.values())])))


def _best(week, count, runs, now):
    """The sessions on the best `count` days of the week."""
    choices = list(combinations([week + n * A_DAY for n in range(7)], count))
    beside = min(_gaps(days).count(1) for days in choices)
    apart = (_placed(days, now) for days in choices if _gaps(days).count(1) == beside)
    return min(apart, key=lambda sessions: _rank(sessions, runs, now))


def _placed(days, now):
    """The sessions of `now` moved to these days, in their order; without any, a new one on each."""
    place = dict(zip(_days(now), days, strict=False))
    return [replace(one, day=place[one.day]) for one in now if one.day in place] or [
        Strength(day, loaded=True) for day in days
    ]


def _rank(sessions, runs, now):
    days = _days(sessions)
    unusual = sum(day.weekday() not in SUGGESTED_WEEKDAYS for day in days)
    cost = sum(COST[clash.level] for clash in _in_the_way(sessions, runs)) + _on_long_runs(sessions, runs)
    return cost, days != _days(now), -min(_gaps(days)), unusual, days


def _is_clear_week(sessions, runs):
    return not (_in_the_way(sessions, runs) or _on_long_runs(sessions, runs))


def _in_the_way(sessions, runs):
    """The clashes of these sessions, the worst first."""
    return sorted(clashes(sessions, runs), key=lambda clash: -LEVELS.index(clash.level))


def _on_long_runs(sessions, runs):
    """How many sessions are on the day of a long run. Without weights that is no clash, but it is never proposed."""
    long_runs = {run.day for run in runs if run.kind == "long"}
    return sum(session.day in long_runs for session in sessions)


def _days(sessions):
    return tuple(sorted({session.day for session in sessions}))


def _gaps(days):
    """Days from each day to the next, from the last to the first of the next week; 7 for a single day."""
    return [(after - day).days % 7 or 7 for day, after in zip(days, [*days[1:], days[0]], strict=True)]


def _why_clear(days, wanted, runs):
    apart = "as far apart as they go" if 1 in _gaps(days) else "a day between them"
    if len(days) < wanted:
        crowded = f" {apart}," if 1 in _gaps(days) else ""
        fewer = f"{len(days)}, on {listed(days)},{crowded} keep you ticking over"
        return f"{wanted} sessions a week would clash with your runs; {fewer}."
    return f"{listed(days)}: {apart}{', clear of your runs' if runs else ''}."


def listed(days):
    """The weekdays in words: Monday, Wednesday and Friday."""
    names = [f"{day:%A}" for day in days]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
