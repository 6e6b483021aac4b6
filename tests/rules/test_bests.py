"""Bests of an exercise: which sets count, which beats which, which is named first."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from glutes.rules.bests import Mark, best, bests, heaviest, longest_hold, most_reps, new_bests

DAY = date(2026, 11, 18)


def made(reps=None, kg=None, later=0, **fields):
    """A set of some reps, at a load, some days later."""
    load = None if kg is None else Decimal(kg)
    return Mark(DAY + timedelta(days=later), reps=reps, load_kg=load, **fields)


def held(seconds, kg=None, **fields):
    return made(kg=kg, seconds=seconds, **fields)


@pytest.mark.parametrize(
    ("case", "better", "worse"),
    [
        ("more reps", made(11), made(10)),
        ("a longer hold", held(31), held(30)),
        ("heavier with as many reps", made(10, "12.5"), made(10, "12")),
        ("a load against none", made(10, "4"), made(10)),
        ("a stronger band", made(10, band=3), made(10, band=2)),
        ("a band against none", made(10, band=1), made(10)),
        ("the same, but first", made(10, "12"), made(10, "12", later=1)),
        ("the same with 0 kg, but first", made(10), made(10, "0", later=1)),
        ("more, though later", made(11, later=9), made(10)),
    ],
)
def test_a_set_beats_another(case, better, worse):
    assert better.beats(worse)
    assert not worse.beats(better)


@pytest.mark.parametrize(
    ("case", "one", "other"),
    [
        ("the same on the same day", made(10), made(10)),
        ("more reps against more load", made(12, "8"), made(10, "12")),
        ("a band against kilograms", made(10, band=5), made(10, "4")),
        ("left against right", made(10, side="left"), made(8, side="right")),
        ("reps against seconds", made(60), held(30)),
    ],
)
def test_neither_beats_the_other(case, one, other):
    assert not one.beats(other)
    assert not other.beats(one)


@pytest.mark.parametrize(
    ("case", "marks", "expected"),
    [
        ("nothing done", [], []),
        ("only in bad form", [made(20, form_ok=False)], []),
        ("good form before more", [made(10), made(20, form_ok=False)], [made(10)]),
        ("the most at each load, heaviest first", [made(12), made(9, "8"), made(10, "8")], [made(10, "8"), made(12)]),
        ("a lighter load with fewer reps is none", [made(10, "8"), made(10), made(9, "4")], [made(10, "8")]),
        ("each value once, as first done", [made(10, later=2), made(10), made(10, later=1)], [made(10)]),
        ("said twice", [made(10), made(10)], [made(10)]),
        ("a side each", [made(9, side="left"), made(8, side="right")], [made(9, side="left"), made(8, side="right")]),
        ("holds and reps side by side", [made(10), held(30), held(25)], [held(30), made(10)]),
    ],
)  # fmt: skip
def test_the_bests_are_the_sets_that_no_other_beats(case, marks, expected):
    assert bests(marks) == expected


@pytest.mark.parametrize(
    ("case", "marks", "expected"),
    [
        ("nothing done", [], (None, None, None, None)),
        ("body weight", [made(12), made(15)], (None, made(15), None, made(15))),
        ("loads", [made(15), made(8, "16"), made(10, "12")], (made(8, "16"), made(15), None, made(8, "16"))),
        ("as many with a load", [made(15), made(15, "4")], (made(15, "4"), made(15, "4"), None, made(15, "4"))),
        ("bands", [made(15, band=2), made(10, band=3)], (made(10, band=3), made(15, band=2), None, made(10, band=3))),
        ("holds", [held(45), held(60)], (None, None, held(60), held(60))),
        ("long before heavy", [held(60), held(30, "10")], (held(30, "10"), None, held(60), held(60))),
        ("bad form", [made(9, form_ok=False), held(90, form_ok=False)], (None, None, None, None)),
    ],
)  # fmt: skip
def test_the_heaviest_the_most_reps_the_longest_hold_and_the_best_of_all_are_named(case, marks, expected):
    assert (heaviest(marks), most_reps(marks), longest_hold(marks), best(marks)) == expected


@pytest.mark.parametrize(
    ("case", "earlier", "marks", "expected"),
    [
        ("the first session beats nobody", [], [made(12)], []),
        ("more reps", [made(10), made(11)], [made(12, later=1)], ["12: your most so far"]),
        ("its best set", [made(10)], [made(12, later=1), made(9, later=1)], ["12: your most so far"]),
        ("as many as before", [made(12)], [made(12, later=1)], []),
        ("as many on the same day", [made(12)], [made(12)], []),
        ("a longer hold", [held(30)], [held(35, later=1)], ["35: your longest so far"]),
        ("a heavier load with fewer reps", [made(12, "8")], [made(6, "12", later=1)], ["6: your heaviest so far"]),
        ("the first load", [made(15)], [made(8, "8", later=1)], ["8: your heaviest so far"]),
        ("a stronger band", [made(15, band=2)], [made(8, band=3, later=1)], ["8: your strongest band so far"]),
        (
            "more at a load",
            [made(15, "8"), made(8, "12")],
            [made(10, "12", later=1)],
            ["10: your most with that weight"],
        ),
        (
            "more at a band",
            [made(15, band=2), made(8, band=3)],
            [made(10, band=3, later=1)],
            ["10: your most with that band"],
        ),
        ("more, but lighter", [made(10, "12")], [made(12, "8", later=1)], ["12: your most so far"]),
        (
            "longer with a load",
            [held(60), held(20, "8")],
            [held(30, "8", later=1)],
            ["30: your longest with that weight"],
        ),
        (
            "two at once",
            [made(10, "8")],
            [made(12, "8", later=1), made(8, "12", later=1)],
            ["8: your heaviest so far", "12: your most so far"],
        ),
        ("the form slipped", [made(10)], [made(12, later=1, form_ok=False)], []),
        ("what it beats had slipped", [made(10, form_ok=False)], [made(9, later=1)], []),
        ("not one rep of a heavier load", [made(10, "8")], [made(0, "12", later=1)], []),
        ("the other side is another thing", [made(10, side="left")], [made(12, later=1, side="right")], []),
        ("holds are another thing than reps", [made(10)], [held(45, later=1)], []),
    ],
)
def test_new_bests_of_a_session(case, earlier, marks, expected):
    assert [f"{mark.amount}: {words}" for mark, words in new_bests(marks, earlier)] == expected
