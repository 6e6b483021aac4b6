"""Then and now: the first month beside the last four weeks before today."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from glutes import charts
from glutes.progress.pages.exercise_progress import said_weight

MONTH = timedelta(days=28)
LEAST_SESSIONS = 2
"""Ours: the fewest sessions in the first and in the last month to compare them."""
MOST = 4


@dataclass(frozen=True)
class Growth:
    """A number then and now; `unit`: reps, s or sets; `remark`: what else changed."""

    name: str
    then: int
    now: int
    unit: str
    remark: str = ""

    @property
    def chart(self):
        """A bar with the number then, and the growth on top."""
        return charts.grown(self.then, self.now)


def then_and_now(then, now, names):
    """The Growths between the LoggedSets of the first month and those of the last.

    `names`: {exercise's key: name}. Each exercise shows the best of its weaker side. Exercises done in the most
    sessions come first; the sets a week come last.
    """
    if not enough(then) or not enough(now) or min(line.day for line in now) <= max(line.day for line in then):
        return []
    often = {}
    for line in now:
        often.setdefault((line.exercise, line.measure), set()).add(line.workout)
    common = sorted(often, key=lambda key: (-len(often[key]), names[key[0]]))
    found = filter(None, (growth(key, then, now, names) for key in common))
    sets = [round(sum(0.5 if line.side != "both" else 1 for line in lines) / 4) for lines in (then, now)]
    return [*islice(found, MOST), Growth("Sets a week", *sets, "sets")]


def enough(lines):
    """Whether there are enough sessions to represent a month."""
    return len({line.workout for line in lines}) >= LEAST_SESSIONS


def growth(key, then, now, names):
    """The Growth of an exercise in one measure; None if it was not done then, or with other sides."""
    best = [best_sides(key, lines) for lines in (then, now)]
    if not best[0] or set(best[0]) != set(best[1]):
        return None
    side = min(best[1], key=lambda side: (best[1][side], side != "left"))
    (old_weight, old), (weight, new) = best[0][side], best[1][side]
    each = len(best[1]) == 2 and len(set(best[1].values())) == 1 and len(set(best[0].values())) == 1
    name = names[key[0]] + (", each side" if each else "" if side == "both" else f", {side}")
    remark = f"with {said_weight(weight)} now" if weight > old_weight and any(weight) else ""
    return Growth(name, old, new, "s" if key[1] == "seconds" else "reps", remark)


def best_sides(key, lines):
    """{side: (weight, amount)}: the heaviest weight in good form of each side, and the most with that weight."""
    found = {}
    for line in lines:
        if (line.exercise, line.measure) == key and line.form_ok and line.amount:
            found[line.side] = max(found.get(line.side, ((0, 0), 0)), (line.weight, line.amount))
    return found


def before_today(lines, today):
    """The LoggedSets of the last 28 whole days: today's session may be still to come, and is not missed yet."""
    return [line for line in lines if today - MONTH <= line.day < today]


def month_of(day: date):
    """The first and the last day of the month that began with `day`."""
    return day, day + MONTH - timedelta(days=1)
