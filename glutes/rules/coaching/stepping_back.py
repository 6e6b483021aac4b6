"""The rules that lower a target or leave it out: pain and lost form (docs/rules.md, rules 7 and 10).

Each takes a Case and returns a Decision, or None if it does not apply. progression.py tries them in order.
"""

from datetime import timedelta
from itertools import pairwise, takewhile

from glutes.rules.coaching import pain
from glutes.rules.coaching.cases import Decision
from glutes.rules.coaching.offering import Offer, easier, said_today
from glutes.rules.coaching.sessions import HOLD_FROM, STOP_FROM
from glutes.rules.coaching.time_off import rested
from glutes.rules.coaching.ways import AS_USUAL, HALF, easier_way
from glutes.rules.dates import weekday_date

OUT_FOR = timedelta(days=8)
"""Ours: an exercise that hurt badly is left out for a week, and comes back on the day after."""

FEWEST_SETS = 2
"""Ours: where nothing else can go down, sets go down to this number."""

FORM = ("ours", "d2")

REST = Offer("rest", "Rest this one until it has been looked at.", ("ours",))


def troubled(case):
    """One step back after bad pain or lost form; gentler still after a long break since."""
    decision = hurt_back(case) or slipped_back(case)
    return decision and gentler(decision, rested(case))


def hurt_back(case):
    """One step back after pain: of 6 or more (with one set), on the morning after, or often."""
    if case.was_bad:
        back = step_back(case, "")
        return back._replace(change="less", sets=1, reason="First time back: {sets} of {amount}, gently.")
    if case.is_tender and case.felt[0].worse_next_day:
        more = case.felt[0].hurt_next_day > case.hurt
        return step_back(case, "It hurt more next morning" if more else "It still hurt next morning")
    if case.hurt >= HOLD_FROM and hurts_often(case):
        decision = step_back(case, f"It hurt on {days_hurt(case)} days lately")
        return decision._replace(offers=easier_or_rest(case), warning=pain.ASK_FIRST)
    return None


def slipped_back(case):
    """One step back after form was lost with nothing in reserve, or twice in a row."""
    if not has_slipped(case.done):
        return None
    why = "with none to spare" if case.last.spent else "twice in a row"
    decision = step_back(case, f"Your form slipped {why}", FORM)
    return decision._replace(offers=once_a_week(case, decision.offers, has_slipped))


def has_slipped(done):
    """Whether form was lost with nothing in reserve in the last of these sessions, or in the last two, newest first."""
    return bool(done) and (done[0].spent or (all(one.slipped for one in done[:2]) and len(done) > 1))


def why_out(case):
    """Why an exercise that hurt badly is left out today, as the end of a sentence; "" if it is not.

    It is left out for a week; if it hurt badly again before it was back in full, until it was looked at or the user
    takes it up again knowingly.
    """
    if not case.was_bad:
        return ""
    bad = [session.day for session in case.setbacks if session.hurt >= STOP_FROM]
    known = [day for day in (case.around.looked_at, case.around.taken_up) if day]
    if len({*bad}) > 1 and all(day < bad[0] for day in known):
        return "It hurt a lot again: get it looked at first."
    return out_for_a_week(bad[0], case.today)


def out_for_a_week(bad, today):
    """Why it is left out in the week after the day on which it hurt badly; "" once that is over. For an exercise of the
    warm-up or the cool-down that is the whole rule: it has no targets that could be less."""
    back = bad + OUT_FOR
    return f"It hurt a lot: skip this one, back on {weekday_date(back)}." if today < back else ""


def left_out(case, decision):
    """The decision, changed to leave the exercise out for now."""
    reason = why_out(case)
    if not reason:
        return decision
    warning = pain.LOOK_FIRST if "again" in reason else ""
    return decision._replace(change="leave-out", sets=1, reason=reason, sources=("ours",), offers=(), warning=warning)


def said_of_pain(case):
    """What to say about pain in an exercise that stays as written: (reason, advice to see someone), each perhaps ""."""
    out = why_out(case)
    if out:
        return out, pain.LOOK_FIRST if "again" in out else ""
    if hurts_often(case):
        return f"It hurt on {days_hurt(case)} days lately: no more than last time.", pain.ASK_FIRST
    if case.hurt >= HOLD_FROM:
        return f"It hurt {case.hurt} out of 10: no more than last time.", ""
    if weeks := weeks_hurt(case):
        return "It has hurt a little for weeks: no more than last time.", pain.lingering(weeks)
    return "", ""


def tender(case, start):
    """The first target in this measure or way, with fewer sets if it hurt when it was last tried."""
    if not case.is_tender:
        return start
    sets = 1 if case.was_bad else max(1, case.prescription.sets - 1)
    return start._replace(reason="It hurt when you tried it: {sets}, gently.", sources=("ours",), sets=sets)


def step_back(case, why, sources=("ours",)):
    """A rep or 5 s less; at the bottom of the range the load below; if neither is possible, a set less.

    Below the range the easier rung is offered. `why`: the first half of the reason; the step is added to it.
    """
    amount, sets, load = case.again, case.sets, case.last.load
    offers = way_back(case)
    below = case.load_below()
    less = f"{why}: {{amount}} this time."
    if amount > case.low:
        return Decision(max(case.low, case.rounded(amount - case.step)), load, "less", less, sources, sets)
    if below < load:
        low = min(amount, case.prescription.bounds(below)[0])
        return Decision(low, below, "less", f"{why}: back to {{load}}, {{amount}}.", sources, sets)
    if amount > case.least:
        return Decision(max(case.least, amount - case.step), load, "less", less, sources, sets, offers)
    if sets > FEWEST_SETS:
        return Decision(amount, load, "less", f"{why}: {{sets}} this time.", sources, sets - 1, offers)
    same = f"{why}: the same again, {'or the easier one below' if offers else 'gently'}."
    return Decision(amount, load, "same", same, sources, sets, offers)


def way_back(case):
    """The offer of something easier, as a tuple: the usual pace if it is done slower, else the rung below, else half
    the way; () if there is nothing easier."""
    back, is_slower = easier_way(case.prescription), case.prescription.way not in (AS_USUAL.key, HALF.key)
    if case.ladder.easier and not (back and is_slower):
        back = easier(case.ladder.easier)
    return (back,) if back else ()


def once_a_week(case, offers, was_open):
    """These offers if they are to be shown today (offering.said_today). `was_open`: whether they were open after these
    sessions, the newest first."""
    if not offers:
        return ()
    starts = takewhile(lambda n: was_open(case.alike[n + 1 :]), range(len(case.alike)))
    days = [case.alike[n].day for n in starts][::-1]
    return said_today(offers, case.opened(days, len(offers)), case.today)


def easier_or_rest(case):
    """The offers while something hurts: something easier, else to leave it out."""
    return way_back(case) or (REST,)


def in_turn(case):
    """The offers while it hurts a little for weeks, one a week in turn: something easier, and to leave it out."""
    days, offers = pain.days_lingering(case.felt, case.around.looked_at), (*way_back(case), REST)
    shown = [day for before, day in list(pairwise(days))[pain.LINGERS - 1 :] if before - days[0] >= pain.LINGERS_FOR]
    return said_today(offers, case.opened(shown, len(offers)), case.today)


def gentler(decision, other):
    """The decision, lowered to the numbers of the other one where those are lower; with its own words."""
    if other is None:
        return decision
    sets = [sets for sets in (decision.sets, other.sets) if sets]
    amount, load = min(decision.amount, other.amount), min(decision.load, other.load)
    return decision._replace(amount=amount, load=load, sets=min(sets, default=None))


def days_hurt(case):
    """On how many days of the last 28 it hurt 4 or more, since it was looked at."""
    return pain.days_hurt(case.felt, case.today, case.around.looked_at)


def hurts_often(case):
    """Whether it hurt 4 or more three times in 28 days, and was not looked at since."""
    return days_hurt(case) >= pain.OFTEN


def weeks_hurt(case):
    """For how many weeks it has hurt a little, from two on; else 0."""
    return pain.weeks_hurt(case.felt, case.around.looked_at)
