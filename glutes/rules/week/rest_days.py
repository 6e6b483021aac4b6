"""Rest for muscles: finds sessions on consecutive days that work the same ones."""

from glutes.rules.hint import Hint

SOURCE = "Three sessions a week: “The ultimate bum workout”. A day between them: common advice, and our choice."


def rest_advice(days, works):
    """A Hint if sessions on consecutive days work the same muscles, else None. Practice is exempt (F61).

    Two days on which nothing is left to do are ignored. The last day of the week counts as the day before the first.
    `works`: the muscles that a routine works, by plain name, {routine: {"big glutes"}}.
    """
    for day, after in zip(days, [*days[1:], days[0]], strict=True):
        both = _muscles(day, works) & _muscles(after, works)
        if both and (day.to_do or after.to_do):
            names = " and ".join(sorted(both)[:2]).lower()
            return Hint(f"{day.date:%a} and {after.date:%a} both work your {names}: leave a day between.", SOURCE)
    return None


def _muscles(day, works):
    asked = [session.weekly.routine for session in day.sessions if session.counts]
    return frozenset().union(*(works.get(routine, ()) for routine in asked))
