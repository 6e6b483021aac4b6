"""When to offer to make a main block a circuit, and how many rounds it has (docs/rules.md, rule 11)."""

from glutes.rules.coaching.offering import Offer, said_today

CIRCUIT_WORK_S, CIRCUIT_ROUND_REST_S = 60, 120
"""A minute of each with no rest between, two minutes after the last (D0, F13)."""

CIRCUIT_SESSIONS = 6
"""Ours: after so many sessions of a routine a circuit is offered, too, if its exercises leave less to spare."""


def circuit_offer(targets, style="sets", sessions=0, today=None):
    """The offer to make a main block a circuit (F13): every exercise was at its top, clean, in two sessions in a row,
    with three reps in reserve where answered, or after six sessions of the routine. It comes after the offers of more
    reps, then weekly.

    Args: the Target of each of its exercises (progression.py); `style`, "sets" or "circuit"; how many sessions of the
    routine there were; the day it is (None: said whenever it is open).
    """
    targets = list(targets)
    if style == "circuit" or not targets or not all(target.topped for target in targets):
        return None
    if sessions < CIRCUIT_SESSIONS and not all(target.spare for target in targets):
        return None
    circuit = Offer("circuit", "All easy now? A minute each, as a circuit.", ("d0",))
    days = set.intersection(*(set(target.open_since) for target in targets))
    _, *later = [*sorted(days), today]
    return circuit if today is None or (later and said_today((circuit,), later[:-1], today)) else None


def circuit_rounds(targets, rounds):
    """How many rounds of a circuit to do: the most sets of a Target, without those that are left out.

    Args: the Target of each of its exercises; the prescribed rounds, which count if all are left out.
    """
    return max((target.sets for target in targets if target.change != "leave-out"), default=rounds)
