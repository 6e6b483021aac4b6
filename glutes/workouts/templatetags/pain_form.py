"""The question whether an exercise of a session hurt, in Python: each of its exercises asks it, with twenty answers."""

from html import escape

from django import template
from django.urls import get_script_prefix
from django.utils.safestring import mark_safe

from glutes.addresses import address
from glutes.rules.coaching.pain import SITES, STOP_FROM
from glutes.rules.most import MOST_PAIN
from glutes.templatetags.markup import hidden, icon
from glutes.workouts.templatetags.slot_actions import posted, unseen

register = template.Library()

SIGNS = {"go": "check", "hold": "pause", "stop": "stop"}
"""{level of a traffic light: its icon}."""


@register.simple_tag(takes_context=True)
def pain_form(context, slot):
    """The form that says how much it hurt and where, and what to do about that now: {% pain_form slot %}."""
    row, key, heard = slot.row, f"{slot.key}-pain", slot.name_heard
    about, instead = f' aria-describedby="{key}"', unseen(f", {heard}")
    look, little = 'class="quiet"', ""
    if row.pain and not row.is_stopped:
        look, little = 'class="quiet is-on"', f": {row.pain}"
    of_ten = unseen(f" out of 10, {heard}")
    parts = [
        f'<form class="pain" {posted("log_slot", context["workout"])}>',
        hidden(context, slot=row.slot, exercise=row.exercise.slug, seen=slot.seen),
        f'<span class="meta" id="{key}">Did it hurt?</span>',
        answer("pain", 0, f"No{instead}", row.pain == 0, about),
        f'<details class="pain-little"><summary {look}{about}><span>A little{little}{instead}</span></summary>',
        f'<div class="pain-scale" role="group" aria-label="How much did it hurt, out of 10? {escape(heard)}">',
        *(answer("pain", felt, f"{felt}{of_ten}", row.pain == felt) for felt in range(MOST_PAIN + 1)),
        '</div><p class="meta">0 is nothing, 10 the worst you can think of.</p></details>',
        answer("pain", STOP_FROM, f"A lot{unseen(f': stop {heard}')}", row.is_stopped, about),
        where(row, heard) if slot.asks_where else "",
        "</form>",
        "" if row.pain is None else light(row),
    ]
    return mark_safe("".join(parts))  # noqa: S308 (escaped)


def answer(name, value, words, is_given, about=""):
    """The button of an answer. `about`: an attribute that says to which question."""
    given = "true" if is_given else "false"
    return (
        f'<button class="quiet" name="{name}" value="{value}"{about} aria-pressed="{given}">'
        f"<span>{words}</span></button>"
    )


def where(row, heard):
    """The question where it hurts."""
    instead = unseen(f", {heard}")
    sites = (answer("pain_site", site, f"{name}{instead}", row.pain_site == site) for site, name in SITES.items())
    return (
        f'<div class="pain-scale pain-sites" role="group" aria-label="Where does it hurt? {escape(heard)}">'
        f'<span class="meta" aria-hidden="true">Where?</span>{"".join(sites)}</div>'
    )


def light(row):
    """What to do about the pain of an exercise now."""
    said = "Good: nothing hurt."
    if row.pain:
        signs = address(get_script_prefix(), "when_to_stop", (), ())
        said = escape(" ".join(filter(None, (row.light.sentence, row.look_out))))
        said += f' <a href="{signs}">Warning signs: when to stop</a>'
    return f'<p class="pain-light" role="status">{icon(SIGNS[row.light.level])} <span>{said}</span></p>'
