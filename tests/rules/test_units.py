"""Loads: typed in kilograms or pounds, kept in kilograms, shown as they were typed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glutes.rules.units import parse_load, show_load


@pytest.mark.parametrize(
    ("text", "unit", "kg"),
    [
        ("12", "kg", "12.000"),
        ("12.5", "kg", "12.500"),
        ("12,5", "kg", "12.500"),
        (" 1.25 ", "kg", "1.250"),
        ("0", "kg", "0.000"),
        ("500", "kg", "500.000"),
        ("0", "lb", "0.000"),
        ("1", "lb", "0.454"),
        ("27.5", "lb", "12.474"),
        ("27,5", "lb", "12.474"),
        ("100", "lb", "45.359"),
        ("1102.25", "lb", "499.972"),
    ],
)
def test_a_typed_load_becomes_kilograms_to_the_gram(text, unit, kg):
    assert str(parse_load(text, unit)) == kg


@pytest.mark.parametrize(
    "text", ["", "heavy", "12.5.1", "1,234.5", "-1", "NaN", "sNaN", "Infinity", "12 kg", "1/2", "-0"]
)
@pytest.mark.parametrize("unit", ["kg", "lb"])
def test_what_is_no_number_is_refused_with_an_example(text, unit):
    with pytest.raises(ValueError, match=r"^A load is a number, such as 12\.5\.$"):
        parse_load(text, unit)


@pytest.mark.parametrize(
    ("text", "unit", "message"),
    [
        ("500.1", "kg", "A load is at most 500 kg."),
        ("1e9", "kg", "A load is at most 500 kg."),
        ("1e9999999", "kg", "A load is at most 500 kg."),
        ("1e9999999", "lb", "A load is a number, such as 12.5."),  # More than arithmetic can hold.
        ("1103", "lb", "A load is at most 1102.25 lb."),
    ],
)
def test_a_load_beyond_reason_says_where_reason_ends(text, unit, message):
    with pytest.raises(ValueError) as refusal:
        parse_load(text, unit)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("kg", "unit", "shown"),
    [
        ("12.000", "kg", "12"),
        ("12.500", "kg", "12.5"),
        ("1.250", "kg", "1.25"),
        ("12.474", "kg", "12.47"),
        ("100.000", "kg", "100"),
        ("0.000", "kg", "0"),
        ("12.474", "lb", "27.5"),
        ("45.359", "lb", "100"),
        ("12.000", "lb", "26.5"),
        ("0.000", "lb", "0"),
    ],
)
def test_a_load_is_shown_without_needless_zeros(kg, unit, shown):
    assert show_load(Decimal(kg), unit) == shown


@given(st.integers(0, 50000).map(lambda n: Decimal(n) / 100))
def test_kilograms_come_back_as_typed(number):
    assert Decimal(show_load(parse_load(str(number), "kg"), "kg")) == number


@given(st.integers(0, 4408).map(lambda n: Decimal(n) / 4))
def test_quarter_pounds_come_back_as_typed(number):
    assert Decimal(show_load(parse_load(str(number), "lb"), "lb")) == number
