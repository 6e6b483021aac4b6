"""When an easier week is offered, and what it asks for (docs/rules.md, rule 8).

    deload_offer(days, easier, ...)   the offer, or None
    eased(case)                       the target of an exercise in an easier week, and its reason
    deload_sets(sets)                 how many sets are left of so many

Nothing is applied until the user has accepted the offer.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from glutes.rules.coaching.offering import Offer

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
"""Ours: the least time between the beginnings of two easier weeks, and from the first session to the first of them."""


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


def eased(case):
    """The Decision of an easier week that the user accepted: fewer sets, and EASIER_BY less in each, but not less than
    `case.least`; what was eased already stays as it is. None in any other week."""
    if not case.wishes.easier_week:
        return None
    last, fewer = case.last.session, deload_sets(case.prescription.sets)
    is_eased = last.eased and last.asked is not None and last.asked <= fewer  # Not one before the week was made easier.
    less = 0 if is_eased else EASIER_BY[case.prescription.measure]
    amount = max(min(case.again, case.least), case.again - less)
    sets = min(case.sets, fewer)
    reason = "Easier week: {sets}, a bit less of each." if amount < case.again else "Easier week: {sets}."
    return case.same_again(reason, EASIER_WEEK, amount=amount, sets=sets)


def deload_offer(days: Iterable[date], easier: Iterable[date], week: date, every=6, sessions=(), today=None):
    """The offer of an easier week, or None.

    Args: `days` of workouts and, of those, `easier`, the days of easier weeks, in any order; `week`, the first day of
    the week in question; `every`, after how many weeks (the user's choice, limited to 4-8); the Toll of each of the
    latest `sessions`, in any order; today. A week with fewer than two days of training was rest: the count begins anew,
    as it does after an easier week. A declined offer comes again after as many weeks. Whoever began less than
    SINCE_EASED ago is not asked: what is too hard then is an exercise.
    """
    easier, days = list(easier), list(days)
    running = weeks_running(days, easier, week)
    every = min(8, max(4, every))
    if running >= LONGEST_RUN.days // 7:
        if week.toordinal() // 7 % every == every - 1:
            return Offer("deload", "A year without a break: fancy an easier week?", EASIER_WEEK)
    elif running and running % every == every - 1:
        return Offer("deload", f"{running} weeks in a row: fancy an easier one?", EASIER_WEEK)
    lately = today and any(day > today - SINCE_EASED for day in (*easier, min(days, default=today)))
    if today and not lately and fatigue(sessions, today) >= SIGNS:
        return Offer("deload", "Your last sessions were hard: fancy an easier week?", ("ours",))
    return None


def weeks_running(days, easier, week):
    """How many weeks in a row before this one had two days of training and were not easier weeks."""
    before = Counter(_weeks_before(day, week) for day in set(days))
    easier_weeks, running = {_weeks_before(day, week) for day in easier}, 0
    while before[running + 1] >= TRAINED_TWICE and running + 1 not in easier_weeks:
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
