"""The exercises of a routine and what they need, as lists, in Python: Today and a routine's page repeat them, and as
templates they took much of both."""

from html import escape

from django import template
from django.utils.safestring import mark_safe

from glutes.exercises.templatetags.figures import thumb
from glutes.rules.units import show_load
from glutes.templatetags.markup import icon

register = template.Library()


@register.simple_tag
def dose(row, part):
    """What to do of a prescription in a RoutineBlock: {% dose row part %}."""
    return written(row, part.rounds)


def written(row, rounds):
    """A dose as "3 × 8–10"; without the sets where the whole block goes round."""
    sets = f"{row.sets} <i>×</i> " if not rounds and row.sets > 1 else ""
    return mark_safe(f"{sets}{row.amount}")  # noqa: S308 (numbers and units)


@register.simple_tag
def exercise_rows(rows):
    """Prescriptions, each with its picture and its name alone: {% exercise_rows rows %}. What to do of them today, if
    anything, is known to the coach, whom Today does not ask."""
    return mark_safe("".join(item(row) for row in rows))  # noqa: S308 (names are escaped)


@register.simple_tag
def placed_rows(lines, part):
    """PlacedRows of a RoutineBlock, with all there is to say of each: {% placed_rows lines part %}."""
    rounds = part.rounds
    return mark_safe("".join(placed(line, rounds) for line in lines))  # noqa: S308 (text is escaped)


@register.simple_tag
def things(routine):
    """What a routine needs, each thing an item of a list: {% things routine %}."""
    needed = [f"<li>{icon(thing.icon) if thing.icon else ''} {escape(thing.name)}</li>" for thing in routine.things()]
    return mark_safe("".join(needed) or f"<li>{icon('home')} No kit needed</li>")  # noqa: S308 (names are escaped)


def item(row, more="", dose=""):
    """A prescription as an item of a list."""
    exercise = row.exercise
    return (
        f'<li>{thumb(exercise)} <a class="rows-body" href="{escape(exercise.get_absolute_url())}">'
        f"<strong>{escape(exercise.name)}</strong>{more}</a> {dose}</li>"
    )


def placed(line, rounds):
    """A PlacedRow as an item of a list, with its dose."""
    return item(line.row, about(line), f'<span class="dose">{written(line.row, rounds)}</span>')


def about(line):
    """What there is to say of a PlacedRow besides its dose: superset, sides, rest, load, note, limit."""
    row, letter, words, load = line.row, line.letter, line.words, ""
    if row.loaded:
        load = f"band {row.band}" if row.band else show_load(row.load_kg)
    in_turn = f'<span class="build-letter"><span class="unseen">Superset </span>{letter}</span> ' if letter else ""
    said = ", ".join(escape(one) for one in (words, load) if one)
    note = f'<span class="meta">{escape(row.note)}</span>' if row.note else ""
    limit = f'<span class="meta">{icon("lock")} {escape(line.lock.said)}</span>' if line.lock else ""
    return (f'<span class="meta">{in_turn}{said}</span>' if letter or said else "") + note + limit
