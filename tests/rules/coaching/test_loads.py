"""The next load up or down among those one owns: the 2-10 % of rule 2, and what counts as a small step."""

from decimal import Decimal

import pytest

from glutes.rules.coaching.loads import Loads, first, furthest, heavier, is_small, lighter

OWNED = [Decimal(size) for size in ("8", "10", "10.1", "10.2", "12")]


@pytest.mark.parametrize(
    ("load", "step"),
    [
        pytest.param("0", "8", id="none: the lightest"),
        pytest.param("8", "10", id="the next"),
        pytest.param("10", "10.2", id="1 % more is no step, 2 % is"),
        pytest.param("12", None, id="nothing heavier"),
    ],
)
def test_the_next_load_up_is_the_lightest_owned_that_is_2_per_cent_heavier(load, step):
    assert heavier(Decimal(load), OWNED) == (step and Decimal(step))


@pytest.mark.parametrize(
    ("owned", "two_legs", "load"),
    [
        pytest.param(("2.27", "6.8", "9.07", "20.4"), True, "6.8", id="two legs: the heaviest up to 8 kg"),
        pytest.param(("2.27", "6.8", "9.07", "20.4"), False, "2.27", id="else the lightest"),
        pytest.param(("4", "8"), True, "8", id="8 kg"),
        pytest.param(("12", "16"), True, "12", id="all are heavier"),
        pytest.param(("2.27", "45"), True, "2.27", id="a gap"),
    ],
)
def test_what_needs_a_load_begins_with_a_light_one(owned, two_legs, load):
    assert first([*map(Decimal, owned)], two_legs) == Decimal(load)


@pytest.mark.parametrize(
    ("load", "lifted", "step"),
    [("8", "8", "12"), ("8", "10", "12"), ("6", "6", "10.2"), ("12", "12", None), ("2", "2", None)],
)
def test_an_easy_step_is_the_longest_up_to_5_kg(load, lifted, step):
    assert furthest(Decimal(load), Decimal(lifted), OWNED) == (step and Decimal(step))


@pytest.mark.parametrize(
    ("load", "share", "step"),
    [
        pytest.param("12", "1", "10.2", id="the next below"),
        pytest.param("12", "0.85", "10.2", id="just at the share"),
        pytest.param("12", "0.84", "10", id="just above the share"),
        pytest.param("8", "1", None, id="nothing lighter"),
    ],
)
def test_the_next_load_down_is_the_heaviest_owned_within_a_share_of_the_load(load, share, step):
    assert lighter(Decimal(load), OWNED, share) == (step and Decimal(step))


@pytest.mark.parametrize(
    ("load", "step", "extra", "small"),
    [
        pytest.param("20", "22", False, True, id="10 %"),
        pytest.param("20", "22.1", False, False, id="more than 10 %"),
        pytest.param("8", "12", True, True, id="4 kg on top of the body"),
        pytest.param("8", "12.5", True, False, id="more than 4 kg on top of the body"),
        pytest.param("0", "4", True, True, id="the first 4 kg"),
        pytest.param("0", "4.5", True, False, id="more than 4 kg at first"),
        pytest.param("0", "4", False, False, id="where the body is not the load"),
    ],
)
def test_a_step_is_small_up_to_ten_per_cent_or_4_kg_where_the_body_moves(load, step, extra, small):
    assert is_small(Decimal(load), Decimal(step), body_moves=extra) is small


def test_a_band_goes_up_one_strength():
    assert is_small(Decimal(2), Decimal(3), banded=True)
    assert not is_small(Decimal(2), Decimal(4), banded=True)


def test_kit_is_sorted_and_odd_sizes_are_left_out():
    kit = Loads(tuple(map(Decimal, ("12", "8", "8", "0", "-3", "NaN", "501"))), bands=(3, 1))

    assert kit.owned(banded=False) == [8, 12]
    assert kit.owned(banded=True) == [1, 3]
