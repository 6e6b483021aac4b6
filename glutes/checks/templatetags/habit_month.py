"""The calendar of the habit, in Python: as a template its 35 squares took a tenth of Today."""

from django import template
from django.utils.safestring import mark_safe

from glutes.templatetags.markup import icon

register = template.Library()

KEPT = 'class="habit-done"', 'class="habit-now habit-done"'
NOT_KEPT = 'class="habit-no"', 'class="habit-now habit-no"'
"""How the square of an earlier day looks, and how today's does."""


@register.simple_tag
def habit_month(habit):
    """Five weeks of a Habit as a table, this week last: {% habit_month habit %}."""
    weeks = habit.weeks
    names = [f"{square.day:%A}" for square in weeks[0]]
    head = "".join(f'<th scope="col"><abbr title="{name}">{name[0]}</abbr></th>' for name in names)
    rows = (f'<tr><th scope="row">{of_month(week[0].day)}</th>{"".join(map(cell, week))}</tr>' for week in weeks)
    return mark_safe(  # noqa: S308 (nothing in it was typed)
        '<table class="habit-month"><caption class="unseen">Days with glutes in mind, five weeks</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def of_month(day):
    """A day as "23 Nov"."""
    return f"{day.day} {day:%b}"


def cell(square):
    """The cell of a Square: its mark, and in words whether the habit was kept."""
    if square.is_ahead:
        return "<td><span></span></td>"
    look, said = (KEPT, "yes") if square.done else (NOT_KEPT, "no")
    mark = icon("mark") if square.done or square.is_today else ""
    kept = " data-said" if square.is_today else ""
    return f'<td><span {look[square.is_today]}>{mark}<span class="unseen"{kept}>{said}</span></span></td>'
