"""The rules that keep a target as it is: some pain, a slip of form, nothing in reserve, sets that are missing or coming
back (docs/rules.md, rules 7, 7b and 10).

Each takes a Case and returns a Decision, or None if it does not apply. progression.py tries them in order.
"""

from datetime import timedelta

from glutes.rules.coaching import pain
from glutes.rules.coaching.sessions import HOLD_FROM, STOP_FROM
from glutes.rules.coaching.stepping_back import days_hurt, easier_or_rest, hurts_often, in_turn, weeks_hurt
from glutes.rules.coaching.stuck import stuck_offers

SIMILAR_FOR = timedelta(days=7)
"""Ours: how long no exercise of a pattern goes up after one of them hurt 6 or more."""


def held(case):
    """The same again, without additional sets, after some pain or a slip of form."""
    lately = hurt_lately(case)
    decision = hurt(case) or slipped(case) or lately
    if lately and lately.warning:
        decision = decision._replace(offers=lately.offers, warning=lately.warning)
    if not decision:
        return None
    sets = decision.sets or case.sets_done
    fewer = sets < case.prescription.sets
    reason = decision.reason.replace("{amount}", "{sets} of {number}") if fewer else decision.reason
    return decision._replace(sets=sets, reason=reason)


def hurt(case):
    """The same again after pain of 4 or 5, some on the morning after, or where nobody said how it felt on the way back
    from 6 or more (pain.untold)."""
    if case.hurt >= HOLD_FROM:
        unknown = case.felt[0].pain_next_day is None and case.today > case.felt[0].day
        level = f"It hurt {case.hurt} out of 10: {{amount}} again, no more."
        return case.same_again("We don’t know how it felt after: {amount} again." if unknown else level)
    if case.felt[0].hurt_next_day or case.last.session.hurt_next_day:
        return case.same_again("It still hurt a bit next morning: {amount} again.")
    if case.is_coming_back and pain.untold(case.felt) and any(one.hurt >= STOP_FROM for one in case.setbacks):
        return case.same_again("You didn’t say whether it hurt: {amount} again.")
    if case.last.session.hurt_much:
        return case.same_again("It hurt last time: {amount} again, no more.")
    return None


def slipped(case):
    """The same again after a slip of form."""
    if not case.last.form_ok:
        slower = ", slower" if case.prescription.measure == "reps" else ""
        return case.same_again(f"Your form slipped: {{amount}} again{slower}.", ("d2",), offers=stuck_offers(case))
    return None


def hurt_lately(case):
    """The same again while it hurts often, or a little for weeks, or a similar exercise hurt badly this week."""
    if hurts_often(case):
        reason = f"It hurt on {days_hurt(case)} days lately: {{amount}} again."
        return case.same_again(reason, offers=easier_or_rest(case), warning=pain.ASK_FIRST)
    if weeks := weeks_hurt(case):
        untold = "; last time you didn’t say" if case.felt[0].pain is None else ""
        reason = f"It has hurt a little for weeks{untold}: stay at {{amount}}."
        return case.same_again(reason, offers=in_turn(case), warning=pain.lingering(weeks))
    if any(timedelta(0) <= case.today - day < SIMILAR_FOR + timedelta(days=1) for day in case.around.hurt):
        return similar_hurt(case)
    return None


def similar_hurt(case):
    """The same again in as many sets as were asked for last time: it is the other exercise that hurt."""
    sets = min(case.sets, max(case.sets_done, case.last.session.asked or 0))
    return case.same_again("Something similar hurt: stay at {amount} this week.", sets=sets)


def coming_back(case):
    """One more set after each clean session, with the same reps or seconds, until all sets are back (rule 7b)."""
    if not case.is_coming_back or case.rough or not case.is_clean(case.last):
        return None
    if case.prescription.is_part:
        return case.same_again("Clean last time: {sets} of {number}.")
    if case.sets < case.prescription.sets:
        return case.same_again("Clean last time: up to {sets} of {number}.")
    return case.same_again("Clean again: all {sets} are back.")


def completed(case):
    """The same again, with the sets that were left out."""
    if not case.lacks_sets(case.last) or case.is_coming_back:
        return None
    if not case.last.sets:
        return case.same_again(f"You did the {case.last.side} only: both sides this time.")
    if case.prescription.is_part:
        return case.same_again(
            f"You did {case.last.sets} of {case.words.sets(case.prescription.sets)}: {{amount}} again."
        )
    offers = stuck_offers(case)
    also = ", or something easier" if offers else ""
    return case.same_again(f"You did {case.last.sets} of {{sets}}: all {{count}} this time{also}.", offers=offers)


def spent(case):
    """The same again, twice, after good form with nothing in reserve."""
    if case.is_clean(case.last):
        return None
    reason = "You had none to spare: {amount} again."
    if case.last.amount > case.again:
        reason = f"{case.words.amount(case.last.amount)} with none to spare: {{number}} will do here."
    return case.same_again(reason, offers=stuck_offers(case))
