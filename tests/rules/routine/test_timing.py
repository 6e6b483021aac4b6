"""How long a routine takes: docs/rules.md, rule 13."""

import pytest

from glutes.rules.routine.timing import Step, by_superset, circuit_seconds, minutes, sets_seconds

TEN = Step(sets=3, reps=(10, 10), rest_s=30)
TEN_A_SIDE = Step(sets=3, reps=(10, 10), sides=2, rest_s=30)
HOLD = Step(sets=3, seconds=(30, 30), rest_s=30)


@pytest.mark.parametrize(
    ("step", "seconds"),
    [
        pytest.param(TEN, 40, id="a rep takes four seconds"),
        pytest.param(TEN_A_SIDE, 80, id="left and right one after the other"),
        pytest.param(Step(sets=3, reps=(8, 10)), 36, id="the middle of a range"),
        pytest.param(HOLD, 30, id="a hold"),
        pytest.param(Step(sets=1, seconds=(30, 60), sides=2), 90, id="a hold range, each side"),
    ],
)
def test_a_set_takes_its_reps_or_seconds_on_each_side(step, seconds):
    assert step.set_seconds == seconds


@pytest.mark.parametrize(
    ("steps", "seconds"),
    [
        pytest.param([], 0, id="nothing"),
        pytest.param([TEN], 3 * (40 + 30), id="every set has its rest"),
        pytest.param([TEN, HOLD], 3 * (40 + 30) + 3 * (30 + 30), id="one after the other"),
        pytest.param(
            [Step(3, reps=(10, 10), rest_s=30, group="A"), Step(3, reps=(12, 12), rest_s=45, group="A")],
            3 * (40 + 48 + 45),
            id="a superset rests after its last exercise only",
        ),
        pytest.param(
            [Step(2, reps=(10, 10), rest_s=30, group="A"), Step(3, reps=(10, 10), rest_s=30, group="A")],
            2 * 40 + 3 * 40 + 3 * 30,
            id="a superset of unequal sets rests after every round",
        ),
        pytest.param(
            [Step(1, reps=(10, 10), rest_s=30, group="A"), TEN, Step(1, reps=(10, 10), rest_s=30, group="A")],
            70 + 210 + 70,
            id="the same letter further on is no superset",
        ),
        pytest.param(
            [
                Step(2, seconds=(60, 60), group="A"),
                Step(2, reps=(10, 10), group="A"),
                Step(2, reps=(10, 10), group="A"),
            ],
            280,
            id="D0's warm-up, twice through, is near the four minutes of the rule",
        ),
        pytest.param(
            [Step(1, seconds=(30, 30), sides=2), Step(1, seconds=(30, 30), sides=2), Step(1, seconds=(60, 60))],
            180,
            id="D0's cool-down is the three minutes of the rule",
        ),
    ],
)
def test_a_block_of_sets_takes_its_sets_and_the_rests_between(steps, seconds):
    assert sets_seconds(steps) == seconds


@pytest.mark.parametrize(
    ("steps", "rounds", "seconds"),
    [
        pytest.param([], 3, 0, id="nothing takes no rest"),
        pytest.param([Step(3, seconds=(60, 60))] * 5, 1, 300, id="one round ends without a rest"),
        pytest.param([Step(3, seconds=(60, 60), rest_s=90)] * 5, 3, 3 * 300 + 2 * 120, id="no rest between exercises"),
        pytest.param([Step(1, seconds=(30, 30), sides=2)] * 5, 2, 2 * 300 + 120, id="half a minute a side"),
        pytest.param([TEN], 2, 2 * 40 + 120, id="rounds count, not sets"),
    ],
)
def test_a_circuit_takes_its_rounds_and_the_rests_between(steps, rounds, seconds):
    assert circuit_seconds(steps, rounds, 120) == seconds


@pytest.mark.parametrize(("seconds", "whole"), [(0, 0), (1, 1), (60, 1), (61, 2), (2490, 42)])
def test_minutes_are_whole_and_never_too_few(seconds, whole):
    assert minutes(seconds) == whole


def test_runs_are_supersets_or_single_rows():
    a, b, c, d = (Step(1, reps=(1, 1), group=letter) for letter in ("", "", "A", "A"))

    assert list(by_superset([a, b, c, d])) == [[a], [b], [c, d]]
