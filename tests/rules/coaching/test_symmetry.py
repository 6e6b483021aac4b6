"""Left and right: rule 6, at and around each of its boundaries."""

from datetime import timedelta
from decimal import Decimal

import pytest

from glutes.rules.coaching.symmetry import Check, first_side, imbalance
from tests.rules.make import TODAY, make_session, make_sides

EIGHTY = ("left", 80, False, False)


def thrice(left, right, **fields):
    return [make_sides(ago, left, right, **fields) for ago in (2, 4, 6)]


def seen(history, measure="reps"):
    found = imbalance(history, measure, TODAY)
    return found and (found.side, found.percent, "fredericson-2000" in found.sources, found.see_someone)


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
            [make_sides(1, (10,) * 3, (8,) * 3), *thrice((8,) * 3, (10,) * 3)], EIGHTY, id="the other side once, too"
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
    mixed = session._replace(sets=(*session.sets[:3], *(row._replace(load_kg=Decimal(10)) for row in session.sets[3:])))

    assert seen([mixed] * 3) is None
    assert seen([session] * 3) is not None


def test_three_of_the_last_four_sessions():
    wide, alike = thrice((8,) * 3, (10,) * 3), make_sides(1, (9,) * 3, (9,) * 3)

    assert seen([alike, *wide]) == EIGHTY
    assert seen([alike, alike._replace(order=1), *wide]) is None


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param(1, 4, ("left", 78, True, False), id="what was left to spare counts"),
        pytest.param(2, 3, None, id="a rep is none"),
        pytest.param(None, 4, None, id="only where both sides were told"),
    ],
)
def test_one_target_for_both_hides_no_difference_where_the_spare_reps_were_told(left, right, expected):
    sessions = [make_session(ago, side="left", rir=left) for ago in (2, 4, 6)]
    sessions = [one._replace(sets=one.sets + make_session(0, side="right", rir=right).sets) for one in sessions]

    assert seen(sessions) == expected


@pytest.mark.parametrize(
    ("left", "right", "ago", "expected"),
    [
        pytest.param(36, 45, 0, ("left", 80, False, False), id="today"),
        pytest.param(36, 45, 27, ("left", 80, False, False), id="of the last four weeks"),
        pytest.param(36, 45, 28, None, id="longer ago"),
        pytest.param(40, 30, 2, ("right", 75, True, False), id="clear"),
        pytest.param(45, 50, 2, None, id="90 %"),
        pytest.param(10, 14, 2, None, id="less than five seconds"),
        pytest.param(None, 45, 2, None, id="one side only"),
    ],
)
def test_a_self_check_settles_what_one_target_for_both_hides(left, right, ago, expected):
    found = imbalance(thrice((10,) * 3, (10,) * 3), "reps", TODAY, Check(TODAY - timedelta(days=ago), left, right))

    assert (found and (found.side, found.percent, "fredericson-2000" in found.sources, found.see_someone)) == expected


def test_the_word_says_what_to_do_and_who_says_so():
    mild, clear, painful = (
        imbalance(thrice((amount,) * 3, (20,) * 3, **fields), "reps", TODAY)
        for amount, fields in ((17, {}), (15, {}), (15, {"pain": 5}))
    )
    spare = [make_session(ago, side="left", rir=0) for ago in (2, 4, 6)]
    spare = [one._replace(sets=one.sets + make_session(0, side="right", rir=3).sets) for one in spare]

    assert mild.sentence == "Your left does about 15% less than your right: start left."
    assert clear.sentence == "A clear gap: your left does about 25% less than your right. Start left."
    assert painful.sentence == "A clear gap, and it hurt: ask a physio or doctor."
    assert "% less than your right, counting reps to spare. Start left." in imbalance(spare, "reps", TODAY).sentence
    assert mild.sources == ("ours", "hip-return-2022")


@pytest.mark.parametrize(
    ("history", "wishes", "side", "reason"),
    [
        pytest.param([], {}, "left", "", id="nothing known"),
        pytest.param([make_sides(2, (9,) * 3, (9,) * 3)._replace(began="right")], {}, "right", "", id="began there"),
        pytest.param(thrice((10,) * 3, (9,) * 3), {}, "left", "", id="a little less is no reason"),
        pytest.param(
            thrice((10,) * 3, (8,) * 3), {}, "right", "Right did less in 3 of your last 4 sessions.", id="flagged"
        ),
        pytest.param(
            [], {"check": Check(TODAY, 50, 30)}, "right", "Right did less in your check.", id="flagged by a self-check"
        ),
        pytest.param(
            thrice((10,) * 3, (8,) * 3), {"fixed": "left"}, "left", "You chose left first.", id="unless it is fixed"
        ),
        pytest.param(
            [],
            {"paused": "left", "fixed": "left"},
            "right",
            "Right only, as you chose.",
            id="a side that pauses",
        ),
        pytest.param([], {"fixed": "middle"}, "left", "", id="no such side"),
    ],
)
def test_the_weaker_side_goes_first_once_there_is_a_flag(history, wishes, side, reason):
    choice = first_side(history, "reps", TODAY, **wishes)

    assert (choice.side, choice.reason) == (side, reason)
