"""The coach's offers, each accepted with one tap, and when each is shown (docs/rules.md, rule 2).

An exercise has one offer a week, shown once; the next week has the next one. When it was shown is not stored: it
follows from the sessions in which the exercise was at its top.

Which exercises are easier and harder than one: kit/ladders.py.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

AGAIN_AFTER = timedelta(days=7)
"""Ours: after an offer that was not taken there is none for a week."""


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


def from_a_new_week(days, turns=1):
    """The days, oldest first, from the first week on that comes after that of the first day, and whose number is a
    multiple of `turns`: how many offers take turns.

    Only the latest sessions are known, so the first known day moves with every session. The first day of a new week
    moves only once a week, or once all offers had their turn, and with it everything that is counted from it.
    """
    weeks = [day.toordinal() // 7 for day in days]
    return tuple(day for day, week in zip(days, weeks, strict=True) if week // turns > weeks[0] // turns)


def said_today(offers, days, today):
    """The offer to show today, as a tuple of one; () if one was shown within the last week. After the last of them the
    first comes again.

    Args: the offers, in the order to show them; `days`: earlier days on which they were open, oldest first; today.
    """
    turn, shown = -1, None
    for day in (*days, today):
        if shown is None or not shown <= day < shown + AGAIN_AFTER:
            turn, shown = turn + 1, day
    return (offers[turn % len(offers)],) if offers and shown == today else ()


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
