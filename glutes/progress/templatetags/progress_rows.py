"""The rows of the tables and lists of progress, in Python: there are many on its pages."""

from decimal import ROUND_HALF_UP, Decimal
from html import escape

from django import template
from django.urls import get_script_prefix
from django.utils.safestring import mark_safe

from glutes.addresses import address
from glutes.exercises.templatetags.figures import thumb
from glutes.rules.dates import day_month
from glutes.templatetags.markup import dated, icon
from glutes.workouts.templatetags.said import amounts, said, set_by_set, weight

register = template.Library()

TENTH = Decimal("0.1")


@register.simple_tag
def week_rows(weeks):
    """The columns of Weeks as rows of a table: {% week_rows weeks %}."""
    now = weeks.columns[-1]
    rows = (week_row(week, weeks.today, "(so far)" if week is now else "") for week in weeks.columns)
    return mark_safe("".join(rows))  # noqa: S308 (numbers)


def week_row(week, today, remark):
    """The row of a WeekSum."""
    year = str(week.first.year) if week.first.year != today.year else ""
    words = (day_month(week.first), year, week.word and f"({week.word})", remark)
    values = ["–"] * 6
    if not week.is_blank:
        values = [week.done, known(week.planned), tenths(week.sets), known(week.known_minutes)]
        values += [tenths(week.medius), tenths(week.maximus)]
    return row(" ".join(filter(None, words)), [*values, known(week.pain)])


def row(head, values):
    """A row of a table: its head, and cells of numbers."""
    cells = "".join(f'<td class="num">{value}</td>' for value in values)
    return f'<tr><th scope="row">{head}</th>{cells}</tr>'


def known(value):
    """The value, or a dash for None."""
    return "–" if value is None else value


def tenths(number):
    """A Decimal with one digit after the point, if it has any: 12.5, 12."""
    return f"{number.quantize(TENTH, ROUND_HALF_UP):f}".removesuffix(".0")


@register.simple_tag
def point_rows(story):
    """The points of a Story, the newest first, as rows of a table: {% point_rows story %}."""
    sides, columns = ("left", "right") if story.is_one_sided else ("both",), []
    if story.has_targets:
        columns.append(lambda point: known(point.target))
    if story.has_weights:
        columns.append(lambda point: escape(point.weight) or "–")
    rows = (
        row(full(point.day), [*(point.sides.get(side) or "–" for side in sides), *(say(point) for say in columns)])
        for point in story.newest
    )
    return mark_safe("".join(rows))  # noqa: S308 (escaped)


@register.simple_tag
def other_rows(points):
    """The points of another chart, as pairs of day and words, as rows of a table: {% other_rows points %}."""
    return mark_safe("".join(row(full(day), [escape(words)]) for day, words in points))  # noqa: S308 (escaped)


@register.simple_tag
def hold_rows(holds):
    """The points of Holds, the newest first, as rows of a table: {% hold_rows holds %}."""
    sides = "left", "right"
    rows = (
        row(full(point.day), [f"{s} s" if (s := point.sides.get(side)) else "–" for side in sides])
        for point in holds.newest
    )
    return mark_safe("".join(rows))  # noqa: S308 (numbers)


@register.simple_tag
def balance_rows(balances):
    """SideBalances as rows of a table: {% balance_rows balances.all %}."""
    return mark_safe("".join(balance_row(one) for one in balances))  # noqa: S308 (names are escaped)


def balance_row(one):
    """The row of a SideBalance."""
    day = one.then_day and day_month(one.then_day)
    then = f'{one.then_percent}% <span class="meta">{day}</span>' if day else "–"
    share = f"{one.percent}%" + ' <span class="meta">with reps to spare</span>' * one.reserve
    values = [f"{one.left}{one.unit}", f"{one.right}{one.unit}", share, then]
    cells = "".join(f'<td class="num">{value}</td>' for value in values)
    name = f'<span class="named">{escape(one.exercise.name)}</span>'
    return f'<tr><th scope="row">{name}</th>{cells}<td>{escape(one.verdict)}</td></tr>'


def full(day):
    """3 Nov 2026."""
    return f"{day_month(day)} {day.year}"


@register.simple_tag
def exercise_rows(exercises, today):
    """ExerciseSums as items of a list: {% exercise_rows exercises today %}."""
    rows = (
        f'<li>{thumb(one.exercise)}<a class="rows-body" href="{progress_of(one.exercise)}">'
        f'<strong>{escape(one.exercise.name)}</strong> <span class="meta">{dated(one.day, today)}: '
        f"{escape(said(one.latest))}</span></a>{one.spark}{icon('next')}</li>"
        for one in exercises
    )
    return mark_safe("".join(rows))  # noqa: S308 (escaped)


@register.simple_tag
def earlier_rows(exercises):
    """Exercises that were not done lately, as items of a list: {% earlier_rows exercises %}."""
    rows = (
        f'<li>{thumb(exercise)}<a class="rows-body" href="{progress_of(exercise)}?period=all">'
        f"<strong>{escape(exercise.name)}</strong></a>{icon('next')}</li>"
        for exercise in exercises
    )
    return mark_safe("".join(rows))  # noqa: S308 (escaped)


def progress_of(exercise):
    """The address of the progress of an exercise."""
    return address(get_script_prefix(), "progress:exercise_progress", (exercise.slug,), ())


@register.simple_tag
def session_rows(sessions, today, one_sided, loaded):
    """SessionWiths, the newest first, as rows of a table: {% session_rows sessions today one_sided loaded %}.

    `one_sided`: there is a column for each side. `loaded`: and one for the load. Where another year than this begins,
    it is named.
    """
    rows, year = [], today.year
    for session in sessions:
        is_named = session.day.year not in (year, today.year)
        rows.append(session_row(session, is_named, one_sided, loaded))
        year = session.day.year
    return mark_safe("".join(rows))  # noqa: S308 (escaped)


def session_row(session, is_named, one_sided, loaded):
    """The row of a SessionWith. `is_named`: with its year."""
    sides, same = session.sides, session.one_load
    words, kind = (amounts, 'class="num"') if same else (set_by_set, 'class="num loose"')
    year = f' <span class="meta">{session.day.year}</span>' if is_named else ""
    if "both" in sides:
        wide = ' colspan="2"' if one_sided else ""
        cells = f"<td {kind}{wide}>{escape(words(sides['both']))}</td>"
    else:
        each = (escape(words(sides.get(side))) or "–" for side in ("left", "right"))
        cells = "".join(f"<td {kind}>{said_of}</td>" for said_of in each)
    if loaded:
        cells += f'<td class="num">{escape(weight(same) or "–") if same else ""}</td>'
    day = f'<a class="ink-link" href="{session.url}">{day_month(session.day)}</a>'
    going = ' <span class="meta">in progress</span>' if session.is_going else ""
    return f'<tr><th scope="row">{day}{year}{going}</th>{cells}</tr>'
