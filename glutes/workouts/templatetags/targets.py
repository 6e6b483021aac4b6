"""What is to be done in a session that is not begun yet, in Python: as templates these rows took most of the time of
the start page."""

from html import escape

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from glutes.exercises.templatetags.figures import thumb
from glutes.exercises.templatetags.sourced import why
from glutes.rules.dates import A_DAY, weekday_date
from glutes.rules.units import show_load

register = template.Library()


@register.simple_tag(takes_context=True)
def target(context, slot, today=False):
    """The row of an exercise with its target: {% target slot %}. `today`: it is done today, so that an exercise which
    is left out can be taken up again."""
    row, exercise = slot.row, slot.row.exercise
    advised = slot.advice and slot.advice.target
    dose = ("not today" if today else "not yet") if row.skipped else slot.dose
    parts = [
        f'<li class="rows-why">{thumb(exercise)}<a class="rows-body" href="{escape(exercise.get_absolute_url())}">'
        f'<strong>{escape(exercise.name)}</strong><span class="meta">{escape(slot.how)}</span></a>'
        f'<span class="dose">{escape(dose)}</span>',
    ]
    if row.reason and not slot.is_shared:
        parts.append(reason(slot))
    if advised and advised.warning:
        parts.append(render_to_string("workouts/_look.html", {"sentence": advised.warning}))
    if slot.is_on_outer_hip and not row.skipped and context.get("pains") and context["pains"].on_outer_hip:
        parts.append('<p class="meta">Your outer hip hurt lately: if this presses on it, skip it for now.</p>')
    if today and advised and (advised.warning or slot.advice.go_aheads):
        parts.append(render_to_string("workouts/_go_ahead.html", {"slot": slot}, context["request"]))
    if slot.is_shared and not row.skipped and advised and advised.first and advised.first.reason:
        parts.append(f'<p class="meta">{escape(advised.first.reason)}</p>')
    return mark_safe("".join((*parts, "</li>")))  # noqa: S308 (escaped)


@register.simple_tag
def reason(slot):
    """Why its target is what it is, and who says so: {% reason slot %}."""
    first = slot.advice.target.first if slot.advice else None
    said = why(slot.sources, first.reason if first else "", slot.row.exercise.name)
    return mark_safe(f'<div class="meta reason"><p>{escape(slot.row.reason)}</p>{said}</div>')  # noqa: S308 (escaped)


@register.simple_tag
def ahead(advice):
    """The next targets of an exercise, a cell for each: {% ahead advice %}. One cell says how long a physio has it
    skipped: on which days the next sessions will be is not known."""
    if advice.lock.skip:
        until = advice.lock.until
        said = f"not before {weekday_date(until + A_DAY)}" if until else "not for now"
        return mark_safe(f'<td colspan="{len(advice.preview)}">{said}</td>')  # noqa: S308 (a date)
    cells = (f'<td class="num">{cell(one, advice.measure)}</td>' for one in advice.preview)
    return mark_safe("".join(cells))  # noqa: S308 (numbers)


def cell(one, measure):
    """A Target, such as “3 × 30 s band 2”."""
    if one.change == "leave-out":
        return "–"
    seconds = "&nbsp;s" if measure == "seconds" else ""
    load = show_load(one.load_kg) if one.load_kg else f"band {one.band}" if one.band else ""
    return f"{one.sets} × {one.amount}{seconds}" + (f'<span class="meta">{load}</span>' if load else "")
