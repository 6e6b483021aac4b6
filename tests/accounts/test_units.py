"""Loads in templates."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template

from glutes.accounts.models import User


@pytest.mark.parametrize(
    ("kg", "user", "shown"),
    [
        (Decimal("12.500"), User(units="kg"), "12.5 kg 12.5"),
        (Decimal("12.474"), User(units="lb"), "27.5 lb 27.5"),
        (Decimal("0.000"), User(units="lb"), "0 lb 0"),
        (Decimal("12.500"), AnonymousUser(), "12.5 kg 12.5"),
        (None, User(units="lb"), " "),
    ],
)
def test_a_load_is_shown_in_the_readers_unit(kg, user, shown):
    template = Template("{% load units %}{{ kg|load:user }} {{ kg|load_number:user }}")
    assert template.render(Context({"kg": kg, "user": user})) == shown
