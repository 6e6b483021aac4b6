"""A physio's limits for one exercise, which the user agreed to: a heaviest load, and a pain at which to stop.

    strict(history, limits)        the sessions, with a pain at which to stop raised to 6 or more
    lightened(prescription, ...)   the prescription, with no more than the heaviest load
    within(load, owned, limits)    the load, no heavier than that
    said(limits, ...)              one more sentence for the reason, where a limit decided

A limit can only make a target smaller: a physio can stop somebody earlier than our rules do, not later.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from glutes.rules.coaching.sessions import STOP_FROM, PastSession
from glutes.rules.dates import weekday_date


@dataclass(frozen=True)
class Limits:
    """`by`: whose limits they are. `most`: kilograms or strength of a band; None for no limit. `stop_from`: a pain of
    0-10. `until`: the last day on which they apply; None for no end."""

    by: str = ""
    most: Decimal | None = None
    stop_from: int = STOP_FROM
    until: date | None = None

    @property
    def as_written(self):
        """The reason where the exercise stays as it is written."""
        return f"As {self.by} wrote it{self.ending}. Pain advice stays."

    @property
    def ending(self):
        """Their last day, as the end of a sentence: ", until Thu 10 Dec"."""
        return f", until {weekday_date(self.until)}" if self.until else ""


NO_LIMITS = Limits()


def strict(history: Iterable[PastSession], limits):
    """The sessions, in which a pain of `stop_from` or more is raised to STOP_FROM, from which all rules stop."""
    if limits.stop_from >= STOP_FROM:
        return tuple(history)
    return tuple(
        one._replace(pain=max(one.pain, STOP_FROM)) if (one.pain or 0) >= limits.stop_from else one for one in history
    )


def within(load, owned, limits):
    """The load; if it is above the limit, the heaviest owned load within it, else the limit itself."""
    if limits.most is None or load <= limits.most:
        return load
    return max((size for size in owned if size <= limits.most), default=limits.most)


def lightened(prescription, owned, limits):
    """The prescription with its load or band within the limit."""
    if limits.most is None:
        return prescription
    load_kg, band = prescription.load_kg, prescription.band
    if load_kg is not None and not prescription.banded:
        load_kg = within(load_kg, owned, limits)
    if band is not None and prescription.banded:
        band = int(within(Decimal(band), owned, limits))
    return replace(prescription, load_kg=load_kg, band=band)


def said(limits, *, held_back, heaviest, pain):
    """A sentence on how a limit changed a target; "" if it did not.

    `held_back`: whether the load was reduced; `heaviest`: the limit in words; `pain`: of the last session, 0-10.
    """
    if limits.stop_from <= pain < STOP_FROM:
        return f" {limits.by} said: stop at pain {limits.stop_from}{limits.ending}."
    if held_back:
        return f" Never over {heaviest}, as {limits.by} said{limits.ending}."
    return ""
