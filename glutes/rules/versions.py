"""Versions of one thing, typed on any number of devices: of each field the newest counts, whichever arrives first.

A version says something about the fields that it carries, and nothing about those that it leaves out: a stale Finish
without a note keeps the note. Clocks may be wrong. Whoever had seen a version and typed another meant that one to
count, so a version may name the moment of the newest one `seen`; it then counts just after that one, whatever its own
clock said.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Older than any version."""

A_TICK = timedelta(milliseconds=1)
"""How much later than the one it had seen a version counts: the smallest step of a browser's clock."""


class Stamp(NamedTuple):
    """The moment from which a version counts, and when it was typed, which decides between two of one moment."""

    at: datetime
    typed: datetime

    @classmethod
    def of(cls, typed, seen=None):
        """The stamp of a version typed at this moment by somebody who had seen the one that counts from `seen`."""
        return cls(typed if seen is None else max(typed, seen + A_TICK), typed)

    @classmethod
    def read(cls, text):
        """The stamp that was written as this text. Raises ValueError for any other."""
        at, _, typed = text.partition("/")
        return cls(datetime.fromisoformat(at), datetime.fromisoformat(typed or at))

    def __str__(self):
        at, typed = (moment.astimezone(UTC).isoformat() for moment in self)
        return at if at == typed else f"{at}/{typed}"


UNSAID = Stamp.of(NEVER)
"""The stamp of a field that no version has carried yet."""
