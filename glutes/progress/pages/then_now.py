"""Then and now: the first month beside the last four weeks before today."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from glutes import charts
from glutes.progress.pages.exercise_progress import said_weight
from glutes.progress.reading import alike_between, alike_of
from glutes.rules.units import number_in, unit_of

MONTH = timedelta(days=28)
LEAST_SESSIONS = 2
"""Ours: the fewest sessions in the first and in the last month to compare them."""
MOST = 4


@dataclass(frozen=True)
class Growth:
    """A number then and now; `unit`: reps, s, sets, kg or lb; `remark`: the weight, or of a weight the reps."""

    name: str
    then: int
    now: int
    unit: str
    remark: str = ""

    @property
    def chart(self):
        """A bar with the number then, and the growth on top."""
        return charts.grown(self.then, self.now)


def growths_of(user, began_on, since, lines, today, names, eased=()):
    """The Growths since the day of the first session. `lines`: all LoggedSets from `since` on, which are not read
    again; `eased`: the first days of easier weeks. One query, if the first session was before `since`."""
    first, last = month_of(began_on)
    before = alike_between(user, first, min(last, since - timedelta(days=1))) if first < since else []
    then, now = [line for line in lines if line.day <= last], before_today(lines, today)
    if then and now and now[0].day <= then[-1].day:
        return []
    month = {today - timedelta(days=n) for n in range(1, MONTH.days + 1)}
    full = month - {day + timedelta(days=n) for day in eased for n in range(7)}
    sets = sum(1 if line.side == "both" else 0.5 for line in now if line.day in full)
    return then_and_now(before + alike_of(then), alike_of(now), names, round(7 * sets / len(full)) if full else None)


def then_and_now(then, now, names, weekly):
    """The Growths between the first month (`then`) and the last (`now`), both as Alikes; in `now` each is one set.

    `names`: {exercise's key: name}. Each exercise shows its heaviest weight if that went up, else the best of its
    weaker side with one weight. What changed most comes first; where two changed alike, the one with more sessions.
    The sets a week come last: `weekly` is their number now, without easier weeks.
    """
    if not enough(then) or not enough(now):
        return []
    often = {}
    for one in now:
        often.setdefault((one.exercise, one.measure), set()).add(one.first)
    common = sorted(often, key=lambda key: (-len(often[key]), names[key[0]]))
    old, new = by_key(then), by_key(now)
    found = (weight_growth(key, old[key], new[key], names) or growth(key, old[key], new[key], names) for key in common)
    found = sorted(filter(None, found), key=lambda one: -abs(one.now / one.then - 1))[:MOST]
    sets = sum(one.sets if one.side == "both" else one.sets / 2 for one in then)
    return found if weekly is None else [*found, Growth("Sets a week", round(sets / 4), weekly, "sets")]


def enough(sets):
    """Whether these Alikes are of enough sessions to represent a month."""
    return len({one.first for one in sets} | {one.last for one in sets}) >= LEAST_SESSIONS


def by_key(sets):
    """The Alikes in good form as {(exercise, measure): {weight: [Alike]}}."""
    found = defaultdict(lambda: defaultdict(list))
    for one in sets:
        if one.form_ok:
            found[one.exercise, one.measure][one.weight].append(one)
    return found


def weight_growth(key, old, new, names):
    """The Growth of an exercise's heaviest weight, with its reps or seconds now; None if there was no weight then, or
    if it did not go up."""
    (then, _), (now, _) = max(old, default=(0, 0)), max(new, default=(0, 0))
    if not 0 < then < now:
        return None
    unit, amount = unit_of(now), min(best_sides(new[max(new)]).values())
    remark = f"{amount} {'s' if key[1] == 'seconds' else 'reps'}"
    return Growth(names[key[0]], *(Decimal(number_in(kg, unit)) for kg in (then, now)), unit, remark)


def growth(key, old, new, names):
    """The Growth of an exercise in one measure, with the weight that was used most. None if no weight was used both
    then and now, or if the sides were not the same."""
    common = old.keys() & new.keys()
    if not common:
        return None
    weight = max(common, key=lambda weight: (sum(one.sets for one in (*old[weight], *new[weight])), weight))
    old, new = best_sides(old[weight]), best_sides(new[weight])
    if set(old) != set(new):
        return None
    side = min(new, key=lambda side: (new[side], side != "left"))
    each = len(new) == 2 and len(set(new.values())) == 1 and len(set(old.values())) == 1
    name = names[key[0]] + (", each side" if each else "" if side == "both" else f", {side}")
    remark = f"with {said_weight(weight)}" if any(weight) else ""
    return Growth(name, old[side], new[side], "s" if key[1] == "seconds" else "reps", remark)


def best_sides(sets):
    """{side: the most reps or seconds of these Alikes}"""
    found = {}
    for one in sets:
        found[one.side] = max(found.get(one.side, 0), one.most)
    return found


def before_today(lines, today):
    """The LoggedSets of the 28 days before today. Today is left out, as its session may be still to come."""
    return [line for line in lines if today - MONTH <= line.day < today]


def month_of(day: date):
    """The first and the last day of the month that began with `day`."""
    return day, day + MONTH - timedelta(days=1)
