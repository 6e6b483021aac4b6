"""How many sets are left after time off and in an easier week, from dates alone (rules 8 and 9)."""

from datetime import timedelta

import pytest

from glutes.rules.week.lately import Lately
from tests.rules.make import TODAY


def day(n):
    """So many days from today."""
    return None if n is None else TODAY + timedelta(days=n)


@pytest.mark.parametrize(
    ("easier", "before", "back", "to_do", "sets"),
    [
        pytest.param(None, None, None, 0, (6, 6, 6), id="nobody trained yet"),
        pytest.param(None, -14, None, 0, (6, 6, 6), id="14 days off"),
        pytest.param(None, -15, None, 0, (5, 6, 6), id="15: a set less, once"),
        pytest.param(None, -13, None, 2, (6, 5, 6), id="15 by the next session"),
        pytest.param(None, -28, None, 0, (5, 6, 6), id="28"),
        pytest.param(None, -29, None, 0, (2, 2, 6), id="29: two sets for a week"),
        pytest.param(None, -40, -3, 0, (2, 2, 6), id="back for three days"),
        pytest.param(None, -20, -3, 0, (6, 6, 6), id="back after 17 days"),
        pytest.param(None, -40, None, None, (6, 6, 6), id="nothing planned"),
        pytest.param(-2, -8, -1, 0, (4, 4, 6), id="an easier week"),
        pytest.param(-2, -29, None, 0, (2, 2, 6), id="and a month off"),
        pytest.param(-9, -8, -1, 0, (6, 6, 6), id="an easier week that is over"),
    ],
)
def test_sets_left_of_six_today_in_two_days_and_in_a_week(easier, before, back, to_do, sets):
    lately = Lately(day(easier), day(before), day(back), day(to_do))
    found = [lately.fewer(day(n)) for n in (0, 2, 7)]
    assert tuple(fewer(6) if fewer else 6 for fewer in found) == sets
