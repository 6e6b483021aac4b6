"""The rules that take a target further: reps, seconds, load, the next rung (evidence.md 5, rules 2, 3, 10, and F13).

A load is raised without asking only where it is a small step and the range was worked up to its usual top; a fixed
number of reps, a hold, a big step and another exercise are always an Offer.
"""

from glutes.rules.coaching.cases import Decision, hurt_much
from glutes.rules.coaching.easing import REPEAT_DAYS, Offer
from glutes.rules.coaching.loads import heavier, is_small
from glutes.rules.coaching.sessions import EASY_RIR


def telling(case):
    """The sessions that tell what to aim at, newest first: all but those that had no room to show it.

    Passed over is one that was clean and had all that was asked for, where that was less than now, if more had been
    done with the same load in the two weeks before (as long as an amount is repeated after time off, rule 9). Nothing
    is passed over if it hurt since, or hurt when there was more of it.
    """
    if case.is_tender:
        return case.done
    kept = []
    for done in reversed(case.done):
        if not (kept and is_passed_over(case, done, kept[-1])):
            kept.append(done)
    return tuple(reversed(kept))


def is_passed_over(case, done, before):
    """Whether it says nothing new after the one `before` it."""
    asked = done.session.top
    narrower = asked is not None and asked <= done.amount and asked < case.prescription.bounds(done.load)[1]
    well = case.is_clean(done) and not case.lacks_sets(done)
    less = done.load == before.load and done.amount < before.amount
    lately = (done.day - before.day).days <= REPEAT_DAYS
    painless = not (hurt_much(done.session) or hurt_much(before.session))
    return narrower and well and less and lately and painless


def running(case):
    """The last two sessions that tell something: one that was clean but short of sets neither counts nor interrupts."""
    telling = [done for done in case.done if case.is_full(done) or not case.is_clean(done)]
    return telling[:2]


def twice(case, test):
    """Whether the last session had all sets, and both of the last two were clean, with its load, and pass the test."""
    if not case.is_full(case.last):
        return False
    two = running(case)
    return len(two) == 2 and all(case.is_clean(done) and done.load == case.last.load and test(done) for done in two)


def advanced(case):
    """The way up: the next load, offers, or a little more than in the weakest set."""
    topped = twice(case, lambda done: done.amount >= case.top)
    easy = twice(case, lambda done: done.rir >= EASY_RIR and done.amount >= case.within(done.session.target or 0))
    if not (topped or easy):
        return a_little_more(case)
    step = next_load(case)
    if step and is_small_step(case, step) and moves_on_by_itself(case):
        ready = "Every set at the top" if topped else "Easy"
        low = case.prescription.bounds(step)[0]
        reason = f"{ready}, twice running: now {case.load_words(step)}, from {low} reps again."
        return Decision(low, step, "load", reason, ("d2", "d0", "acsm-2009"), topped=topped)
    return at_the_top(case, offers(case, step)) if topped else a_little_more(case, offers(case, step))


def next_load(case):
    """The next owned load, or None; holds get longer instead."""
    if case.prescription.load == "none" or case.prescription.measure == "seconds":
        return None
    return heavier(case.last.load, case.owned)


def is_small_step(case, step):
    """Whether the step to this load needs no asking."""
    extra = case.prescription.load == "optional"
    return is_small(case.last.load, step, banded=case.prescription.banded, body_moves=extra)


def moves_on_by_itself(case):
    """Whether the range ends where load comes next: with a weight at its own top, without one at 15 (D2)."""
    weighted = case.last.load and not case.prescription.banded
    usual = case.prescription.usual_top(case.last.load)
    return not case.prescription.is_fixed and bool(weighted or case.top >= usual)


def a_little_more(case, offers=()):
    """A rep or 5 s more than in the weakest set, up to the top."""
    last = case.last
    amount = case.within(last.amount + case.step)
    did = case.words(last.amount)
    if offers:
        reason = "Easy, twice running: there is something harder to try, if you like."
    elif last.amount > case.top:
        reason = f"You can do {did}; this routine asks for {case.words(case.top)}, so take them slow and clean."
    elif last.amount >= case.top:
        reason = f"{did} or more in every set, in good form: once more like that, to make sure."
    elif last.amount < case.low:
        reason = f"{did} {case.last_time}: {case.words(amount)} is where this one starts. Less is fine, if it is clean."
    elif last.even:
        reason = f"{did} or more in every set {case.last_time}, in good form: now {amount}."
    else:
        reason = f"{last.side.capitalize()}, the weaker side, did {did} or more: both sides now {amount}."
    sources = ("ours",) if offers else ("d2",) if case.prescription.measure == "reps" else ("d2", "d4")
    return Decision(amount, last.load, "more" if amount > last.amount else "same", reason, sources, offers=offers)


def at_the_top(case, offers):
    """The top, held: with what could come next, or just well held."""
    reason = "Every set at the top, twice running: "
    reason += "time for something harder, when you like." if offers else "well held, keep it there."
    return Decision(case.top, case.last.load, "same", reason, ("d0", "d2"), offers=offers, topped=True)


def offers(case, step):
    """What one tap could change: a wider range first, else the next load, else the next rung."""
    prescription, usual = case.prescription, case.prescription.usual_top(case.last.load)
    can_widen = case.top < usual
    found = []
    if can_widen and not prescription.is_fixed:
        found.append(wider(case, usual))
    if step:
        found.append(more_load(case, step))
    if case.ladder.harder and not (step and is_small_step(case, step)):
        rung = case.ladder.harder
        found.append(Offer("harder", f"The next rung: {rung.name}.", ("ours",), exercise=rung.slug))
    if can_widen and not found and prescription.style == "sets":
        found.append(wider(case, usual))
    return tuple(found)


def wider(case, usual):
    """The offer to build on within the same exercise: more reps do as well as more load (Plotkin 2022)."""
    sources = ("d2", "plotkin-2022") if case.prescription.measure == "reps" else ("d4",)
    return Offer("range", f"Build on to {case.words(usual)} before anything harder.", sources, high=usual)


def more_load(case, step):
    """The offer of the next owned load."""
    size, banded = case.load_words(step), case.prescription.banded
    sentence = f"More load: {size}, from {case.low} reps."
    if not is_small_step(case, step):
        sentence = f"More load: {size} is the next you have, a big step. Begin with {case.low}, only if it stays clean."
    load, band = (None, int(step)) if banded else (step, None)
    return Offer("load", sentence, ("d0", "acsm-2009"), load_kg=load, band=band)
