"""What asks for less, two at a time: the stricter of the two holds, never both multiplied (rules 5, 7, 8, 9)."""

from dataclasses import replace
from itertools import combinations

import pytest

from glutes.rules.coaching.targets import Around
from tests.rules.make import BODY, aim, days_ago, make_kit, make_session

FIVE = replace(BODY, sets=5)

LESS = {
    "half a session before a race": {"at_most": 3},
    "15 minutes": {"at_most": 4},
    "an easier week": {"easier_week": True},
    "10 days off": {"off": 8},
    "20 days off": {"off": 18},
    "20 days off, without a lighter weight": {"off": 18, "kit": ("10",)},
    "40 days off": {"off": 38},
    "form lost twice": {"form_ok": False},
    "pain of 5": {"pain": 5},
    "worse next morning": {"pain": 2, "pain_next_day": 4},
    "back after pain of 7": {"pain": 7, "out": 8},
}
"""What each is made of: fields of the prescription, the wishes or the sessions; more days since everything (`off`), or
since this exercise alone (`out`)."""


def told(at_most=None, easier_week=False, off=0, out=0, kit=("8", "9", "10"), form_ok=True, **pain):
    """Sets, reps and kilograms after twice 5 × 12 with 10 kg, as these change it."""
    ago = 2 + off + out
    done = {"load": "10", "target": 12, "asked": 5, "form_ok": form_ok}
    history = make_session(ago, (12,) * 5, **done, **pain), make_session(ago + 2, (12,) * 5, **done)
    around = Around(days=days_ago(2 + off, ago, ago + 2))
    target = aim(replace(FIVE, at_most=at_most), *history, kit=make_kit(*kit), easier_week=easier_week, around=around)
    return target.sets, target.amount, target.load_kg


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(one, other, id=f"{one} and {other}")
        for one, other in combinations(LESS, 2)
        if not LESS[one].keys() & LESS[other].keys()
    ],
)
def test_of_two_that_ask_for_less_the_stricter_holds(one, other):
    both = told(**LESS[one], **LESS[other])

    assert both == tuple(map(min, told(**LESS[one]), told(**LESS[other])))
