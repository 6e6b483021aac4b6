"""The target after time off (docs/rules.md, rule 9), counted from the last day on which anything of the same movement
pattern was trained; and after an exercise was not done for a while, although training went on.

If the gap before the last session was as long, this is the usual rhythm: the target is repeated once, then goes on.
"""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise, takewhile

from glutes.rules.coaching.cases import Decision

CARRY_ON_DAYS, REPEAT_DAYS, EASE_DAYS = 7, 14, 28
"""Days off: up to 7 carry on, up to 14 repeat, up to 28 a little less, more than that start gently (rule 9: ours)."""

LITTLE_LIGHTER, MUCH_LIGHTER = Decimal("0.9"), Decimal("0.8")
"""Shares of the load after 15-28 days off and after more (rule 9: ours)."""

LEAST_OF_LITTLE = Decimal("0.85")
"""Ours: a load below this share is no longer “a little lighter”; then it is one set fewer."""

GENTLE_SETS, GENTLE_REPS = 2, 8
"""The sets, and the most reps, of every exercise in the first week after more than 28 days off (rule 9: ours)."""

LONG_OFF = ("bosquet-2013", "ours")
"""Bosquet 2013: strength goes down, the more the longer the break. How much less to do is ours."""


def rested(case):
    """After time off: the same again, a little less, or gently for a week; None without time off."""
    days = case.days_off
    if days > EASE_DAYS:
        return gently(case)
    if days > REPEAT_DAYS:
        return a_little_less(case)
    if is_first_week_back(case.days, case.today):
        return case.same_again("Your first week back: {sets} are plenty.", sets=min(GENTLE_SETS, case.sets))
    if days > CARRY_ON_DAYS and not was_as_long(case.days, CARRY_ON_DAYS):
        return case.same_again(f"{days} days off: the same again first.")
    since = (case.today - case.own_days[0]).days
    if since > REPEAT_DAYS and not was_as_long(case.own_days, REPEAT_DAYS):
        return case.same_again(f"{since} days since you did this one{case.with_load}: {{amount}} again.")
    return None


def first_try(case, decision):
    """The Decision about an exercise that was never done: in fewer sets in the first week in which its movement pattern
    is trained again, as the others of it."""
    sets = decision.sets or case.prescription.sets
    is_back = case.days and (case.days_off > EASE_DAYS or is_first_week_back(case.days, case.today))
    if not is_back or sets <= GENTLE_SETS:
        return decision
    reason = f"{decision.reason} Nothing like it lately: {{sets}} are plenty."
    return decision._replace(sets=GENTLE_SETS, reason=reason)


def was_as_long(days, limit):
    """Whether the gap before the last of the days (newest first) was longer than `limit` days."""
    return len(days) > 1 and (days[0] - days[1]).days > limit


def gently(case):
    """After more than four weeks: lighter, few reps, two sets."""
    low = case.again if case.prescription.style == "circuit" else case.low
    few = low if case.prescription.measure == "seconds" else min(low, GENTLE_REPS)
    reason = f"{case.days_off} days off: ease in with {{sets}} of {{number}}."
    sets = min(GENTLE_SETS, case.sets)
    return Decision(min(few, case.again), case.load_below(MUCH_LIGHTER), "less", reason, LONG_OFF, sets)


def a_little_less(case):
    """A little lighter if a load 10-15 % below is owned, else one set fewer where there are several."""
    last = case.last
    below = case.lighter(LITTLE_LIGHTER)
    if below and below >= last.load * LEAST_OF_LITTLE:
        return case.same_again(f"{case.days_off} days off: {{load}} for now.", LONG_OFF, load=below, change="less")
    fewer = min(case.sets, case.prescription.sets - 1)
    if fewer < 1:
        return case.same_again(f"{case.days_off} days off: the same again first.", LONG_OFF)
    return case.same_again(f"{case.days_off} days off: {{sets}} for now.", LONG_OFF, sets=fewer, change="less")


def is_first_week_back(days, today):
    """Whether `today` lies within seven days of a return after more than 28 days off. `days`: newest first."""
    lately = takewhile(lambda pair: today - pair[0] < timedelta(days=7), pairwise(days))
    return any(later - earlier > timedelta(days=EASE_DAYS) for later, earlier in lately)
