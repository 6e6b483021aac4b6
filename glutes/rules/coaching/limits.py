"""What somebody's physio set for one exercise and they agreed to: a heaviest load, and a pain to stop at.

    strict(history, limits)        the sessions, in which that pain counts as one to stop at
    lightened(prescription, ...)   the prescription, with no more than the heaviest load
    within(load, owned, limits)    the load, no heavier than that
    said(limits, ...)              one more sentence for the reason, where a limit decided

A limit makes a target smaller, never larger: a physio can stop somebody sooner than our rules do, not later.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from glutes.rules.coaching.sessions import STOP_FROM, PastSession
from glutes.rules.dates import weekday_date


@dataclass(frozen=True)
class Limits:
    """`by` says whose they are; `most` is kilograms or the strength of a band, None without a limit; `stop_from` a pain
    of 0-10; `until` the last day on which they hold, None without an end."""

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
        """How long they hold, as the end of a sentence: ", until Thu 10 Dec"."""
        return f", until {weekday_date(self.until)}" if self.until else ""


NO_LIMITS = Limits()


def strict(history: Iterable[PastSession], limits):
    """The sessions; a pain that is enough to stop here is one that is always enough."""
    if limits.stop_from >= STOP_FROM:
        return tuple(history)
    return tuple(
        replace(one, pain=max(one.pain, STOP_FROM)) if (one.pain or 0) >= limits.stop_from else one for one in history
    )


def within(load, owned, limits):
    """The load; where it is above the limit, the heaviest owned that is not, else the limit itself."""
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
    """What a limit had to do with a target, as one more sentence: "" if nothing.

    `held_back`: whether more would have been lifted; `heaviest` the limit in words; `pain` of the last session, 0-10.
    """
    if limits.stop_from <= pain < STOP_FROM:
        return f" {limits.by} said: stop at pain {limits.stop_from}{limits.ending}."
    if held_back:
        return f" Never over {heaviest}, as {limits.by} said{limits.ending}."
    return ""
