"""The sessions of the history, in Python: a month as a list and as a calendar. Whoever trains often has many."""

from html import escape

from django import template
from django.utils.safestring import mark_safe

from glutes.templatetags.markup import icon

register = template.Library()


@register.simple_tag
def sessions_said(done, going, when=""):
    """How many sessions are done and in progress: “2 sessions in 12 weeks, and 1 in progress”."""
    if going and not done:
        return f"{going} session{'' if going == 1 else 's'} in progress"
    said = f"{f'{done:,}' if done else 'No'} session{'' if done == 1 else 's'} {when}".rstrip()
    return f"{said}, and {going} in progress" if going else said


@register.simple_tag
def workout_rows(workouts, today=None):
    """Workouts as items of a list: {% workout_rows workouts %}.

    Beside its number a day has its weekday; with `today`, its month if that is another one, and its year.
    """
    rows = (
        f'<li><span class="date"><b>{workout.day.day}</b> {beside(workout.day, today or workout.day)}</span>'
        f'<a class="rows-body" href="{workout.get_absolute_url()}"><strong>{escape(workout.name)}</strong>'
        f'<span class="meta">{workout.in_short}</span></a>{icon("next")}</li>'
        for workout in workouts
    )
    return mark_safe("".join(rows))  # noqa: S308 (names are escaped)


def beside(day, today):
    """What tells a day apart, seen from today: Mon; Nov of another month; Nov 2025 of another year."""
    if day.year != today.year:
        return f"{day:%b} {day.year}"
    return f"{day:%a}" if day.month == today.month else f"{day:%b}"


@register.simple_tag
def month_weeks(weeks):
    """The weeks of a month as rows of a table, each day with its session: {% month_weeks weeks %}."""
    rows = (f"<tr>{''.join(map(cell, week))}</tr>" for week in weeks)
    return mark_safe("".join(rows))  # noqa: S308 (names are escaped)


def cell(day):
    """The cell of a day; an empty one for a day of another month."""
    if not day:
        return "<td></td>"
    date, workout, is_today = day["date"], day["workout"], day["is_today"]
    now = ' aria-current="date"' if is_today else ""
    if workout:
        look, more = ('class="dot dot-going"', ", in progress") if workout.is_going else ('class="dot dot-done"', "")
        said = f"{date:%B}: {escape(workout.name)}{more}{', today' if is_today else ''}"
        return (
            f'<td{now}><a href="{workout.get_absolute_url()}"><span {look}>{date.day}</span>'
            f'<span class="unseen"> {said}</span></a></td>'
        )
    look, said = ('class="dot dot-now"', '<span class="unseen">today</span>') if is_today else ('class="dot"', "")
    return f'<td{now}><span class="cell"><span {look}>{date.day}</span>{said}</span></td>'
