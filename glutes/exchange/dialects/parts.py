"""Row, the value that every dialect makes for each set, and helpers to read cells."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from glutes.exchange.dialects.lines import Unread

SIDES = {"l": "left", "left": "left", "r": "right", "right": "right", "both": "both"}
SIDE_IN_NAME = re.compile(r"(?<![\s(\[,–—-])[\s(\[,–—-]+(left|right)(?:\s+(?:side|leg|arm|only))?[)\]]?$", re.I)
"""A side at the end of a name, with all blanks, dashes and brackets before it. It matches only from the first of these,
so that a long row of them is not tried again from each."""


@dataclass(slots=True)
class Row:
    """One set of the file.

    `started`: when its workout began, with an offset or by the user's clock. `workout`: the file's key of the workout,
    the same in every export. A set has `reps` or `seconds`; neither, or 0, means that nothing was done. `unit`: of the
    `weight`; None if the user must be asked.
    """

    line: int
    started: datetime
    title: str
    exercise: str
    reps: int | None = None
    seconds: int | None = None
    weight: Decimal | None = None
    unit: str | None = None
    workout: str = ""
    band: int | None = None
    side: str = ""
    warm_up: bool = False
    cool_down: bool = False
    rir: int | None = None
    form_ok: bool = True
    far: bool = False
    """Whether it has a distance: a run, a ride."""
    lasted: int | None = None
    """Seconds from the start of the workout to its end."""
    done_at: datetime | None = None
    note: str = ""
    workout_note: str = ""
    only_note: bool = False
    slug: str = ""
    slot: int | None = None
    number: int | None = None


class Cells:
    """The cells of a record by the names of their columns."""

    def __init__(self, columns, record):
        self.columns, self.cells = columns, record.cells

    def __getitem__(self, name):
        """The stripped cell of a column; "" if there is no such column or cell."""
        index = self.columns.get(name)
        return self.cells[index].strip() if index is not None and index < len(self.cells) else ""

    @property
    def ends_early(self):
        """Whether the record has fewer cells than the table has columns."""
        return len(self.cells) < len(self.columns)


def named(header):
    """The name of a column as it is compared: in small letters, with single blanks."""
    return " ".join(header.replace("\ufeff", "").strip().strip("\"'").casefold().split())


def columns_of(header):
    """{name of the column: its place}; of two with one name the first."""
    found = {}
    for index, name in enumerate(header):
        found.setdefault(named(name), index)
    return found


def read_each(records, columns, make):
    """Yields what `make(cells, line)` makes of every record, a Row or several; an Unread for what cannot be read."""
    for record in records:
        if isinstance(record, Unread):
            yield record
        elif any(map(str.strip, record.cells)):
            cells = Cells(columns, record)
            try:
                made = make(cells, record.line)
                yield from made if isinstance(made, list) else [made] if made else []
            except ValueError as error:
                is_cut = cells.ends_early and str(error).startswith("There is no ")
                reason = "It ends in the middle." if is_cut else str(error)
                yield Unread(record.line, record.text.rstrip("\n")[:200], reason)


def exercise_of(text):
    """(exercise, side) of a name: "Clamshell (left)" is the clamshell, left; side "" where the name has none. Raises
    ValueError, in a sentence, if there is no name."""
    text = text.strip()
    if not text:
        raise ValueError("There is no exercise.")
    if found := SIDE_IN_NAME.search(text):
        return text[: found.start()].strip()[:120] or text[:120], found[1].lower()
    return text[:120], ""


def rir_of(rpe):
    """Reps in reserve (0-4, 4 for 4 or more) by a rating of perceived exertion (1-10): 2 for 8, 1 for 8.5; None without
    a rating.
    """
    if not rpe or rpe > 10:
        return None
    return min(4, int(10 - rpe))


def is_true(text):
    """Whether a cell says yes."""
    return text.strip().casefold() in ("1", "true", "yes", "y", "x")
