"""Our own sets.csv (docs/export.md), so that what was taken out can come in again."""

import re
from datetime import datetime

from glutes.exchange.dialects import parts, values

KEY, NAME = "glutes", "Glutes"
WHERE = "Account, Data and connections."
SPARED = re.compile(r"^'(?=[\s;,\"']*[=+\-@＝＋－＠]|[\t\r\n])")
"""The apostrophe that keeps spreadsheets from running a text (table.py)."""


def matches(columns):
    """Whether these are its columns."""
    return {"workout_id", "started", "slot", "exercise_name", "side", "load_kg"} <= columns.keys()


def rows(records, columns):
    """Yields a Row or an Unread for each record."""

    def make(cells, line):
        if not cells["exercise_name"]:
            raise ValueError("There is no exercise.")
        return parts.Row(
            line,
            exact(cells["started"]),
            SPARED.sub("", cells["workout"], count=1),
            SPARED.sub("", cells["exercise_name"], count=1),
            slug=cells["exercise"],
            side=parts.SIDES.get(cells["side"].casefold(), ""),
            reps=values.whole(cells["reps"], "reps"),
            seconds=values.whole(cells["seconds"], "seconds"),
            weight=values.number(cells["load_kg"]),
            unit="kg",
            band=values.whole(cells["band"], "bands"),
            workout=cells["workout_id"],
            warm_up=cells["block"] == "warm-up",
            cool_down=cells["block"] == "cool-down",
            rir=values.whole(cells["rir"], "reps"),
            form_ok=cells["form_ok"] != "0",
            done_at=exact(cells["done_at"]) if cells["done_at"] else None,
            slot=values.whole(cells["slot"], "places"),
            number=values.whole(cells["set"], "sets"),
        )

    return parts.read_each(records, columns, make)


def exact(text):
    """A moment to the microsecond, as we write it; else as anybody may write it (values.moment). Raises ValueError, in
    a sentence, for anything else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return values.moment(text)
    if not 2000 <= found.year < 2200:
        raise ValueError(f"{found.year} is too far away.")
    return found
