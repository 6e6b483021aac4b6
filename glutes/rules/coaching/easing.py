"""When to do less for a week, and when a routine could become a circuit (evidence.md 5, rules 8 and 11).

Everything here is an offer or a number to use once somebody accepted it: nothing is applied silently.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from glutes.rules.coaching.offering import Offer, said_today

EASIER_WEEK = ("bell-2023", "ours")
"""Fewer sets and less effort on as many days is what coaches do (Bell 2023): practice, no trial; the numbers are ours
(rule 8)."""

TRAINED_TWICE = 2
"""Days of training that make a week count (rule 8: ours)."""

SIGNS, SIGNS_WITHIN = 2, timedelta(days=10)
"""Ours: so many signs of fatigue within so many days, and an easier week is offered at once."""

SINCE_EASED = timedelta(days=14)
"""Ours: no sooner than this after the beginning of the last easier week."""

CIRCUIT_WORK_S, CIRCUIT_ROUND_REST_S = 60, 120
"""A minute of each with no rest between, two minutes after the last (D0, F13)."""

CIRCUIT_SESSIONS = 6
"""Ours: after so many sessions of a routine a circuit is offered, too, if its exercises leave less to spare."""


@dataclass(frozen=True)
class Toll:
    """What a session took out of somebody: whether its effort was hard, whether most of its sets left nothing to
    spare, and whether at least half of its exercises missed their target (ours: one that did not is no sign)."""

    day: date
    hard: bool = False
    spent: bool = False
    missed: bool = False


def deload_sets(sets):
    """Sets of an easier week: 40 % fewer, to the nearest whole set, at least one (rule 8: 40 % is ours)."""
    return max(1, int((sets * Decimal("0.6")).quantize(Decimal(1), ROUND_HALF_UP)))


def deload_offer(days: Iterable[date], eased: Iterable[date], week: date, every=6, sessions=(), today=None):
    """The offer of an easier week, or None.

    Args: days of workouts and, of those, the days of easier weeks (`eased`), in any order; `week`, the first day of the
    week in question; `every`, how many weeks (the user's choice, held to 4-8); the Toll of each of the latest
    `sessions`, in any order, and the day it is. A week with fewer than two days of training was a rest by itself: the
    count begins anew, as it does after an easier week. Declined, it comes again after as many weeks.
    """
    eased, days = list(eased), list(days)
    running = weeks_running(days, eased, week)
    every = min(8, max(4, every))
    if running and running % every == every - 1:
        return Offer("deload", f"{running} weeks in a row: fancy an easier one?", EASIER_WEEK)
    lately = today and any(day > today - SINCE_EASED for day in eased)
    if today and not lately and fatigue(sessions, today) >= SIGNS:
        return Offer("deload", "Your last sessions were hard: fancy an easier week?", ("ours",))
    return None


def weeks_running(days, eased, week):
    """How many weeks before this one, running, had two days of training and were no easier ones."""
    before = Counter(_weeks_before(day, week) for day in set(days))
    easier, running = {_weeks_before(day, week) for day in eased}, 0
    while before[running + 1] >= TRAINED_TWICE and running + 1 not in easier:
        running += 1
    return running


def _weeks_before(day, week):
    """1 for a day of last week, and so on."""
    return (week - day - timedelta(days=1)).days // 7 + 1


def fatigue(sessions, today):
    """How many signs of fatigue the sessions of the last ten days show, 0-3: three hard ones running, two in which most
    sets left nothing to spare, two running that missed a target."""
    lately = sorted(
        (one for one in sessions if timedelta(0) <= today - one.day < SIGNS_WITHIN), key=lambda one: one.day
    )
    hard = len(lately) >= 3 and all(one.hard for one in lately[-3:])
    spent = sum(one.spent for one in lately) >= 2
    missed = len(lately) >= 2 and all(one.missed for one in lately[-2:])
    return hard + spent + missed


def circuit_offer(targets, style="sets", sessions=0, today=None):
    """The offer to make a main block a circuit (F13): every exercise sat at its top, clean, in two sessions running,
    with three reps to spare where told, or after six sessions of that routine. Said after more reps were, then weekly.

    Args: the Target of each of its exercises (progression.py); `style`, "sets" or "circuit"; how many sessions of the
    routine there were; the day it is (None: said whenever it is open).
    """
    targets = list(targets)
    if style == "circuit" or not targets or not all(target.topped for target in targets):
        return None
    if sessions < CIRCUIT_SESSIONS and not all(target.spare for target in targets):
        return None
    circuit = Offer("circuit", "All easy now? A minute each, as a circuit.", ("d0",))
    days = set.intersection(*(set(target.open_since) for target in targets))
    more_reps = None
    return circuit if today is None else next(iter(said_today((more_reps, circuit), sorted(days), today)), None)


def circuit_rounds(targets, rounds):
    """Rounds of a circuit that asks for so many: as many as the exercise that is eased least; each is eased by itself.

    Args: the Target of each of its exercises; one left out altogether has no say.
    """
    return max((target.sets for target in targets if target.change != "leave-out"), default=rounds)
