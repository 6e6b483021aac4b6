"""The small parts that the builder repeats in every row: a template included a hundred times costs half the page."""

from django import template
from django.urls import get_script_prefix
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import slugify

from glutes.rules.coaching.offering import in_a_sentence
from glutes.templatetags.markup import address, icon

register = template.Library()

CHIP = mark_safe('class="chip-button"')
STEPPER = (
    '<div class="field"><label for="{id}">{label}</label><div class="stepper">'
    '<button type="button" class="step" data-step="-{step}">'
    '<span class="unseen">{heard}: {step} fewer</span>{minus}</button>'
    '<input id="{id}" name="{name}" inputmode="numeric" maxlength="4" autocomplete="off" value="{value}"{invalid}>'
    '<button type="button" class="step" data-step="{step}">'
    '<span class="unseen">{heard}: {step} more</span>{plus}</button></div></div>'
)
FIELD = (
    '<div {look}><label for="{id}">{label}</label>'
    '<input class="input" id="{id}" name="{name}"{mode} maxlength="{most}" autocomplete="off"{placeholder}'
    ' value="{value}"{invalid}></div>'
)


@register.simple_tag
def tool(line, verb, words, icon, alone=False, off=False, name="", value=""):
    """A button that does something with a row: {% tool line "up" words="Up" icon="up" %} posts to prescription_up.

    One can show its icon `alone`. With a `name` it sends a `value`.
    """
    heard = '<span class="unseen">{}: {}</span>' if alone else '<span>{}<span class="unseen">: {}</span></span>'
    sent = format_html(' name="{}" value="{}"', name, value) if name else ""
    look, off = mark_safe('class="round"') if alone else CHIP, " disabled" if off else ""
    return button(look, slugify(words), line, verb, icon, sent, off, format_html(heard, words, line.heard))


@register.simple_tag
def swap(line, step):
    """A button that puts another rung of its ladder in the place of an exercise: {% swap line step %}."""
    sent = format_html(' name="exercise" value="{}"', step.to.slug)
    words, drawn = step.get_kind_display(), step.kind
    if step.kind == step.Kind.INSTEAD:
        words, drawn = f"No {in_a_sentence(step.equipment.name)}" if step.equipment else "Instead", "swap"
    heard = format_html('<span>{}: {}<span class="unseen"> for {}</span></span>', words, step.to.name, line.heard)
    return button(CHIP, f"swap-{step.pk}", line, "swap", drawn, sent, "", heard)


def button(look, key, line, verb, drawn, sent, off, heard):
    """A button of a row in the form of its tools."""
    url = address(get_script_prefix(), f"routines:prescription_{verb}", (line.row.pk,), ())
    return format_html(
        '<button {} id="{}-{}" formaction="{}" data-hx-post="{}"{}{}>{} {}</button>',
        look, key, line.row.pk, url, url, sent, off, icon(drawn), heard,
    )  # fmt: skip


@register.simple_tag
def stepper(field, label, step, line=None):
    """A number with a button on each side: {% stepper form.sets label="Sets" step=1 %}; in a row with its `line`."""
    heard = f"{line.heard}, {label.lower()}" if line else label
    minus, plus = icon("minus"), icon("plus")
    return format_html(STEPPER, label=label, step=step, heard=heard, minus=minus, plus=plus, **typed(field))


@register.simple_tag
def dose_field(field, label, most, mode="", placeholder="", wide=False):
    """A field of one line with its label: {% dose_field form.note label="Note" most=200 %}."""
    return format_html(
        FIELD,
        label=label,
        most=most,
        look=mark_safe('class="field wide"') if wide else mark_safe('class="field"'),
        mode=format_html(' inputmode="{}"', mode) if mode else "",
        placeholder=format_html(' placeholder="{}"', placeholder) if placeholder else "",
        **typed(field),
    )


def typed(field):
    """What an input says of the field of a form."""
    value, invalid = field.value(), mark_safe(' aria-invalid="true"') if field.errors else ""
    return {
        "id": field.auto_id,
        "name": field.html_name,
        "value": "" if value is None else value,
        "invalid": invalid,
    }
