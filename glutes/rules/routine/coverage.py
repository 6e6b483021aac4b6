"""How well a routine, a session or the last seven days cover the glutes, and what is missing (evidence.md 5, rule 1).

Each completed working set earns a credit for gluteus medius (side of the hip) and gluteus maximus (the big glute), by
the band of its exercise: very high 1, high ¾, moderate ½. Left and right together are one set; one side alone is half.
A set that left 4 or more reps in reserve counts half. The sums exist to find gaps; they are no score to maximise.

    coverage(works)            of a routine, or of a session
    week(dated, today)         of the last seven days: pairs of (day, Work)
    sets_done(sets, each)      how many sets of an exercise were done, and how many of them were easy
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from glutes.rules.coaching.sessions import EASY_RIR

CREDITS = {"very-high": Decimal("1"), "high": Decimal("0.75"), "moderate": Decimal("0.5")}
"""Ours. The bands are those of studies (Neto 2020, Reiman 2012); what gives no usable number gives no credit."""

SESSION_FLOOR, WEEK_FLOOR = 3, 10
"""Credits for each muscle. Ten a week: American College of Sports Medicine (2026); three a session: ours."""

GUIDE = "EMG is a rough guide, not a result."
GUIDE_SOURCES = ("neto-2020", "reiman-2012")
"""Stands wherever a number of these does, with those whose bands they are."""

MUSCLES = {"gluteus-medius": "the side of the hip", "gluteus-maximus": "the big glute"}
STRONG = ("high", "very-high")


@dataclass(frozen=True)
class Trained:
    """An exercise: the bands of its two muscles, plain and with a load ("" where a load changes nothing), and whether
    it works one leg at a time (its sides are logged one by one)."""

    name: str
    medius: str = "nil"
    maximus: str = "nil"
    medius_loaded: str = ""
    maximus_loaded: str = ""
    one_leg: bool = False

    def band(self, muscle, loaded):
        """The band for "gluteus-medius" or "gluteus-maximus"."""
        plain, heavy = {
            "gluteus-medius": (self.medius, self.medius_loaded),
            "gluteus-maximus": (self.maximus, self.maximus_loaded),
        }[muscle]
        return heavy if loaded and heavy else plain


@dataclass(frozen=True)
class Work:
    """Sets of a move, prescribed or done: how many, how many of them easy (RIR 4+), and whether with a load.

    A load counts as one only in the sets that were not easy.
    """

    move: Trained
    sets: Decimal = Decimal(3)
    easy: Decimal = Decimal(0)
    loaded: bool = False

    def credit(self, muscle):
        """What it earns for a muscle."""
        hard = CREDITS.get(self.move.band(muscle, self.loaded), Decimal(0))
        light = CREDITS.get(self.move.band(muscle, loaded=False), Decimal(0)) / 2
        return (self.sets - self.easy) * hard + self.easy * light


@dataclass(frozen=True)
class Gap:
    """Something missing: a slug for it, one sentence, and the slugs of who says so."""

    slug: str
    sentence: str
    sources: tuple[str, ...] = ("ours",)


@dataclass(frozen=True)
class Coverage:
    """Credits of both muscles, the floor to compare them with, and the gaps."""

    medius: Decimal
    maximus: Decimal
    floor: int
    gaps: tuple[Gap, ...]

    @property
    def by_muscle(self):
        """Credits by slug of muscle, for the map."""
        return {"gluteus-medius": self.medius, "gluteus-maximus": self.maximus}


def sets_done(sets, each):
    """Sets of an exercise as (all, easy of them). `each`: left and right are logged one by one, and half a set apiece.

    Args: SetDone of one session (rules/coaching/sessions.py).
    """
    share = Decimal("0.5") if each else Decimal(1)
    sets = list(sets)
    return share * len(sets), share * sum(row.reserve >= EASY_RIR for row in sets)


def coverage(works: Iterable[Work], floor=SESSION_FLOOR):
    """The Coverage of a routine or a session."""
    works = [work for work in works if work.sets > 0]
    totals = {muscle: sum((work.credit(muscle) for work in works), Decimal(0)) for muscle in MUSCLES}
    return Coverage(totals["gluteus-medius"], totals["gluteus-maximus"], floor, tuple(gaps(works, totals, floor)))


def week(dated: Iterable[tuple[date, Work]], today: date):
    """The Coverage of the seven days up to today."""
    first = today - timedelta(days=6)
    return coverage((work for day, work in dated if first <= day <= today), WEEK_FLOOR)


def gaps(works, totals, floor):
    """What is missing, the most telling first; of a muscle that nothing works hard, only that."""
    if not works:
        return
    hard = {muscle for muscle in MUSCLES for work in works if work.move.band(muscle, work.loaded) in STRONG}
    if "gluteus-medius" not in hard:
        yield Gap("no-medius", "Nothing here works the side of the hip hard: a side plank or a step-up would.")
    if not any(work.move.one_leg for work in works):
        yield Gap("no-one-leg", "Nothing here works one leg at a time.", ("d1", "d3"))
    if "gluteus-maximus" not in hard:
        yield Gap("no-maximus", "Nothing here works the big glute hard: a lunge or a single-leg bridge would.")
    when, sources = ("this week", ("acsm-2026", "ours")) if floor == WEEK_FLOOR else ("here", ("ours",))
    for muscle, name in MUSCLES.items():
        if muscle in hard and totals[muscle] < floor:
            yield Gap(f"few-{muscle}", f"Little for {name} {when}: {floor} good sets or so make it enough.", sources)
