"""Rest for muscles: finds sessions on one day, or on consecutive days, that work the same ones."""

from collections import defaultdict
from itertools import combinations, pairwise, product

from glutes.rules.hint import Hint
from glutes.rules.week.schedule import WORK, State

SOURCE = "Three sessions a week: “The ultimate bum workout”. A day between them: common advice, and our choice."


def rest_advice(days, works):
    """A Hint that names the days with two sessions for the same muscles, and any two such days in a row; else None.

    Daily practice is exempt (F61), and so is what was missed, and what is over on both sides. `days` follow each other:
    those of a week, the day before it and the day after it. `works`: the muscles that a routine works, by plain name,
    {routine: {"big glutes"}}.
    """
    twice, in_a_row = defaultdict(dict), defaultdict(dict)
    for day in days[1:-1]:
        for muscles in filter(None, (_both(*pair, works) for pair in combinations(day.sessions, 2))):
            twice[_named(muscles)][f"{day.date:%a}"] = True
    for day, after in pairwise(days):
        if muscles := frozenset().union(*(_both(*pair, works) for pair in product(day.sessions, after.sessions))):
            in_a_row[_named(muscles)][f"{day.date:%a} and {after.date:%a}"] = True
    said = [f"{' and '.join(on)} work{'s' * (len(on) == 1)} your {names} twice" for names, on in twice.items()]
    said += [f"{', '.join(on)} both work your {names}" for names, on in in_a_row.items()]
    return Hint(" ".join(f"{sentence}: leave a day between." for sentence in said), SOURCE) if said else None


def day_after(muscles):
    """The Hint for the day after a session that worked these muscles, which today’s works, too; None without any."""
    return Hint(f"You worked your {_named(muscles)} yesterday: leave a day between.", SOURCE) if muscles else None


def _both(one, other, works):
    """The muscles that both sessions work, if one of them is still to be done."""
    to_do = State.PLANNED in (one.state, other.state)
    return _muscles(one, works) & _muscles(other, works) if to_do else frozenset()


def _muscles(session, works):
    tires = session.state in WORK and not session.weekly.practice
    return frozenset(works.get(session.weekly.routine, ()) if tires else ())


def _named(muscles):
    return " and ".join(sorted(muscles)[:2]).lower()
