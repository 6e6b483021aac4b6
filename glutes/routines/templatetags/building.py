"""What the builder repeats in every row, in Python: as templates, its buttons alone took half the time of the page."""

from functools import partial
from html import escape

from django import template
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import mark_safe

from glutes.addresses import address
from glutes.templatetags.markup import hidden, icon, problems

register = template.Library()

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
    ' value="{value}"{invalid}>{problem}</div>'
)


@register.simple_tag(takes_context=True)
def tools(context, line, steps):
    """The form of what can be done with a row: {% tools line steps %}; `steps` are the rungs of its ladder to offer."""
    row, part, heard = line.row, context["part"], escape(line.heard)
    tool, other = partial(button, row.pk, heard), "seconds" if row.measure == "reps" else "reps"
    return mark_safe(  # noqa: S308 (names are escaped)
        f'<form class="build-tools" method="post">{hidden(context)}<div class="line">'
        + tool("up", "Up", "up", alone=True, off=line.is_first)
        + tool("down", "Down", "down", alone=True, off=line.is_last)
        + tool("duplicate", "Duplicate", "copy", alone=True)
        + tool("delete", "Remove", "bin", alone=True)
        + '</div><div class="chips">'
        + in_superset(tool, line, part)
        + "".join(swap(tool, step) for step in steps)
        + any_other(row.pk, heard, context["edit"])
        + f'</div><details class="disclose"><summary>{icon("down")} More</summary><div class="chips">'
        + tool("count", f"Count {other}", "clock", name="measure", value=other)
        + "".join(
            tool("place", f"Move to {one.block.label.lower()}", "move", name="block", value=one.block.value)
            for one, _ in context["parts"]
            if one.block != row.block
        )
        + "</div></details></form>"
    )


def in_superset(tool, line, part):
    """The button that puts a row into a superset or takes it out; nothing where it can do neither."""
    if part.circuit:
        return ""
    if line.in_turn:
        return tool("leave", "Out of the superset", "close")
    return "" if line.is_first else tool("join", "Superset with the one above", "swap")


def swap(tool, step):
    """The button that puts another rung of its ladder in the place of an exercise."""
    drawn, words = "swap" if step.kind == step.Kind.INSTEAD else step.kind, escape(f"{step.why}: {step.to.name}")
    return tool("swap", words, drawn, key=f"swap-{step.pk}", name="exercise", value=step.to.slug, before=" for")


def any_other(key, heard, edit):
    """The link to a search for what to do in the place of an exercise."""
    url, words = f"{edit}?open={key}&amp;swap={key}", f'Any other exercise<span class="unseen"> for {heard}</span>'
    return (
        f'<a class="chip-button" id="swap-any-{key}" href="{url}#find" data-hx-get="{url}"'
        f' data-hx-push-url="true">{icon("search")} <span>{words}</span></a>'
    )


def button(row, heard, verb, words, drawn, *, alone=False, off=False, key="", name="", value="", before=":"):
    """A button in the form of a row: `verb` "up" posts to prescription_up. One can show its icon `alone`; with a `name`
    it sends a `value`.
    """
    url = address(get_script_prefix(), f"routines:prescription_{verb}", (row,), ())
    key, look = key or words.lower().replace(" ", "-"), 'class="round"' if alone else 'class="chip-button"'
    sent, off = f' name="{name}" value="{value}"' if name else "", " disabled" if off else ""
    said = f'{words}<span class="unseen">{before} {heard}</span>'
    said = f'<span class="unseen">{words}: {heard}</span>' if alone else f"<span>{said}</span>"
    return (
        f'<button {look} id="{key}-{row}" formaction="{url}" data-hx-post="{url}"{sent}{off}>'
        f"{icon(drawn)} {said}</button>"
    )


@register.simple_tag
def stepper(field, label, step, line=None):
    """A number with a button on each side: {% stepper form.sets label="Sets" step=1 %}; in a row with its `line`."""
    heard = escape(f"{line.heard}, {label.lower()}" if line else label)
    label, minus, plus = escape(label), icon("minus"), icon("plus")
    return mark_safe(  # noqa: S308 (all of it is escaped)
        STEPPER.format(label=label, step=step, heard=heard, minus=minus, plus=plus, **typed(field))
    )


@register.simple_tag
def dose_field(field, label, most, mode="", placeholder="", wide=False, told=False):
    """A field of one line with its label: {% dose_field form.note label="Note" most=200 %}; with `told` below it what
    is wrong with it."""
    look = 'class="field wide"' if wide else 'class="field"'
    mode = f' inputmode="{mode}"' if mode else ""
    placeholder = f' placeholder="{placeholder}"' if placeholder else ""
    values = typed(field) | {"look": look, "mode": mode, "placeholder": placeholder, "problem": ""}
    if told and field.errors:
        values["problem"] = render_to_string("_problems.html", problems(field))
        values["invalid"] += f' aria-describedby="{field.auto_id}_error"'
    return mark_safe(FIELD.format(label=escape(label), most=most, **values))  # noqa: S308 (what was typed is escaped)


def typed(field):
    """What an input says of the field of a form, escaped."""
    value, invalid = field.value(), ' aria-invalid="true"' if field.errors else ""
    return {
        "id": field.auto_id,
        "name": field.html_name,
        "value": "" if value is None else escape(str(value)),
        "invalid": invalid,
    }
