"""Circuits: rule 11."""

from dataclasses import replace

import pytest

from glutes.rules.coaching.circuits import circuit_offer, circuit_rounds
from glutes.rules.coaching.targets import Prescribed, Wishes
from tests.rules.make import LADDER, TODAY, make_kit, make_session, next_target


def targets(*amounts, days=(2, 4, 6), **fields):
    """Targets of fixed 3 × 10s done on these days with these amounts."""
    fixed = Prescribed(10, 10)
    return [next_target(fixed, [make_session(ago, (n,) * 3, **fields) for ago in days], TODAY) for n in amounts]


@pytest.mark.parametrize(
    ("fields", "style", "sessions", "offered"),
    [
        pytest.param({}, "sets", 0, True, id="all at the top twice, nobody told what was left"),
        pytest.param({"rir": 3}, "sets", 0, True, id="three to spare"),
        pytest.param({"rir": 2}, "sets", 5, False, id="two to spare"),
        pytest.param({"rir": 2}, "sets", 6, True, id="but after six sessions"),
    ],
)
def test_a_circuit_is_offered_when_all_of_it_is_easy(fields, style, sessions, offered):
    offer = circuit_offer(targets(10, 12, **fields), style, sessions)

    assert (offer and (offer.kind, offer.sources)) == (("circuit", ("d0",)) if offered else None)


def test_no_circuit_while_one_exercise_is_not_at_its_top():
    assert circuit_offer(targets(10, 9), sessions=9) is None
    assert circuit_offer([], sessions=9) is None


CLOCK = Prescribed(60, 60, measure="seconds", style="circuit", load="optional", body_is_load=True)


@pytest.mark.parametrize(
    ("rounds", "known", "sessions", "offered"),
    [
        pytest.param(2, {}, 6, 3, id="two rounds: a third"),
        pytest.param(1, {}, 6, 2, id="one: a second"),
        pytest.param(3, {}, 6, None, id="three are enough"),
        pytest.param(2, {"rir": 2}, 5, None, id="not before six sessions"),
        pytest.param(2, {"rir": 3}, 2, 3, id="unless it was easy"),
        pytest.param(2, {"kit": make_kit("12")}, 6, None, id="a weight comes first"),
        pytest.param(2, {"ladder": LADDER}, 6, None, id="and a harder exercise"),
    ],
)
def test_a_circuit_at_its_top_goes_round_once_more_where_nothing_heavier_or_harder_comes(
    rounds, known, sessions, offered
):
    has = {name: known.pop(name) for name in ("kit", "ladder") if name in known}
    done = [make_session(ago, (60,) * 2, measure="seconds", **known) for ago in (2, 4)]
    target = next_target(replace(CLOCK, sets=rounds), [one._replace(asked=2) for one in done], TODAY, **has)
    if rounds != 2:
        target = replace(target, topped=True, spare=True, offers=())
    offer = circuit_offer([target], "circuit", sessions, rounds=rounds)
    assert (offer and (offer.kind, offer.high)) == (("round", offered) if offered else None)


@pytest.mark.parametrize(("days", "offered"), [((2, 4), True), ((2, 4, 6), False), ((2, 4, 6, 8, 9, 11), True)])
def test_one_more_round_is_said_at_once_then_weekly(days, offered):
    done = [make_session(ago, (60,) * 2, measure="seconds") for ago in days]
    target = next_target(replace(CLOCK, sets=2), done, TODAY)
    assert (circuit_offer([target], "circuit", 9, TODAY, rounds=2) is not None) is offered
    assert "the top of a round." in target.reason


@pytest.mark.parametrize(
    ("days", "offered"),
    [
        pytest.param((2, 4), False, id="more reps first"),
        pytest.param((2, 4, 6), True, id="then the circuit"),
        pytest.param((2, 4, 6, 8), False, id="then something else for a week"),
        pytest.param((2, 4, 6, 8, 10, 12, 14), True, id="and again"),
    ],
)
def test_a_circuit_is_said_once_then_weekly(days, offered):
    assert (circuit_offer(targets(10, 12, days=days), today=TODAY) is not None) is offered


@pytest.mark.parametrize(
    ("ago", "wishes", "rounds"),
    [
        pytest.param((2, 2), {}, 4, id="as many as asked for"),
        pytest.param((2, 2), {"easier_week": True}, 2, id="forty per cent fewer"),
        pytest.param((2, 20), {}, 4, id="the exercise that is eased least decides"),
        pytest.param((30, 30), {"easier_week": True}, 2, id="the gentler of two reasons"),
        pytest.param((2, 2), {"easier_week": True, "coaching": False}, 4, id="no coaching"),
    ],
)
def test_a_circuit_goes_round_as_often_as_its_longest_exercise(ago, wishes, rounds):
    circuit = Prescribed(60, 60, measure="seconds", sets=4, style="circuit")
    histories = [[make_session(days, [60] * 4, measure="seconds")] for days in ago]

    aims = [next_target(circuit, history, TODAY, wishes=Wishes(**wishes)) for history in histories]

    assert circuit_rounds(aims, 4) == rounds


def test_what_is_left_out_has_no_say_in_the_rounds():
    circuit = Prescribed(60, 60, measure="seconds", sets=4, style="circuit")
    hurt = next_target(circuit, [make_session(2, [60] * 4, measure="seconds", pain=7)], TODAY)

    assert circuit_rounds([hurt], 4) == 4
    assert circuit_rounds([], 4) == 4
