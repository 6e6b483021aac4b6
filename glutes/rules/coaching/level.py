"""The rule that keeps a target level where more was tried again and again, and did not come (docs/rules.md, rule 2)."""

from datetime import timedelta
from itertools import takewhile

from glutes.rules.coaching.advancing import ways_on
from glutes.rules.coaching.offering import said_today
from glutes.rules.coaching.targets import WIDER_REPS
from glutes.rules.dates import A_WEEK, weekday_date

TRIES, STAY, SPARE = 3, timedelta(days=14), 2
"""Ours: after so many days on which more was asked for than came, no more is for two weeks, or until so many reps are
said to be in reserve. Where some sets had it, it takes twice as many days."""


def level(case):
    """The same again, within the range, after TRIES at more; from 12 reps on with another way of getting on."""
    last, amount = case.last, case.rounded(case.last.amount)
    has_spare = last.told is not None and last.told >= SPARE and not last.is_short
    if has_spare or case.prescription.style == "circuit" or not case.low <= amount < case.top:
        return None
    lately = takewhile(lambda one: case.today - one.day < STAY, no_better(case, amount))
    if not any(asked(one) > amount for one in lately):
        return None
    run = list(no_better(case, amount))
    tries = sorted({one.day for one in run if asked(one) > amount})
    if len(tries) < TRIES:
        return None
    if last.best >= asked(last) > amount and len(tries) < 2 * TRIES:
        more = case.words.amount(min(case.top, asked(last)))
        return case.same_again(f"Not yet {more} in every set: rest a little longer between them.", sets=case.sets)
    return stay(case, amount, tries[-1], sorted({one.day for one in run if one.day > tries[TRIES - 1]}))


def asked(done):
    """What was aimed at in a session (a Worked); 0 if that is not known."""
    return done.session.target or 0


def no_better(case, amount):
    """Yields the latest sessions in a row, newest first, with the load and in the way of the last one, none of which
    did more than this amount cleanly."""
    same = takewhile(lambda one: one.load == case.last.load, case.alike)
    return takewhile(lambda one: case.rounded(one.amount) <= amount or not case.is_clean(one), same)


def stay(case, amount, tried, days):
    """The Decision to stay at this amount until STAY after more was `tried`, a day. `days`: those on which that was
    said before. Why it stays is said for a week."""
    more, in_reps = case.words.amount(min(case.top, amount + case.step)), case.prescription.measure == "reps"
    until, sooner = weekday_date(tried + STAY), f", or until you note {SPARE} to spare" if in_reps else ""
    reason = f"{more} did not come yet: stay at {{number}} until {until}{sooner}."
    if case.today - tried >= A_WEEK:
        reason = f"{{amount}} again until {until}, then {more}."
    ways = [one for one in ways_on(case) if one.kind != "range"][:1] if in_reps and amount >= WIDER_REPS[0] else []
    offers = () if case.around.tired else said_today(ways, case.opened(days), case.today)
    return case.same_again(reason, amount=amount, sets=case.sets, offers=offers)
