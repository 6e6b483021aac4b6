"""The offer of something easier where no progress is made (docs/rules.md, rule 10)."""

from dataclasses import replace
from datetime import timedelta
from itertools import groupby, takewhile

from glutes.rules.coaching.offering import loaded
from glutes.rules.coaching.stepping_back import once_a_week, way_back
from glutes.rules.coaching.symmetry import LEAST_GAP

STUCK, STUCK_SPENT = 3, 2
"""Ours: less weight, or an easier rung, is offered after so many days in a row below the bottom of the range by
LEAST_GAP or more; after STUCK_SPENT with nothing in reserve. One session is enough if the best set of the weaker side
had fewer than FEWEST_REPS; or if that side alone was below the bottom, and LEAST_GAP or more behind the other."""

FEWEST_REPS = 3
"""Ours: somebody who cannot do so many reps needs less weight or the easier rung at once. There is no such number of
seconds, because a hold may have been ended by mistake."""

LEVEL, LEVEL_FOR = 12, timedelta(days=35)
"""Ours: after so many days of training, or after so long, an easier rung is offered if this one is still below the
bottom of its range and got no better. If it is only one rep short, the offer is made only where there is a load to take
off. Within the range nothing is offered, however long somebody stays there."""


def stuck_offers(case):
    """The offer of something easier when progress is stuck; shown once, then weekly. Below the bottom of the range it
    is the load below, if there is one. None for a session ahead, nor in an easier week, nor where a physio's limit
    takes load off."""
    most = case.wishes.limits.most
    if case.is_ahead or case.wishes.easier_week or (most is not None and case.last.load > most):
        return ()
    if not was_stuck(case, case.alike):
        return ()
    back = way_back(case) if case.prescription.way else less_load(case)
    return once_a_week(case, back, lambda before: was_stuck(case, before))


def was_stuck(case, sessions):
    """Whether progress was stuck after these sessions, newest first. It was not if the last one goes on to more.

    Sessions that did all that was asked for do not count, if that was fewer sets than now or left some to spare: after
    time off, an easier week or pain it is our rules that asked for so little.
    """
    if sessions and met(case, sessions[0]) and case.is_clean(sessions[0]):
        return False
    days = best_of_days(one for one in sessions if not met_less(case, one))
    last = next(days, None)  # The others are looked through only where this one fell short.
    return last is not None and missing(case, last) > 0 and is_stuck(case, [last, *days])


def best_of_days(sessions):
    """Yields the best session of each day, newest first: whoever trains twice a day is stuck no sooner."""
    for _, same in groupby(sessions, key=lambda one: one.day):
        first, *others = same
        yield max((first, *others), key=lambda one: (one.load, one.amount)) if others else first


def is_stuck(case, done):
    """Whether progress is stuck after these sessions (one a day, newest first), of which the last was below the bottom
    of the range: the latest were for long enough (is_below); or none since the one five weeks or twelve sessions before
    it was better than that, all with one load."""
    if is_below(case, done):
        return True
    if missing(case, done[0]) < LEAST_GAP[case.prescription.measure] and not case.last.load:
        return False
    since = next((n for n, one in enumerate(done) if n >= LEVEL or done[0].day - one.day >= LEVEL_FOR), None)
    alike = done[: (since or 0) + 1]
    return since is not None and all(one.load == alike[-1].load and one.amount <= alike[-1].amount for one in alike)


def is_below(case, done):
    """Whether the latest of these sessions (newest first) were below the bottom of the range for long enough
    (STUCK)."""
    measure = case.prescription.measure
    below = sum(1 for _ in takewhile(lambda one: missing(case, one) >= LEAST_GAP[measure], done[:STUCK]))
    if below >= STUCK or (below >= STUCK_SPENT and all(one.rir == 0 for one in done[:below])):
        return True
    last = done[0]
    one_side = last.stronger >= case.low > last.best and last.stronger - last.best >= LEAST_GAP[measure]
    return one_side or (measure == "reps" and last.best < FEWEST_REPS)


def missing(case, done):
    """How many reps or seconds a session (a Worked) was below the bottom of the range; 0 or less if within it. If
    the range was raised since that session, the bottom that it had counts."""
    return min(case.low, done.session.low or case.low) - done.amount


def met(case, done):
    """Whether a session did all that was asked for; False where that is not known."""
    target = done.session.target
    return target is not None and done.amount >= target and not case.lacks_sets(done)


def met_less(case, done):
    """Whether a session did all that was asked for, and that was fewer sets than now, or left some to spare."""
    asked = done.session.asked
    fewer = asked is not None and asked < case.prescription.sets
    return met(case, done) and (fewer or (done.form_ok and done.rir > 0))


def less_load(case):
    """The offer of the load below, in a tuple, from what was last done with it; else that of something easier."""
    below = case.load_below()
    if below >= case.last.load:
        return way_back(case)
    low, top = case.prescription.bounds(below)
    amount = next((min(top, done.amount) for done in case.done if done.load == below), low)
    sentence = f"Back to {case.words.load(below)} for now: start at {case.words.amount(amount)}."
    return (replace(loaded(below, case.prescription.banded, sentence, ("ours",)), amount=amount),)
