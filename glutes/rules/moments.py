"""Whether a workout is in progress; when sets were done and it ended if no version says so; when its time began."""

from dataclasses import dataclass
from datetime import datetime, timedelta

OPEN_FOR = timedelta(hours=6)
"""A workout that is never finished counts as finished at its last set after this long (ours)."""

LATE = timedelta(hours=1)
"""Ours: if the first set was done this long after the start, or later, the workout had only been opened until then; a
workout whose sets are all ticked at its end is shorter than this. If Finish was tapped this long after the last set, or
later, the workout had been forgotten since."""


def is_going(finished, last, now):
    """Whether a workout is in progress. `finished`: when it was finished, or None; `last`: when its last set was done,
    or, without a set, when it started.

    In queries it is the condition `going` of workouts/models/set.py.
    """
    return finished is None and now - last < OPEN_FOR


def began(started, first, finished):
    """From when the time of a workout counts: its start, or its first set if it had only been opened until then.

    `first`: when its first set was done, None without one. Sets that all count as done when the workout was finished
    (see `done`), or later, were typed afterwards, and do not say when it began.
    """
    only_opened = first is not None and first - started >= LATE and (finished is None or first < finished)
    return first if only_opened else started


def lasted(started, first, last, finished):
    """How long a workout took, as a timedelta: from `began` to its end. If nobody finished it: from its first set to
    its last. `first`, `last`: when these were done, None without one."""
    if finished is None and first:
        return last - first
    return (finished or started) - began(started, first, finished)


@dataclass(frozen=True)
class SetMoment:
    """When a set was done, if that was given, else None; when it was first typed; whether it is not deleted."""

    said: datetime | None
    typed: datetime | None = None
    stands: bool = True


@dataclass(frozen=True)
class Finish:
    """When a workout was finished, if that was given, else None; when that was first typed, None if never."""

    said: datetime | None = None
    typed: datetime | None = None


def done(started, sets, finish):
    """When each of the sets was done, in the order given.

    As given, else when it was typed. But a set typed more than six hours after the one before was logged later: it
    counts as done with that one. No set was done before the workout started or after it was finished.
    """
    end, last, found = finish.said or finish.typed, started, {}
    for index, one in sorted(enumerate(sets), key=lambda pair: (pair[1].said or pair[1].typed, pair[0])):
        moment = one.said
        if moment is None:
            moment = one.typed if one.typed - last < OPEN_FOR else last
            moment = max(min(moment, end) if end else moment, started)
        if one.stands:
            last = max(last, moment)
        found[index] = moment
    return [found[index] for index in range(len(sets))]


def finished(started, dones, finish):
    """When the workout ended: as given, else when Finish was tapped; but with the last set if that was LATE earlier or
    more, and, without a set, at the start if that was OPEN_FOR earlier or more.

    `dones`: the moments of the sets that are not deleted. None if it was not finished.
    """
    if finish.said or finish.typed is None:
        return finish.said
    last = max(dones, default=started)
    late = LATE if dones else OPEN_FOR
    return max(last if finish.typed - last >= late else finish.typed, started)
