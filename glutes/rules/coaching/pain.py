"""What to do when something hurts (evidence.md 5, rule 7). Plain words, and never a medical claim.

    light(pain)                        what to do now, as a traffic light
    ask_this_morning(session, today)   whether Today asks how it feels
    next_morning(session)              what the answer means
    see_someone(history, today)        whether it is time to have it looked at

The warning signs are in warning_signs.py. What a pain does to the next target is decided in progression.py.
"""

from dataclasses import dataclass
from datetime import timedelta

from glutes.rules.coaching.sessions import in_order

HOLD_FROM, STOP_FROM = 4, 6
"""0-3 go, 4-5 no more than last time, 6 and more stop. The cuts are in common use, what follows from them is ours."""

OFTEN, WINDOW = 3, timedelta(days=28)
"""Three sessions of 4 or more: have it looked at. That they lie within 28 days is ours, as for the two sides."""


@dataclass(frozen=True)
class PainAdvice:
    """Its level (go, hold, stop, step-back or see-someone), one sentence, and the slugs of who says so."""

    level: str
    sentence: str
    sources: tuple[str, ...] = ("ours",)


GO = PainAdvice("go", "Up to 3 of 10 is all right: carry on, slowly and in good form.")
HOLD = PainAdvice(
    "hold", "Carry on only if it gets no worse. Next time no more than this; tell us tomorrow how it feels."
)
STOP = PainAdvice("stop", "Stop this exercise for today. Go on with the others only if they do not hurt.")
WORSE = PainAdvice("step-back", "Worse than during the session: next time one step back.")
NO_WORSE = PainAdvice("hold", "No worse this morning: next time the same again, no harder.")
LOOK = PainAdvice(
    "see-someone",
    "It has hurt in several sessions lately. Let a physio or doctor have a look before you go on with it.",
    ("ours", "health-services"),
)


def light(pain):
    """What to do about this pain (0-10) now; no answer counts as none."""
    pain = pain or 0
    return STOP if pain >= STOP_FROM else HOLD if pain >= HOLD_FROM else GO


def ask_this_morning(session, today):
    """Whether to ask how it feels: the morning after a pain of 4-5, until it is answered, and never later."""
    held = HOLD_FROM <= session.hurt < STOP_FROM
    return held and session.pain_next_day is None and today == session.day + timedelta(days=1)


def next_morning(session):
    """What the answer of the next morning means, or None where there is none."""
    if session.pain_next_day is None:
        return None
    return WORSE if session.worse_next_day else NO_WORSE if session.hurt >= HOLD_FROM else GO


def see_someone(history, today):
    """LOOK if it hurt 4 or more on three days of the last 28, else None.

    Args: PastSessions in any order, of one exercise or of all.
    """
    painful = {
        session.day
        for session in in_order(history, today)
        if session.hurt >= HOLD_FROM and today - session.day < WINDOW
    }
    return LOOK if len(painful) >= OFTEN else None
