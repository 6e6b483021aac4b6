"""What to aim at next time, and why (evidence.md 5, rules 2, 3, 9 and 10, and F13).

    next_target(prescription, history, today, kit, ladder, wishes)  ->  Target
    preview(the same)                                               ->  the next four Targets, if all goes well
    with_load(prescription, target, offer)                          ->  the Target once a load offer was accepted

The values: targets.py (Prescribed, Ladder, Wishes, Target), loads.py (Loads), sessions.py (PastSession, SetDone) and
easing.py (Offer). `history` holds the PastSessions of this exercise, in any order. Only the main block is coached.

A Target is for the next workout alone; it never changes a routine. What would change one, or needs somebody's
judgement, comes as an Offer. Decided in this order, the first that applies:

1. coaching off, or “as written”: the prescription, with the load last used;
2. pain of 6 or more, even before the first set: left out for a week, then one step back; worse the next morning: one
   step back;
3. form lost with nothing in reserve, or lost twice running: one step back (a rep, 5 s, or the load below; where neither
   can go down, a set, and an easier rung is offered), with no more sets than were done, as in 2;
4. more than 7 days off: the same again; more than 14: a little less; more than 28: gently, with two sets for a week;
5. pain of 4 or 5 (with no more sets than were done), form lost, nothing in reserve, an easier week, sets left out: the
   same again;
6. every set at the top, or easy (RIR 4+), in two sessions running: the next load if it is a small step, from the bottom
   of the range; else offers: a bigger step of load, the next rung of the ladder, a wider range;
7. else a rep or 5 s more than in the weakest set of the weaker side.

In a circuit the sets are its rounds and the range is its time on the clock, where a target stays; its load and its
rounds may change (easing.circuit_rounds), and the next rung may be offered.

A session that did well all that a narrower prescription asked for says nothing of how many more there were: its day
counts, and after it goes on what was done where there was room for more (advancing.telling).

The load of the prescription is for the first time; from then on the log says what was used, so whoever lifts another
load than the one aimed at has overruled it. After 2 and 3 a long break still makes it lighter and shorter. The weaker
side decides; the stronger can hold a target back when its form slips, but never lower it.
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from glutes.rules.coaching.advancing import advanced, telling
from glutes.rules.coaching.cases import Case, Decision
from glutes.rules.coaching.easing import EASIER_WEEK, deload_sets
from glutes.rules.coaching.loads import Loads
from glutes.rules.coaching.sessions import OTHER_SIDE, PastSession, SetDone, last_felt, line, read
from glutes.rules.coaching.stepping_back import completed, held, left_out, rested, tender, troubled
from glutes.rules.coaching.symmetry import first_side
from glutes.rules.coaching.targets import Ladder, Target, Wishes

LOADED_REST_S = 60
"""Shortest rest once a weight was added to a prescription without one (rule 2)."""

NOTHING, NO_KIT, NO_LADDER, NO_WISHES = Decimal(0), Loads(), Ladder(), Wishes()


def next_target(prescription, history, today, kit=NO_KIT, ladder=NO_LADDER, wishes=NO_WISHES):
    """The Target of the next workout, were it today. `history`: the PastSessions of the exercise."""
    history = tuple(history)
    done = read(history, prescription, sides_that_count(prescription, wishes), today)
    return decided(prescription, history, tuple(done), today, kit, ladder, wishes)


def decided(prescription, history, done, today, kit, ladder, wishes):
    """The Target, once the history was read: `done` is what it comes to, newest first."""
    days = tuple(one.day for one in done)
    case = Case(prescription, done, days, last_felt(history, today), kit, ladder, wishes, today)
    case = replace(case, done=telling(case))
    if wishes.as_written or not wishes.coaching:
        move = written(prescription, done, wishes)
    elif not done:
        move = left_out(case, tender(case, start(prescription, kit)))
    else:
        move = troubled(case) or rested(case) or held(case) or easier(case) or completed(case) or advanced(case)
    first = None
    if prescription.sides == "each":
        first = first_side(history, prescription.measure, today, wishes.first_side, wishes.paused_side)
    return replace(aimed(prescription, move, wishes), first=first)


def preview(
    prescription, history, today, kit=NO_KIT, ladder=NO_LADDER, wishes=NO_WISHES, first=None, sessions=4, every=2
):
    """The next Targets if all goes well: done as aimed at, in good form, every so many days, no offer accepted.

    `first` is the Target of today where an offer was (with_load).
    """
    history, sides, targets = tuple(history), sides_that_count(prescription, wishes), []
    done = tuple(read(history, prescription, sides, today))
    later = 1 + max((session.order for session in history), default=0)  # Also than what was done today already.
    for number in range(sessions):
        day = today + timedelta(days=number * every)
        target = first if first and not number else decided(prescription, history, done, day, kit, ladder, wishes)
        targets.append(target)
        if target.change != "leave-out":
            session = replace(as_aimed(target, day, sides, prescription.measure), order=later + number)
            history, done = (*history, session), (line(session, prescription, sides), *done)
    return targets


def with_load(prescription, target, offer):
    """The Target with the load that was offered and accepted, from the bottom of the range."""
    load = SetDone(0, load_kg=offer.load_kg, band=offer.band).load(prescription.banded)
    move = Decision(prescription.bounds(load)[0], load, "load", offer.sentence, offer.sources, sets=target.sets)
    return replace(aimed(prescription, move, NO_WISHES), first=target.first)


def sides_that_count(prescription, wishes):
    """The sides whose sets are read and asked for."""
    if prescription.sides != "each":
        return ("both",)
    return tuple(side for side in OTHER_SIDE if side != wishes.paused_side)


def as_aimed(target, day, sides, measure="reps"):
    """The PastSession of somebody who does exactly what the target says, in good form."""
    amount = {measure: target.amount}
    sets = tuple(
        SetDone(number, side, load_kg=target.load_kg, band=target.band, **amount)
        for number in range(1, target.sets + 1)
        for side in sides
    )
    return PastSession(day, sets, target=target.amount, asked=target.sets)


def written(prescription, done, wishes):
    """The prescription as it stands; the load last used where it names none. Without coaching, without a reason."""
    load = prescribed_load(prescription) or (done[0].load if done else NOTHING)
    why, sources = ("Kept as your routine says, as you chose.", ("ours",)) if wishes.coaching else ("", ())
    return Decision(prescription.bounds(load)[0], load, "written", why, sources)


def start(prescription, kit):
    """The first time: the bottom of the range, the prescribed load, else the lightest owned where one is needed."""
    load = prescribed_load(prescription)
    owned = kit.owned(prescription.banded)
    if not load and prescription.load == "required" and owned:
        load = owned[0]
    low = prescription.bounds(load)[0]
    amount = f"{low}" if prescription.measure == "reps" else f"{low} seconds"
    return Decision(low, load, "start", f"First time: begin with {amount}, and stop when your form slips.", ("d2",))


def easier(case):
    """The same again in an easier week that the user accepted."""
    if not case.wishes.easier_week:
        return None
    fewer = deload_sets(case.prescription.sets) < case.prescription.sets
    words = f"fewer {case.set_word}s, everything else the same"
    words = words if fewer else f"the same again, as it is one {case.set_word}"
    return case.same_again(f"Your easier week: {words}.", EASIER_WEEK)


def prescribed_load(prescription):
    """Kilograms or strength of band that the routine names; 0 for none."""
    return SetDone(0, load_kg=prescription.load_kg, band=prescription.band).load(prescription.banded)


def aimed(prescription, move, wishes):
    """The move as a Target: sets, rest, and what its load is."""
    sets = max(1, move.sets or prescription.sets)
    if wishes.easier_week and move.change != "written":
        sets = min(sets, deload_sets(prescription.sets))
    added = move.load and not prescription.banded and not prescribed_load(prescription)
    return Target(
        sets=sets,
        amount=move.amount,
        rest_s=max(prescription.rest_s, LOADED_REST_S) if added and move.change != "written" else prescription.rest_s,
        change=move.change,
        reason=move.reason,
        sources=move.sources,
        load_kg=move.load if move.load and not prescription.banded else None,
        band=int(move.load) if move.load and prescription.banded else None,
        offers=move.offers,
        topped=move.topped,
    )
