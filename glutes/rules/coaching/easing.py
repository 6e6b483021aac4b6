"""When to offer an easier week, and when to offer a circuit (docs/rules.md, rules 8 and 11).

Everything here is an offer, or a number to use once it was accepted: nothing is applied silently. The targets of an
easier week, and their reason, are `eased` in holding.py.
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

EASIER_BY = {"reps": 2, "seconds": 5}
"""Ours: by how much the targets of an easier week are lower (rule 8)."""

TRAINED_TWICE = 2
"""Days of training that make a week count (rule 8: ours)."""

LONGEST_RUN = timedelta(weeks=52)
"""Ours: how far back weeks in a row are counted. Beyond that, easier weeks are offered as often, by the calendar."""

SIGNS, SIGNS_WITHIN = 2, timedelta(days=10)
"""Ours: with so many signs of fatigue within so many days an easier week is offered at once."""

SINCE_EASED = timedelta(days=14)
"""Ours: the least time between the beginnings of two easier weeks."""

CIRCUIT_WORK_S, CIRCUIT_ROUND_REST_S = 60, 120
"""A minute of each with no rest between, two minutes after the last (D0, F13)."""

CIRCUIT_SESSIONS = 6
"""Ours: after so many sessions of a routine a circuit is offered, too, if its exercises leave less to spare."""


@dataclass(frozen=True)
class Toll:
    """How tiring a session was (ours): whether its effort was hard, whether most of its sets had nothing in reserve,
    and whether at least half of its exercises missed their target."""

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
    week in question; `every`, after how many weeks (the user's choice, limited to 4-8); the Toll of each of the latest
    `sessions`, in any order; today. A week with fewer than two days of training was rest: the count begins anew, as it
    does after an easier week. A declined offer comes again after as many weeks.
    """
    eased, days = list(eased), list(days)
    running = weeks_running(days, eased, week)
    every = min(8, max(4, every))
    if running >= LONGEST_RUN.days // 7:
        if week.toordinal() // 7 % every == every - 1:
            return Offer("deload", "A year without a break: fancy an easier week?", EASIER_WEEK)
    elif running and running % every == every - 1:
        return Offer("deload", f"{running} weeks in a row: fancy an easier one?", EASIER_WEEK)
    lately = today and any(day > today - SINCE_EASED for day in eased)
    if today and not lately and fatigue(sessions, today) >= SIGNS:
        return Offer("deload", "Your last sessions were hard: fancy an easier week?", ("ours",))
    return None


def weeks_running(days, eased, week):
    """How many weeks in a row before this one had two days of training and were not easier weeks."""
    before = Counter(_weeks_before(day, week) for day in set(days))
    easier, running = {_weeks_before(day, week) for day in eased}, 0
    while before[running + 1] >= TRAINED_TWICE and running + 1 not in easier:
        running += 1
    return running


def _weeks_before(day, week):
    """1 for a day of last week, and so on."""
    return ((week - day).days + 6) // 7


def fatigue(sessions, today):
    """The number of signs of fatigue in the sessions of the last ten days, 0-3: three hard ones in a row, two in which
    most sets had nothing in reserve, two in a row that missed targets."""
    lately = sorted(
        (one for one in sessions if timedelta(0) <= today - one.day < SIGNS_WITHIN), key=lambda one: one.day
    )
    hard = len(lately) >= 3 and all(one.hard for one in lately[-3:])
    spent = sum(one.spent for one in lately) >= 2
    missed = len(lately) >= 2 and all(one.missed for one in lately[-2:])
    return hard + spent + missed


def circuit_offer(targets, style="sets", sessions=0, today=None):
    """The offer to make a main block a circuit (F13): every exercise was at its top, clean, in two sessions in a row,
    with three reps in reserve where answered, or after six sessions of the routine. It comes after the offers of more
    reps, then weekly.

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
    """How many rounds of a circuit to do: the most sets of a Target, without those that are left out.

    Args: the Target of each of its exercises; the prescribed rounds, which count if all are left out.
    """
    return max((target.sets for target in targets if target.change != "leave-out"), default=rounds)
