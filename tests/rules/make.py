"""Plain builders of what was done of an exercise, and what the tests of targets share."""

from datetime import date, timedelta
from decimal import Decimal

from glutes.rules.coaching.ladder import Ladder, Rung
from glutes.rules.coaching.loads import Loads
from glutes.rules.coaching.progression import NO_KIT, NO_LADDER, NO_WISHES, NOTHING_ELSE, preview
from glutes.rules.coaching.sessions import PastSession, SetDone
from glutes.rules.coaching.targets import Prescribed, Wishes

TODAY = date(2026, 11, 18)
"""A Wednesday."""


def make_set(number=1, amount=10, measure="reps", load=None, **fields):
    """A clean set; `load` in kg."""
    return SetDone(number, load_kg=load and Decimal(load), **{measure: amount}, **fields)


OF_SESSION = ("pain", "pain_next_day", "order", "asked", "top", "eased", "began", "way", "low", "routine")


def make_session(
    ago, amounts=(10, 10, 10), *, measure="reps", load=None, side="both", target=None, last=None, **fields
):
    """A session so many days ago with a set for each amount; `last` are fields of its last set, others of all sets.

    What OF_SESSION names goes to the session.
    """
    own = {name: fields.pop(name) for name in OF_SESSION if name in fields}
    sets = [make_set(n, amount, measure, load, side=side, **fields) for n, amount in enumerate(amounts, 1)]
    if last:
        sets[-1] = make_set(len(amounts), amounts[-1], measure, load, side=side, **fields | last)
    return PastSession(TODAY - timedelta(days=ago), tuple(sets), target=target, **own)


def make_sides(ago, left, right, **fields):
    """A session with the left's amounts and the right's."""
    lefts, rights = make_session(ago, left, side="left", **fields), make_session(ago, right, side="right", **fields)
    return PastSession(lefts.day, lefts.sets + rights.sets, pain=lefts.pain, target=lefts.target)


def make_kit(*loads, bands=()):
    return Loads(tuple(map(Decimal, loads)), bands)


BODY = Prescribed(8, 15, load="optional", body_is_load=True)
WEIGHTS = Prescribed(8, 12, load="required")
FIXED = Prescribed(10, 10, load="optional", body_is_load=True)
HOLD = Prescribed(30, 30, measure="seconds")
LADDER = Ladder(Rung("bridge", "Glute bridge"), Rung("single-leg-squat", "Single-leg squat"))
KIT = make_kit("4", "10", "10.5", "12", "16")
"""4 kg is a small first step where the body is the load; 12 is a big one from 10.5, and 16 one from 12."""


def brief(target):
    """Sets, amount, load or band, change, and kinds of offers."""
    load = target.band or target.load_kg
    return target.sets, target.amount, load, target.change, tuple(offer.kind for offer in target.offers)


def in_seconds(session):
    """The same session with its reps as seconds."""
    return session._replace(sets=tuple(row._replace(reps=None, seconds=row.reps) for row in session.sets))


def next_target(prescription, history, today, kit=NO_KIT, ladder=NO_LADDER, wishes=NO_WISHES, around=NOTHING_ELSE):
    """The Target of a workout today."""
    return preview(prescription, history, today, kit, ladder, wishes, sessions=1, around=around)[0]


def aim(prescription, *history, kit=KIT, ladder=LADDER, around=NOTHING_ELSE, **wishes):
    """The next target after these sessions."""
    return next_target(prescription, history, TODAY, kit, ladder, Wishes(**wishes), around)


def days_ago(*days):
    return tuple(TODAY - timedelta(days=ago) for ago in days)


def both(amount, sets=3, **fields):
    """The last two sessions alike."""
    return make_session(2, [amount] * sets, **fields), make_session(4, [amount] * sets, **fields)
