"""What is said of two sides."""

import pytest

from glutes.rules.sides import each_side


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ({"left": "12 reps", "right": "12 reps"}, "12 reps each side"),
        ({"left": "12 reps", "right": "10 reps"}, "left 12 reps, right 10 reps"),
        ({"left": "12 reps", "right": ""}, "left 12 reps, right –"),
        ({"right": "10 reps"}, "right 10 reps"),
        ({"both": "12 reps"}, "12 reps"),
        ({}, ""),
    ],
)
def test_the_same_on_both_sides_is_said_once(done, words):
    assert each_side(done) == words


def test_lists_of_numbers_stand_further_apart():
    assert each_side({"left": "10, 9", "right": "10, 10"}, between="; ") == "left 10, 9; right 10, 10"
