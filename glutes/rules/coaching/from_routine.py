"""The targets that the routine gives: as it is written, the first time (docs/rules.md, rule 3), and after a load or a
way of doing it was changed in it.

Each takes a Case and returns a Decision; the last two None if nothing was changed.
"""

from decimal import Decimal

from glutes.rules.coaching.cases import Decision
from glutes.rules.coaching.loads import first
from glutes.rules.coaching.sessions import SetDone
from glutes.rules.coaching.stepping_back import said_of_pain
from glutes.rules.coaching.ways import ALL_THE_WAY, HALF, WAYS

CHECK_STEP_S, CHECK_LEAST_S = 5, 10
"""The first target of a hold is the result of a self-check, rounded down to CHECK_STEP_S (rule 3)."""


def written(case):
    """The prescription as written, with the load last used if it names none. It has a reason only if it hurt."""
    load = prescribed_load(case.prescription) or (case.last.load if case.done else Decimal(0))
    words = "As written, as you asked. Pain advice stays." if case.wishes.coaching else ""
    if case.wishes.as_written and case.wishes.limits.by:
        words = case.wishes.limits.as_written
    hurt, warning = said_of_pain(case)
    why, sources = hurt or words, ("ours",) if hurt or words else ()
    return Decision(case.prescription.bounds(load)[0], load, "written", why, sources, warning=warning)


def start(case):
    """The first time: the bottom of the range, or the result of a self-check; with the prescribed load, else the
    lightest owned one if a load is required."""
    prescription = case.prescription
    load = prescribed_load(prescription)
    owned = case.owned
    if not load and prescription.load == "required" and owned:
        load = first(owned, prescription.on_two_legs and not case.is_tender)
    low, top = prescription.bounds(load)
    if prescription.style == "circuit":
        return Decision(low, load, "start", "Your first time: {amount}, at your own pace.", ("d0",))
    if prescription.measure == "reps":
        log = ", and log the weight you take" if prescription.load == "required" and not load else ""
        return Decision(low, load, "start", f"Your first time: start with {low} clean reps{log}.", ("d2",))
    best = case.around.check and case.around.check.best
    if best is None:
        return Decision(low, load, "start", "Your first time: start with {amount}, then build.", ("d2",))
    low = min(top, max(CHECK_LEAST_S, best - best % CHECK_STEP_S))
    return Decision(low, load, "start", f"You held {best} seconds in your check: start at {low}.", ("ours",))


def load_chosen(case):
    """The load that the user put into the routine after the last session; a heavier one only after a clean session."""
    load = prescribed_load(case.prescription)
    if not case.prescription.load_is_newer or load == case.last.load or (case.rough and load > case.last.load):
        return None
    low = case.prescription.bounds(load)[0]
    amount = low if load > case.last.load else case.again
    size = case.words.load(load)
    return Decision(amount, load, "load", f"You chose {size}: start at {{amount}}.", ("ours",))


def another_way(case):
    """The same again in the way chosen since the last session; back from half to all the way begins at the bottom."""
    way, before = WAYS[case.prescription.way], case.last.session.way
    if way.key == before:
        return None
    if before == HALF.key:
        return case.same_again(ALL_THE_WAY, amount=min(case.low, case.again), sets=case.sets)
    return case.same_again(way.now, way.sources, amount=min(case.top, case.rounded(case.last.amount)), sets=case.sets)


def prescribed_load(prescription):
    """Kilograms or strength of band that the routine names; 0 for none."""
    return SetDone(0, load_kg=prescription.load_kg, band=prescription.band).load(prescription.banded)
