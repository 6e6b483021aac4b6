"""The rules that keep a target where it is or take it back: pain, lost form, time off (evidence.md 5, rules 7, 9, 10).

Each takes a Case and returns a Decision, or None where it has nothing to say. progression.py asks them in order.
"""

from dataclasses import replace

from glutes.rules.coaching.cases import Decision
from glutes.rules.coaching.easing import (
    CARRY_ON_DAYS,
    EASE_DAYS,
    GENTLE_SETS,
    LEAST_OF_LITTLE,
    LITTLE_LIGHTER,
    MUCH_LIGHTER,
    REPEAT_DAYS,
    Offer,
)
from glutes.rules.coaching.loads import lighter
from glutes.rules.coaching.pain import HOLD_FROM, STOP_FROM

LEAVE_OUT_DAYS = 7
"""Ours: how long an exercise that hurt badly is left out, unless its user says otherwise."""

LONG_OFF = ("bosquet-2013", "ours")
"""That strength goes down, and more the longer it lasts, is Bosquet 2013; how much less to do is ours."""


def troubled(case):
    """One step back, or left out, after bad pain or lost form; a long break since makes it gentler still."""
    last = case.last
    move = None
    if case.hurt >= STOP_FROM:
        move = step_back(case, "It hurt a lot last time: {}, and stop if it hurts again.")
    elif case.felt.worse_next_day:
        move = step_back(case, "It hurt more the morning after: {}.")
    elif last.spent:
        move = step_back(case, "Your form slipped and nothing was left: {}.", ("ours", "d2"))
    elif last.slipped and any(done.slipped for done in case.done[1:2]):
        move = step_back(case, "Your form slipped twice running: {}.", ("ours", "d2"))
    return move and left_out(case, gentler(move, rested(case)))


def left_out(case, move):
    """The move, put off for a week after bad pain."""
    if case.hurt < STOP_FROM or (case.today - case.felt.day).days > LEAVE_OUT_DAYS:
        return move
    reason = "It hurt a lot last time: leave this one out for a week, until it has settled."
    return replace(move, change="leave-out", reason=reason, sources=("ours",))


def tender(case, start):
    """The start of what was not counted in this way yet, with a set less if it hurt when it was last tried."""
    if not case.is_tender:
        return start
    asked = case.prescription.sets
    gently = f"gently, with one {case.set_word} fewer" if asked > 1 else "gently"
    reason = f"It hurt last time: begin {gently}, and stop if it hurts again."
    return replace(start, reason=reason, sources=("ours",), sets=max(1, asked - 1))


def step_back(case, reason, sources=("ours",)):
    """A rep or 5 s less; at the bottom of the range the load below; without one a set less, and an easier rung offered.

    Never more sets than were done. The reason says in its braces which step it is.
    """
    last, amount, sets = case.last, case.within(case.last.repeated), case.sets_done
    one_step = reason.format("one step back")
    if amount > case.low:
        return Decision(max(case.low, amount - case.step), last.load, "less", one_step, sources, sets)
    below = load_below(case, 1)
    if below < last.load:
        return Decision(case.low, below, "less", one_step, sources, sets)
    rung, offers = case.ladder.easier, ()
    if rung:
        offers = (Offer("easier", f"An easier one for now: {rung.name}.", ("ours",), exercise=rung.slug),)
    if sets > 1:
        fewer = reason.format(f"one {case.set_word} fewer")
        return Decision(case.low, below, "less", fewer, sources, sets - 1, offers)
    same = reason.format("the same, gently, or something easier" if rung else "the same, gently")
    return Decision(case.low, below, "same", same, sources, sets, offers)


def load_below(case, share):
    """The load below, at most this share of the last one; none at all where that is possible; else the same."""
    load = case.last.load
    nothing = load if case.prescription.load == "required" else load * 0
    return lighter(load, case.owned, share) or nothing


def gentler(move, other):
    """A move taken back further where the other one is lower; the words stay its own."""
    if other is None:
        return move
    amount, load = min(move.amount, other.amount), min(move.load, other.load)
    return replace(move, amount=amount, load=load, sets=min(move.sets, other.sets or move.sets))


def rested(case):
    """After time off (rule 9): the same again, a little less, or gently for a week."""
    days, sets = case.days_off, case.prescription.sets
    if days > EASE_DAYS:
        reason = f"{days} days off: start gently, with no more than {GENTLE_SETS} sets for a week."
        below = load_below(case, MUCH_LIGHTER)
        return Decision(case.low, below, "less", reason, LONG_OFF, sets=min(GENTLE_SETS, sets))
    if days > REPEAT_DAYS:
        return eased(case)
    if case.is_first_week_back:
        reason = f"First week back: the same again, and {GENTLE_SETS} sets are enough."
        return case.same_again(reason, sets=min(GENTLE_SETS, sets))
    if days > CARRY_ON_DAYS:
        return case.same_again(f"{days} days since last time: the same again first.")
    return None


def eased(case):
    """A little lighter if a load 10-15 % below is owned, else one set fewer where there are several."""
    last = case.last
    below = lighter(last.load, case.owned, LITTLE_LIGHTER)
    if below and below >= last.load * LEAST_OF_LITTLE:
        reason = f"{case.days_off} days off: a little lighter this time."
        return case.same_again(reason, LONG_OFF, load=below, change="less")
    fewer = case.prescription.sets - 1
    if fewer < 1:
        return case.same_again(f"{case.days_off} days off: the same again first.", LONG_OFF)
    reason = f"{case.days_off} days off: one {case.set_word} fewer this time."
    return case.same_again(reason, LONG_OFF, sets=fewer, change="less")


def held(case):
    """The same again after some pain (no more sets than were done), a slip of form, or a set to the limit."""
    last = case.last
    if case.hurt >= HOLD_FROM:
        reason = f"It hurt last time ({case.hurt} of 10): the same again, no harder."
        return case.same_again(reason, sets=case.sets_done)
    if not last.form_ok:
        return case.same_again(f"Your form slipped {case.last_time}: the same again, slow and clean.", ("d2",))
    if last.rir == 0:
        return case.same_again(f"Nothing was left at the end {case.last_time}: the same again.")
    return None


def completed(case):
    """The same again, with the sets that were left out."""
    if not case.lacks_sets(case.last):
        return None
    return case.same_again(f"Some sets were left out {case.last_time}: the same again, with all of them.")
