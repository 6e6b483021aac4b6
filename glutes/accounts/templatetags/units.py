"""Loads in templates, in the reader's own unit: `{{ set.load_kg|load:user }}`."""

from django import template

from glutes.rules.units import show_load

register = template.Library()


def unit_of(user):
    """The unit to show loads in: the user's, "kg" for somebody signed out."""
    return getattr(user, "units", "kg")


@register.filter
def load(kg, user):
    """A load in kg as text in the user's unit: "12.5 kg" or "27.5 lb"; "" for None."""
    return "" if kg is None else f"{show_load(kg, unit_of(user))} {unit_of(user)}"


@register.filter
def load_number(kg, user):
    """The same without the unit, for an input: "12.5"."""
    return "" if kg is None else show_load(kg, unit_of(user))
