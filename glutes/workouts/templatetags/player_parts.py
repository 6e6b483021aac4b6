"""The player's screens and dialogs, which scripts fill. They are the same on every page, so they are drawn once."""

from django import template
from django.template import Context
from django.template.loader import get_template
from django.urls import get_script_prefix

from glutes.rules.coaching.pain import SITES
from glutes.rules.most import MOST_BAND

register = template.Library()


@register.simple_tag
def player_parts():
    """All of them: {% player_parts %}. They are drawn once for each prefix of the site's addresses, as icons and links
    have it, and kept with the template, which in development Django reads anew after a change."""
    parts, prefix = get_template("workouts/_player_parts.html").template, get_script_prefix()
    drawn = parts.__dict__.setdefault("drawn", {})
    if prefix not in drawn:
        drawn[prefix] = parts.render(Context({"sites": SITES, "most_band": MOST_BAND}))
    return drawn[prefix]
