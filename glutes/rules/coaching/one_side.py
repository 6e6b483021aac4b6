"""What one side did in a session, from its sets: one load, with the reps or seconds and the reserve of the sets with it
(docs/rules.md, rule 2, several loads)."""

from decimal import Decimal
from operator import itemgetter
from statistics import median_low, multimode
from typing import NamedTuple


class OneSide(NamedTuple):
    """What one side did. The weaker of two is the smaller one: by load, then amount, then form."""

    load: Decimal
    amount: int
    form_ok: bool
    rir: int
    side: str
    best: int
    spent: bool
    sets: int
    mixed: bool


def of_side(side, rows, asked):
    """One side of a session, of the `rows_of` it: its load, and the amounts and the reserve of the sets with that load.
    Sets beyond the number `asked` for cannot worsen it."""
    _, amounts, loads, reserves, forms = zip(*rows, strict=True)
    load, spent, mixed = loads[0], (0, False) in zip(reserves, forms, strict=True), len({*loads}) > 1
    more = len(rows) > asked
    first = sorted(rows, key=itemgetter(0, 1, 2))[: max(1, asked)] if more else rows
    if mixed:
        load = max(load_of(loads), load_of([row[2] for row in first]))
        first = [row for row in first if row[2] == load] or [row for row in rows if row[2] == load]
        reserves = [row[3] for row in rows if row[2] == load]
    if mixed or more:
        amounts = [row[1] for row in first]
    return OneSide(
        load=load,
        amount=min(amounts),
        form_ok=all(forms),
        rir=min(reserves),
        side=side,
        best=max(amounts),
        spent=spent,
        sets=len(rows),
        mixed=mixed,
    )


def load_of(loads):
    """The load that targets go on from, of those of a session's sets: the one that most sets had. Of several such it is
    the middle one, of two in the middle the lighter: what a pyramid of 60, 80 and 100 kg is worth in sets that are all
    alike. Ours."""
    return median_low(multimode(loads))
