"""Versions of one thing, typed on any number of devices: for each field the newest counts, in whatever order they
arrive.

A version changes only the fields that it carries: a late Finish without a note keeps the note. Clocks may be wrong, so
a version may name the moment of the newest version that was `seen` when it was typed. It then counts just after that
one, even if its own clock says that it is earlier.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Older than any version."""

A_TICK = timedelta(milliseconds=1)
"""How long after the version it had seen a version counts: the smallest step of a browser's clock."""


class Stamp(NamedTuple):
    """The moment from which a version counts; then when it was typed, to decide between two of the same moment."""

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
