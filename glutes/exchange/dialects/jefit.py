"""JEFIT: several tables in one file, each under a line of its own, ### EXERCISE LOGS ###. Moments are epoch seconds."""

import re
from datetime import UTC, datetime

from glutes.exchange.dialects import lines as text_lines
from glutes.exchange.dialects import parts, values

KEY, NAME = "jefit", "JEFIT"
WHERE = "jefit.com, My account, Export my data."
SESSIONS, LOGS = "WORKOUT SESSIONS", "EXERCISE LOGS"
FIRST = 946684800
"""2000-01-01, in epoch seconds."""


def section_of(cells):
    """The name of the section that a line opens; None for any other line."""
    text = cells[0].strip() if cells else ""
    name = text.strip("#").strip()
    return name if text.startswith("##") and text.endswith("##") and re.fullmatch("[A-Z][A-Z _]+", name) else None


def rows(lines):
    """Yields a Row for each set or an Unread. Sessions may stand after the logs that belong to them."""
    sessions, logs, section, columns = {}, [], None, None
    for record in text_lines.records(lines, ","):
        if isinstance(record, text_lines.Unread):
            if section in (SESSIONS, LOGS):
                yield record
        elif name := section_of(record.cells):
            section, columns = name, None
        elif section in (SESSIONS, LOGS) and any(map(str.strip, record.cells)):
            if columns is None:
                columns = parts.columns_of(record.cells)
            elif section == LOGS:
                logs.append((columns, record))
            else:
                cells = parts.Cells(columns, record)
                sessions[cells["_id"]] = cells
    for columns, record in logs:
        yield from parts.read_each([record], columns, lambda cells, line: sets(cells, line, sessions))


def sets(cells, line, sessions):
    """The Rows of one log: 80x8,85x6 are two sets, each a weight and its reps. The file says no unit. Raises
    ValueError, in a sentence, for a log that is written in another way."""
    exercise, side = parts.exercise_of(cells["ename"])
    session = sessions.get(cells["belongsession"])
    if not cells["logs"]:
        raise ValueError("There are no sets in it.")
    same = {"line": line, "started": started(cells, session), "title": "", "exercise": exercise, "side": side}
    same["lasted"] = values.seconds(session["total_time"]) if session else None
    found = []
    for log in cells["logs"].split(","):
        weight, times, reps = log.strip().partition("x")
        if not times:
            raise ValueError(f"“{log.strip()[:20]}” is no weight and reps.")
        found.append(parts.Row(**same, weight=values.number(weight), reps=values.whole(reps, "reps")))
    return found


def started(cells, session):
    """When the session began; noon of the day of the log if that belongs to no session."""
    epoch = session and values.whole(session["starttime"], "seconds")
    if epoch and FIRST <= epoch < 2 * FIRST * 4:
        return datetime.fromtimestamp(epoch, UTC)
    return values.moment((session and session["mydate"]) or cells["mydate"])
