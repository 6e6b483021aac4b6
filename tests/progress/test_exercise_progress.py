"""What the page of one exercise shows: its bests of all time, and its bests by load."""

from datetime import date
from decimal import Decimal

import pytest

from glutes.progress.pages.exercise_progress import all_time_bests, loads_of
from glutes.rules.bests import Mark

TODAY = date(2026, 11, 18)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], []),
        ([Mark(TODAY, reps=12)], [("most reps", 12, "")]),
        ([Mark(TODAY, seconds=45)], [("longest hold", 45, "s")]),
        (
            [Mark(TODAY, reps=12), Mark(TODAY, reps=8, load_kg=Decimal("12.500"))],
            [("most reps", 12, ""), ("heaviest", "12.5", "kg")],
        ),
        ([Mark(TODAY, reps=8, load_kg=Decimal("4.5359237"))], [("most reps", 8, ""), ("heaviest", "10", "lb")]),
        ([Mark(TODAY, reps=8, band=3)], [("most reps", 8, ""), ("strongest band", 3, "of 5")]),
        ([Mark(TODAY, "left", 9), Mark(TODAY, "right", 9)], [("most reps each side", 9, "")]),
        (
            [Mark(TODAY, "left", 9), Mark(TODAY, "right", 10)],
            [("most reps left", 9, ""), ("most reps right", 10, "")],
        ),
        ([Mark(TODAY, "left", 9)], [("most reps left", 9, "")]),
    ],
)
def test_each_side_has_its_record_in_a_big_number(marks, expected):
    assert all_time_bests(marks) == expected


def test_bests_are_sorted_by_load():
    light, heavy, other = Mark(TODAY, "left", 12), Mark(TODAY, "left", 8, load_kg=Decimal(4)), Mark(TODAY, "right", 11)
    assert loads_of([heavy, light, other]) == [(heavy, {"left": heavy}), (light, {"left": light, "right": other})]
