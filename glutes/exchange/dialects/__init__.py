"""Logs of other apps as rows of sets. A dialect is known by its header, never by the name of a file. No Django here.

`recognise` says which dialect a text is in, `rows_of` yields its rows: a Row for each set, an Unread for each line that
could not be read. One module is one dialect: it has a KEY, a NAME and a WHERE (where that app has its export), says
which columns it `matches`, makes `rows`.
"""

from dataclasses import dataclass

from glutes.exchange.dialects import (
    any_csv,
    fitbod,
    fitnotes,
    glutes_csv,
    hevy,
    jefit,
    liftlog,
    liftosaur,
    strong,
    stronglifts,
)
from glutes.exchange.dialects.lines import Lines, cells_of, records
from glutes.exchange.dialects.parts import columns_of

TABLES = (strong, hevy, fitnotes, liftosaur, liftlog, fitbod, stronglifts, glutes_csv)
"""The dialects with one table to a file, which its header tells apart."""
KNOWN = {dialect.KEY: dialect for dialect in (*TABLES, jefit, any_csv)}
DELIMITERS = ",;\t|"
HEADER_WITHIN = 30
"""Ours: a header stands within so many lines."""
SECTION_WITHIN = 3000
"""Ours: JEFIT writes a profile and lists of exercises before the logs."""


@dataclass(frozen=True)
class Recognised:
    """How to read a text: the key of its dialect, its delimiter, the line of its header (from 1; 0: it has none)."""

    key: str
    delimiter: str = ","
    line: int = 0
    header: tuple = ()


def recognise(file):
    """How to read this text file. Raises ValueError, in a sentence, where it holds no table at all."""
    lines = Lines(file)
    head = [line.rstrip("\0") for line in lines.peek(SECTION_WITHIN)]
    for number, line in enumerate(head[:HEADER_WITHIN], 1):
        for delimiter in DELIMITERS:
            cells = cells_of(line, delimiter) if delimiter in line else []
            columns = columns_of(cells)
            for dialect in TABLES:
                if dialect.matches(columns):
                    return Recognised(dialect.KEY, delimiter, number, tuple(cells))
    if any(jefit.section_of([line]) in (jefit.SESSIONS, jefit.LOGS) for line in head):
        return Recognised(jefit.KEY)
    return likely(head[:HEADER_WITHIN])


def likely(head):
    """How to read a table in no dialect, whose first lines these are: its header is the first that is nearly as full
    as the fullest. Raises ValueError, in a sentence, where no line has two cells."""
    cut = [(cells_of(line, delimiter), delimiter) for line in head for delimiter in DELIMITERS]
    fullest = max((filled(cells) for cells, _ in cut), default=0)
    if fullest < 2:
        raise ValueError("There is no table in that file. Pick the CSV that your other app made.")
    full_enough = max(2, fullest * 0.75)
    at = next(at for at, (cells, _) in enumerate(cut) if filled(cells) >= full_enough)
    return Recognised(any_csv.KEY, cut[at][1], at // len(DELIMITERS) + 1, tuple(cut[at][0]))


def filled(cells):
    """How many cells have something in them."""
    return sum(1 for cell in cells if cell.strip())


def rows_of(file, how, matched=None):
    """Yields a Row or an Unread for each set or line of a text file, read as `how` says.

    `matched` (any_csv.Matched) says which column is which where no dialect does.
    """
    lines = Lines(file)
    if how.key == jefit.KEY:
        return jefit.rows(lines)
    for _ in range(how.line):
        lines.take()
    columns, dialect = columns_of(how.header), KNOWN[how.key]
    if dialect is any_csv:
        return any_csv.rows(records(lines, how.delimiter), columns, matched)
    return dialect.rows(records(lines, how.delimiter), columns)


def records_of(file, how):
    """The records below the header."""
    lines = Lines(file)
    for _ in range(how.line):
        lines.take()
    return records(lines, how.delimiter)
