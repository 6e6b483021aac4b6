"""Loads in templates."""

from decimal import Decimal

import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("kg", "shown"),
    [(Decimal("12.500"), "12.5 kg"), (Decimal("12.473790175"), "27.5 lb"), (Decimal("0.000"), "0 kg"), (None, "")],
)
def test_a_load_is_shown_as_it_was_typed(kg, shown):
    assert Template("{% load units %}{{ kg|load }}").render(Context({"kg": kg})) == shown
