"""Strength sessions among runs and races: what is too close, and which days are better (our rules 4 and 5).

    clashes(strengths, runs, races)   what is too close to what, with a level and a sentence
    better_day(strength, ...)         the date to move a session to, or None
    enough(done)                      a sentence on how many sessions are enough to maintain

Proposals and warnings agree: a session is only moved to a day without a warning. Which days are best for a week that
repeats: best_days.py.

The studies (Doma 2013, Robineau 2016, Schumann 2022) tested heavy or explosive lifting in few people. So warnings for a
session without weights are one level lower, except before a race.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from glutes.rules.dates import A_DAY, weekday_date
from glutes.rules.week.schedule import SESSIONS_A_WEEK

FINE_HOURS, NOTE_HOURS = 6, 3
"""Hours between a run and strength: 6 or more are fine (Robineau), 3 or more get a note (Schumann: explosive strength).
"""

LATEST_START = time(20)
"""Ours: nobody is told to begin strength later in the evening than this."""

ORDER, SIX_HOURS, THREE_HOURS = "doma-2013", "robineau-2016", "schumann-2022"
"""Slugs of the sources: strength impairs running on the next day; 6 hours between; 3 hours between."""

RACE_DAYS = 2
"""Ours: no strength within 48 hours before a race. A race has no time, so that is its date and the two before."""

HALF_DAYS = 4
"""Ours: from the fourth day before a race to the third, half a session is enough (race_week.py)."""

KEEP_GOING = 2
"""Sessions a week that are enough to maintain (rule 4)."""

LEVELS = ("", "note", "amber", "red")


@dataclass(frozen=True)
class Strength:
    """A strength session. `loaded`: part of it is done with a weight. `practice`: daily holds, which never clash.
    `half`: half of it, which before a race is our own proposal, whatever runs are near."""

    day: date
    at: time | None = None
    loaded: bool = False
    practice: bool = False
    half: bool = False


@dataclass(frozen=True)
class Run:
    """A run. `kind` is "easy", "hard" or "long". Hours between it and strength are counted from start to start."""

    day: date
    kind: str
    at: time | None = None


@dataclass(frozen=True)
class Clash:
    """A session too close to a run or a race: its level (note, amber or red), the reason, slugs of the sources, and
    whether it comes only `once`, with a race."""

    strength: Strength
    level: str
    sentence: str
    sources: tuple[str, ...] = ("ours",)
    once: bool = False


def clashes(strengths: Iterable[Strength], runs: Iterable[Run] = (), races: Iterable[date] = ()):
    """Every Clash of a session with a run or a race, as a tuple: by date, the worst of each session first.

    On the day of a race the usual runs do not count.
    """
    races = list(races)
    runs = [run for run in runs if run.day not in races]
    found = [clash for strength in strengths for clash in _of(strength, runs, races)]
    return tuple(sorted(found, key=lambda clash: (clash.strength.day, -LEVELS.index(clash.level), clash.sentence)))


def _of(strength, runs, races=()):
    if strength.practice:
        return []
    found = [with_race(strength, race) for race in races]
    if not (strength.half and is_eased(strength.day, races)):
        found += [with_run(strength, run) for run in runs]
    return [clash for clash in found if clash]


def is_eased(day, races):
    """Whether a race is so near after this day that half a session is enough, or none."""
    return any(0 <= (race - day).days <= HALF_DAYS for race in races)


def with_race(strength, race):
    """The Clash of a session with a race on this date, or None. The day after it gets a note, which is ours."""
    away, named = (race - strength.day).days, f"Race on {weekday_date(race)}"
    if away == -1:
        return Clash(strength, "note", f"{named}: rest your legs the day after.", once=True)
    if not 0 <= away <= RACE_DAYS:
        return None
    sentence = f"{named}: no strength for {RACE_DAYS} days before." if away else "Race day: no strength."
    return Clash(strength, "red", sentence, once=True)


def with_run(strength, run):
    """The Clash of a session with a run, or None."""
    level, sentence, *sources = _easy(strength, run) if run.kind == "easy" else _demanding(strength, run)
    level = LEVELS[max(0, LEVELS.index(level) - (not strength.loaded))]
    return Clash(strength, level, sentence, tuple(sources)) if level else None


def _easy(strength, run):
    if run.day != strength.day or (run.at and strength.at and run.at < strength.at):
        return "", ""
    return "note", "Easy run the same day: run first.", ORDER


def _demanding(strength, run):
    kind = run.kind
    if run.day == strength.day + A_DAY:
        return "amber", f"{kind.capitalize()} run next day: strength may tire your legs.", ORDER
    if run.day != strength.day:
        return "", ""
    if run.at and not strength.at:
        return _without_a_time(run)
    if not (run.at and strength.at):
        sentence = f"{kind.capitalize()} run the same day: run first, strength {FINE_HOURS} hours later."
        return "note", sentence, ORDER, SIX_HOURS
    if strength.at < run.at:
        return "amber", f"Strength before your {kind} run: swap them.", ORDER
    hours = (datetime.combine(run.day, strength.at) - datetime.combine(run.day, run.at)) / timedelta(hours=1)
    if hours >= FINE_HOURS:
        return "", ""
    level = "note" if hours >= NOTE_HOURS else "amber"
    return level, f"Strength soon after your {kind} run: leave {FINE_HOURS} hours.", SIX_HOURS, THREE_HOURS


def _without_a_time(run):
    """What is wrong with a session without a time on the day of a demanding run: it has to wait, and on some days too
    long."""
    free, named = from_when([run]), f"{run.kind.capitalize()} run at {run.at:%H:%M}"
    if not free:
        return "amber", f"{named}: {FINE_HOURS} hours later is too late. Another day is better.", ORDER, SIX_HOURS
    return "note", f"{named}: strength from {free:%H:%M} on.", ORDER, SIX_HOURS


def from_when(runs):
    """The time from which strength is fine on the day of these runs, with or without weights: FINE_HOURS after the last
    hard or long one; None if none of these has a time, or if it is later than LATEST_START."""
    ran = [datetime.combine(run.day, run.at) for run in runs if run.kind != "easy" and run.at]
    free = max(ran) + timedelta(hours=FINE_HOURS) if ran else None
    return free.time() if free and free <= datetime.combine(max(ran), LATEST_START) else None


def beside_race(run, races):
    """The first race within RACE_DAYS before or after a long run, or None: then the user is asked if the run stays."""
    near = (race for race in sorted(races) if abs((race - run.day).days) <= RACE_DAYS)
    return next(near, None) if run.kind == "long" else None


def is_clear(strength, others=(), runs=(), races=()):
    """Whether nothing speaks against a session on its day.

    That is: no clash, no long run on that day, no other session on that day or the days next to it, and no race so soon
    that the session should be halved (is_eased).
    """
    beside = any(abs(other.day - strength.day) <= A_DAY for other in others if not other.practice)
    on_long_run = any(run.kind == "long" and run.day == strength.day for run in runs)
    return not (beside or on_long_run or is_eased(strength.day, races) or clashes([strength], runs, races))


def better_day(strength, days, others=(), runs=(), races=()):
    """The nearest of `days` on which the session is clear (is_clear); None without one, or if it has no clash now.

    Before a race there is often none: skipping the session is better than crowding the days before. `others`: the
    sessions around these days.
    """
    runs, races = list(runs), list(races)
    others = [other for other in others if other != strength]
    if not clashes([strength], runs, races):
        return None
    clear = [day for day in days if is_clear(replace(strength, day=day), others, runs, races)]
    return min(clear, key=lambda day: (abs(day - strength.day), day), default=None)


def enough(done):
    """A sentence on a week with so many sessions, and slugs of its sources (rule 4)."""
    if done >= SESSIONS_A_WEEK:
        return f"{done} done: that’s your week.", ("d0",)
    if done == KEEP_GOING:
        return f"{done} done: enough to keep you ticking over.", ("ours",)
    if done == 1:
        return f"1 done; {KEEP_GOING} keep you ticking over.", ("ours",)
    return f"{KEEP_GOING} a week keep you ticking over.", ("ours",)
