"""Ladders: from an exercise to the nearest easier and harder ones that the user can do (docs/rules.md, rule 2)."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from glutes.rules.coaching.sessions import felt
from glutes.rules.coaching.ways import HALF

PASSED_FOR = timedelta(days=90)
"""Ours: for how long an exercise counts as passed; after that it is offered as a harder one again."""

TOO_HARD_FOR = timedelta(days=56)
"""Ours: how long an exercise that was too hard is not offered again. Four weeks were too short: it still was too hard
then. Trials of strength work with runners last 6 to 20 weeks (Blagrove 2018)."""

ENOUGH = {"reps": 8, "seconds": 20}
"""Ours: a set of fewer shows too little, whatever was asked for."""


@dataclass(frozen=True)
class Rung:
    """An exercise on the ladder: its slug and its name."""

    slug: str
    name: str


@dataclass(frozen=True)
class Ladder:
    """The nearest easier and harder rungs that the user can do; None where the ladder ends."""

    easier: Rung | None = None
    harder: Rung | None = None


def nearest(start, ways, fits, ends=()):
    """The slug of the nearest exercise in one direction of the ladder that fits; None without one.

    Args: the slug to start from; `ways`: {slug: the slugs it leads to, the best first}; `fits`: whether a slug is
    possible. The search goes on through slugs that do not fit, but not through those in `ends`.
    """
    seen, waiting = {start}, list(ways.get(start, ()))
    while waiting:
        slug = waiting.pop(0)
        if slug not in seen:
            if fits(slug):
                return slug
            seen.add(slug)
            waiting += () if slug in ends else ways.get(slug, ())
    return None


def is_passed(history, today):
    """Whether the exercise was passed: whether it went well on the last two days on which it was done or hurt.

    It went well if all sets that were asked for were done, on both sides, in good form and not half the way only, each
    at the top of its range and ENOUGH, and it did not hurt much. `history`: its PastSessions, in any order.
    """
    last = {}
    for session in felt(history, today):
        last.setdefault(session.day, session)
    two = [*last.values()][:2]
    return len(two) == 2 and today - two[0].day <= PASSED_FOR and all(is_at_top(session) for session in two)


def fell_short(history, today, bare=False):
    """Whether the exercise was too hard lately: on the last day it was done, at most 56 days ago, a set was below the
    bottom of its range. `history`: its PastSessions, in any order. `bare`: it can be done without a load, so that a set
    with one says nothing about it."""
    last = next((session for session in felt(history, today) if session.sets), None)
    if last is None or today - last.day >= TOO_HARD_FOR:
        return False
    sets = [one for one in last.sets if not (bare and (one.load_kg or one.band))]
    return any((one.reps if one.seconds is None else one.seconds) < (last.low or 0) for one in sets)


def is_at_top(session):
    """Whether a session went well, as `is_passed` has it."""
    if session.top is None or session.hurt_much or session.way == HALF.key:
        return False
    numbers = {(one.side, one.number) for one in session.sets}
    counts = Counter(side for side, _ in numbers)
    done = counts["both"] or min(counts["left"], counts["right"])
    return done >= (session.asked or 1) and all(one.form_ok and has_enough(one, session.top) for one in session.sets)


def has_enough(one, top):
    """Whether a set reached the top of its range, and ENOUGH."""
    return any((one.amount(measure) or 0) >= max(top, least) for measure, least in ENOUGH.items())
