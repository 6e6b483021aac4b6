"""The seven days on top of Today, in Python: as a template they took a tenth of the page."""

from html import escape

from django import template
from django.urls import get_script_prefix
from django.utils.safestring import mark_safe

from glutes.addresses import address
from glutes.rules.week.schedule import State
from glutes.templatetags.markup import icon

register = template.Library()

NOW = ' aria-current="date"'
LANES = {"": 'class="lane"', "lane-run": 'class="lane lane-run"', "lane-hard": 'class="lane lane-hard"'}


@register.simple_tag
def week_strip(calendar):
    """The days of a Calendar as items of a list, each a link to it in the week: {% week_strip calendar %}."""
    week = f"{address(get_script_prefix(), 'plan:week', (), ())}?week={calendar.name}"
    has_plan, has_runs = calendar.has_plan, calendar.has_runs
    return mark_safe(  # noqa: S308 (names of races are escaped)
        "".join(
            f'<li data-date="{day.date}"{NOW if day.is_today else ""}>'
            f'<a href="{week}{escape(f"&{day.look}") if day.look else ""}#day-{day.date}">'
            f'<span class="week-day" aria-hidden="true">{day.date:%a}</span>'
            f'<span class="unseen">{day.date:%A} {day.date.day} {day.date:%B}:</span> {strength(day, has_plan)}'
            f"{runs(day) if has_runs else ''}{races(day)}</a></li>"
            for day in calendar.days
        )
    )


def strength(day, has_plan):
    """The dot of a day, and in words what it means."""
    state = day.day.state
    look, said, mark = 'class="dot dot-free"', "time off" if state == State.PAUSED else "no strength", ""
    if state == State.DONE:
        look, said, mark = 'class="dot dot-done"', "done", icon("check")
    elif state == State.GOING:
        look, said, mark = 'class="dot dot-going"', "in progress", icon("play")
    elif state == State.MISSED:
        look, said = 'class="dot dot-missed"', "not done"
    elif day.is_today and (state == State.PLANNED or not has_plan):
        look, said = 'class="dot dot-now"', "session planned for today" if has_plan else "today"
    elif state == State.PLANNED:
        look, said = 'class="dot dot-planned"', "session planned"
    return f'<span {look}>{mark}</span><span class="unseen">{said}</span>'


def runs(day):
    """The line below a day, and its runs in words. On the day of a race its flag is in the place of the line."""
    said = "".join(f'<span class="unseen">, {run.get_kind_display().lower()}</span>' for run in day.runs)
    return said if day.races else f"<span {LANES[day.lane]}></span>{said}"


def races(day):
    """The races of a day: a flag, and in words."""
    said = "".join(f'<span class="unseen">, race: {escape(race.name)}</span>' for race in day.races)
    return said and icon("flag") + said
