"""Loads: typed in kilograms or pounds, kept in kilograms, shown as they were typed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glutes.rules.units import DIGITS, STEP, number_in, parse_load, show_load, unit_of

UNITS = st.sampled_from(["kg", "lb"])
TYPED = st.one_of(
    st.tuples(st.integers(0, 500_000).map(lambda n: Decimal(n) * STEP["kg"]), st.just("kg")),
    st.tuples(st.integers(1, 110_231).map(lambda n: Decimal(n) * STEP["lb"]), st.just("lb")),
)


@pytest.mark.parametrize(
    ("text", "unit", "kg"),
    [
        ("12", "kg", "12"),
        ("12.5", "kg", "12.5"),
        ("12,5", "kg", "12.5"),
        (" 1.25 ", "kg", "1.25"),
        ("10", "kg", "10"),
        ("0", "kg", "0"),
        ("0", "lb", "0"),
        ("500", "kg", "500"),
        ("1", "lb", "0.45359237"),
        ("35.3", "lb", "16.011810661"),
        ("27,5", "lb", "12.473790175"),
        ("1102.31", "lb", "499.9994053747"),
        ("12 kg", "lb", "12"),
        ("12KG", "lb", "12"),
        ("1 lb", "kg", "0.45359237"),
        ("1 lbs", "kg", "0.45359237"),
        ("12.3456", "kg", "12.346"),
        ("2.26796185", "kg", "2.26796185"),
    ],
)
def test_a_typed_load_becomes_kilograms_exactly(text, unit, kg):
    assert str(parse_load(text, unit)) == kg


@pytest.mark.parametrize(
    "text",
    ["", "heavy", "12.5.1", "1,234.5", "-1", "NaN", "sNaN", "Infinity", "12 stone", "kg", "1/2", "-0", "1 lb kg"],
)
@pytest.mark.parametrize("unit", ["kg", "lb"])
def test_what_is_no_number_is_refused_with_an_example(text, unit):
    with pytest.raises(ValueError, match=r"^Weight: a number from 0, like 12\.5\.$"):
        parse_load(text, unit)


@pytest.mark.parametrize(
    ("text", "unit", "message"),
    [
        ("500.1", "kg", "Weight: 500 kg at most."),
        ("1e9", "kg", "Weight: 500 kg at most."),
        ("1e9999999", "kg", "Weight: 500 kg at most."),
        ("1e9999999", "lb", "Weight: a number from 0, like 12.5."),  # More than arithmetic can hold.
        ("1103", "lb", "Weight: 1102 lb at most."),
        ("1103 lb", "kg", "Weight: 1102 lb at most."),
    ],
)
def test_a_load_beyond_reason_says_where_reason_ends(text, unit, message):
    with pytest.raises(ValueError) as refusal:
        parse_load(text, unit)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("text", "unit"),
    [("35.3", "lb"), ("12.6", "lb"), ("0.1", "lb"), ("27.5", "lb"), ("12.5", "kg"), ("1.25", "kg"), ("100", "kg")],
)
def test_what_was_typed_comes_back_as_typed(text, unit):
    assert show_load(parse_load(text, unit)) == f"{text} {unit}"


@given(TYPED, UNITS)
def test_every_load_comes_back_with_its_unit_and_sent_back_it_stays(typed, units):
    number, unit = typed
    kg = parse_load(f"{number:f}", unit)
    assert unit_of(kg) == unit
    assert Decimal(show_load(kg).removesuffix(f" {unit}")) == number
    # Whatever unit the account is switched to meanwhile, and however often it is sent back.
    assert parse_load(show_load(kg), units) == kg


@given(TYPED)
def test_a_database_keeps_every_digit(typed):
    number, unit = typed
    kg = parse_load(f"{number:f}", unit)
    assert kg == kg.quantize(Decimal(1).scaleb(-DIGITS["decimal_places"]))
    assert DIGITS["max_digits"] <= 15  # What SQLite keeps of a number.
    assert Decimal(f"{float(kg):.15g}") == kg


@pytest.mark.parametrize(
    ("kg", "unit", "number"),
    [("12.5", "kg", "12.5"), ("16.011810661", "kg", "16.01"), ("16.011810661", "lb", "35.3"), ("12.5", "lb", "27.56")],
)
def test_on_a_scale_a_load_is_rounded(kg, unit, number):
    assert number_in(Decimal(kg), unit) == number
