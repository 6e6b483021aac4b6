"""What to aim at next time, and why (docs/rules.md, rules 2, 3, 6, 7, 9 and 10, and F13).

    preview(prescription, history, today, kit, ladder, wishes, ...)   ->  the Target of today, and the next three
    with_load(prescription, target, offer)                            ->  the Target once a load was accepted

The values: targets.py (Prescribed, Around, Wishes, Target), ladder.py (Ladder), loads.py (Loads), sessions.py
(PastSession, SetDone) and offering.py (Offer). `history` holds the PastSessions of this exercise, in any order. Only
the main block is coached.

A Target is for the next workout only; it never changes a routine. Whatever would change one, or needs the user's
judgement, is an Offer. The first of these that applies decides:

 1. coaching off, or “as written”: the prescription, with the load last used; pain is mentioned all the same, and what
    hurt badly is left out where coaching is off;
 2. pain of 6 or more, even before the first set: left out for a week, then one step back with one set; after a second
    time left out until it was looked at;
 3. pain of 4 or more on the morning after, pain of 4 or more in three sessions of 28 days, form lost with nothing in
    reserve or twice in a row: one step back (a rep, 5 s or the load below; if none of these is possible, a set);
 4. time off (time_off.py): the same again, a little less, or gently;
 5. a load or a way of doing it (ways.py) changed in the routine since: that one;
 6. pain of 4 or 5, or some on the morning after, form lost, recent pain, a similar exercise that hurt badly, an easier
    week, sets that are coming back or were left out, nothing in reserve: the same again;
 7. more tried on three days, and it did not come (level.py): the same again for two weeks;
 8. every set at the top of the range, or easy, in two sessions in a row on two days: the next load if it is a small
    step, from the bottom of the range; else an offer: more reps, a bigger step of load, the next rung of the ladder, a
    slower way;
 9. else a rep or 5 s more than in the weakest set of the weaker side.

After a setback, no target is above the least done since then until there is a clean session; each clean session brings
back one set. The range limits a target at its top only: somebody who cannot do its bottom cleanly goes on from what
they can do. In a circuit the sets are its rounds, and the range is its time on the clock.

A session that fulfilled a narrower prescription or an easier week does not show how much more was possible. Its day
counts, but the next target goes on from the last session that had room for more (advancing.telling).

The load of the prescription is used the first time only. After that the log says what was used, so somebody who lifts
another load than the target's has overruled it. The weaker side decides; the stronger can hold a target back when its
form slips, but never lower it.
"""

from dataclasses import replace
from datetime import timedelta

from glutes.rules.coaching.advancing import advanced, has_spare, open_since, telling
from glutes.rules.coaching.cases import Case, Decision
from glutes.rules.coaching.easier_week import deload_sets, eased
from glutes.rules.coaching.from_routine import another_way, load_chosen, prescribed_load, start, written
from glutes.rules.coaching.holding import coming_back, completed, held, spent
from glutes.rules.coaching.ladder import Ladder
from glutes.rules.coaching.level import level
from glutes.rules.coaching.limits import lightened, said, strict, within
from glutes.rules.coaching.loads import Loads
from glutes.rules.coaching.sessions import OTHER_SIDE, PastSession, SetDone, felt, line, read
from glutes.rules.coaching.stepping_back import gentler, left_out, tender, troubled
from glutes.rules.coaching.symmetry import first_side
from glutes.rules.coaching.targets import Around, Target, Wishes
from glutes.rules.coaching.time_off import EASE_DAYS, first_try, rested
from glutes.rules.dates import weekday_date

LOADED_REST_S = 60
"""The shortest rest, in seconds, once a weight was added to a prescription without one (rule 2)."""

NO_KIT, NO_LADDER, NO_WISHES, NOTHING_ELSE = Loads(), Ladder(), Wishes(), Around()


def decided(prescription, known, done, today, kit, ladder, wishes, around, is_ahead=False):
    """The Target of a workout on that day, without its first side. `known`: the sessions that tell how it felt
    (sessions.felt); `done`: those with a set as Worked (sessions.read); both newest first. `is_ahead`: see Case."""
    prescription = lightened(prescription, kit.owned(prescription.banded), wishes.limits)
    own = tuple(one.day for one in done[:2])
    days = {session.day for session in known if session.sets}.union([day for day in around.days if day <= today])
    days = tuple(sorted(days, reverse=True))
    felt_by_limits = strict(known, wishes.limits)
    case = Case(prescription, done, own, days, felt_by_limits, kit, ladder, wishes, around, today, is_ahead)
    case = replace(case, done=telling(case))
    if wishes.as_written:
        decision = written(case)
    elif not wishes.coaching:
        decision = left_out(case, written(case))
    elif not done:
        decision = left_out(case, tender(case, first_try(case, start(case))))
    else:
        decision = left_out(case, allowed(case, coached(case)))
    target = limited(case, decision)
    if not wishes.limits.by:
        return target
    return replace(target, reason=target.reason + said_of_limits(case, decision, known))


def limited(case, decision):
    """The decision as a Target, without loads above the limit, in offers neither."""
    most = case.wishes.limits.most
    offers = tuple(one for one in decision.offers if most is None or (one.load_kg or one.band or 0) <= most)
    load = within(decision.load, case.owned, case.wishes.limits)
    return aimed(case, decision._replace(load=load, offers=offers))


def said_of_limits(case, decision, known):
    """A sentence on how the limits changed the decision. `known`: as in `decided`."""
    limits, pain = case.wishes.limits, known[0].hurt if known else 0
    loaded = limits.most is not None and case.prescription.load != "none"
    at_most = loaded and bool(case.done) and decision.load >= limits.most
    heaviest = case.words.load(limits.most) if at_most else ""
    return said(limits, held_back=at_most, heaviest=heaviest, pain=pain)


def coached(case):
    """The decision of the first rule that applies; in an easier week always a little less."""
    rules = (troubled, rested, load_chosen, another_way, held, eased, coming_back, completed, spent, level, advanced)
    rule, decision = next((rule, decision) for rule in rules if (decision := rule(case)))
    week = eased(case)
    if week and rule is rested and decision.change == "same":  # In an easier week it is not “the same again”.
        decision = decision._replace(reason=week.reason, sources=week.sources)
    decision = gentler(decision, week)
    if rule is load_chosen or week or case.days_off > EASE_DAYS:  # Then the numbers are not those of that day.
        return decision
    return decision._replace(reason=decision.reason + said_of_day(case))


def said_of_day(case):
    """A sentence that names the session which the target goes on from, if a later one was left out (advancing.telling):
    the page shows the later one as “Last time”."""
    day = case.last.day
    return f" We go by {weekday_date(day)}: less was planned since." if day < case.own_days[0] else ""


def allowed(case, decision):
    """The decision, limited to the least done since the last clean session, and to the sets that are back; without a
    setback no lower than the floor."""
    sets = min(decision.sets or case.sets, case.sets)
    if not case.rough:
        return decision._replace(sets=sets, amount=max(case.floor, decision.amount))
    amount = min(decision.amount, *(done.repeated for done in case.rough))
    load = min(decision.load, *(done.load for done in case.rough))
    return decision._replace(sets=sets, amount=max(1, amount), load=load)


def preview(
    prescription,
    history,
    today,
    kit=NO_KIT,
    ladder=NO_LADDER,
    wishes=NO_WISHES,
    first=None,
    sessions=4,
    every=2,
    around=NOTHING_ELSE,
):
    """The Target of a workout today, and the next ones if each is reached in good form and no offer is accepted. Only
    today's says which side goes first.

    `sessions`: how many Targets. `every`: days from one session to the next. `history`: the PastSessions of the
    exercise. `first`: today's Target, if the load of an offer was accepted for it (with_load).
    """
    history, sides, targets = tuple(history), sides_that_count(prescription, wishes), []
    known, done = felt(history, today), tuple(read(strict(history, wishes.limits), prescription, sides, today))
    kit, latest = kit.or_lifted(done, prescription), max((one.order for one in history), default=0)
    for number in range(sessions):
        day = today + timedelta(days=number * every)
        target = decided(prescription, known, done, day, kit, ladder, wishes.on(day), around, number > 0)
        target = target if number else first or sided(target, prescription, history, today, wishes, around.check)
        targets.append(target)
        if target.change != "leave-out" and len(targets) < sessions:
            told = {"order": latest + 1 + number, "eased": wishes.on(day).easier_week}
            session = as_aimed(target, day, sides, prescription, **told)
            known, done = (session, *known), (line(session, prescription, sides), *done)
            prescription = replace(prescription, load_is_newer=False, at_most=None)
    return targets


def sided(target, prescription, history, today, wishes, check):
    """The Target with the side that goes first, where sides are done one after the other. `check`: its self-check."""
    if prescription.sides != "each":
        return target
    chosen = wishes.first_side, wishes.paused_side, check
    return replace(target, first=first_side(history, prescription.measure, today, *chosen, by=wishes.limits.by))


def with_load(prescription, target, offer, wishes=NO_WISHES):
    """The Target with an accepted load, from the amount that the offer names, else from the bottom of the range."""
    load = SetDone(0, load_kg=offer.load_kg, band=offer.band).load(prescription.banded)
    case = Case(prescription, (), (), (), (), NO_KIT, NO_LADDER, wishes, NOTHING_ELSE, None)
    reason = f"You chose {case.words.load(load)}: start at {{amount}}."
    amount = offer.amount or prescription.bounds(load)[0]
    decision = Decision(amount, load, "load", reason, offer.sources, sets=target.sets)
    return replace(aimed(case, decision), first=target.first)


def sides_that_count(prescription, wishes):
    """The sides to read and to prescribe."""
    if prescription.sides != "each":
        return ("both",)
    return tuple(side for side in OTHER_SIDE if side != wishes.paused_side)


def as_aimed(target, day, sides, prescription, **more):
    """The PastSession of doing exactly the target, in good form and without pain. `more`: further fields of it."""
    amount = {prescription.measure: target.amount}
    sets = tuple(
        SetDone(number, side, load_kg=target.load_kg, band=target.band, **amount)
        for number in range(1, target.sets + 1)
        for side in sides
    )
    more |= {"way": prescription.way, "routine": prescription.routine}
    return PastSession(day, sets, pain=0, target=target.amount, asked=target.sets, **more)


def rest_for(prescription, decision):
    """Seconds of rest between sets: as prescribed, but at least LOADED_REST_S if the coach added a weight."""
    added = decision.load and not prescription.banded and not prescribed_load(prescription)
    if added and decision.change != "written":
        return max(prescription.rest_s, LOADED_REST_S)
    return prescription.rest_s


def aimed(case, decision):
    """The decision as a Target: sets, rest, load, and its reason with the numbers filled in."""
    prescription = case.prescription
    sets = max(1, decision.sets or prescription.sets)
    if case.wishes.easier_week and decision.change != "written":
        sets = min(sets, deload_sets(prescription.sets))
    sets = min(sets, prescription.at_most or sets)
    numbers = {
        "amount": case.words.amount(decision.amount),
        "number": case.words.number(decision.amount),
        "sets": case.words.sets(sets),
        "count": sets,
    }
    return Target(
        sets=sets,
        amount=max(1, decision.amount),
        rest_s=rest_for(prescription, decision),
        change=decision.change,
        reason=decision.reason.format(load=case.words.load(decision.load), **numbers),
        sources=decision.sources,
        load_kg=decision.load if decision.load and not prescription.banded else None,
        band=int(decision.load) if decision.load and prescription.banded else None,
        offers=decision.offers,
        warning=decision.warning,
        topped=bool(decision.at_top),
        spare=has_spare(decision.at_top),
        open_since=open_since(case, decision.at_top),
    )
