"""What a physio set, and the coach obeys: never over a load, stop at a pain, as written, which side."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glutes.rules.coaching import pain
from glutes.rules.coaching.limits import Limits, strict, within
from glutes.rules.coaching.loads import Loads
from glutes.rules.coaching.progression import preview
from glutes.rules.coaching.targets import Prescribed, Wishes
from tests.rules.make import BODY, KIT, TODAY, WEIGHTS, make_session, next_target

ANNA = Limits("Anna", until=date(2026, 12, 10))
BAND = Prescribed(8, 15, load="required", banded=True)


def asked(limits, *history, prescription=WEIGHTS, kit=KIT, **wishes):
    return next_target(prescription, history, TODAY, kit, wishes=Wishes(limits=limits, **wishes))


def top(load, **fields):
    """Two clean sessions at the top of the range: without a limit the next load comes."""
    return [make_session(ago, [12] * 3, load=load, target=12, **fields) for ago in (2, 4)]


def test_without_a_limit_the_next_load_comes():
    assert asked(Limits(), *top("10")).load_kg == Decimal("10.5")


def test_at_the_limit_no_heavier_load_is_taken_or_offered_and_it_says_why():
    target = asked(replace(ANNA, most=Decimal(10)), *top("10"))
    assert (target.load_kg, [offer for offer in target.offers if offer.kind == "load"]) == (Decimal(10), [])
    assert target.reason.endswith("Never over 10 kg, as Anna said, until Thu 10 Dec.")


def test_at_the_limit_easy_sessions_go_on_to_more_reps():
    easy = [make_session(ago, [9] * 3, load="10", target=9, rir=4) for ago in (2, 4)]
    target = asked(replace(ANNA, most=Decimal(10)), *easy)
    assert (target.load_kg, target.amount, target.change) == (Decimal(10), 10, "more")


@pytest.mark.parametrize(
    ("most", "load"), [("16", "12"), ("12", "12"), ("11", "10.5"), ("10.5", "10.5"), ("4", "4"), ("3", "3")]
)
def test_what_was_lifted_before_comes_down_to_the_heaviest_owned_within_it(most, load):
    history = make_session(2, [8] * 3, load="12", target=8)
    assert asked(replace(ANNA, most=Decimal(most)), history).load_kg == Decimal(load)


def test_no_weight_at_all_is_a_limit_too():
    target = asked(replace(ANNA, most=Decimal(0)), *top("10"), prescription=BODY)
    assert target.load_kg is None
    assert "Never over body weight, as Anna said" in target.reason


@pytest.mark.parametrize("as_written", [False, True])
def test_a_routine_that_says_more_is_lightened_as_well(as_written):
    prescription = replace(WEIGHTS, load_kg=Decimal(16))
    target = asked(replace(ANNA, most=Decimal(10)), prescription=prescription, as_written=as_written)
    assert target.load_kg == Decimal(10)


def test_a_band_has_a_limit_of_its_own():
    kit = Loads(bands=(1, 2, 3, 4))
    history = [make_session(ago, [15] * 3, band=2, target=15) for ago in (2, 4)]
    assert asked(Limits(), *history, prescription=BAND, kit=kit).band == 3
    assert asked(replace(ANNA, most=Decimal(2)), *history, prescription=BAND, kit=kit).band == 2
    assert asked(replace(ANNA, most=Decimal(1)), *history, prescription=BAND, kit=kit).band == 1


@pytest.mark.parametrize(
    ("stop_from", "hurt", "change"),
    [(6, 4, "same"), (4, 4, "leave-out"), (4, 5, "leave-out"), (4, 3, "more"), (2, 2, "leave-out")],
)
def test_a_pain_to_stop_at_counts_as_one_that_is_always_too_much(stop_from, hurt, change):
    history = make_session(2, [10] * 3, load="10", target=10, pain=hurt, pain_next_day=0)
    target = asked(replace(ANNA, stop_from=stop_from), history)
    assert target.change == change
    assert (f"Anna said: stop at pain {stop_from}, until Thu 10 Dec." in target.reason) == (change == "leave-out")


def test_the_traffic_light_stops_sooner():
    assert [pain.light(4, stop_from) for stop_from in (6, 5, 4)] == [pain.HOLD, pain.HOLD, pain.STOP]
    assert pain.light(None, 1) == pain.GO


def test_as_written_says_whose_lock_it_is():
    assert asked(ANNA, *top("10"), as_written=True).reason == "As Anna wrote it, until Thu 10 Dec. Pain advice stays."
    assert asked(Limits(), *top("10"), as_written=True).reason == "As written, as you asked. Pain advice stays."


@pytest.mark.parametrize(
    ("wishes", "side", "reason"),
    [
        ({"first_side": "right"}, "right", "Right first, as Anna said."),
        ({"paused_side": "left"}, "right", "Right only, as Anna said."),
    ],
)
def test_a_side_says_who_chose_it(wishes, side, reason):
    first = asked(ANNA, prescription=replace(BODY, sides="each"), **wishes).first
    assert (first.side, first.reason) == (side, reason)


def test_the_sessions_after_it_obey_as_well():
    wishes = Wishes(limits=replace(ANNA, most=Decimal(10)))
    ahead = preview(WEIGHTS, top("10"), TODAY, KIT, wishes=wishes, sessions=8)
    assert {target.load_kg for target in ahead} == {Decimal(10)}


loads = st.decimals(0, 60, places=1)


@settings(max_examples=150)
@given(
    most=loads,
    written=st.none() | loads,
    lifted=st.lists(loads, max_size=4),
    owned=st.lists(loads, max_size=6),
    reps=st.integers(1, 20),
    as_written=st.booleans(),
)
def test_whatever_was_done_and_owned_never_more_than_the_limit(most, written, lifted, owned, reps, as_written):
    history = [make_session(2 * n + 1, [reps] * 3, load=load or None) for n, load in enumerate(lifted)]
    prescription = replace(BODY, load_kg=written)
    wishes = Wishes(limits=Limits("Anna", most), as_written=as_written)
    for target in preview(prescription, history, TODAY, Loads(tuple(owned)), wishes=wishes):
        assert (target.load_kg or 0) <= most
        assert all((offer.load_kg or 0) <= most for offer in target.offers)


def test_without_limits_nothing_is_looked_at_twice():
    history = (make_session(2, pain=5), make_session(4))
    assert strict(history, Limits()) is history
    assert [one.pain for one in strict(history, Limits("Anna", stop_from=5))] == [6, None]
    assert within(Decimal(12), (), Limits()) == 12
