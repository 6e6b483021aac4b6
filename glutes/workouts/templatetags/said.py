"""Sets as one says them: `{{ marks|said }}`."""

import re
from itertools import groupby

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from glutes.accounts.templatetags.units import load
from glutes.rules.sides import each_side

register = template.Library()


@register.filter
def amount(mark):
    """12 reps, 45 s."""
    if mark.reps is None:
        return f"{mark.seconds} s"
    return f"{mark.reps} rep{'' if mark.reps == 1 else 's'}"


@register.filter
def weight(mark):
    """12.5 kg; band 3; nothing for the body alone."""
    if mark.load_kg:
        return load(mark.load_kg)
    return f"band {mark.band}" if mark.band else ""


@register.filter
def said(marks):
    """Marks by side: 12 reps at 8 kg each side; or left 12 reps, right 10 reps with band 2."""
    return each_side({side: amount(mark) + joined(weight(mark)) for side, mark in marks.items()})


def set_by_set(sets, reps=""):
    """Sets in order, with their loads: 10, 10 at 8 kg; 8 at 12 kg. `reps`: the word to put after reps."""
    runs = groupby(sets or (), lambda one: joined(weight(one)))
    return "; ".join(amounts(same, reps) + how for how, same in runs)


def amounts(sets, reps=""):
    """Sets in order, without loads: 10, 10, 8; 30, 45 s."""
    sets = list(sets or ())
    return ", ".join(str(one.amount) for one in sets) + (" s" if any(one.reps is None for one in sets) else reps)


@register.filter
def by_set(words):
    """Sets in words, each marked as one that a line does not break: 10, <span class="whole">10 at 8 kg;</span> 8."""
    one = '<span class="whole">\\g<0></span>'
    return mark_safe(re.sub(r"[^ ,;]+( [^ ,;]+)+[,;]?", one, escape(words)))  # noqa: S308 (escaped)


def joined(words):
    """A load as it follows an amount."""
    return f" {'with' if words.startswith('band') else 'at'} {words}" if words else ""
