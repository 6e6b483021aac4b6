"""Which of several versions of a row counts: for each field the newest one, in whatever order they arrive.

A version is what somebody typed on one device at one moment. It changes only the fields that it contains: a late Finish
without a note keeps the note. Clocks may be wrong, so a version may name the newest version that was `seen` when it was
typed. It then counts as typed just after that one, even if its own clock says that it was earlier.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Older than any version."""

A_TICK = timedelta(milliseconds=1)
"""A version counts from this long after the version that it had seen: the smallest step of a browser's clock."""


class Stamp(NamedTuple):
    """When a version counts from, to compare it with others.

    Of two with the same moment the one typed later is newer.
    """

    at: datetime
    typed: datetime

    @classmethod
    def of(cls, typed, seen=None):
        """The stamp of a version typed at this moment, after seeing the version that counts from `seen`."""
        return cls(typed if seen is None else max(typed, seen + A_TICK), typed)

    @classmethod
    def read(cls, text):
        """Parses a stamp. Raises ValueError if the text is none."""
        at, _, typed = text.partition("/")
        return cls(datetime.fromisoformat(at), datetime.fromisoformat(typed or at))

    def __str__(self):
        at, typed = (moment.astimezone(UTC).isoformat() for moment in self)
        return at if at == typed else f"{at}/{typed}"


UNSAID = Stamp.of(NEVER)
"""The stamp of a field of which there is no version yet."""
