"""Where the dots and lines of charts are drawn: x in per cent, so that charts stretch, y in pixels from the top."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor

from django.utils.dateformat import format as format_date

from glutes.rules.units import number_in

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MOST_LINES = 5
DOTS_UP_TO = 20
"""With more sessions the dots would touch, so only the last one is drawn."""


def short_date(day, today):
    """A date in short: "16 Nov", or "Nov 2025" if it is of another year than `today`."""
    return format_date(day, "j M" if day.year == today.year else "M Y")


@dataclass(frozen=True)
class Label:
    """Words below a chart: their x, and which part of them is there (the SVG text-anchor)."""

    x: str
    words: str
    anchor: str = "middle"


class PipChart:
    """A column of dots for each WeekSum: sessions done from the bottom up, then those of the plan not done."""

    MOST = 7

    def __init__(self, weeks):
        self.weeks = weeks
        rows = max([3, *(max(week.done, week.planned or 0) for week in weeks)])
        self.rows = min(rows, self.MOST)
        self.height = 28 * self.rows + 40
        self.label_y = self.height - 8
        self.has_now = weeks[-1].done_today

    def x(self, n):
        """The x of the week with index n, in per cent."""
        return 4 + 92 * n / (len(self.weeks) - 1)

    @property
    def pips(self):
        """The dots as (x, y, CSS class): pip, pip-now (done today) or pip-open (not done)."""
        for n, week in enumerate(self.weeks):
            for row in range(min(max(week.done, week.planned or 0), self.rows)):
                kind = "pip" if row < week.done else "pip-open"
                if week.done_today and row == min(week.done, self.rows) - 1:
                    kind = "pip-now"
                yield f"{self.x(n):.2f}%", 28 * (self.rows - row) - 8, kind

    @property
    def labels(self):
        """Labels with the first date of every fourth week and of this week."""
        last = len(self.weeks) - 1
        for n in range(0, last - 2, 4):
            anchor = "middle" if n else "start"
            yield Label(f"{self.x(n):.2f}%", format_date(self.weeks[n].first, "j M"), anchor)
        yield Label(f"{self.x(last):.2f}%", format_date(self.weeks[last].first, "j M"), "end")


@dataclass(frozen=True)
class Point:
    """The best of one side in one session. `same`: the other side has the same, so both dots are in one place."""

    x: str
    y: str
    radius: float
    same: bool
    last: bool


@dataclass(frozen=True)
class Curve:
    """The points of one side, and whether all of them get a dot."""

    side: str
    points: list
    dots: bool

    @property
    def segments(self):
        """Pairs of neighbouring points."""
        return pairwise(self.points)

    @property
    def name(self):
        """Its CSS class, left or right. What is done with both sides together looks like the right one."""
        return "left" if self.side == "left" else "right"

    @property
    def shown(self):
        """The points that get a dot."""
        return self.points if self.dots else self.points[-1:]


@dataclass(frozen=True)
class LineChart:
    """One quantity over many sessions: `values` are pairs of a date and {side: number}, the oldest first."""

    key: str
    title: str
    unit: str
    values: list[tuple[date, dict]]
    today: date
    height: int = 200

    FLOOR, ROOF, LEFT, RIGHT = 172, 16, 10, 95

    @property
    def sides(self):
        """The sides that have numbers: "left", "right", "both", in this order."""
        return [side for side in ("left", "right", "both") if any(side in found for _, found in self.values)]

    @property
    def two_sided(self):
        """Whether left and right have a curve each."""
        return "both" not in self.sides

    @property
    def curves(self):
        """A Curve for each side."""
        return [Curve(side, self._points(side), len(self.values) <= DOTS_UP_TO) for side in self.sides]

    @property
    def ticks(self):
        """The scale as pairs of y and number: at most five whole numbers that enclose all values."""
        low, high, step = self._scale
        return [(f"{self._y(number):.1f}", number) for number in range(low, high + step, step)]

    @property
    def labels(self):
        """Labels with the dates of the first, the middle and the last session."""
        last = len(self.values) - 1
        chosen = sorted({0, last // 2, last}) if last >= 4 else sorted({0, last})
        anchors = {0: "start", last: "end"} if last else {0: "middle"}
        for n in chosen:
            yield Label(self._x(n), short_date(self.values[n][0], self.today), anchors.get(n, "middle"))

    @property
    def words(self):
        """The chart in one sentence: how many sessions, from which number to which."""
        first, last = (short_date(self.values[n][0], self.today) for n in (0, -1))
        sides = ", ".join(self._words(side) for side in self.sides)
        return f"{len(self.values)} sessions from {first} to {last}: {sides} {self.unit}."

    @property
    def _scale(self):
        numbers = [number for _, found in self.values for number in found.values()]
        for step in STEPS:
            low, high = floor(min(numbers) / step) * step, ceil(max(numbers) / step) * step
            if (high - low) / step < MOST_LINES:
                break
        return (low, high, step) if low < high else (max(0, low - step), high + step, step)

    def _x(self, n):
        width = (self.RIGHT - self.LEFT) / max(1, len(self.values) - 1)
        return f"{self.LEFT + n * width if len(self.values) > 1 else 50:.2f}%"

    def _y(self, number):
        low, high, _ = self._scale
        return self.FLOOR - (self.FLOOR - self.ROOF) * (float(number) - low) / (high - low)

    def _points(self, side):
        done = [n for n, (_, found) in enumerate(self.values) if side in found]
        points = []
        for n in done:
            found = self.values[n][1]
            same = side != "both" and found.get("left") == found.get("right")
            radius = (5 if n == done[-1] else 3.5) + (3 if same and side == "left" else 0)
            points.append(Point(self._x(n), f"{self._y(found[side]):.1f}", radius, same, n == done[-1]))
        return points

    def _words(self, side):
        numbers = [found[side] for _, found in self.values if side in found]
        return ("" if side == "both" else f"{side} ") + f"from {numbers[0]} to {numbers[-1]}"


def charts_of(sessions, units, today):
    """A LineChart each for reps, seconds and load, of the best set of each session.

    `sessions` are WorkoutWiths, the latest first; `units` is "kg" or "lb". A quantity that fewer than two sessions have
    gets no chart.
    """
    charts = []
    for name, title, unit in (
        ("reps", "Best set", "reps"),
        ("seconds", "Longest hold", "seconds"),
        ("load_kg", "Heaviest set", units),
    ):
        values = [(session.workout.day, session.most(name)) for session in reversed(sessions)]
        if name == "load_kg":
            values = [
                (day, {side: Decimal(number_in(kg, units)) for side, kg in found.items()}) for day, found in values
            ]
        values = [(day, found) for day, found in values if found]
        if len(values) > 1:
            charts.append(LineChart(name, title, unit, values, today))
    return charts
