"""Summary of a file before anything is stored: its sets, exercises and dates, and what is wrong with it."""

from glutes.exchange.dialects.grouping import MOST_LINES, workouts
from glutes.exchange.dialects.lines import Unread
from glutes.exchange.dialects.odd import Judge, untrue

MOST_NAMES = 300
"""Ours: the most names of exercises in one file."""
SHOWN = 50
"""How many odd and unreadable lines are shown; all are counted."""


def sift(rows, latest):
    """Yields the Rows and Unreads; turns a Row that cannot be true into an Unread. `latest`: the latest moment that can
    be true, aware. Raises ValueError, in a sentence, after MOST_LINES of them."""
    for count, row in enumerate(rows, 1):
        if count > MOST_LINES:
            raise ValueError(f"That’s more than {MOST_LINES:,} lines: split the file in two.")
        reason = None if isinstance(row, Unread) else untrue(row, latest)
        yield Unread(row.line, f"{row.started:%Y-%m-%d} {row.exercise}", reason) if reason else row


def look(rows, latest, unit):
    """(A summary of these rows, as a dict for JSON; {key of each TrainedWorkout with something done: (it, the names of
    its exercises)}). `unit` ("kg", "lb") applies where the file has none.

    Raises ValueError, in a sentence, if it is more than anybody can train.
    """
    sound, unread, odds, judge, count = [], [], [], Judge(unit), {"unread": 0, "odd": 0, "nothing": 0}
    for row in sift(rows, latest):
        if isinstance(row, Unread):
            count["unread"] += 1
            unread += [[row.line, row.text, row.reason]] if len(unread) < SHOWN else []
            continue
        sound.append(row)
        count["nothing"] += not (row.reps or row.seconds or row.far or row.only_note)
        if odd := judge.look(row):
            count["odd"] += 1
            odds += [odd.plain() | {"usual": odd.usual}] if len(odds) < SHOWN else []
    names = names_in(sound)
    if len(names) > MOST_NAMES:
        raise ValueError(f"It names {len(names):,} exercises: is that the right column?")
    trained = [one for one in workouts(sound).values() if any(has_done(row) for row in one.rows)]
    days = sorted(f"{one.started:%Y-%m-%d}" for one in trained)
    summary = {
        "workouts": len(trained),
        "sets": sum(name["sets"] for name in names),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "names": names,
        "unread": unread,
        "odd": odds,
        "count": count,
        "asks_unit": any(row.weight and row.unit is None for row in sound),
    }
    return summary, {one.key: (one, names_done(one)) for one in trained}


def names_done(one):
    """The names of the exercises that were done in a TrainedWorkout, each once."""
    return tuple(sorted({row.exercise for row in one.rows if has_done(row)}))


def has_done(row):
    """Whether something was done in a set."""
    return bool(not row.only_note and (row.reps or row.seconds))


def names_in(rows):
    """A summary of each exercise: its number of sets (one side counts half); how many have a distance, have a weight,
    are timed or name a side; its least and most weight, as typed."""
    found = {}
    for row in rows:
        name = found.get(row.exercise)
        if name is None:
            empty = dict.fromkeys(("sets", "entries", "loaded", "timed", "sided"), 0)
            name = found[row.exercise] = {"name": row.exercise, "slug": row.slug, **empty, "low": None, "high": None}
        if has_done(row):
            name["sets"] += 0.5 if row.side in ("left", "right") else 1
            name["timed"] += not row.reps
            name["sided"] += row.side in ("left", "right")
            if row.weight:
                name["loaded"] += 1
                name["low"] = min(name["low"] or row.weight, row.weight)
                name["high"] = max(name["high"] or row.weight, row.weight)
        name["entries"] += row.far
    said = [name for name in found.values() if name["sets"] or name["entries"]]
    return [name | {end: name[end] and f"{name[end]:f}" for end in ("low", "high")} for name in said]
