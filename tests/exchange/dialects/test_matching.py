"""Which of our exercises a name means: known, near, alike, or none."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from glutes.exchange.dialects.grouping import numbered
from glutes.exchange.dialects.matching import NEAR_WORDS, SAME_WORDS, KnownNames
from glutes.exchange.dialects.odd import Judge, settled
from glutes.exchange.dialects.parts import Row
from glutes.exchange.dialects.values import moment


@pytest.fixture(scope="module")
def names():
    files = Path(settings.BASE_DIR, "fixtures").glob("exercises-*.json")
    found = [one for file in files for one in json.loads(file.read_text())]
    known = {one["slug"]: [one["name"], *one.get("aliases", [])] for one in found}
    return KnownNames(known | {"own-1": ["Calf raise"]})


@pytest.mark.parametrize(
    ("name", "slug", "sure"),
    [
        ("Squat (Barbell)", "squat", True),
        ("SQUATS", "squat", True),
        ("Goblet Squat (Kettlebell)", "backpack-squat", True),
        ("Romanian Deadlift (Dumbbell)", "romanian-deadlift", True),
        ("Clam Shells", "clamshell", True),
        ("Hip Thrust (Barbell)", "hip-lift", False),
        ("Single Leg Glute Bridge", "single-leg-bridge", False),
        ("Lateral Walk", "sideways-band-walk", False),
        ("Glute Kickback (Band)", "glute-kickback", False),
        ("Rusian Twits", "russian-twist", False),
        ("calf raise", "own-1", True),
        ("Calf Raise (Dumbbell)", "own-1", False),
        ("Calf Raise [Dumbbell] ()", "own-1", False),
        ("Leg Press () []", None, False),
        ("Bench Press (Barbell)", None, False),
        ("Leg Press", None, False),
        ("Treadmill", None, False),
        ("", None, False),
        ("💪", None, False),
    ],
)
def test_a_name_means_an_exercise_surely_perhaps_or_none(names, name, slug, sure):
    assert names.meant(name) == (slug, sure)


def test_every_name_of_the_tables_leads_to_an_exercise_of_the_catalogue(names):
    assert {*SAME_WORDS.values(), *NEAR_WORDS.values()} <= names.slugs
    assert SAME_WORDS.keys() & NEAR_WORDS.keys() == set()


def row(**fields):
    return Row(1, moment("2024-02-01"), "", "Squat", **fields)


def test_a_set_of_no_side_of_a_one_sided_exercise_was_done_left_and_right():
    done = [(number, side, one.reps) for number, side, one in numbered([row(reps=10), row(reps=8)], one_sided=True)]
    assert done == [(1, "left", 10), (1, "right", 10), (2, "left", 8), (2, "right", 8)]


def test_left_and_right_are_one_set_not_two():
    sides = [row(reps=10, side="left"), row(reps=8, side="right"), row(reps=9, side="left")]
    assert [(n, side, one.reps) for n, side, one in numbered(sides, one_sided=True)] == [
        (1, "left", 10), (1, "right", 8), (2, "left", 9)
    ]  # fmt: skip
    assert [(n, side, one.reps) for n, side, one in numbered(sides, one_sided=False)] == [
        (1, "both", 8),
        (2, "both", 9),
    ]


def test_what_looks_odd_is_asked_about_with_what_may_have_been_meant():
    judge = Judge("kg")
    usual = [row(reps=5, weight=Decimal(kg)) for kg in (20, 60, 70, 75, 80)]
    assert [judge.look(one) for one in usual] == [None] * 5
    odd = judge.look(row(reps=5, weight=Decimal(800)))
    assert (odd.meant, odd.fits, odd.usual, odd.before) == ("80", False, "meant", "80")
    assert settled(row(reps=5, weight=Decimal(800)), odd, "meant").weight == 80
    assert settled(row(reps=5, weight=Decimal(800)), odd, "keep") is None
    hold = judge.look(row(seconds=3600))
    assert (hold.meant, hold.fits, hold.usual) == ("60", True, "keep")
    assert settled(row(seconds=3600), hold, "meant").seconds == 60
    assert judge.look(row(reps=9999)).usual == "out"
    assert judge.look(row(seconds=3600, far=True)) is None
