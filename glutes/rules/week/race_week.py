"""The sessions before a race: which to keep, which to shorten and which to skip (docs/rules.md, rule 5: ours).

Fresh legs are worth more than one session, so nothing is moved: a session too near is shortened to half its sets or
skipped (how many days count as near is in `spacing.py`), and there are never sessions on three days in a row.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from glutes.rules.dates import A_DAY
from glutes.rules.week.spacing import HALF_DAYS, RACE_DAYS


class Ease(StrEnum):
    """What to do about a session."""

    KEEP = "keep"
    SHORTEN = "shorten"
    SKIP = "skip"


def ahead(day: date, races: Iterable[date]):
    """Days from this day to the next race; None without one."""
    return min(((race - day).days for race in races if race >= day), default=None)


def ease(days: Iterable[date], races: Iterable[date]):
    """What to do about the sessions on these days before the races: {day: Ease}. For each day the next race counts.

    Of three days in a row the one nearest to the race is skipped.
    """
    found, trained = {}, set()
    for day in sorted({*days}):
        away = ahead(day, races)
        running = {day - A_DAY, day - 2 * A_DAY} <= trained
        if away is None or (away > HALF_DAYS and not running):
            found[day] = Ease.KEEP
        else:
            found[day] = Ease.SKIP if away <= RACE_DAYS or running else Ease.SHORTEN
        if found[day] != Ease.SKIP:
            trained.add(day)
    return found


def half(sets):
    """Half of so many sets or rounds, rounded up: at least one."""
    return max(1, (sets + 1) // 2)
