"""The sessions of a week, in Python: as templates they took most of the page."""

from html import escape

from django import template
from django.urls import get_script_prefix
from django.utils.safestring import mark_safe

from glutes.addresses import address
from glutes.exercises.templatetags.figures import thumb
from glutes.rules.week.schedule import State
from glutes.rules.week.spacing import Run, from_when
from glutes.templatetags.markup import icon

register = template.Library()

PLANNED = 'class="item"', 'class="item item-open"'
CLASHES = 'class="item item-clash"', 'class="item item-open item-clash"'
LOOKS = {
    State.PAUSED: ('class="item item-off"', 'class="item item-off item-open"'),
    State.MISSED: ('class="item item-missed"', 'class="item item-missed item-open"'),
}
"""How a session in each state looks: closed, and while its forms are open."""
DONE, GOING = 'class="done-mark"', 'class="done-mark going-mark"'


@register.simple_tag
def done_item(done, one=None, planned=True):
    """What was done or is in progress: {% done_item done %}. With the Session that it ticks off:
    {% done_item done one %}. `planned`: whether the week has a plan, beside which it is extra."""
    workout, said, picture = done.row, "· extra" if planned else "", ""
    end, look, sign, word = ("#focus", GOING, "play", "In progress") if done.is_going else ("", DONE, "check", "Done")
    if one:
        routine = one.weekly.row.routine
        is_it = done.routine == routine.pk or routine.name == workout.name  # It may have been renamed since.
        picture = face(routine) if is_it else ""
        said = ("" if is_it else f"· for {escape(routine.name)} ") + moved_from(one)
    return mark_safe(  # noqa: S308 (names are escaped)
        f'<div class="item item-done">{picture}<a class="item-body" href="{workout.get_absolute_url()}{end}">'
        f"<strong>{escape(workout.name)}</strong> {workout.in_short} {said}</a>"
        f'<span {look}>{icon(sign)}<span class="unseen">{word}</span></span></div>'
    )


@register.simple_tag(takes_context=True)
def planned_item(context, one):
    """A Session that was not done, with the link to its forms: {% planned_item one %}."""
    calendar, row, routine = context["calendar"], one.weekly.row, one.weekly.row.routine
    is_clash = one in context["spacing"].sessions and one not in context["race_week"].changed
    looks = CLASHES if is_clash else LOOKS.get(one.state, PLANNED)
    clash = f' aria-describedby="clash-{row.pk}-{one.date}"' if is_clash else ""
    turn, forms = f"· {calendar.letter} weeks " if row.turn else "", "" if calendar.is_over else to_forms(one, calendar)
    return mark_safe(  # noqa: S308 (names are escaped)
        f"<div {looks[one == context.get('session')]}{clash}>{face(routine)}"
        f'<a class="item-body" href="{routine.get_absolute_url()}"><strong>{escape(routine.name)}</strong>'
        f" {plan_of(calendar, one)} {turn}{moved_from(one)}</a>{forms}</div>"
    )


def face(routine):
    """The picture of a routine's first exercise, if it has any."""
    return thumb(routine.face[0].exercise) if routine.face else ""


def plan_of(calendar, one):
    """When and for how long a session is planned: “18:00 · 35 min”, “from 15:00 · 35 min” after a run; or why it is not
    to do."""
    if one.state in (State.PAUSED, State.MISSED):
        return "time off" if one.state == State.PAUSED else "not done"
    row = one.weekly.row
    at = f"{row.time:%H:%M}" if row.time else after_runs(calendar, one)
    return f"{at} · {duration(calendar, one)}" if at else duration(calendar, one)


@register.filter
def after_runs(calendar, one):
    """From when on a session without a time is fine after the runs of its day: “from 15:00”:
    {{ calendar|after_runs:session }}. "" without such a run, for practice, and for users who want no warnings."""
    if one.weekly.time or one.weekly.practice or not calendar.user.clash_warnings:
        return ""
    free = from_when([Run(one.day, run.kind, run.time) for run in calendar.runs_on(one.day)])
    return f"from {free:%H:%M}" if free else ""


@register.filter
def duration(calendar, one):
    """How long a session takes on its day: “35 min”, “shorter, 18 min”: {{ calendar|duration:session }}."""
    return f"{'shorter, ' if one.half else ''}{calendar.minutes_of(one)} min"


def moved_from(one):
    """The date that a session was moved from."""
    return f"· from {one.date:%a} {one.date.day} {one.date:%b}" if one.is_moved else ""


def to_forms(one, calendar):
    """The link that opens the forms to move, skip or change a session."""
    row, day = one.weekly.row, one.day
    week = f"?week={calendar.name}&amp;open={row.pk}&amp;date={one.date}"
    name = f"{escape(row.routine.name)}, {day:%A} {day.day} {day:%B}"
    return (
        f'<a class="round" id="more-{row.pk}-{one.date}" href="{week}#day-{day}"'
        f' data-hx-get="{address(get_script_prefix(), "plan:week", (), ())}{week}" data-hx-push-url="true">'
        f'<span class="unseen">{name}: move, skip or change</span>{icon("more")}</a>'
    )
