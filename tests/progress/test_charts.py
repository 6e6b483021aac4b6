"""Where dots and lines stand, and what a chart says of itself."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from glutes.progress.pages.charts import LineChart, PipChart, short_date
from glutes.progress.pages.overview import WeekSum

TODAY = date(2026, 11, 18)


def make_chart(*values):
    """A chart of reps, a session a week up to today."""
    days = [TODAY - timedelta(weeks=n) for n in range(len(values))][::-1]
    return LineChart("reps", "Best set", "reps", list(zip(days, values, strict=True)), TODAY)


def both(*numbers):
    return [{"both": number} for number in numbers]


def dots(done, planned, done_today=False):
    """The kinds of dots of one week after eleven blank ones, from below."""
    blank, first = WeekSum(TODAY, 0, None), TODAY - timedelta(days=2)
    pips = list(PipChart([blank] * 11 + [WeekSum(first, done, planned, done_today)]).pips)
    assert {x for x, _, _ in pips} <= {"96.00%"}
    assert [y for _, y, _ in pips] == sorted((y for _, y, _ in pips), reverse=True)
    return [kind for _, _, kind in pips]


@pytest.mark.parametrize(
    ("case", "week", "kinds"),
    [
        ("nothing asked for", (0, None), []),
        ("done besides a blank week", (1, None), ["pip"]),
        ("none of three", (0, 3), ["pip-open"] * 3),
        ("two of three", (2, 3), ["pip", "pip", "pip-open"]),
        ("more than planned", (4, 3), ["pip"] * 4),
        ("more than there is room for", (9, 3), ["pip"] * 7),
    ],
)
def test_a_week_is_a_column_of_dots_from_below(case, week, kinds):
    assert dots(*week) == kinds


@pytest.mark.parametrize(
    ("week", "kinds"),
    [
        ((1, 3), ["pip-now", "pip-open", "pip-open"]),
        ((3, 3), ["pip", "pip", "pip-now"]),
        ((9, 3), ["pip"] * 6 + ["pip-now"]),
    ],
)
def test_done_today_is_the_uppermost_dot_done(week, kinds):
    assert dots(*week, done_today=True) == kinds


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([8, 9, 10], [8, 9, 10]),
        ([8, 15], [8, 10, 12, 14, 16]),
        ([10, 10], [9, 10, 11]),
        ([0, 0], [0, 1]),
        ([30, 60], [30, 40, 50, 60]),
        ([1, 500], [0, 200, 400, 600]),
        ([3600, 3600], [3599, 3600, 3601]),
        ([2.5, 12.5], [0, 5, 10, 15]),
    ],
)
def test_the_scale_has_whole_numbers_around_all_values(values, ticks):
    chart = make_chart(*both(*values))
    assert [number for _, number in chart.ticks] == ticks
    assert (chart.ticks[0][0], chart.ticks[-1][0]) == ("172.0", "16.0")


def test_sessions_stand_side_by_side_whatever_lies_between_them():
    (line,) = make_chart(*both(8, 9, 10)).curves
    assert [(point.x, point.y, point.last) for point in line.points] == [
        ("10.00%", "172.0", False),
        ("52.50%", "94.0", False),
        ("95.00%", "16.0", True),
    ]


def test_where_left_equals_right_the_left_one_is_wider_so_that_both_show():
    left, right = make_chart({"left": 8, "right": 9}, {"left": 9, "right": 9}, {"left": 10, "right": 10}).curves
    assert [(point.same, point.radius) for point in left.points] == [(False, 3.5), (True, 6.5), (True, 8)]
    assert [(point.same, point.radius) for point in right.points] == [(False, 3.5), (True, 3.5), (True, 5)]


def test_a_side_that_was_left_out_once_goes_on_from_where_it_was():
    left, right = make_chart({"left": 8, "right": 8}, {"right": 9}, {"left": 10, "right": 10}).curves
    assert [point.x for point in left.points] == ["10.00%", "95.00%"]
    assert [point.x for point in right.points] == ["10.00%", "52.50%", "95.00%"]


@pytest.mark.parametrize(("sessions", "dots"), [(20, 20), (21, 1)])
def test_many_sessions_are_a_line_with_its_last_dot_alone(sessions, dots):
    (line,) = make_chart(*both(*range(sessions))).curves
    assert len(line.shown) == dots


def test_a_chart_says_in_words_what_it_shows():
    chart = make_chart({"left": 8, "right": 9}, {"left": 10, "right": 11})
    assert chart.words == "2 sessions from 11 Nov to 18 Nov: left from 8 to 10, right from 9 to 11 reps."


@pytest.mark.parametrize(
    ("day", "words"), [(TODAY, "18 Nov"), (date(2026, 1, 1), "1 Jan"), (date(2025, 12, 31), "Dec 2025")]
)
def test_a_day_of_another_year_says_so(day, words):
    assert short_date(day, TODAY) == words


@pytest.mark.parametrize("sessions", [2, 3, 30])
def test_the_picture_is_sound_and_has_title_and_description(sessions):
    chart = make_chart(*[{"left": n, "right": n} for n in range(sessions)])
    svg = ElementTree.fromstring(render_to_string("progress/_chart.html", {"chart": chart}))  # noqa: S314 (our own)
    assert [svg.findtext("title"), svg.findtext("desc")] == ["Best set of each session, reps", chart.words]
    assert svg.get("aria-labelledby").split() == [svg.find("title").get("id"), svg.find("desc").get("id")]
