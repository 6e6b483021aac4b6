"""The workouts to carry on with, in Python: whoever began many has as many cards on Today."""

from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime

from glutes.templatetags.markup import icon

register = template.Library()

BUTTONS = 'class="button-big button-full button button-go"', 'class="button-big button-full quiet"'
"""The first leads on; the others are quieter."""


@register.simple_tag
def carry_on_cards(workouts, today):
    """A card for each Workout in progress, the newest first: {% carry_on_cards in_progress today %}."""
    cards = (card(workout, today, BUTTONS[number > 0]) for number, workout in enumerate(workouts))
    return mark_safe("".join(cards))  # noqa: S308 (names are escaped)


def card(workout, today, look):
    """The card of a Workout: what it is, when it was started, and its button."""
    name, at = escape(workout.name), f"{localtime(workout.started):%H:%M}"
    day = "" if workout.day == today else f"on {workout.day:%a} {workout.day.day} {workout.day:%b} "
    return (
        f'<section class="card stack-tight" aria-labelledby="going-{workout.pk}">'
        f'<h2 id="going-{workout.pk}">{name}</h2><p class="meta">Started {day}at {at}.</p>'
        f'<a {look} href="{workout.get_absolute_url()}#focus">{icon("play")} Carry on'
        f'<span class="unseen"> with {name}, {at}</span></a></section>'
    )
