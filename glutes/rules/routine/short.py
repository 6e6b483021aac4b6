"""“15 minutes today”: a shorter version of a routine. Our own rule.

Every exercise has one set fewer (a circuit one round fewer), in the recommended order (order.py). What does not fit is
left out of the main block: what hurt when it was last done first, else from its end. What is out today makes room, too.
Warm-up, cool-down and the first exercise stay, however long they take.
"""

from dataclasses import dataclass

from glutes.rules.routine import timing
from glutes.rules.routine.order import rank

SHORT_S = 15 * 60


@dataclass(frozen=True)
class Asked:
    """One prescription: how long it takes, its role (order.py), whether it is in the main block, whether it is out
    today, and whether it hurts."""

    step: timing.Step
    role: str
    is_main: bool = True
    is_out: bool = False
    hurts: bool = False


@dataclass(frozen=True)
class Circuit:
    """A main block done as a circuit: its rounds, and the rest after each in seconds."""

    rounds: int
    round_rest_s: int = 0


def fewer(sets):
    """Of so many sets or rounds one fewer, and at least one."""
    return max(1, sets - 1)


def shortened(asked, circuit=None):
    """What to do in about 15 minutes: indices in `asked`, those of the main block last, in its order.

    Args: the Asked of a whole routine, in order, with `fewer` sets; its Circuit, with fewer rounds, if the main block
    is one. If all of the main block is out today, it stays as if none of it were.
    """
    around = [index for index, one in enumerate(asked) if not one.is_main]
    main = [index for index, one in enumerate(asked) if one.is_main]
    main = sorted([index for index in main if not asked[index].is_out] or main, key=lambda index: rank(asked[index]))
    while len(main) > 1 and not _fits([asked[index] for index in around + main], circuit):
        hurting = [index for index in main if asked[index].hurts]
        main.remove((hurting or main)[-1])
    return around + main


def is_long(asked, circuit=None):
    """Whether all of it takes more than 15 minutes, so that it can be shortened."""
    return not _fits(asked, circuit)


def _fits(asked, circuit):
    around, main = ([one.step for one in asked if one.is_main is is_main] for is_main in (False, True))
    if circuit is None:
        return timing.sets_seconds(around + main) <= SHORT_S
    all_of_it = timing.circuit_seconds(main, circuit.rounds, circuit.round_rest_s)
    return timing.sets_seconds(around) + all_of_it <= SHORT_S
