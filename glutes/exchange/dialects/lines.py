"""Splits a text into the records of a table. An unreadable record does not affect the next one."""

import csv
import re
from dataclasses import dataclass

from glutes.texts import seen

MOST_CHARACTERS = 20_000
"""Ours: the most characters of a record. The longest notes have a few thousand."""
MOST_LINES = 60
"""Ours: the most lines of a record. A quote that is open for longer was not meant as a quote."""
MOST_OPEN = 50
"""Ours: after so many such quotes in a file, the end of a quote is looked for in its own line only."""


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record, and the line of the file on which it begins (from 1)."""

    line: int
    cells: list
    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that could not be read, with the reason in a sentence."""

    line: int
    text: str
    reason: str


class Lines:
    """The lines of a text file, numbered from 1. Some can be looked at before they are taken."""

    def __init__(self, file):
        self.file, self.waiting, self.number, self.open = file, [], 0, 0

    def peek(self, many):
        """Up to so many of the next lines, which stay."""
        while len(self.waiting) < many and (line := self._read()) is not None:
            self.waiting.append(line)
        return self.waiting[:many]

    def take(self, many=1):
        """The next lines, joined; "" at the end."""
        taken = self.peek(many)
        del self.waiting[:many]
        self.number += len(taken)
        return "".join(taken)

    def _read(self):
        """The next line; of a far too long one the beginning, with a NUL at its end. None at the end of the file."""
        line = self.file.readline(MOST_CHARACTERS)
        if not line:
            return None
        if not line.endswith("\n") and len(line) == MOST_CHARACTERS:
            while (rest := self.file.readline(1 << 16)) and not rest.endswith("\n"):
                pass
            return seen(line.replace("\0", "")) + "\0"
        return seen(line.replace("\0", ""))


def records(lines, delimiter):
    """Yields the records that are left in these Lines, each as a Record or an Unread; blank ones as well."""
    end = re.escape(delimiter)
    blanks = (
        rf"(?:(?!{end})\s)*"  # Not the delimiter: of a line of tabs each would be read once for every tab before it.
    )
    cells = re.compile(rf'(?:^|(?<={end})){blanks}"(?:[^"]|"")*(?P<closed>"(?={end}|\s*$))?')
    while first := lines.take():
        number = lines.number
        if first.endswith("\0"):
            yield Unread(number, first[:200], "That line is far too long.")
            continue
        text = first
        if '"' in first and (cell := _unclosed(first, cells)):
            text = _closed(cell, lines, cells)
            if text is None:
                lines.open += 1
                yield Unread(number, first.rstrip("\n")[:200], "A quote begins there and never ends.")
                continue
        try:
            yield Record(number, next(csv.reader([text], delimiter=delimiter), []), text)
        except csv.Error:
            yield Unread(number, text[:200], "Its quotes are not in pairs.")


def _unclosed(text, cells):
    """The match of the first quoted cell of a text that is not closed; None if each is."""
    return next((cell for cell in cells.finditer(text) if not cell["closed"]), None)


def _closed(cell, lines, cells):
    """The record that ends in this unclosed cell, up to the line that closes its quotes; None if none does.

    Each line is read once: of the lines before it only this is needed, that the cell is still open.
    """
    text = cell.string
    length = len(text)
    for many, line in enumerate(lines.peek(MOST_LINES if lines.open < MOST_OPEN else 0), 1):
        length += len(line)
        if cell.end() < len(cell.string) or line.endswith("\0") or length > MOST_CHARACTERS:
            return None  # A lone quote in the cell: no line closes it. Or it is too long.
        cell = _unclosed('"' + line, cells)
        if cell is None:
            return text + lines.take(many)
    return None


def cells_of(line, delimiter):
    """The cells of one line; with empty cells where it is malformed."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
