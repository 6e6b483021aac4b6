"""“15 minutes today”: what is left of a routine, as a table."""

import pytest

from glutes.rules.routine import short, timing
from glutes.rules.routine.short import Asked, Circuit
from glutes.rules.routine.timing import Step


def asked(role="compound", sets=3, reps=10, rest_s=30, is_main=True):
    """One prescription; 3 × 10 takes 3 × 40 s and, in a block of its own, a rest of 30 s after each: 3.5 min."""
    return Asked(Step(sets, reps=(reps, reps), rest_s=rest_s), role, is_main)


WARM_UP, STRETCH = asked("warm-up", sets=1, is_main=False), asked("cool-down", sets=1, is_main=False)
LONG = asked("accessory", sets=5, reps=20, rest_s=60)
"""Four sets of 20 slow reps with their rests: 4 × (80 s + 60 s), more than nine minutes."""


@pytest.mark.parametrize(
    ("routine", "left"),
    [
        ([], []),
        ([asked()], [(0, 2)]),
        ([asked(sets=1)], [(0, 1)]),
        ([asked("core"), asked("accessory"), asked("compound")], [(2, 2), (1, 2), (0, 2)]),
        ([asked("core"), asked("core"), asked()], [(2, 2), (0, 2), (1, 2)]),
        ([WARM_UP, asked("core"), asked(), STRETCH], [(0, 1), (3, 1), (2, 2), (1, 2)]),
        ([LONG, LONG, LONG], [(0, 4)]),
        ([asked("core"), LONG, LONG, asked()], [(3, 2), (1, 4)]),
        ([WARM_UP, asked(sets=20, reps=50), STRETCH], [(0, 1), (2, 1), (1, 19)]),
        ([*[WARM_UP] * 30, asked(), asked()], [*[(n, 1) for n in range(30)], (30, 2)]),
    ],
    ids=[
        "nothing",
        "a set fewer",
        "one set stays",
        "big exercises first",
        "else as they come",
        "warm-up and stretch stay",
        "what does not fit goes",
        "from the end of the advised order",
        "the first stays, however long",
        "a long warm-up stays too",
    ],
)
def test_what_is_left_of_a_routine(routine, left):
    assert short.shortened(routine) == left


def test_of_a_circuit_a_round_goes_and_what_does_not_fit():
    """Twelve exercises of a minute: two rounds take 24 min and a rest of two."""
    minute = Asked(Step(1, seconds=(60, 60)), "compound")
    left = short.shortened([minute] * 12, Circuit(rounds=3, round_rest_s=120))
    assert left == [(n, 1) for n in range(6)]
    assert timing.circuit_seconds([minute.step] * 6, 2, 120) == 14 * 60


@pytest.mark.parametrize(("rounds", "left"), [(1, 1), (2, 1), (4, 3)])
def test_a_circuit_keeps_one_round(rounds, left):
    assert short.rounds(Circuit(rounds)) == left


@pytest.mark.parametrize(
    ("routine", "circuit", "expected"),
    [
        pytest.param([], None, False, id="nothing"),
        pytest.param([WARM_UP, asked(), STRETCH], None, False, id="five minutes"),
        pytest.param([LONG, LONG], None, True, id="more than a quarter of an hour"),
        pytest.param([asked(sets=1), asked(sets=1)], Circuit(3, 60), False, id="a short circuit"),
        pytest.param([asked(sets=1), asked(sets=1)], Circuit(10, 60), True, id="a long circuit"),
    ],
)
def test_only_what_takes_longer_is_offered_in_short(routine, circuit, expected):
    assert short.is_long(routine, circuit) is expected
