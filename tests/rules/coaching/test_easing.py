"""Easier weeks, the week after a long break, and the circuit: rules 8, 9 and 11."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from glutes.rules.coaching.easing import circuit_offer, circuit_rounds, deload_offer, deload_sets
from glutes.rules.coaching.progression import next_target
from glutes.rules.coaching.targets import Prescribed, Wishes
from tests.rules.make import TODAY, make_session

MONDAY = date(2026, 11, 16)


def weeks_ago(*weeks):
    """A Wednesday in each of the weeks; 1 is last week."""
    return [MONDAY - timedelta(weeks=week, days=-2) for week in weeks]


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
    offer = deload_offer(weeks_ago(*trained), weeks_ago(*eased), MONDAY, every)

    assert (offer is not None) is offered


def test_days_belong_to_weeks_by_their_first_day():
    sundays = [MONDAY - timedelta(weeks=week, days=1) for week in range(5)]
    mondays = [MONDAY - timedelta(weeks=week) for week in range(1, 6)]

    assert deload_offer(sundays, [], MONDAY) == deload_offer(mondays, [], MONDAY)
    assert deload_offer(sundays, [], MONDAY).sentence == (
        "5 weeks of training in a row: make this one easier? Fewer sets, the same loads and days."
    )
    assert deload_offer(sundays, [], MONDAY).sources == ("bell-2023", "ours")


@pytest.mark.parametrize(
    ("days", "gentle"),
    [
        pytest.param((3, 31), False, id="28 days off are not that long"),
        pytest.param((3, 32), True, id="29 are"),
        pytest.param((1, 3, 6, 40), True, id="later in the first week"),
        pytest.param((7, 40), False, id="the second week"),
        pytest.param((3,), False, id="never trained before"),
        pytest.param((), False, id="nothing"),
    ],
)
def test_the_is_first_week_back(days, gentle):
    assert is_first_week_back([TODAY - timedelta(days=ago) for ago in days], TODAY) is gentle


def targets(*amounts):
    """Targets of fixed 3 × 10s done twice with these amounts."""
    fixed = Prescribed(10, 10)
    return [next_target(fixed, [make_session(ago, (n,) * 3) for ago in (2, 4)], TODAY) for n in amounts]


@pytest.mark.parametrize(
    ("amounts", "style", "offered"),
    [
        pytest.param((10, 12), "sets", True, id="all at the top twice"),
        pytest.param((10, 9), "sets", False, id="one is not"),
        pytest.param((10, 12), "circuit", False, id="a circuit already"),
        pytest.param((), "sets", False, id="no exercise"),
    ],
)
def test_a_circuit_is_offered_when_all_of_it_is_easy(amounts, style, offered):
    offer = circuit_offer(targets(*amounts), style)

    assert (offer and (offer.kind, offer.sources)) == (("circuit", ("d0",)) if offered else None)


@pytest.mark.parametrize(
    ("ago", "wishes", "rounds"),
    [
        pytest.param((2, 2), {}, 4, id="as many as asked for"),
        pytest.param((2, 2), {"easier_week": True}, 2, id="forty per cent fewer"),
        pytest.param((2, 20), {}, 3, id="the exercise longest off decides"),
        pytest.param((30, 30), {"easier_week": True}, 2, id="the gentler of two reasons"),
        pytest.param((2, 2), {"easier_week": True, "coaching": False}, 4, id="no coaching"),
    ],
)
def test_a_circuit_is_eased_by_rounds(ago, wishes, rounds):
    circuit = Prescribed(60, 60, measure="seconds", sets=4, style="circuit")
    histories = [[make_session(days, [60] * 4, measure="seconds")] for days in ago]

    targets = [next_target(circuit, history, TODAY, wishes=Wishes(**wishes)) for history in histories]

    assert circuit_rounds(targets, 4) == rounds
    assert {target.amount for target in targets} == {60}


def test_what_is_left_out_has_no_say_in_the_rounds():
    circuit = Prescribed(60, 60, measure="seconds", sets=4, style="circuit")
    hurt = next_target(circuit, [make_session(2, [60] * 4, measure="seconds", pain=7)], TODAY)

    assert circuit_rounds([replace(hurt, sets=1)], 4) == 4
    assert circuit_rounds([], 4) == 4


def test_an_eased_circuit_says_why():
    circuit = Prescribed(60, 60, measure="seconds", sets=3, style="circuit")

    target = next_target(
        circuit, [make_session(2, [60] * 3, measure="seconds")], TODAY, wishes=Wishes(easier_week=True)
    )

    assert (target.sets, target.reason) == (2, "Your easier week: fewer rounds, everything else the same.")
    assert target.sources == ("bell-2023", "ours")


def test_an_easier_week_keeps_the_load():
    session = make_session(2, load="10")
    loaded = Prescribed(8, 12, load="required")

    target = next_target(loaded, [session], TODAY, wishes=Wishes(easier_week=True))

    assert (target.sets, target.amount, target.load_kg) == (2, 10, Decimal(10))
