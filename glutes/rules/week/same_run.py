"""Which accounts are about the same run: typed by hand, planned in a calendar, recorded by a watch.

by_one_clock(accounts) the accounts, with one day and hour for all recordings of a moment
same(one, other)       whether two accounts are about the same run
each_once(accounts)    the runs, each with all its accounts
kept(run)              the accounts of a run that are shown, none if the run was removed

All of it is ours; there is no published method. Two recordings are compared closely; a planned or typed run only needs
to fit roughly.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from glutes.rules.week.running import RACE

CLOSE_MINUTES = 10
"""At most so many minutes lie between the starts of two recordings of one run, by a watch and a phone."""
NEAR_MINUTES = 3 * 60
"""At most so many minutes lie between the planned and the real start of a run."""
CLOSE_KM, CLOSE_S = Decimal("0.05"), Decimal("0.1")
"""How much two measures of one run may differ, as a part of the larger; some clocks stop at traffic lights."""


@dataclass(frozen=True, eq=False)
class Account:
    """What one source (`teller`) says about a run. A source names each run once, but "" may name one several times.

    `is_guess`: its kind was guessed. `began`: the moment it began, if it was recorded. `row`: the caller's row that it
    was made from. `is_removed`: the user removed it.
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
    began: datetime | None = None
    is_removed: bool = False


def by_one_clock(accounts):
    """The accounts, in which all recordings of the same run (by their moment) have the same day and hour.

    Without this, a run abroad could appear twice: a file may have only the moment, which was turned into a day and an
    hour by the clock at home, while another source knows the local time. A source with a name is trusted before a file.
    """
    found, last = [one for one in accounts if not one.began], []
    for one in sorted((one for one in accounts if one.began), key=lambda one: one.began):
        if last and (one.began - last[0].began).total_seconds() > CLOSE_MINUTES * 60:
            found, last = found + on_one_day(last), []
        last.append(one)
    return found + on_one_day(last)


def on_one_day(told):
    """These accounts, all with the day and hour of the first one that has a teller ("" is none); without one, of the
    first.

    If that one has no hour, each keeps its own.
    """
    best = max(told, key=lambda one: bool(one.teller), default=None)
    return [replace(one, day=best.day, at=one.at if best.at is None else best.at) for one in told]


def same(one, other):
    """Whether two accounts are about the same run."""
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
    """Minutes between the starts of two runs of a day; None if one has no time."""
    if one.at is None or other.at is None:
        return None
    return abs((one.at.hour - other.at.hour) * 60 + one.at.minute - other.at.minute)


def measures_agree(one, other):
    """Whether they are about equally long, by distance, else by duration; None if that is unknown."""
    for mine, theirs, most in ((one.km, other.km, CLOSE_KM), (one.seconds, other.seconds, CLOSE_S)):
        if mine and theirs:
            return abs(mine - theirs) <= most * max(mine, theirs)
    return None


def each_once(accounts):
    """A list of accounts for each run. The first in it is trusted most: done before planned, said before guessed.

    Each of the other accounts joins the first run that it fits, runs of its own kind before others.
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


def kept(run):
    """The accounts of a run that were not removed; none if the run itself was removed, whoever tells of it since.

    A planned run that was removed and done all the same is a run.
    """
    if any(one.is_removed and (one.done or not run[0].done) for one in run):
        return []
    return [one for one in run if not one.is_removed]


def kind_of(run):
    """The kind of a run with several accounts: a race if one says so, else the first kind that was not guessed."""
    if any(one.kind == RACE for one in run):
        return RACE
    return next((one.kind for one in run if not one.is_guess), run[0].kind)
