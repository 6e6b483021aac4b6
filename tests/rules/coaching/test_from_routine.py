"""What the routine itself decides: the first time, as written, and a load that was changed in it (rule 3)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.rules.make import BODY, WEIGHTS, aim, brief, make_kit, make_session


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        pytest.param({"as_written": True}, (3, 8, 10, "written", ()), id="as written"),
        pytest.param({"coaching": False}, (3, 8, 10, "written", ()), id="coaching off"),
        pytest.param({"easier_week": True}, (2, 8, 10, "same", ()), id="an easier week"),
    ],
)
def test_what_the_user_wishes_comes_first(wishes, expected):
    assert brief(aim(BODY, make_session(2, load="10"), **wishes)) == expected


def test_the_prescribed_load_starts_and_a_needed_one_is_the_lightest_owned():
    assert aim(replace(WEIGHTS, load_kg=Decimal(12))).load_kg == 12
    assert aim(WEIGHTS).load_kg == 4
    assert aim(WEIGHTS, kit=make_kit()).load_kg is None
    assert aim(BODY).load_kg is None


@pytest.mark.parametrize(
    ("load", "last", "expected", "reason"),
    [
        pytest.param(11, {}, (8, 11, "load"), "You chose 11 kg: start at 8 reps.", id="heavier: from the bottom"),
        pytest.param(12, {}, (8, 12, "load"), "You chose 12 kg, a big jump: start at 8 reps.", id="much heavier"),
        pytest.param(4, {}, (10, 4, "load"), "You chose 4 kg: start at 10 reps.", id="lighter: the same reps"),
        pytest.param(10, {}, (11, 10, "more"), "You did 10 reps in every set: try 11.", id="the same"),
        pytest.param(12, {"pain": 4}, (10, 10, "same"), None, id="nothing heavier while it hurts"),
        pytest.param(4, {"pain": 4}, (10, 4, "load"), None, id="lighter always"),
    ],
)
def test_a_load_changed_in_the_routine_since_wins_over_the_log(load, last, expected, reason):
    edited = replace(WEIGHTS, load_kg=Decimal(load), load_is_newer=True)

    target = aim(edited, make_session(2, load="10", **last))

    assert (target.amount, target.load_kg, target.change) == expected
    assert reason is None or target.reason == reason
