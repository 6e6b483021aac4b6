"""Easier weeks: rule 8."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from glutes.rules.coaching.easier_week import Toll, deload_offer, deload_sets, fatigue
from glutes.rules.coaching.targets import Around
from tests.rules.make import BODY, HOLD, TODAY, WEIGHTS, aim, brief, days_ago, in_seconds, make_session

MONDAY = date(2026, 11, 16)


def weeks_ago(*weeks, times=2):
    """A Wednesday and a Friday (or one of them) in each of the weeks; 1 is last week."""
    return [MONDAY - timedelta(weeks=week, days=-2 - 2 * n) for week in weeks for n in range(times)]


@pytest.mark.parametrize(("sets", "fewer"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 4), (10, 6), (0, 1)])
def test_an_easier_week_has_forty_per_cent_fewer_sets(sets, fewer):
    assert deload_sets(sets) == fewer


@pytest.mark.parametrize(
    ("trained", "eased", "every", "offered"),
    [
        pytest.param((1, 2, 3, 4), (), 6, False, id="the fifth week"),
        pytest.param((1, 2, 3, 4, 5), (), 6, True, id="the sixth"),
        pytest.param((1, 2, 3, 4, 5, 6), (), 6, False, id="declined: not again in the seventh"),
        pytest.param(range(1, 12), (), 6, True, id="but in the twelfth"),
        pytest.param((1, 2, 3, 4, 5, 6), (6,), 6, True, id="the count begins after an easier week"),
        pytest.param((1, 2, 3, 4, 5, 6), (5,), 6, False, id="and no sooner"),
        pytest.param((1, 2, 3, 5, 6, 7), (), 6, False, id="a week off was a rest by itself"),
        pytest.param((1, 2, 3), (), 4, True, id="every fourth"),
        pytest.param((1, 2, 3), (), 1, True, id="no oftener than every fourth"),
        pytest.param((1, 2, 3, 4, 5, 6, 7), (), 8, True, id="every eighth"),
        pytest.param((1, 2, 3, 4, 5, 6, 7), (), 52, True, id="no rarer than every eighth"),
        pytest.param((), (), 6, False, id="nothing done"),
    ],
)
def test_every_sixth_week_an_easier_one_is_offered(trained, eased, every, offered):
    offer = deload_offer(weeks_ago(*trained), weeks_ago(*eased, times=1), MONDAY, every)

    assert (offer is not None) is offered


@pytest.mark.parametrize("weeks", [52, 60, 520])
def test_after_a_year_without_a_pause_it_is_offered_in_every_sixth_week_of_the_calendar(weeks):
    days, weeks_off = weeks_ago(*range(1, weeks + 1)), [timedelta(weeks=n) for n in range(12)]
    offers = [deload_offer([day - off for day in days], [], MONDAY - off) for off in weeks_off]
    said = [n for n, offer in enumerate(offers) if offer]

    assert said == [said[0], said[0] + 6]
    assert offers[said[0]].sentence == "A year without a break: fancy an easier week?"


def test_a_week_with_one_session_was_a_rest_by_itself():
    assert deload_offer(weeks_ago(1, 2, 3, 4, 5, times=1), [], MONDAY) is None
    assert deload_offer([*weeks_ago(1, 2, 4, 5), *weeks_ago(3, times=1)], [], MONDAY) is None


def test_days_belong_to_weeks_by_their_first_day():
    days = [MONDAY - timedelta(weeks=week, days=day) for week in range(5) for day in (1, 7)]

    assert deload_offer(days, [], MONDAY).sentence == "5 weeks in a row: fancy an easier one?"
    assert deload_offer(days, [], MONDAY).sources == ("bell-2023", "ours")


def sessions(*tells, every=2):
    """Sessions, newest first, each told by letters: h(ard), s(pent), m(issed)."""
    return [
        Toll(TODAY - timedelta(days=1 + every * n), "h" in tell, "s" in tell, "m" in tell)
        for n, tell in enumerate(tells)
    ]


@pytest.mark.parametrize(
    ("lately", "signs"),
    [
        pytest.param(sessions(), 0, id="nothing"),
        pytest.param(sessions("h", "h", "h"), 1, id="three hard ones running"),
        pytest.param(sessions("h", "h"), 0, id="two"),
        pytest.param(sessions("h", "h", "", "h"), 0, id="not running"),
        pytest.param(sessions("s", "", "s"), 1, id="nothing to spare in two"),
        pytest.param(sessions("s"), 0, id="in one"),
        pytest.param(sessions("m", "m"), 1, id="missed twice running"),
        pytest.param(sessions("m", "", "m"), 0, id="not running"),
        pytest.param(sessions("hm", "hm", "h"), 2, id="two signs"),
        pytest.param(sessions("hsm", "hsm", "h"), 3, id="all three"),
        pytest.param(sessions("h", "h", "h", every=4), 1, id="the third nine days ago"),
        pytest.param(sessions("s", "", "s", every=5), 0, id="ten days or more apart"),
    ],
)
def test_signs_of_fatigue_are_counted_over_ten_days(lately, signs):
    assert fatigue(lately, TODAY) == fatigue(reversed(lately), TODAY) == signs


@pytest.mark.parametrize(
    ("lately", "eased", "offered"),
    [
        pytest.param(sessions("hm", "hm", "h"), [], True, id="two signs"),
        pytest.param(sessions("h", "h", "h"), [], False, id="never below that"),
        pytest.param(sessions("hm", "hm", "h"), [TODAY - timedelta(days=13)], False, id="not after an easier week"),
        pytest.param(sessions("hm", "hm", "h"), [TODAY - timedelta(days=14)], True, id="two weeks later"),
    ],
)
def test_two_signs_of_fatigue_bring_an_easier_week_at_once(lately, eased, offered):
    offer = deload_offer(weeks_ago(1, 2, 3), eased, MONDAY, 6, lately, TODAY)

    assert (offer is not None) is offered
    assert not offered or offer.sentence == "Your last sessions were hard: fancy an easier week?"


@pytest.mark.parametrize(("days", "offered"), [(13, False), (14, True)])
def test_signs_of_fatigue_bring_none_in_the_first_two_weeks_of_all(days, offered):
    """What is too hard by then is an exercise, not the week."""
    trained = [TODAY - timedelta(days=ago) for ago in (1, 3, days)]
    offer = deload_offer(trained, [], MONDAY, 6, sessions("hm", "hm", "h"), TODAY)

    assert (offer is not None) is offered


LESS = "2 sets, a bit less of each."


@pytest.mark.parametrize(
    ("prescription", "session", "expected", "said"),
    [
        pytest.param(WEIGHTS, make_session(2, load="10"), (2, 8, 10, "same", ()), LESS, id="two less"),
        pytest.param(WEIGHTS, make_session(2, (3,) * 3), (2, 3, None, "same", ()), "2 sets.", id="down to 3"),
        pytest.param(
            HOLD,
            in_seconds(make_session(2, (40,) * 3)),
            (2, 35, None, "same", ()),
            LESS,
            id="5 s",
        ),
        pytest.param(
            replace(BODY, sets=1),
            make_session(2, (10,)),
            (1, 8, None, "same", ()),
            "1 set, a bit less of each.",
            id="one set",
        ),
        pytest.param(
            replace(HOLD, low=60, high=60, style="circuit"),
            in_seconds(make_session(2, (60,) * 3)),
            (2, 55, None, "same", ()),
            "2 rounds, a bit less of each.",
            id="a circuit",
        ),
    ],
)
def test_an_easier_week_asks_for_fewer_sets_and_a_little_less_with_the_same_load(prescription, session, expected, said):
    target = aim(prescription, session, easier_week=True)

    assert (brief(target), target.reason) == (expected, f"Easier week: {said}")
    assert target.sources == ("bell-2023", "ours")


def test_an_easier_week_is_easier_also_after_something_else_went_wrong():
    slipped = make_session(2, form_ok=False, target=10)

    assert brief(aim(BODY, slipped, easier_week=True)) == (2, 8, None, "same", ())


def test_after_days_off_an_easier_week_is_not_the_same_again():
    target = aim(BODY, make_session(8, asked=3), easier_week=True, around=Around(days=days_ago(8)))

    assert (brief(target), target.reason) == ((2, 8, None, "same", ()), "Easier week: 2 sets, a bit less of each.")


@pytest.mark.parametrize(
    ("days_off", "easier_week", "expected"),
    [
        pytest.param(17, True, (2, 8), id="asked for the same again, not for less"),
        pytest.param(17, False, (3, 11), id="then goes on from before"),
        pytest.param(40, False, (2, 8), id="not after a long break"),
    ],
)
def test_an_easier_week_after_time_off(days_off, easier_week, expected):
    before = make_session(2 + days_off, target=10)
    first = make_session(2, (8, 8), asked=2, target=8, eased=True)
    target = aim(BODY, first, before, easier_week=easier_week)

    assert (target.sets, target.amount) == expected


@pytest.mark.parametrize("amount", [8, 12])
def test_what_was_eased_is_not_eased_again_where_it_hurt(amount):
    eased = make_session(2, (amount,) * 2, asked=2, target=8, eased=True, pain=4)

    assert aim(BODY, eased, make_session(4), easier_week=True).amount == 8
