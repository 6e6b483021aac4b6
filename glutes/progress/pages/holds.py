"""The single-leg bridge hold: progress to a minute (F61; docs/rules.md, rule 12), compared with other people."""

from datetime import timedelta
from functools import cached_property

from django.utils import timezone

from glutes import charts
from glutes.prepared import prepared
from glutes.progress.reading import columns_of, logged, sets_between
from glutes.rules.coaching.symmetry import WINDOW
from glutes.rules.moments import OPEN_FOR
from glutes.rules.self_checks import APART, GOAL_S, kind_of

KIND = "bridge-hold"
SLUG = kind_of(KIND).exercise
"""The exercise that is the same hold as the self-check."""

USUAL_S = (32, 98)
"""65 ± 33 seconds: the holds of 77 people of about 20 years (worst-2026)."""


class Holds:
    """The longest hold in good form of each side and day, from `first` to `today`."""

    goal = GOAL_S

    def __init__(self, lines, first, today, checks=()):
        """`lines` are LoggedSets of the hold; `checks` have a day, and left and right in seconds."""
        self.first, self.today = first, today
        days = {}
        for line in lines:
            if line.form_ok and line.seconds and line.side != "both":
                best = days.setdefault(line.day, {})
                best[line.side] = max(best.get(line.side, 0), line.seconds)
        for check in checks:
            best = days.setdefault(check.day, {})
            best |= {side: max(best.get(side, 0), s) for side in ("left", "right") if (s := getattr(check, side))}
        self.days = sorted((day, sides) for day, sides in days.items() if sides)

    def __bool__(self):
        return bool(self.days)

    @property
    def is_recent(self):
        """Whether there is one of the last four weeks."""
        return bool(self.days) and self.today - self.days[-1][0] < WINDOW

    @cached_property
    def points(self):
        """The points of the chart, and the span that each stands for."""
        return charts.gathered([charts.Point(day, sides) for day, sides in self.days])

    @property
    def newest(self):
        """The points of the chart, the newest first."""
        return self.points[0][::-1]

    @property
    def gathered(self):
        """What each point of the chart is the longest of, in words: each day, each week."""
        return charts.each(self.points[1], "day")

    @property
    def now(self):
        """The latest hold of each side, as {side: seconds}."""
        return {side: s for _, sides in self.days for side, s in sides.items()}

    @property
    def headline(self):
        """The seconds left to a minute, the nearer side first; or which sides have reached it."""
        short = {side: GOAL_S - s for side, s in self.now.items() if s < GOAL_S}
        if not short:
            return "Both sides hold the minute" if len(self.now) == 2 else "You hold the minute"
        near, *other = sorted(short, key=short.get)
        if other and short[near] == short[other[0]]:
            return f"Single-leg bridge: {seconds(short[near])} to go on each side"
        if other:
            return f"Single-leg bridge: {seconds(short[near])} to go on the {near}, {short[other[0]]} on the {other[0]}"
        has = next((side for side in self.now if side not in short), None)
        if has:
            return f"{has.capitalize()} has its minute, {near} {short[near]} to go"
        return f"Single-leg bridge: {seconds(short[near])} to go on the {near}"

    @property
    def chart(self):
        """The chart of both sides over time, with the goal of a minute and the reference."""
        points, by = self.points
        first = min(self.first, points[0].day)
        if len(points) == 1:
            first = self.today - timedelta(days=28)
        now = ", ".join(f"{side} {s}" for side, s in sorted(self.now.items()))
        desc = f"Latest: {now} seconds. The goal is {GOAL_S}. In a study of 77 people most held between 32 and 98."
        most = max(s for _, sides in self.days for s in sides.values())
        return charts.curve(
            "holds", "Single-leg bridge hold, seconds", desc, points, first, self.today,
            goal=GOAL_S, band=USUAL_S, band_words=("Most of 77 people", "held 32 to 98 s"),
            ticks=[0, 25, 50, 75, 100] if most <= 110 else None, gap=APART, by=by,
        )  # fmt: skip


def of_hold(checks):
    """The self-checks of the hold among these, without those that hurt 4 or more."""
    return [check for check in checks if check.kind == KIND and check.result.is_clean]


def holds_of(user, first, today):
    """The LoggedSets of the hold from `first` to `today`. One query."""
    return logged(holds_between(user.pk, first, today, timezone.now() - OPEN_FOR))


@prepared
def holds_between(user, first, last, opened):
    """The columns of the LoggedSets of the hold, of these days."""
    sets = sets_between(user, first, last, opened).main()
    return columns_of(sets.filter(exercise__slug=SLUG, seconds__gt=0))


def seconds(count):
    """A number of seconds in words: "1 second", "30 seconds"."""
    return f"{count} second{'' if count == 1 else 's'}"
