"""Loads in templates, as they were typed: `{{ set.load_kg|load }}`."""

from django import template

from glutes.rules.units import show_load

register = template.Library()


@register.filter
def load(kg):
    """A load in kg as text: "12.5 kg" or "27.5 lb"; "" for None."""
    return "" if kg is None else show_load(kg)
