"""The rules that raise a target: reps, seconds, load, the next rung (docs/rules.md, rules 2, 3, 10, and F13).

A load is raised without asking only if the step is small and the range was worked up to its usual top. All else is an
offer, one at a time, in this order: more reps, the next load, the next rung, a slower way (ways_on).
"""

from itertools import takewhile

from glutes.rules.coaching.cases import Decision
from glutes.rules.coaching.easier_week import EASIER_BY
from glutes.rules.coaching.offering import Offer, harder, loaded, said_today
from glutes.rules.coaching.sessions import EASY_RIR
from glutes.rules.coaching.stuck import stuck_offers
from glutes.rules.coaching.targets import WIDER_REPS
from glutes.rules.coaching.time_off import EASE_DAYS, REPEAT_DAYS
from glutes.rules.coaching.ways import HALF, harder_way
from glutes.rules.dates import A_WEEK
from glutes.rules.most import MOST_BAND

SPARE_RIR = 3
"""The reps in reserve from which a circuit is offered (rule 11: ours)."""

TOLD_EVERY_DAYS = 28
"""Ours: at a top that nothing harder follows, what would lead on is said at first, and once in each span of so many
days. They are not counted in sessions: only the latest are read."""


def telling(case):
    """The sessions from which the next target is worked out, newest first.

    While it hurts, these are all sessions. Otherwise sessions that do not show how much more was possible are left out,
    and the session before such a one counts instead. There are two kinds: a session that prescribed a narrower range
    than now and was done in full; and one of an easier week that reached its target without lost form or pain, even in
    fewer sets (with reps to spare it may miss the target by EASIER_BY). The session before must have the same load, a
    higher amount and no pain of 4 or more, and be at most REPEAT_DAYS older: after more days off an amount is not
    repeated (rule 9). Before an easier week it may be older, as the first of that week went on from it.
    """
    if case.is_tender:
        return case.done
    kept, widest = [], max(case.prescription.bounds(load)[1] for load in (0, 1))
    for done in reversed(case.done):
        top = done.session.top
        may_tell_less = done.session.eased or (top is not None and top < widest)
        if not (kept and may_tell_less and has_less(done, kept[-1]) and is_passed_over(case, done, kept[-1])):
            kept.append(done)
    return tuple(reversed(kept))


def has_less(done, before):
    """Whether a session has less than the one before it: a lower amount; or, in an easier week, fewer sets and no more
    than the amount with which the one before would be repeated."""
    eased = done.session.eased and done.sets < before.sets
    return done.amount < before.amount or (eased and done.amount <= before.repeated)


def is_passed_over(case, done, before):
    """Whether `telling` leaves out the session `done` in favour of the one with more `before` it."""
    oldest = REPEAT_DAYS if not done.session.eased else EASE_DAYS + A_WEEK.days
    if done.load != before.load or (done.day - before.day).days > oldest or before.session.hurt_much:
        return False
    asked = done.session.top
    if done.session.eased:
        less = EASIER_BY[case.prescription.measure]
        target = before.amount - less if done.session.target is None else done.session.target
        reached = done.amount >= (target - less if done.rir else target)
        return reached and not done.is_troubled and not done.session.hurt_next_day
    narrower = asked is not None and asked <= done.amount and asked < case.prescription.bounds(done.load)[1]
    return narrower and case.is_clean(done) and not case.lacks_sets(done)


def for_streaks(case):
    """Yields the sessions that may be part of a streak, newest first.

    Left out, so that they neither add to a streak nor end it: clean sessions that lacked sets, and sessions done in
    another way than now.
    """
    return (done for done in case.alike if case.is_full(done) or not case.is_clean(done))


def streak(case, test):
    """The latest sessions in a row, newest first, that were clean, had the load of the last one, and pass `test`; of
    a day only its last, as there is no rest between two of one day.

    [] if the last session lacked sets. `test` takes a Worked and returns whether it counts.
    """
    found = []
    for done in for_streaks(case) if case.is_full(case.last) else ():
        if not (case.is_clean(done) and done.load == case.last.load and test(done)):
            break
        if not found or done.day < found[-1].day:
            found.append(done)
    return found


def in_a_row(run):
    """The length of a streak in words: twice in a row, 3 times in a row."""
    return f"{'twice' if len(run) == 2 else f'{len(run)} times'} in a row"


def reached(case, run, load=""):
    """A streak at the top of the range in words: “10 reps, twice in a row”, or “10 reps or more with 80 kg, …”."""
    more = " or more" if any(done.amount > case.top for done in run) else ""
    return f"{case.words.amount(case.top)}{more}{load}, {in_a_row(run)}"


def is_top(case):
    """Returns a test for `streak`: whether a session was at the top of the range."""
    return lambda done: done.amount >= case.top


def is_easy(case):
    """Returns a test for `streak`: whether a session reached its target with four reps in reserve."""
    return lambda done: done.rir >= EASY_RIR and done.amount >= min(case.top, done.session.target or 0)


def advanced(case):
    """The next load, an offer, or a little more than in the weakest set."""
    top, easy = streak(case, is_top(case)), streak(case, is_easy(case))
    topped = len(top) > 1
    if not topped and len(easy) < 2:
        return a_little_more(case)
    further = case.easy_load if len(easy) > 1 else None
    step = further or case.next_load
    if (further or case.is_small_step(step)) and moves_on_by_itself(case) and not case.around.tired:
        ready = reached(case, top) if topped else f"Easy {in_a_row(easy)}"
        low = case.prescription.bounds(step)[0]
        reason = f"{ready}: now {{load}}, from {{amount}}."
        return Decision(low, step, "load", reason, ("d2", "d0", "acsm-2009"), at_top=tuple(top) if topped else ())
    return at_the_top(case, top) if topped else a_little_more(case, easy)


def open_since(case, run, turns=1):
    """The days of a streak (newest first) on which its offers were open from the start, oldest first. `turns`: how many
    offers take turns."""
    return case.opened([done.day for done in reversed(run[:-2])], turns)


def has_spare(run):
    """Whether the last two of a streak had three or more reps in reserve, where that was answered."""
    return all(done.told is None or done.told >= SPARE_RIR for done in run[:2])


def moves_on_by_itself(case):
    """Whether load is raised at the top of the range: with a weight at its own top, without one at 15 (D2)."""
    weighted = case.last.load and not case.prescription.banded
    worked_up = weighted or case.top >= case.prescription.usual_top(case.last.load)
    return bool(worked_up) and case.prescription.measure == "reps" and not case.prescription.is_fixed


def a_little_more(case, easy=()):
    """A rep or 5 s more than in the weakest set, up to the top. `easy`: a streak of sessions that were easy."""
    last, amount = case.last, min(case.top, little_more(case))
    sources = ("d2",) if case.prescription.measure == "reps" else ("d2", "d4")
    if last.amount > case.top:
        slower = ", slower" if case.prescription.measure == "reps" else ""
        reason = f"{case.words.did(last.amount)}{case.with_load}: {{number}} will do here{slower}."
    elif last.amount >= case.top:
        reason = f"You {case.words.verb} all {case.words.amount(last.amount)}{case.with_load}: once more, to be sure."
    elif last.rir == 0:
        reason = f"{case.words.amount(last.amount)} in good form, {case.times_spent(last)} times: try {{number}}."
    elif easy:
        reason, sources = f"Easy {in_a_row(easy)}: try {{amount}}.", ("ours",)
    elif was_held_short(case):
        where = "every set" if last.alike else "your shortest set"
        goes_on = "again" if amount == last.session.target else "this time"
        did = f"You {case.words.verb} {last.amount} of {case.words.amount(last.session.target)}"
        reason = f"{did} in {where}: {{number}} {goes_on}."
    else:
        reason = f"{what_was_done(case, amount)}: try {{number}}{' on both sides' if not last.even else ''}."
    change = "more" if amount > last.amount and not was_held_short(case) else "same"
    offers = () if easy else stuck_offers(case)
    reason = f"{reason[:-1]}, or something easier." if offers else reason
    return Decision(amount, last.load, change, reason, sources, offers=offers)


def was_held_short(case):
    """Whether it is held, and not every set got to what was aimed at."""
    return case.prescription.measure == "seconds" and case.last.is_short


def little_more(case):
    """The next amount. Reps: one more than in the weakest set. A hold: 5 s more if every set reached the target, the
    same if some did, what was held if none did."""
    if case.prescription.measure == "reps":
        return case.last.amount + 1
    held = case.rounded(case.last.amount)
    return case.again if was_held_short(case) else held // case.step * case.step + case.step


def what_was_done(case, amount):
    """The weakest set in words: its side, or what every set came to, or how far it was clean."""
    last, did = case.last, case.words.amount(case.last.amount)
    if case.with_load and last.even:
        return f"You {case.words.verb} {did}{case.with_load}"
    if not last.even:
        return f"Your {last.side} {case.words.verb} {did}"
    if amount <= case.low and case.prescription.measure == "reps":
        return f"You did {last.amount} clean rep{'s' * (last.amount != 1)}"
    return f"You {case.words.verb} {'' if last.alike else 'at least '}{did} in every set"


def at_the_top(case, top):
    """The same again at the top of the range, with an offer if one is open. `top`: the sessions at the top."""
    reps, ways = case.words.amount(case.top), ways_on(case)
    offers = () if case.around.tired else said_today(ways, open_since(case, top, len(ways) or 1), case.today)
    if offers:
        reason = f"{reached(case, top, case.with_load)}: ready for more?"
    elif ways:
        reason = f"{reps} again: {'nothing harder for now' if case.around.tired else 'the same once more'}."
    else:
        where = "the top of a round" if case.prescription.style == "circuit" else "the top"
        told = len(top) == 2 or span(case.today) > span(top[0].day)
        reason = f"{reached(case, top)}: that’s {where}.{leads_on(case)}" if told else f"{reps} again: that’s {where}."
    return Decision(case.top, case.last.load, "same", reason, ("d0", "d2"), offers=offers, at_top=tuple(top))


def span(day):
    """The number of the span of TOLD_EVERY_DAYS in which a day is."""
    return day.toordinal() // TOLD_EVERY_DAYS


def ways_on(case):
    """All possible next offers, in the order to show them: more reps, the next load, the next rung, a slower way. From
    half the way, all of it comes first."""
    if case.prescription.way == HALF.key:
        return (harder_way(case.prescription),)
    found = [wider(case, wide)] if (wide := wider_top(case)) else []
    if case.next_load:
        found.append(more_load(case, case.next_load))
    if case.ladder.harder:
        found.append(harder(case.ladder.harder))
    further = harder_way(case.prescription)
    if further and not case.next_load and not case.ladder.harder:
        found.append(further)
    return tuple(found)


def wider_top(case):
    """The next top of a range that ends below the usual top, above what was done lately: 12, then 15 reps, or a minute.
    None in a circuit."""
    prescription = case.prescription
    usual = prescription.usual_top(case.last.load, roomy=True)
    if prescription.style == "circuit" or prescription.high >= usual:
        return None
    steps = WIDER_REPS if prescription.measure == "reps" else (usual,)
    return next((step for step in steps if step > max(case.top, most_lately(case))), None)


def most_lately(case):
    """The most reps or seconds of a clean session with the last load, of those that are at most REPEAT_DAYS older than
    the last: another routine may ask for more than this one."""
    last = case.last
    lately = takewhile(lambda done: (last.day - done.day).days <= REPEAT_DAYS, case.alike)
    return max((done.amount for done in lately if done.load == last.load and case.is_clean(done)), default=last.amount)


def wider(case, high):
    """The offer of a wider range in the same exercise: more reps work as well as more load (Plotkin 2022).

    Whoever lifts the heaviest weight of their kit is told what would bring the next one."""
    sources = ("d2", "plotkin-2022") if case.prescription.measure == "reps" else ("d4",)
    also = ", or add a heavier weight to your kit" if lifts_heaviest(case) else ""
    return Offer("range", f"Stay with this one and build to {case.words.amount(high)}{also}.", sources, high=high)


def lifts_heaviest(case):
    """Whether there is no heavier weight in the kit, which no physio limits: then it is worth naming."""
    weighted = case.last.load and not case.prescription.banded and case.prescription.measure == "reps"
    return weighted and case.next_load is None and case.wishes.limits.most is None


def leads_on(case):
    """What would bring the next step, as a sentence; to stay where a physio limits the load; "" in a circuit that takes
    none: that gets more rounds."""
    prescription, load = case.prescription, case.last.load
    in_circuit = prescription.style == "circuit"
    if case.wishes.limits.most is not None:
        return " Stay there."
    takes_none = prescription.load == "none" or (prescription.measure == "seconds" and not in_circuit)
    if takes_none or (prescription.banded and load >= MOST_BAND):
        return "" if in_circuit else " For more, swap it for another exercise."
    if prescription.banded:
        return f" For more, add a {'stronger ' if load else ''}band to your kit."
    return f" For more, add a {'heavier ' if load else ''}weight to your kit."


def more_load(case, step):
    """The offer of the next owned load."""
    size = case.words.load(step)
    low = case.prescription.bounds(step)[0]
    sentence = f"Ready for {size}? Start at {case.words.amount(low)}."
    if not case.is_small_step(step):
        clean = "clean " if case.prescription.measure == "reps" else ""
        sentence = f"{size[:1].upper()}{size[1:]} is a big jump: start at {low} {clean}{case.prescription.measure}."
    return loaded(step, case.prescription.banded, sentence, ("d0", "acsm-2009"))
