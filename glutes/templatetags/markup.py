"""Markup that many templates share. These tags need no `{% load %}`: the settings name this module."""

from django import forms, template
from django.templatetags.static import static
from django.utils.html import format_html

from glutes.rules.coaching import offering

register = template.Library()
register.filter("in_a_sentence", offering.in_a_sentence)


@register.simple_tag
def icon(name):
    """A picture from `static/icons/icons.svg` beside words that say the same: {% icon "check" %}."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons/icons.svg"), name
    )


@register.inclusion_tag("_problems.html")
def problems(of, as_id=""):
    """What is wrong, in one paragraph; nothing where nothing is.

    {% problems form %} says all of it, {% problems form.non_field_errors %} what belongs to no field, and
    {% problems form.name %} what stands beside a field: with the id `id_name_error`, which Django's own inputs name in
    `aria-describedby`. A list of sentences has the id given as `as_id`, if any.
    """
    if isinstance(of, forms.BaseForm):
        return {"problems": [problem for found in of.errors.values() for problem in found], "id": as_id}
    if isinstance(of, forms.BoundField):
        return {"problems": of.errors, "id": f"{of.auto_id}_error"}
    return {"problems": of, "id": as_id}
