"""“15 minutes today”: what is left of a routine, as a table."""

import pytest

from glutes.rules.routine import short, timing
from glutes.rules.routine.short import Asked, Circuit
from glutes.rules.routine.timing import Step


def asked(role="compound", sets=2, reps=10, rest_s=30, is_main=True, **today):
    """One prescription; 2 × 10 takes 2 × 40 s and, in a block of its own, a rest of 30 s after each: 2.3 min."""
    return Asked(Step(sets, reps=(reps, reps), rest_s=rest_s), role, is_main, **today)


WARM_UP, STRETCH = asked("warm-up", sets=1, is_main=False), asked("cool-down", sets=1, is_main=False)
LONG = asked("accessory", sets=4, reps=20, rest_s=60)
"""Four sets of 20 slow reps with their rests: 4 × (80 s + 60 s), more than nine minutes."""
FIVE_MIN = {"sets": 3, "reps": 10, "rest_s": 60}
"""3 × (40 s + 60 s): three of them fit."""


@pytest.mark.parametrize(
    ("routine", "left"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([asked()], [0], id="what is short already"),
        pytest.param([asked("core"), asked("accessory"), asked("compound")], [2, 1, 0], id="big exercises first"),
        pytest.param([asked("core"), asked("core"), asked()], [2, 0, 1], id="else as they come"),
        pytest.param([WARM_UP, asked("core"), asked(), STRETCH], [0, 3, 2, 1], id="warm-up and stretch stay"),
        pytest.param([LONG, LONG, LONG], [0], id="what does not fit goes"),
        pytest.param([asked("core"), LONG, LONG, asked()], [3, 1], id="from the end of the advised order"),
        pytest.param([WARM_UP, asked(sets=19, reps=50), STRETCH], [0, 2, 1], id="the first stays, however long"),
        pytest.param([*[WARM_UP] * 30, asked(), asked()], [*range(31)], id="a long warm-up stays too"),
        pytest.param(
            [asked(hurts=True, **FIVE_MIN), asked(hurts=True, **FIVE_MIN), *[asked(**FIVE_MIN)] * 4],
            [2, 3, 4],
            id="what hurts goes first",
        ),
        pytest.param([asked(hurts=True), asked(hurts=True)], [0, 1], id="what hurts stays where it fits"),
        pytest.param([asked(hurts=True, **FIVE_MIN)] * 5, [0, 1, 2], id="where all of it hurts, the first stay"),
        pytest.param(
            [asked(is_out=True, **FIVE_MIN), *[asked(**FIVE_MIN)] * 4], [1, 2, 3], id="what is out makes room"
        ),
        pytest.param([asked(is_out=True), asked(is_out=True)], [0, 1], id="where all of it is out, it stays"),
    ],
)
def test_what_is_left_of_a_routine(routine, left):
    assert short.shortened(routine) == left


def test_of_a_circuit_goes_what_does_not_fit():
    """Twelve exercises of a minute: two rounds take 24 min and a rest of two."""
    minute = Asked(Step(1, seconds=(60, 60)), "compound")
    assert short.shortened([minute] * 12, Circuit(rounds=2, round_rest_s=120)) == [*range(6)]
    assert timing.circuit_seconds([minute.step] * 6, 2, 120) == 14 * 60


@pytest.mark.parametrize(("sets", "left"), [(1, 1), (2, 1), (4, 3)])
def test_a_set_or_a_round_goes_and_one_stays(sets, left):
    assert short.fewer(sets) == left


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
