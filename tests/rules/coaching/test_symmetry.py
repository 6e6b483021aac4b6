"""Left and right: rule 6, at and around each of its boundaries."""

from dataclasses import replace
from decimal import Decimal

import pytest

from glutes.rules.coaching.symmetry import first_side, imbalance
from tests.rules.make import TODAY, make_session, make_sides

EIGHTY = ("left", 80, False, False)


def thrice(left, right, **fields):
    return [make_sides(ago, left, right, **fields) for ago in (2, 4, 6)]


def seen(history, measure="reps"):
    found = imbalance(history, measure, TODAY)
    return found and (found.side, found.percent, found.is_clear, found.see_someone)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param(thrice((18,) * 3, (20,) * 3), None, id="90 %: no word"),
        pytest.param(thrice((17,) * 3, (20,) * 3), ("left", 85, False, False), id="85 %"),
        pytest.param(thrice((20,) * 3, (16,) * 3), ("right", 80, False, False), id="80 %: not yet clear"),
        pytest.param(thrice((20,) * 3, (15,) * 3), ("right", 75, True, False), id="75 %: clear"),
        pytest.param(thrice((15,) * 3, (20,) * 3, pain=3), ("left", 75, True, False), id="clear, and hardly hurt"),
        pytest.param(thrice((15,) * 3, (20,) * 3, pain=4), ("left", 75, True, True), id="clear, and it hurt"),
        pytest.param(thrice((17,) * 3, (20,) * 3, pain=4), ("left", 85, False, False), id="not clear, and it hurt"),
        pytest.param(thrice((8,) * 3, (9,) * 3), None, id="one rep less"),
        pytest.param(thrice((8,) * 3, (10,) * 3), EIGHTY, id="two reps less"),
        pytest.param(thrice((8, 8, 9), (10, 10, 10)), None, id="not quite two on average"),
        pytest.param(thrice((8,) * 3, (10,) * 3)[:2], None, id="only two sessions"),
        pytest.param(
            [*thrice((8,) * 3, (10,) * 3), make_sides(8, (10,) * 3, (8,) * 3)], None, id="the other side once, too"
        ),
        pytest.param(
            [*thrice((8,) * 3, (10,) * 3), make_sides(8, (9,) * 3, (9,) * 3)],
            ("left", 80, False, False),
            id="even once",
        ),
        pytest.param(
            [make_sides(ago, (8,) * 3, (10,) * 3) for ago in (2, 4, 27)], ("left", 80, False, False), id="28 d"
        ),
        pytest.param([make_sides(ago, (8,) * 3, (10,) * 3) for ago in (2, 4, 28)], None, id="longer ago"),
        pytest.param(thrice((8,) * 3, ()), None, id="one side only"),
        pytest.param([make_session(ago) for ago in (2, 4, 6)], None, id="no sides"),
        pytest.param(thrice((0,) * 3, (0,) * 3), None, id="nothing on either side"),
    ],
)
def test_a_lasting_difference_is_worth_a_word(history, expected):
    assert seen(history) == expected


@pytest.mark.parametrize(("left", "expected"), [(36, None), (35, ("left", 87, False, False))])
def test_holds_differ_by_five_seconds(left, expected):
    assert seen(thrice((left,) * 3, (40,) * 3, measure="seconds"), "seconds") == expected


def test_sides_with_different_loads_are_not_compared():
    session = make_sides(2, (8,) * 3, (12,) * 3, load="8")
    mixed = replace(session, sets=(*session.sets[:3], *(replace(row, load_kg=Decimal(10)) for row in session.sets[3:])))

    assert seen([mixed] * 3) is None
    assert seen([session] * 3) is not None


def test_the_word_says_what_to_do_and_who_says_so():
    assert imbalance(thrice((15,) * 3, (20,) * 3, pain=5), "reps", TODAY).sentence == (
        "Lately left has done about 75 % of what right does: a clear difference, and it hurt, "
        "so let a physio or doctor have a look."
    )
    assert imbalance(thrice((17,) * 3, (20,) * 3), "reps", TODAY).sources == ("ours", "hip-return-2022")


NOTHING = ""
LESS = "{} first: it has done a little less lately; the other side matches it."


@pytest.mark.parametrize(
    ("history", "wishes", "side", "reason"),
    [
        pytest.param([], {}, "left", NOTHING, id="nothing known"),
        pytest.param(thrice((9,) * 3, (9,) * 3), {}, "left", NOTHING, id="alike"),
        pytest.param(thrice((10,) * 3, (9,) * 3), {}, "right", LESS, id="the weaker one"),
        pytest.param(
            [make_sides(2, (9,) * 3, (10,) * 3), *thrice((11,) * 3, (9,) * 3)[1:]], {}, "right", LESS, id="of three"
        ),
        pytest.param(
            thrice((10,) * 3, (9,) * 3),
            {"fixed": "left"},
            "left",
            "{} first, as you chose.",
            id="unless the user fixed it",
        ),
        pytest.param(
            [],
            {"paused": "left", "fixed": "left"},
            "right",
            "Only right: the other side pauses, as you chose.",
            id="a side that pauses is not first",
        ),
        pytest.param([], {"fixed": "middle"}, "left", NOTHING, id="no such side"),
    ],
)
def test_the_weaker_side_goes_first(history, wishes, side, reason):
    choice = first_side(history, "reps", TODAY, **wishes)

    assert (choice.side, choice.reason) == (side, reason.format(side.capitalize()))
