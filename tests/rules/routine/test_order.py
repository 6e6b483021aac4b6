"""The order of exercises: docs/rules.md, rule 14."""

import pytest

from glutes.rules.routine.order import Placed, in_order, order_advice

SQUAT, LUNGE = Placed("Squat", "compound"), Placed("Lunge", "compound")
CLAMSHELL, PLANK = Placed("Clamshell", "accessory"), Placed("Plank", "core")
STRETCH = Placed("Hip rolls", "cool-down")
WHY = ": bigger exercises while you’re fresh."


@pytest.mark.parametrize(
    ("exercises", "sentence"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([PLANK], None, id="one exercise"),
        pytest.param([SQUAT, LUNGE, CLAMSHELL, PLANK], None, id="compound, accessory, core"),
        pytest.param([SQUAT, PLANK], None, id="a group may be missing"),
        pytest.param(
            [CLAMSHELL, SQUAT],
            "Put Squat before Clamshell" + WHY,
            id="compound after accessory",
        ),
        pytest.param(
            [SQUAT, PLANK, CLAMSHELL, LUNGE],
            "Put Clamshell before Plank" + WHY,
            id="only the first is named",
        ),
        pytest.param(
            [STRETCH, CLAMSHELL],
            "Put Clamshell before Hip rolls" + WHY,
            id="anything else belongs last",
        ),
        pytest.param(
            [Placed("Squat", "compound", "A"), Placed("Plank", "core", "A"), LUNGE],
            None,
            id="a superset counts as its biggest exercise",
        ),
        pytest.param(
            [CLAMSHELL, Placed("Plank", "core", "A"), Placed("Squat", "compound", "A")],
            "Put Squat before Clamshell" + WHY,
            id="a superset moves as a whole",
        ),
    ],
)
def test_the_first_exercise_that_comes_too_late_is_named(exercises, sentence):
    advice = order_advice(exercises)

    assert (advice and advice.sentence) == sentence


def test_the_advised_order_keeps_ties_and_supersets():
    plank, squat = Placed("Plank", "core", "A"), Placed("Squat", "compound", "A")

    assert in_order([CLAMSHELL, plank, squat, LUNGE]) == [plank, squat, LUNGE, CLAMSHELL]
    assert order_advice(in_order([CLAMSHELL, plank, squat, LUNGE])) is None
