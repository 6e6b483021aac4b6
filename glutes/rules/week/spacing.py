"""Strength sessions among runs and races: what is too close, and which days are better (our rules 4 and 5).

    clashes(strengths, runs, races)   what is too close to what, with a level and a sentence
    better_day(strength, ...)         the date to move a session to, or None
    best_days(week, runs, races)      the best days for a week that repeats
    enough(done)                      a sentence on how many sessions keep you going

The studies (Doma 2013, Robineau 2016, Schumann 2022) tested heavy or explosive lifting in few people. So a session
without weights gets each level one lower, except before a race.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import combinations

from glutes.rules.week.schedule import SUGGESTED_WEEKDAYS

FINE_HOURS, NOTE_HOURS = 6, 3
"""Hours from a run to strength: 6 or more are fine (Robineau), 3 or more a note (Schumann: explosive strength)."""

ORDER, SIX_HOURS, THREE_HOURS = "doma-2013", "robineau-2016", "schumann-2022"
"""Slugs of the sources: run first, or run less well the next day; 6 hours apart; 3 hours apart."""

RACE_DAYS = 2
"""Ours: no strength within 48 hours before a race. As a race has no time, that is its date and the two before."""

LEVELS = ("", "note", "amber", "red")
COST = {"": 0, "note": 1, "amber": 10, "red": 100}
TOO_CLOSE, SAME_DAY = 20, 40
"""Ours, to compare days: a red outweighs everything; sessions on consecutive days cost as much as two ambers."""

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class Strength:
    """A strength session. `loaded`: some of it is done with a weight. `practice`: a daily hold, which never clashes."""

    day: date
    at: time | None = None
    loaded: bool = False
    practice: bool = False


@dataclass(frozen=True)
class Run:
    """A run. `kind` is "easy", "hard" or "long". Hours between it and strength are counted from start to start."""

    day: date
    kind: str
    at: time | None = None


@dataclass(frozen=True)
class Clash:
    """A session too close to a run or a race: how bad it is (note, amber or red), why, and slugs of the sources."""

    strength: Strength
    level: str
    sentence: str
    sources: tuple[str, ...] = ("ours",)


@dataclass(frozen=True)
class Proposal:
    """The best dates for the sessions of a week, why, and slugs of the sources."""

    days: tuple[date, ...]
    sentence: str
    sources: tuple[str, ...] = ("d0", "ours")


def clashes(strengths: Iterable[Strength], runs: Iterable[Run] = (), races: Iterable[date] = ()):
    """Every Clash of a session with a run or a race, as a tuple: by date, the worst of a session first."""
    runs, races = list(runs), list(races)
    found = [clash for strength in strengths for clash in _of(strength, runs, races)]
    return tuple(sorted(found, key=lambda clash: (clash.strength.day, -LEVELS.index(clash.level), clash.sentence)))


def _of(strength, runs, races):
    if strength.practice:
        return []
    found = [with_race(strength, race) for race in races] + [with_run(strength, run) for run in runs]
    return [clash for clash in found if clash]


def with_race(strength, race):
    """The Clash of a session with a race on this date, or None."""
    if not 0 <= (race - strength.day).days <= RACE_DAYS:
        return None
    when = ", the same day: no strength then or" if race == strength.day else ": no strength"
    return Clash(strength, "red", f"Race on {race:%A}{when} in the two days before, so that you start fresh.")


def with_run(strength, run):
    """The Clash of a session with a run, or None."""
    level, sentence, *sources = _easy(strength, run) if run.kind == "easy" else _demanding(strength, run)
    level = LEVELS[max(0, LEVELS.index(level) - (not strength.loaded))]
    return Clash(strength, level, sentence, tuple(sources)) if level else None


def _easy(strength, run):
    if run.day != strength.day or (run.at and strength.at and run.at < strength.at):
        return "", ""
    return "note", f"Easy run on {run.day:%A} as well: run first, strength afterwards.", ORDER


def _demanding(strength, run):
    kind, day = run.kind, f"{run.day:%A}"
    if run.day == strength.day + A_DAY:
        sentence = f"{kind.capitalize()} run on {day}, the day after: legs may still be tired from strength."
        return "amber", sentence, ORDER
    if run.day != strength.day:
        return "", ""
    if not (run.at and strength.at):
        sentence = f"{kind.capitalize()} run on {day} as well: run first, strength at least {FINE_HOURS} hours later."
        return "note", sentence, ORDER, SIX_HOURS
    if strength.at < run.at:
        return "amber", f"Strength before the {kind} run on {day}: swap them, and run first.", ORDER
    hours = (datetime.combine(run.day, strength.at) - datetime.combine(run.day, run.at)) / timedelta(hours=1)
    if hours >= FINE_HOURS:
        return "", ""
    level = "note" if hours >= NOTE_HOURS else "amber"
    sentence = f"Strength soon after the {kind} run on {day}: {FINE_HOURS} hours between them are better."
    return level, sentence, SIX_HOURS, THREE_HOURS


def cost(strength, others, runs, races):
    """How bad the day of a session is among other sessions, runs and races. 0 is best."""
    if strength.practice:
        return 0
    apart = [abs((other.day - strength.day).days) for other in others if not other.practice]
    close = SAME_DAY * apart.count(0) + TOO_CLOSE * apart.count(1)
    return close + sum(COST[clash.level] for clash in _of(strength, runs, races))


def better_day(strength, days, others=(), runs=(), races=()):
    """The best of `days` to move a session to, the nearest of equally good ones; None if its own day is as good.

    Days that have a session already are left out. None, too, if the best one is just before a race: better skip it.
    `others` are the sessions around these days.
    """
    runs, races = list(runs), list(races)
    others = [other for other in others if other != strength]
    taken = {other.day for other in others if not other.practice}
    ranked = sorted(
        (cost(replace(strength, day=day), others, runs, races), abs((day - strength.day).days), day)
        for day in days
        if day not in taken
    )
    most = min(cost(strength, others, runs, races), COST["red"])
    return ranked[0][2] if ranked and ranked[0][0] < most else None


def best_days(week: date, runs=(), races=(), count=3, now=()):
    """The Proposal of the `count` best days (1-7) for strength in the week that begins on `week`.

    The week repeats: its runs come every week, and its last day is the day before its first. Sessions count as loaded.
    Of equally good choices it takes the dates `now`, else those nearest to Monday, Wednesday and Friday.
    """
    runs = [replace(run, day=run.day + shift) for run in runs for shift in (-A_WEEK, 0 * A_WEEK, A_WEEK)]
    races = list(races)
    choices = combinations([week + n * A_DAY for n in range(7)], min(7, max(1, count)))
    best = min(choices, key=lambda days: (_weekly_cost(days, runs, races), days != tuple(now), _unusual(days), days))
    apart = "a day between them" if _spaced(best) else "as far apart as they go"
    free = not any(COST[clash.level] for day in best for clash in _of(Strength(day, loaded=True), runs, races))
    clear = "clear of your hard runs and races" if races else "clear of your hard runs"
    end = clear if free else "with the fewest clashes your runs allow"
    return Proposal(best, f"{_listed(best)}: {apart}, {end}.")


def _weekly_cost(days, runs, races):
    every = [Strength(day + shift, loaded=True) for day in days for shift in (-A_WEEK, 0 * A_WEEK, A_WEEK)]
    own = [Strength(day, loaded=True) for day in days]
    return sum(cost(strength, [other for other in every if other != strength], runs, races) for strength in own)


def _spaced(days):
    return all((other - day).days % 7 not in (1, 6) for day, other in combinations(days, 2))


def _unusual(days):
    return sum(day.weekday() not in SUGGESTED_WEEKDAYS for day in days)


def _listed(days):
    names = [f"{day:%A}" for day in days]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def enough(done):
    """A sentence about a week with so many sessions done, and the slugs of its sources (rule 4)."""
    if done >= 3:
        return "Three sessions or more this week: all that the programme asks for.", ("d0",)
    if done == 2:
        return "Two sessions this week: enough to keep going.", ("ours",)
    if done == 1:
        return "One session this week; two are enough to keep going.", ("ours",)
    return "No session this week yet; two are enough to keep going.", ("ours",)
