"""“15 minutes today”: a shorter version of a routine. Our own rule.

Every exercise has one set fewer (a circuit one round fewer), in the recommended order (order.py). What does not fit is
left out from the end of the main block. Warm-up, cool-down and the first exercise stay, however long they take.
"""

from dataclasses import dataclass, replace

from glutes.rules.routine import timing
from glutes.rules.routine.order import rank

SHORT_S = 15 * 60


@dataclass(frozen=True)
class Asked:
    """One prescription: how long it takes, its role (order.py), and whether it is in the main block."""

    step: timing.Step
    role: str
    is_main: bool = True


@dataclass(frozen=True)
class Circuit:
    """A main block done as a circuit: its rounds, and the rest after each in seconds."""

    rounds: int
    round_rest_s: int = 0


def shortened(asked, circuit=None):
    """What to do in about 15 minutes: pairs of (index in `asked`, sets); the main block last, in its order.

    Args: the Asked of a whole routine, in order; its Circuit if the main block is one (see `rounds`).
    """
    fewer = [(index, replace(one.step, sets=max(1, one.step.sets - 1))) for index, one in enumerate(asked)]
    around = [(index, step) for index, step in fewer if not asked[index].is_main]
    main = sorted(((index, step) for index, step in fewer if asked[index].is_main), key=lambda one: rank(asked[one[0]]))
    while len(main) > 1 and _seconds(around, main, circuit) > SHORT_S:
        main.pop()
    return [(index, step.sets) for index, step in around + main]


def is_long(asked, circuit=None):
    """Whether all of it takes more than 15 minutes, so that it can be shortened."""
    around, main = ([one.step for one in asked if one.is_main is is_main] for is_main in (False, True))
    if circuit is None:
        return timing.sets_seconds(around + main) > SHORT_S
    all_of_it = timing.circuit_seconds(main, circuit.rounds, circuit.round_rest_s)
    return timing.sets_seconds(around) + all_of_it > SHORT_S


def rounds(circuit):
    """How many rounds are left of a circuit: one fewer, and at least one."""
    return max(1, circuit.rounds - 1)


def _seconds(around, main, circuit):
    around, main = ([step for _, step in steps] for steps in (around, main))
    if circuit is None:
        return timing.sets_seconds(around + main)
    return timing.sets_seconds(around) + timing.circuit_seconds(main, rounds(circuit), circuit.round_rest_s)
