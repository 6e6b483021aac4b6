"""When to do less, and when a routine could become a circuit (evidence.md 5, rules 8, 9 and 11).

Everything here is an offer or a number to use once somebody accepted it: nothing is applied silently.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

CARRY_ON_DAYS, REPEAT_DAYS, EASE_DAYS = 7, 14, 28
"""Up to 7 days off carry on, up to 14 repeat, up to 28 ease a little, beyond that start gently (rule 9: ours)."""

LITTLE_LIGHTER, MUCH_LIGHTER = Decimal("0.9"), Decimal("0.8")
"""Shares of the load after 15-28 days off and after more (rule 9: ours)."""

LEAST_OF_LITTLE = Decimal("0.85")
"""Ours: a load further down is no longer a little lighter; then it is a set less."""

GENTLE_SETS = 2
"""Sets of every exercise in the first week after more than 28 days off (rule 9: ours)."""

EASIER_WEEK = ("bell-2023", "ours")
"""Fewer sets on as many days is what coaches do (Bell 2023): practice, no trial; how many fewer is ours (rule 8)."""

CIRCUIT_WORK_S, CIRCUIT_ROUND_REST_S = 60, 120
"""A minute of each with no rest between, two minutes after the last (D0, F13)."""


@dataclass(frozen=True)
class Offer:
    """A change that one tap accepts: its kind, the one sentence that explains it, and who says so (slugs of Source).

    kind      what accepting it means                                        fields
    load      use this load in the next workout (progression.with_load)      load_kg or band
    harder    swap the exercise for this one                                 exercise (its slug)
    easier    likewise                                                       exercise
    range     let the prescription go up to this many reps or seconds        high
    deload    train this week with `deload_sets` of every exercise           -
    circuit   make the main block a circuit, CIRCUIT_WORK_S each, CIRCUIT_ROUND_REST_S between rounds
    """

    kind: str
    sentence: str
    sources: tuple[str, ...]
    load_kg: Decimal | None = None
    band: int | None = None
    exercise: str = ""
    high: int | None = None


def deload_sets(sets):
    """Sets of an easier week: 40 % fewer, to the nearest whole set, at least one (rule 8: 40 % is ours)."""
    return max(1, int((sets * Decimal("0.6")).quantize(Decimal(1), ROUND_HALF_UP)))


def deload_offer(days: Iterable[date], eased: Iterable[date], week: date, every=6):
    """The offer of an easier week, or None.

    Args: days of workouts and, of those, the days of easier weeks (`eased`), in any order; `week`, the first day of the
    week in question; `every`, how many weeks (the user's choice, held to 4-8). A week without a workout was a rest by
    itself: the count begins anew, as it does after an easier week. Declined, it comes again after as many weeks.
    The six weeks are what coaches do, too.
    """
    every = min(8, max(4, every))
    trained = _weeks_before(days, week) - _weeks_before(eased, week)
    running = 0
    while running + 1 in trained:
        running += 1
    if running % every != every - 1:
        return None
    sentence = f"{running} weeks of training in a row: make this one easier? Fewer sets, the same loads and days."
    return Offer("deload", sentence, EASIER_WEEK)


def _weeks_before(days, week):
    """How many weeks before `week` each of the days lies: 1 is last week."""
    return {(week - day - timedelta(days=1)).days // 7 + 1 for day in days if day < week}


def circuit_offer(targets, style="sets"):
    """The offer to make a main block a circuit (F13): every exercise sat at its top, clean, in two sessions running.

    Args: the Target of each of its exercises (rules/coaching/progression.py); `style`, "sets" or "circuit".
    """
    targets = list(targets)
    if style == "circuit" or not targets or not all(target.topped for target in targets):
        return None
    sentence = "It has all become easy: try it as a circuit, a minute of each without rest, two minutes between rounds."
    return Offer("circuit", sentence, ("d0",))


def circuit_rounds(targets, rounds):
    """Rounds of a circuit that asks for so many: it goes round together, so the exercise to be eased most decides.

    Args: the Target of each of its exercises; one left out altogether has no say.
    """
    return min((target.sets for target in targets if target.change != "leave-out"), default=rounds)


def first_week_back(days, today):
    """Whether `today` lies within seven days of a return after more than 28 days off. `days`: newest first."""
    return any(
        later - earlier > timedelta(days=EASE_DAYS) and today - later < timedelta(days=7)
        for later, earlier in pairwise(days)
    )
