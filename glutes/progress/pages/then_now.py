"""Then and now: the first month beside the last four weeks before today."""

from collections import defaultdict
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
    """A number then and now; `unit`: reps, s or sets; `remark`: the weight."""

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

    `names`: {exercise's key: name}. Each exercise shows the best of its weaker side, with one weight. The exercises of
    the most sessions come first, the sets a week last.
    """
    if not enough(then) or not enough(now) or min(line.day for line in now) <= max(line.day for line in then):
        return []
    often = {}
    for line in now:
        often.setdefault((line.exercise, line.measure), set()).add(line.workout)
    common = sorted(often, key=lambda key: (-len(often[key]), names[key[0]]))
    old, new = by_key(then), by_key(now)
    found = filter(None, (growth(key, old[key], new[key], names) for key in common))
    sets = [round(sum(0.5 if line.side != "both" else 1 for line in lines) / 4) for lines in (then, now)]
    return [*islice(found, MOST), Growth("Sets a week", *sets, "sets")]


def enough(lines):
    """Whether there are enough sessions to represent a month."""
    return len({line.workout for line in lines}) >= LEAST_SESSIONS


def by_key(lines):
    """The LoggedSets in good form as {(exercise, measure): {weight: [LoggedSet]}}."""
    found = defaultdict(lambda: defaultdict(list))
    for line in lines:
        if line.form_ok and line.amount:
            found[line.exercise, line.measure][line.weight].append(line)
    return found


def growth(key, old, new, names):
    """The Growth of an exercise in one measure, with the weight that it was done with most; None if no weight was
    used then and now, or with other sides."""
    common = old.keys() & new.keys()
    if not common:
        return None
    weight = max(common, key=lambda weight: (len(old[weight]) + len(new[weight]), weight))
    old, new = best_sides(old[weight]), best_sides(new[weight])
    if set(old) != set(new):
        return None
    side = min(new, key=lambda side: (new[side], side != "left"))
    each = len(new) == 2 and len(set(new.values())) == 1 and len(set(old.values())) == 1
    name = names[key[0]] + (", each side" if each else "" if side == "both" else f", {side}")
    remark = f"with {said_weight(weight)}" if any(weight) else ""
    return Growth(name, old[side], new[side], "s" if key[1] == "seconds" else "reps", remark)


def best_sides(lines):
    """{side: the most reps or seconds of these LoggedSets}"""
    found = {}
    for line in lines:
        found[line.side] = max(found.get(line.side, 0), line.amount)
    return found


def before_today(lines, today):
    """The LoggedSets of the last 28 whole days: today's session may be still to come, and is not missed yet."""
    return [line for line in lines if today - MONTH <= line.day < today]


def month_of(day: date):
    """The first and the last day of the month that began with `day`."""
    return day, day + MONTH - timedelta(days=1)
