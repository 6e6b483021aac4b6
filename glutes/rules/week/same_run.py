"""Which accounts tell of one and the same run: typed by hand, planned in a calendar, recorded by a watch.

same(one, other)       whether two accounts tell of one run
each_once(accounts)    the runs, each with all that tell of it

All of it is ours: nobody published how to tell. Two recordings are compared closely; what was planned or typed is a
wish, which the run of that day fulfils.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from glutes.rules.week.running import RACE

CLOSE_MINUTES = 10
"""Two recordings of one run start that close: a watch and a phone are not started in the same second."""
NEAR_MINUTES = 3 * 60
"""A run that was planned for an hour starts that near to it."""
CLOSE_KM, CLOSE_S = Decimal("0.05"), Decimal("0.1")
"""So much, as a part of the larger, two measures of one run differ at most; clocks stop at lights, or do not."""


@dataclass(frozen=True, eq=False)
class Account:
    """What one teller says of a run. A teller tells of a run once; without a name ("") it may tell of it again.

    `is_guess`: nothing in it said its kind. `row` is whatever the account is of.
    """

    day: date
    kind: str
    teller: str = ""
    at: time | None = None
    km: Decimal | None = None
    seconds: int | None = None
    done: bool = False
    is_guess: bool = False
    row: object = None


def same(one, other):
    """Whether two accounts tell of one run."""
    if one.day != other.day or (one.teller and one.teller == other.teller):
        return False
    apart = minutes_apart(one, other)
    if apart is not None and apart > (CLOSE_MINUTES if one.done and other.done else NEAR_MINUTES):
        return False
    kinds = one.kind == other.kind
    agree = measures_agree(one, other)
    if one.done and other.done:
        return (kinds or apart is not None) if agree is None else agree
    if one.done or other.done:
        is_race = RACE in (one.kind, other.kind) and not kinds  # A jog on the morning of a race is not the race.
        return not is_race or apart is not None or bool(agree)
    return agree is not False and (kinds or one.is_guess or other.is_guess or apart is not None)


def minutes_apart(one, other):
    """How far apart two runs of a day start; None where one does not say when."""
    if one.at is None or other.at is None:
        return None
    return abs((one.at.hour - other.at.hour) * 60 + one.at.minute - other.at.minute)


def measures_agree(one, other):
    """Whether they are about as long, by distance, else by duration; None where that cannot be told."""
    for mine, theirs, most in ((one.km, other.km, CLOSE_KM), (one.seconds, other.seconds, CLOSE_S)):
        if mine and theirs:
            return abs(mine - theirs) <= most * max(mine, theirs)
    return None


def each_once(accounts):
    """Lists of accounts, a list for each run. First in it is what is believed first: done before planned, said before
    guessed.

    Each of the others joins the first run that it tells of, the runs of its own kind before any other.
    """
    left = sorted(accounts, key=lambda one: (not one.done, one.is_guess))
    runs = []
    while left:
        first = left[0]
        run = [first]
        for other in sorted(left[1:], key=lambda one: one.kind != first.kind):
            if same(first, other) and not (other.teller and other.teller in {one.teller for one in run}):
                run.append(other)
        left = [one for one in left if one not in run]
        runs.append(run)
    return runs


def kind_of(run):
    """The kind of a run that several accounts tell of: a race if one says so, else the first that is no guess."""
    if any(one.kind == RACE for one in run):
        return RACE
    return next((one.kind for one in run if not one.is_guess), run[0].kind)
