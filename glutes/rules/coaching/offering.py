"""The coach's offers, each accepted with one tap, and when each is shown (docs/rules.md, rule 2).

An offer is shown once, then at most weekly. When it was shown is not stored: it follows from the sessions in which the
exercise was at its top. Which exercises are easier and harder than one: kit/ladders.py.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

AGAIN_AFTER = timedelta(days=7)
"""Ours: an offer that was not taken comes back after a week."""


@dataclass(frozen=True)
class Offer:
    """A change that one tap accepts: its kind, a sentence that explains it, and its sources (slugs).

    kind      what accepting it means                                        fields
    load      use this load in the next workout (progression.with_load)      load_kg or band; neither for none;
                                                                             amount to start at, None for the least
    harder    swap the exercise for this one                                 exercise (its slug)
    easier    likewise                                                       exercise
    range     let the prescription go up to this many reps or seconds        high
    way       do it in this way from now on (ways.py)                        way (its key)
    rest      leave the exercise out until it was looked at                  -
    deload    train this week with easier_week.deload_sets of every exercise -
    circuit   make the main block a circuit, a minute each, two between rounds
    round     go round the circuit so many times                             high
    """

    kind: str
    sentence: str
    sources: tuple[str, ...]
    load_kg: Decimal | None = None
    band: int | None = None
    exercise: str = ""
    high: int | None = None
    way: str | None = None
    amount: int | None = None


def from_a_new_week(days):
    """The days, oldest first, without those in the same week as the first one.

    Only the latest sessions are known, so the first known day moves with every session. The first day of a new week
    moves only once a week, and with it everything that is counted from it.
    """
    weeks = [day.toordinal() // 7 for day in days]
    return tuple(day for day, week in zip(days, weeks, strict=True) if week > weeks[0])


def said_today(offers, days, today):
    """The offer to show today, as a tuple of one; () if each was shown within the last week.

    Args: the offers, in the order to show them; `days`: earlier days on which they were open, oldest first; today.
    """
    said, now = {}, None
    for day in (*days, today):
        now = next((n for n in range(len(offers)) if n not in said or not said[n] < day < said[n] + AGAIN_AFTER), None)
        if now is not None:
            said[now] = day
    return () if now is None else (offers[now],)


def loaded(load, banded, sentence, sources):
    """The offer of this load, in kg or as the strength of a band; 0 for none."""
    load_kg, band = (None, int(load)) if banded else (load, None)
    return Offer("load", sentence, sources, load_kg=load_kg or None, band=band or None)


def easier(rung):
    """The offer of the rung below."""
    return Offer("easier", f"Something easier for now: {in_a_sentence(rung.name)}.", ("ours",), exercise=rung.slug)


def harder(rung):
    """The offer of the rung above."""
    return Offer("harder", f"Something harder: {in_a_sentence(rung.name)}?", ("ours",), exercise=rung.slug)


def in_a_sentence(name):
    """The name with a small first letter, unless its first word is always written with a capital."""
    return name if name.split(" ")[0] in PROPER else name[:1].lower() + name[1:]


PROPER = {"Swiss", "Romanian", "Russian"}
"""First words of exercises that are always written with a capital."""
