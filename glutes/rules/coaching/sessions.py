"""What was done of one exercise, session by session, as the rules read it.

The caller makes a PastSession, with its SetDones, for each workout with a set of the exercise, or in which it hurt too
much to do one; in any order. `read` sorts them and makes a `Worked` of each one with a set: the session of the weaker
side, by which the other rules decide. Odd values (nothing logged, negative numbers, future days) are left out or
bounded, so that any log gives a decision.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from glutes.rules.coaching.one_side import of_side
from glutes.rules.units import MOST_KG

HOLD_FROM, STOP_FROM = 4, 6
"""Pain of 0-3: go on. 4-5: no more than last time. From 6: stop. The limits are in common use, the advice is ours."""

MISSING_RIR = 2
"""A set without an answer counts as two reps in reserve, so that progress needs no extra taps."""

EASY_RIR = 4
"""A set with so many reps in reserve is easy. 4 stands for 4 or more; the aim is 1-3 (rule 10)."""

SLACK = timedelta(days=1)
"""How far in the future a logged day may be: after a flight west it may be tomorrow. More is a typing error."""

HABIT = 3
"""Ours: who does the same fewer sets on so many days goes on with these (rule 7b)."""

LATEST_DAYS = 28
"""The number of latest training days that are read; no rule needs more, and ten years cost no more than one."""

NOTHING, MOST_LOAD = Decimal(0), Decimal(MOST_KG)

OTHER_SIDE = {"left": "right", "right": "left"}


class SetDone(NamedTuple):
    """One logged set of one side. `rir` is 0-4, 4 meaning 4 or more; `band` a strength of 1-5."""

    number: int
    side: str = "both"
    reps: int | None = None
    seconds: int | None = None
    load_kg: Decimal | None = None
    band: int | None = None
    form_ok: bool = True
    rir: int | None = None

    def amount(self, measure):
        """Its reps or its seconds, by `measure`; None if it has only the other."""
        value = self.seconds if measure == "seconds" else self.reps
        return value if value is None or value >= 0 else 0

    def load(self, banded=False):
        """Kilograms, or with `banded` the strength of the band; 0 for none."""
        load = self.band if banded else self.load_kg
        if not load:
            return NOTHING
        value = Decimal(load)
        return min(value, MOST_LOAD) if value.is_finite() and value > 0 else NOTHING

    @property
    def reserve(self):
        """Reps in reserve, 0-4."""
        return MISSING_RIR if self.rir is None else min(EASY_RIR, max(0, self.rir))


class PastSession(NamedTuple):
    """An exercise in one workout.

    pain            the worst pain of the session, 0-10; None without an answer
    pain_next_day   the pain on the morning after, likewise
    target          the reps or seconds aimed at; None if unknown
    asked           the sets (rounds of a circuit) that were prescribed; None if unknown
    top             the most reps or seconds that the range allowed; None if unknown
    low             the fewest that it asked for; None if unknown
    order           orders sessions of one day: larger is later
    eased           whether it was in an easier week
    began           the side that went first
    way             how it was done (a key of ways.WAYS)
    routine         the key of the routine that asked for it; None without one
    """

    day: date
    sets: tuple[SetDone, ...] = ()
    pain: int | None = None
    pain_next_day: int | None = None
    target: int | None = None
    order: int = 0
    asked: int | None = None
    top: int | None = None
    eased: bool = False
    began: str | None = None
    way: str = ""
    low: int | None = None
    routine: int | None = None

    @property
    def without_loads(self):
        """The same with the body alone, as nothing else is asked for where the exercise takes no load any more."""
        return self._replace(sets=tuple(one._replace(load_kg=None, band=None) for one in self.sets))

    @property
    def hurt(self):
        """Pain during it, 0-10; no answer counts as none."""
        return min(10, max(0, self.pain)) if self.pain else 0

    @property
    def hurt_next_day(self):
        """Pain on the morning after, 0-10; no answer counts as none."""
        return min(10, max(0, self.pain_next_day)) if self.pain_next_day else 0

    @property
    def worse_next_day(self):
        """Whether the pain on the morning after was 4 or more, or more than in the session (rule 7)."""
        return self.hurt_next_day >= HOLD_FROM or self.hurt_next_day > self.hurt

    @property
    def hurt_much(self):
        """Whether pain was 4 or more in the session or on the morning after."""
        return bool(self.pain or self.pain_next_day) and (self.hurt >= HOLD_FROM or self.worse_next_day)


class Worked:
    """A session in one line. It is worked out when a rule first asks for more than its `session` and its `day`: most
    rules look at the last few.

    Of the weaker side: `side`, the `load` that counts (load_of), the lowest `amount` of its sets with it and the
    `best` one, whether it `slipped` (form lost) or was `spent` (form lost with nothing in reserve). `stronger`: the
    higher of the two sides' lowest amounts. Of all sides together: `form_ok`, the lowest `rir` with that load and the
    lowest that was `told`, the fewest `sets`, `even`: whether both sides did the same by their weakest sets, `mixed`:
    whether there were several loads, and `alike`: whether all their sets had the same amount and load. `is_troubled`:
    whether form was lost, or pain was 4 or more in the session or on the morning after.
    """

    def __init__(self, session, prescription, sides):
        self.session, self.day, self.prescription, self.sides = session, session.day, prescription, sides

    def __getattr__(self, name):
        if "amount" in vars(self) or "session" not in vars(self):
            raise AttributeError(name)
        vars(self).update(line_of(self.session, self.prescription, self.sides))
        return getattr(self, name)

    @property
    def repeated(self):
        """The amount of “the same again”: the target, or the best set if none reached the target."""
        aim = self.session.target
        return self.amount if aim is None else min(aim, self.best)

    @property
    def is_short(self):
        """Whether any set missed the target."""
        return self.session.target is not None and self.amount < self.session.target


def in_order(history: Iterable[PastSession], today):
    """The latest sessions, newest first, without future days; in the same order however they are passed."""
    last = today + SLACK
    latest = [session for session in history if session.day <= last]
    if len(latest) > LATEST_DAYS:
        first = sorted({session.day for session in latest})[-LATEST_DAYS:][0]
        latest = [session for session in latest if session.day >= first]
    moments = {(session.day, session.order) for session in latest}
    if len(moments) < len(latest):
        return sorted(latest, key=lambda session: (session.day, session.order, _content(session)), reverse=True)
    return sorted(latest, key=attrgetter("day", "order"), reverse=True)


def usual_sets(done, asked):
    """How many sets are all of them: the `asked` ones; or at least half of these, if the last HABIT days all had as
    many, fewer than were asked for then, without trouble. `done`: Workeds, newest first."""
    last, few = done[:HABIT], done[0].sets
    same = all(one.sets == few < (one.session.asked or asked) and not one.is_troubled for one in last)
    return few if same and len({one.day for one in last}) == HABIT and 2 * few >= asked else asked


def felt(history, today):
    """The sessions with any set or with pain, newest first."""
    return tuple(session for session in in_order(history, today) if session.sets or session.hurt)


def _content(session):
    """All its values, to order sessions that are equal otherwise."""
    return repr((sorted(map(repr, session.sets)), session._replace(sets=())))


def line(session, prescription, sides):
    """The session as a Worked, by its weaker side; None if no set of it counts."""
    counts = any(one.side in sides and one.amount(prescription.measure) is not None for one in session.sets)
    return Worked(session, prescription, sides) if counts else None


def line_of(session, prescription, sides):
    """What a Worked has: {name: value}. At least one set of the session counts."""
    rows, told = rows_of(session, prescription, sides)
    lines = [of_side(side, found, prescription.sets) for side, found in rows.items() if found]
    weaker = min(lines)
    loads, amounts, forms, reserves, _, best, _, sets, mixed = zip(*lines, strict=True)
    return {
        "side": weaker.side,
        "amount": weaker.amount,
        "stronger": max(amounts),
        "best": weaker.best,
        "load": weaker.load,
        "slipped": not weaker.form_ok,
        "spent": weaker.spent,
        "form_ok": all(forms),
        "rir": min(reserves),
        "told": min(told, default=None),
        "sets": min(sets) if len(lines) == len(sides) else 0,
        "even": len({*zip(loads, amounts, strict=True)}) == 1,
        "mixed": any(mixed),
        "alike": len({*amounts, *best}) == 1 and not any(mixed),
        "is_troubled": not all(forms) or session.hurt_much,
    }


def rows_of(session, prescription, sides):
    """Its sets that count, by side: (number, amount, load, reserve, form); and the reserves that were told. A try of 0
    counts only where nothing else of that side was done."""
    rows, told = {side: [] for side in sides}, []
    did = {one.side for one in session.sets if one.amount(prescription.measure)}
    for one in session.sets:
        amount = one.amount(prescription.measure)
        if one.side in rows and (amount or (amount == 0 and one.side not in did)):
            reserve = one.reserve
            rows[one.side].append((one.number, amount, one.load(prescription.banded), reserve, one.form_ok))
            if one.rir is not None:
                told.append(reserve)
    return rows, told


def read(history, prescription, sides, today):
    """The sessions as Worked, newest first, in the measure of the prescription and for the `sides` that count; without
    those that were given up, where there are others, and without those of another progression."""
    lines = [done for done in (line(session, prescription, sides) for session in in_order(history, today)) if done]
    return of_its_own([done for done in lines if not gave_up(done)] or lines, prescription.routine)


def of_its_own(done, routine):
    """The sessions (Workeds, newest first) without those that had quite another load than the routine's own latest, and
    were not of it: what is lifted with 60 kg, and what is done with the body alone, go up each by itself."""
    own = next((one for one in done if one.session.routine == routine), None) if routine else None
    return [one for one in done if one.session.routine == routine or is_near(one.load, own.load)] if own else done


def is_near(load, other):
    """Whether neither of two loads is more than double the other (ours)."""
    return min(load, other) * 2 >= max(load, other)


def gave_up(done):
    """Whether a session (a Worked) has nothing but tries of 0, in fewer sets than were asked for: it says no more about
    the next one than a session that was skipped. All sets tried, and none done, says that it is too hard."""
    asked, measure = done.session.asked or done.prescription.sets, done.prescription.measure
    return not any(one.amount(measure) for one in done.session.sets) and done.sets < asked
