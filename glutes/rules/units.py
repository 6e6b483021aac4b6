"""Loads as people type and read them. Everywhere else a load is in kilograms."""

from decimal import Decimal, InvalidOperation, Overflow

KG_PER_LB = Decimal("0.45359237")
"""The international pound, exact by its definition of 1959."""

MOST_KG = 500
"""Ours: nobody lifts more, so it was mistyped."""

STEP = {"kg": Decimal("0.01"), "lb": Decimal("0.25")}
"""What a shown load is rounded to (ours). Plates come in steps of 1.25 kg and 2.5 lb."""


def parse_load(text, unit):
    """The typed load in kg, rounded to a gram. `unit` is "kg" or "lb"; "12,5" is 12.5.

    Raises ValueError, with a message to show, for what is no number, negative, or more than MOST_KG.
    """
    try:
        number = Decimal(text.strip().replace(",", "."))
        kg = number if unit == "kg" else number * KG_PER_LB
    except (InvalidOperation, Overflow):
        kg = Decimal("NaN")
    if not kg.is_finite() or kg.is_signed():
        raise ValueError("A load is a number, such as 12.5.")
    if kg > MOST_KG:
        raise ValueError(f"A load is at most {show_load(MOST_KG, unit)} {unit}.")
    return kg.quantize(Decimal("0.001"))


def show_load(kg, unit):
    """A load in kg as text in `unit` ("kg" or "lb"), without the unit: rounded to 10 g, or to a quarter pound."""
    step = STEP[unit]
    number = Decimal(kg) if unit == "kg" else Decimal(kg) / KG_PER_LB
    shown = f"{(number / step).quantize(Decimal(1)) * step:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
