"""What can be done with an exercise of a session besides its sets, in Python: skip it, swap it, tick off a step of the
warm-up. As templates these took most of the time of the page."""

from html import escape

from django import template
from django.urls import get_script_prefix
from django.utils.safestring import mark_safe

from glutes.addresses import address
from glutes.templatetags.markup import hidden, icon

register = template.Library()


def posted(view, workout):
    """The attributes of a form that is sent to this view of a workout."""
    url = address(get_script_prefix(), f"workouts:{view}", (workout.pk,), ())
    return f'method="post" action="{url}" data-hx-post="{url}"'


@register.simple_tag(takes_context=True)
def add_a_set(context, slot):
    """The link to one set more of an exercise: {% add_a_set slot %}; none for a step or what is skipped."""
    if slot.row.skipped or slot.is_step:
        return ""
    more = f"more={slot.row.slot}"
    here, there = f"?{'correct&amp;' if context.get('correcting') else ''}{more}", f"?correct&amp;{more}"
    return mark_safe(  # noqa: S308 (escaped)
        f'<a class="plain flush" href="{here}#{slot.key}" data-hx-get="{context["workout"].get_absolute_url()}{there}"'
        f' data-hx-select="#{slot.key}">{icon("plus")} Add a set{unseen(f": {slot.name_heard}")}</a>'
    )


@register.simple_tag(takes_context=True)
def skip(context, slot):
    """The form that skips what is left of an exercise, or takes it up again: {% skip slot %}."""
    row, heard, button = slot.row, unseen(f": {slot.name_heard}"), ""
    if row.skipped:
        said = f"{icon('back')} <span>Do it after all{heard}</span>"
        button = f'<button class="plain" name="skipped" value="0">{said}</button>'
    elif slot.done < len(slot.lines):
        said = f"{icon('skip')} <span>Skip{' the other sets' if slot.done else ''}{heard}</span>"
        button = f'<button class="plain" name="skipped" value="1">{said}</button>'
    place = hidden(context, slot=row.slot, exercise=row.exercise.slug, seen=slot.seen)
    return mark_safe(f"<form {posted('log_slot', context['workout'])}>{place}{button}</form>")  # noqa: S308 (escaped)


@register.simple_tag(takes_context=True)
def swaps(context, slot):
    """The forms that put another exercise into the place of one: {% swaps slot %}; none for what is skipped."""
    if slot.row.skipped:
        return ""
    workout, heard = context["workout"], unseen(f" instead of {slot.name_heard}")
    form = f"<form {posted('log_slot', workout)}>" + hidden(context, slot=slot.row.slot, seen=slot.seen, skipped="0")
    forms = [
        f'{form}<button class="quiet swap" name="exercise" value="{escape(swap.exercise.slug)}">'
        f'<span class="meta">{escape(str(swap.why))}</span> '
        f"<span>{escape(swap.exercise.name)}{heard}</span></button></form>"
        for swap in slot.swaps
    ]
    pick = f"{address(get_script_prefix(), 'workouts:exercise_pick', (workout.pk,), ())}?slot={slot.row.slot}"
    return mark_safe(  # noqa: S308 (escaped)
        '<details class="disclose swaps">'
        f"<summary>{icon('swap')} Swap{unseen(f': {slot.name_heard}')}</summary>"
        f'<div class="stack-tight">{"".join(forms)}'
        f'<a class="quiet swap" href="{pick}" data-hx-get="{pick}" data-hx-target="this">'
        f"{icon('search')} Any other exercise{heard}</a></div></details>"
    )


@register.simple_tag(takes_context=True)
def tick(context, line):
    """The form that ticks off one round of a step: {% tick line %}."""
    slot, row = line.slot, line.slot.row
    place = {"slot": row.slot, "exercise": row.exercise.slug, "seen": line.seen}
    look = 'class="tick tick-done"' if line.logged else 'class="tick tick-next"' if line.is_next else 'class="tick"'
    more = ' name="deleted" value="1"' if line.logged else ""
    more += " autofocus" if line.is_next and context.get("answer") else ""
    return mark_safe(  # noqa: S308 (escaped)
        f"<form {posted('log_set', context['workout'])}>"
        f"{hidden(context, **place, number=line.number, side=line.side)}"
        f'<input type="hidden" name="{row.measure}" value="{line.amount}">'
        f'<button id="{line.id}" {look} aria-pressed="{"true" if line.logged else "false"}"{more}>'
        f"{icon('check') + ' ' if line.logged else ''}{unseen(f'{slot.name_heard}, ')}{escape(line.tick_words)}"
        "</button></form>"
    )


def unseen(words):
    """Words for screen readers only."""
    return f'<span class="unseen">{escape(words)}</span>'
