"""What to do when something hurts (docs/rules.md, rule 7). Plain words, and never a medical claim.

    light(pain)                           what to do now, as a traffic light
    ask_this_morning(session, today)      whether Today asks how it feels
    ask_at_start(session, today, since)   whether the next start page asks once more
    next_morning(session)                 what the answer means
    see_someone(history, today)           whether it is time to have it looked at
    untold(known)                         how many sessions in a row have no answer, if too few to go by
    hurts(known)                          whether it hurt when that was last said
    weeks_hurt(known)                     for how many weeks it has hurt a little, from two on
    lingering(weeks)                      what to say about that
    SITES, ON_OUTER_HIP                   where it may hurt, and what presses on the outer hip

The warning signs are in warning_signs.py. What a pain does to the next targets: stepping_back.py (less, or left out and
for how long) and holding.py (the same again).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from glutes.rules.coaching.sessions import HOLD_FROM, STOP_FROM, in_order

ASK_FROM = 2
"""Ours: from this pain on, Today asks about the morning after."""

OFTEN, WINDOW = 3, timedelta(days=28)
"""Three sessions with pain of 4 or more: have it looked at. The 28 days are ours, as in symmetry.py."""

LINGERS, LINGERS_FOR = 6, timedelta(days=14)
"""Ours: after so many sessions in a row with some pain, over two weeks, no target goes up."""

SILENT = 2
"""Ours: after so many sessions in a row without an answer about pain, it counts as none: one may be forgotten."""

LONG_WEEKS, COUNTED_WEEKS = 3, 8
"""Ours: from so many weeks of some pain on, “about two weeks” are over; beyond so many they are no longer counted, as
the sessions that are read may not go back further."""

SITES = {
    "outer-hip": "Outer hip",
    "groin": "Groin",
    "thigh": "Back of the thigh",
    "knee": "Knee",
    "shin": "Shin",
    "foot": "Foot",
    "back": "Back",
    "elsewhere": "Elsewhere",
}
"""The sites to choose from for a pain of 4 or more."""

ON_OUTER_HIP = frozenset({"clamshell", "side-lying-leg-raise", "side-plank", "glute-stretch"})
"""Exercises that press on the outer hip: across the body or lying on it (two leaflets of health services)."""


@dataclass(frozen=True)
class PainAdvice:
    """Its level (go, hold, stop, step-back or see-someone), a sentence, and slugs of its sources."""

    level: str
    sentence: str
    sources: tuple[str, ...] = ("ours",)


GO = PainAdvice("go", "0 to 3: carry on, slowly and in good form.")
HOLD = PainAdvice(
    "hold", "Carry on only if it gets no worse. Next time: no more than this. We’ll ask tomorrow how it feels."
)
STOP = PainAdvice("stop", "Stop this exercise for today. Do the others only if they do not hurt.")
WORSE = PainAdvice("step-back", "Worse than in the session: a bit less next time.")
STILL = PainAdvice("step-back", "It still hurts: a bit less next time.")
NO_WORSE = PainAdvice("hold", "No worse: the same again next time, no more.")
LINGERING = "Not better in about two weeks? Get it looked at."
ASK_FIRST = "Ask a physio or doctor before you do more."
LOOK_FIRST = "Ask a physio or doctor before you take it up again."


def light(pain, stop_from=STOP_FROM):
    """What to do about this pain (0-10) now; no answer counts as 0. `stop_from`: a physio's limit."""
    pain = pain or 0
    return STOP if pain >= stop_from else HOLD if pain >= HOLD_FROM else GO


def ask_this_morning(session, today):
    """Whether Today asks how it feels: on the day after a pain of ASK_FROM or more, until it is answered."""
    return is_unanswered(session) and today == session.day + timedelta(days=1)


def ask_at_start(session, today, since):
    """Whether the next start page asks again. `since`: whether anything was trained after this session."""
    return is_unanswered(session) and today > session.day and not since


def is_unanswered(session):
    """Whether it hurt ASK_FROM or more and there is no answer for the morning after."""
    return session.hurt >= ASK_FROM and session.pain_next_day is None


def next_morning(session):
    """The advice that follows from the answer about the morning after; None without an answer."""
    if session.pain_next_day is None:
        return None
    if session.hurt_next_day > session.hurt:
        return WORSE
    if session.worse_next_day:
        return STILL
    return NO_WORSE if session.hurt_next_day or session.hurt >= HOLD_FROM else GO


def days_hurt(history, today, looked_at=None):
    """On how many days of the last 28 it hurt 4 or more, since it was looked at."""
    hurt = in_order((session for session in history if session.hurt >= HOLD_FROM), today)
    days = {session.day for session in hurt if today - session.day < WINDOW}
    return len({day for day in days if not looked_at or day >= looked_at})


def see_someone(history, today, looked_at=None, name="It"):
    """The advice to have it looked at, if it hurt 4 or more on three days of the last 28; else None.

    Args: PastSessions in any order, of one exercise or of all; today; the day it was looked at; the exercise's name.
    """
    days = days_hurt(history, today, looked_at)
    if days < OFTEN:
        return None
    sentence = f"{name} hurt on {days} days lately. {ASK_FIRST}"
    return PainAdvice("see-someone", sentence, ("ours", "health-services"))


def untold(known):
    """How many sessions in a row, up to the last, have no answer about pain; 0 from SILENT on, when no answer is taken
    for none. `known`: as in weeks_hurt."""
    silent = sum(1 for _ in takewhile(lambda session: session.pain is None, known))
    return silent if silent < SILENT else 0


def hurts(known):
    """Whether it hurt at all, then or on the morning after, when that was last said; after SILENT sessions without an
    answer it does not. `known`: as in weeks_hurt."""
    return any(one.hurt or one.hurt_next_day for one in known[untold(known) :][:1])


def weeks_hurt(known, looked_at=None):
    """For how many whole weeks it has hurt at least a little: in six sessions in a row, over two weeks, since it was
    looked at; else 0. Sessions without an answer are left out; after SILENT of them in a row it is 0.

    `known`: the sessions that tell how it felt, newest first (sessions.felt). Of pain that is older than these, only
    the weeks that they cover are counted.
    """
    run = days_lingering(known, looked_at)
    return (run[-1] - run[0]).days // 7


def days_lingering(known, looked_at=None):
    """The days of these sessions, the oldest first; a list of one day if it has not hurt for so long."""
    told = (one for one in known if one.pain is not None and not (looked_at and one.day < looked_at))
    run = list(takewhile(lambda session: session.hurt, told))
    goes_on = known and (known[0].pain is not None or untold(known))
    lingers = goes_on and len(run) >= LINGERS and run[0].day - run[-1].day >= LINGERS_FOR
    return [one.day for one in reversed(run)] if lingers else [date.min]


def lingering(weeks):
    """What to say of pain that has gone on for so many weeks."""
    if weeks < LONG_WEEKS:
        return LINGERING
    return f"{f'{weeks} weeks' if weeks <= COUNTED_WEEKS else 'Months'} and not better: get it looked at now."
