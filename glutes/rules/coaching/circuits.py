"""When to offer to make a main block a circuit, or to go round once more, and how many rounds it has (docs/rules.md,
rule 11)."""

from glutes.rules.coaching.offering import Offer, said_today

CIRCUIT_WORK_S, CIRCUIT_ROUND_REST_S = 60, 120
"""A minute of each with no rest between, two minutes after the last (D0, F13)."""

CIRCUIT_SESSIONS = 6
"""Ours: after so many sessions of a routine a circuit is offered, too, if its exercises leave less to spare."""


ONCE_MORE = {1: "a second", 2: "a third"}
"""Ours: a further round is offered up to three. D0 says “and again”; outside circuits it has three sets (F11, F13)."""


def circuit_offer(targets, style="sets", sessions=0, today=None, rounds=1):
    """The offer to make a main block a circuit, or to add one to the `rounds` of a circuit (F13); or None.

    It comes when every exercise was at its top, clean, in two sessions in a row: with three reps in reserve where that
    was answered, or after six sessions of the routine. A circuit is offered after more reps were; a round, where
    nothing heavier or harder is offered. Both come again weekly.

    Args: the Target of each of its exercises (progression.py); `style`, "sets" or "circuit"; how many sessions of the
    routine there were; the day it is (None: said whenever it is open).
    """
    targets = list(targets)
    if not targets or not all(target.topped for target in targets):
        return None
    if sessions < CIRCUIT_SESSIONS and not all(target.spare for target in targets):
        return None
    is_new = style != "circuit"  # Then the first day is that of more reps.
    if is_new:
        offer = Offer("circuit", "All easy now? A minute each, as a circuit.", ("d0",))
    elif rounds in ONCE_MORE and not any(target.offers or target.change == "load" for target in targets):
        sentence = f"All of it at the top: go round {ONCE_MORE[rounds]} time?"
        offer = Offer("round", sentence, ("d0", "ours"), high=rounds + 1)
    else:
        return None
    days = set.intersection(*(set(target.open_since) for target in targets))
    open_on = [*sorted(days), today][is_new:]
    return offer if today is None or (open_on and said_today((offer,), open_on[:-1], today)) else None


def circuit_rounds(targets, rounds):
    """How many rounds of a circuit to do: the most sets of a Target, without those that are left out.

    Args: the Target of each of its exercises; the prescribed rounds, which count if all are left out.
    """
    return max((target.sets for target in targets if target.change != "leave-out"), default=rounds)
