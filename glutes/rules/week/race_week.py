"""The sessions before a race: which to keep, which to shorten and which to skip (docs/rules.md, rule 5: ours).

Fresh legs are worth more than one session, so nothing is moved: a session too near is shortened to half its sets or
skipped (how many days count as near is in `spacing.py`).
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from glutes.rules.dates import A_DAY, weekday_date
from glutes.rules.week.running import has, said_in
from glutes.rules.week.spacing import HALF_DAYS, RACE_DAYS, Clash, is_eased

LIGHT_DAYS, LIGHT = 7, "sherman-1984"
"""Days after a marathon, and the slug of their source."""

MARATHON_KM, HALF_KM = 41, 20.5
"""About a marathon, and half of one: 26 and 13 miles are said for them, too."""

MARATHON = r"\w*marath?on|ultra\w*"
HALF_MARATHON = r"half|(half|semi|demi|halb|halv)[ -]?marath?on"
"""How races are named whose distance is not said."""


class Ease(StrEnum):
    """What to do about a session."""

    KEEP = "keep"
    SHORTEN = "shorten"
    SKIP = "skip"


def days_to_race(day: date, races: Iterable[date]):
    """Days from this day to the next race; None without one."""
    return min(((race - day).days for race in races if race >= day), default=None)


def ease(days: Iterable[date], races: Iterable[date], light: Iterable[date] = ()):
    """What to do about the sessions on these days: {day: Ease}.

    The next race decides, but a race before may ask for less: no session on the day after it, half of one on its
    `light` days. Each day is judged by itself, so that every page says the same of it.
    """
    found, races, light = {}, {*races}, {*light}
    for day in {*days}:
        away = days_to_race(day, races)
        if day - A_DAY in races or (away is not None and away <= RACE_DAYS):
            found[day] = Ease.SKIP
        else:
            found[day] = Ease.SHORTEN if day in light or is_eased(day, races) else Ease.KEEP
    return found


def light_days(name, km=None):
    """For how many days after a race half a session is enough; 1 is the day after alone. `km`: its distance; without
    it the `name` may tell.

    Runners who rested after a marathon had less strength in their legs for a week, and whoever ran on recovered later
    (Sherman 1984, ten men). The 3 days after half the distance are ours.
    """
    far = km or said_in(name)[0]
    if not far:
        far = HALF_KM if has(HALF_MARATHON, name) else MARATHON_KM if has(MARATHON, name) else 0
    return LIGHT_DAYS if far >= MARATHON_KM else 3 if far >= HALF_KM else 1


def after_race(strength, race, name, km=None):
    """The Clash of a session with a long race before it, or None. Of the day after the race spacing.py warns."""
    if strength.practice or strength.half or not 1 < (strength.day - race).days <= light_days(name, km):
        return None
    sentence = f"{name} on {weekday_date(race)}: your legs need days after it. Half the sets, and nothing heavy."
    return Clash(strength, "note", sentence, (LIGHT,), once=True)


def before_race(strength, races):
    """The Clash of a session for which a race to come asks for half of it (spacing.HALF_DAYS); or None."""
    away = days_to_race(strength.day, races)
    if strength.practice or strength.half or away is None or not RACE_DAYS < away <= HALF_DAYS:
        return None
    race = weekday_date(strength.day + away * A_DAY)
    return Clash(strength, "note", f"Race on {race}: half the sets are enough.", once=True)


def half(sets):
    """Half of so many sets or rounds, rounded up: at least one."""
    return max(1, (sets + 1) // 2)
