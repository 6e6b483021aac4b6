"""Any other table, for which the user says which column is which.

A line with a single cell is the header of a session: a date in it applies to the rows below, other words are its name.
A date in the first row of a session only applies to its other rows, too. All dates together show whether the day or the
month comes first.
"""

import re
from dataclasses import dataclass

from glutes.exchange.dialects import parts, values
from glutes.exchange.dialects.lines import Unread

KEY, NAME = "other", "Another CSV"
COLUMNS = ("date", "exercise", "weight", "unit", "sets", "reps", "seconds", "side", "note")
"""What a column may be."""
WORDS = {
    "date": "date datum day when time timestamp start started performed",
    "exercise": "exercise exercises übung movement lift name ejercicio exercice",
    "weight": "weight load kg lb lbs kgs gewicht weights peso poids",
    "unit": "unit units einheit",
    "sets": "sets sätze series séries",
    "reps": "reps rep repetitions repetition wdh wiederholungen reps.",
    "seconds": "seconds sec secs duration hold sekunden dauer",
    "side": "side seite left/right lado côté",
    "note": "note notes comment comments kommentar notiz bemerkung",
}
"""Names of such columns in a few languages."""
SIDES = {
    "left": ["l", "left", "li", "links", "izq", "izquierda", "izquierdo", "g", "gauche"],
    "right": ["r", "right", "re", "rechts", "derecha", "derecho", "d", "droite"],
    "both": ["both", "each", "bilateral", "beide", "beidseitig", "je", "ambos", "ambas", "deux"],
    "": ["none", "na", "n", "no", "keine", "0"],
}
"""What stands for a side, or for none, in the same languages."""
DATE_INSIDE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
AMBIGUOUS = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d{2})\b")
MULTIPLE = re.compile(r"(\d{1,3})\s*[x×*]\s*(\d{1,3})")
MOST_SETS = 30
"""The most sets that one line may stand for (ours)."""
WITH_UNIT = re.compile(r"(.*?\d)\s*([a-z]+)\.?", re.I)


@dataclass(frozen=True)
class Matched:
    """Which column is which: {one of COLUMNS: the place of a column}, and whether 3/4 is the third of April."""

    places: dict
    day_first: bool = True


def guess(header):
    """{one of COLUMNS: the place of such a column}, as far as the names of the columns tell it (WORDS)."""
    found = {}
    for what in COLUMNS:
        known = WORDS[what].split()
        for index, name in enumerate(header):
            words = re.split(r"[\s()_\[\].:-]+", parts.named(name))
            if index not in found.values() and set(words) & set(known):
                found[what] = index
                break
    return found


def day_first(records, place):
    """Whether dates in a column are day first: True, False, or None where they could be either.

    Looks at no more than some thousand rows.
    """
    seen = set()
    for record, _ in zip(records, range(5000), strict=False):
        if not isinstance(record, Unread):
            filled = [cell for cell in record.cells if cell.strip()]
            cells = filled if len(filled) == 1 else record.cells[place : place + 1]
            found = DATE_INSIDE.search(cells[0]) if cells else None
            if found and (both := AMBIGUOUS.match(found[0])):
                seen |= {"day"} if int(both[1]) > 12 else {"month"} if int(both[2]) > 12 else {"either"}
    if "day" in seen or "month" in seen:
        return "day" in seen
    return None if "either" in seen else True


def rows(records, columns, matched):
    """Yields a Row or an Unread for each record, with the columns that were matched."""
    places, unit = matched.places, unit_in(columns, matched)
    state = {"date": None, "title": ""}

    def make(cells, line):
        filled = [cell.strip() for cell in cells.cells if cell.strip()]
        if len(filled) == 1:
            return header(filled[0])
        written = cell(cells, "date")
        if written:
            moment = values.moment(written, matched.day_first)
            if state["date"] is None or moment.date() != state["date"].date() or moment.hour != 12:
                state["date"] = moment
        if state["date"] is None:
            raise ValueError("There is no date.")
        exercise, side = parts.exercise_of(cell(cells, "exercise"))
        weight, own_unit = weight_of(cell(cells, "weight"))
        sets, reps = reps_of(cell(cells, "reps"), cell(cells, "sets"))
        row = {
            "line": line,
            "started": values.moment(written, matched.day_first) if written else state["date"],
            "title": state["title"],
            "exercise": exercise,
            "side": side_of(cell(cells, "side")) or side,
            "reps": reps,
            "seconds": values.seconds(cell(cells, "seconds")),
            "weight": weight,
            "unit": own_unit or values.unit(cell(cells, "unit")) or unit,
            "note": cell(cells, "note"),
        }
        return [parts.Row(**row) for _ in range(sets)]

    def header(text):
        found = DATE_INSIDE.search(text)
        if not found:
            state["title"] = text[:80]
            return
        state["date"] = values.moment(found[0], matched.day_first)
        state["title"] = (text[: found.start()] + text[found.end() :]).strip(" ,;:–-()")[:80]
        return

    def cell(cells, what):
        place = places.get(what)
        return cells.cells[place].strip() if place is not None and place < len(cells.cells) else ""

    return parts.read_each(records, columns, make)


def unit_in(columns, matched):
    """The unit that the name of the column of weights holds: "kg", "lb" or None."""
    name = next((name for name, place in columns.items() if place == matched.places.get("weight")), "")
    words = [values.UNITS[word] for word in re.split(r"[\s()_\[\].:-]+", name) if word in values.UNITS]
    return words[0] if words else None


def weight_of(text):
    """The weight in a cell, and the unit where it stands there as well: "12,5 kg"."""
    if found := WITH_UNIT.fullmatch(text):
        return values.number(found[1]), values.unit(found[2])
    if text and not any(letter.isdigit() for letter in text):
        return None, None  # "body weight", "BW", "band"
    return values.number(text), None


def side_of(text):
    """The side in a cell: "left", "right", "both" (also for “left and right”), or "" for an empty one. Raises
    ValueError if none of its words is one of SIDES."""
    words = set(re.findall(r"\w+", text.casefold()))
    found = [side for side, known in SIDES.items() if words & set(known)]
    if words and not found:
        raise ValueError(f"“{text[:20]}” is no side.")
    return "both" if {"left", "right"} <= set(found) else next(iter(found), "")


def reps_of(text, sets=""):
    """How many sets a row stands for, and the reps of each: 3x10 are three sets of 10. `sets`: the cell with the number
    of sets, used if `text` has only reps. Raises ValueError, in a sentence, for what is no number, and for more sets
    than MOST_SETS."""
    found = MULTIPLE.fullmatch(text)
    number, reps = found.groups() if found else (sets, text)
    number, reps = values.whole(number, "sets"), values.whole(reps, "reps")
    if number is not None and not 1 <= number <= MOST_SETS:
        raise ValueError(f"“{number}” is no number of sets from 1 to {MOST_SETS}.")
    return number or 1, reps
