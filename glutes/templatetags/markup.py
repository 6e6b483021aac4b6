"""Markup that many templates share. These tags need no `{% load %}`: the settings name this module."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name):
    """A picture from `static/icons/icons.svg` beside words that say the same: {% icon "check" %}."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons/icons.svg"), name
    )
