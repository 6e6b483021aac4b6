"""Loads as people type and read them. Everywhere else a load is in kilograms.

The unit in which a load was typed need not be stored: it follows from the number of decimals. Kilograms are typed to
the gram, so they have at most three. A pound is exactly 0.45359237 kg, so pounds, typed to the hundredth, have more (up
to ten; only multiples of 100,000 lb would have three or fewer). Loads are never rounded.
"""

import re
from decimal import Decimal, InvalidOperation, Overflow

KG_PER_LB = Decimal("0.45359237")
"""The international pound, exact by its definition of 1959."""

MOST_KG = 500
"""Ours: more is a typing error."""

STEP = {"kg": Decimal("0.001"), "lb": Decimal("0.01")}
"""The smallest step that can be typed. (Plates come in steps of 1.25 kg and 2.5 lb.)"""

DIGITS = {"max_digits": 13, "decimal_places": 10}
"""What a database needs to keep a load exactly: SQLite keeps 15 digits."""

UNIT = re.compile(r"\s*(kg|lb)s?\.?$", re.IGNORECASE)
"""A unit after a number: 35 lb, 35lbs, 16 KG."""


def parse_load(text, unit):
    """The typed load in kg, exactly. "12,5" is 12.5, "35 lb" names its unit; without one it is in `unit`. Kilograms
    that are pounds to the last digit, as a script sends them (2.26796185), stay pounds.

    `unit` is "kg" or "lb". Raises ValueError, with a message to show, for what is no number, negative, or more than
    MOST_KG.
    """
    text = text.strip()
    if named := UNIT.search(text):
        text, unit = text[: named.start()], named[1].lower()
    try:
        number = Decimal(text.replace(",", "."))
        kg = number if unit == "kg" else number * KG_PER_LB
    except (InvalidOperation, Overflow):
        kg = Decimal("NaN")
    if not kg.is_finite() or kg.is_signed():
        raise ValueError("Weight: a number from 0, like 12.5.")
    if kg > MOST_KG:
        most = MOST_KG if unit == "kg" else MOST_KG // KG_PER_LB
        raise ValueError(f"Weight: {most} {unit} at most.")
    pounds = (kg / KG_PER_LB).quantize(STEP["lb"]) * KG_PER_LB
    return plain(pounds if unit == "lb" or pounds == kg else kg.quantize(STEP["kg"]))


def unit_of(kg):
    """The unit that a load was typed in: "kg" or "lb". Nothing at all (0) is "kg"."""
    return "kg" if Decimal(kg) == Decimal(kg).quantize(STEP["kg"]) else "lb"


def show_load(kg):
    """A load in kg as it was typed, with its unit: "12.5 kg", "35 lb". parse_load turns it back into `kg`."""
    unit = unit_of(kg)
    return f"{number_in(kg, unit)} {unit}"


def number_in(kg, unit):
    """A load in kg as a number in `unit` ("kg" or "lb"), as text, for scales and sums: rounded to 10 g or 0.01 lb."""
    number = Decimal(kg) if unit == "kg" else Decimal(kg) / KG_PER_LB
    exact = unit == "kg" and unit_of(kg) == "kg"
    return f"{plain(number.quantize(STEP['kg'] if exact else Decimal('0.01'))):f}"


def restored(kg):
    """The pounds that were typed, for a load that was rounded to the gram: the nearest quarter or tenth of a pound.

    None if no such number of pounds gives this load: it was typed in kilograms.
    """
    for step in (Decimal("0.25"), Decimal("0.1")):
        exact = (kg / KG_PER_LB / step).quantize(Decimal(1)) * step * KG_PER_LB
        if exact and exact.quantize(STEP["kg"]) == kg:
            return plain(exact)
    return None


def plain(number):
    """The same Decimal without needless zeros or an exponent: 12.500 is 12.5, 1E+1 is 10."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
