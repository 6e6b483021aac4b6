"""How well a routine, a session or the last seven days cover the glutes, and what is missing (our rule 1).

Each working set earns a credit for gluteus medius (side of the hip) and gluteus maximus (the big glute), by how
strongly its exercise works that muscle: very high 1, high ¾, moderate ½. Left and right together are one set, one side
alone is half a set. A set with 4 or more reps in reserve counts half. The sums serve to find gaps; they are no score.

    coverage(works)            the Coverage of a routine or a session
    week(dated, today)         the Coverage of the last seven days
    sets_done(sets)            how many sets of an exercise were done, and how many of them were easy
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from glutes.rules.coaching.sessions import EASY_RIR

CREDITS = {"very-high": Decimal("1"), "high": Decimal("0.75"), "moderate": Decimal("0.5")}
"""Credit of a set by level of muscle activity. Levels are from studies (Neto 2020, Reiman 2012), credits are ours."""

NONE = Decimal(0)

SESSION_FLOOR, WEEK_FLOOR = 3, 10
"""Enough credits for a muscle. Ten a week: American College of Sports Medicine (2026). Three a session: ours."""

GUIDE = "EMG is a rough guide, not a result."
GUIDE_SOURCES = ("neto-2020", "reiman-2012")
"""The sources to show wherever these numbers are shown."""

MUSCLES = {"gluteus-medius": "Side of the hip", "gluteus-maximus": "Big glutes"}
"""The two muscles that are counted, by slug, with their plain names."""

STRONG = ("high", "very-high")


@dataclass(frozen=True)
class Trained:
    """How strongly an exercise works the two muscles: levels of activity without and with a load.

    If a level with load is "", the level without load applies. `one_leg`: its sides are logged one by one.
    """

    name: str
    medius: str = "nil"
    maximus: str = "nil"
    medius_loaded: str = ""
    maximus_loaded: str = ""
    one_leg: bool = False

    def activity(self, muscle, loaded):
        """The level of activity of a muscle ("gluteus-medius" or "gluteus-maximus"), with or without a load."""
        of_medius = muscle == "gluteus-medius"
        heavy = loaded and (self.medius_loaded if of_medius else self.maximus_loaded)
        return heavy or (self.medius if of_medius else self.maximus)


@dataclass(frozen=True)
class Work:
    """Sets of an exercise, prescribed or done: their number, how many were easy (RIR 4 or more), whether with a load.

    Easy sets count at the level without a load.
    """

    trained: Trained
    sets: Decimal = Decimal(3)
    easy: Decimal = Decimal(0)
    loaded: bool = False

    def credit(self, muscle):
        """The credit that these sets earn for a muscle."""
        hard = CREDITS.get(self.trained.activity(muscle, self.loaded), NONE)
        if not self.easy:
            return self.sets * hard
        light = CREDITS.get(self.trained.activity(muscle, loaded=False), NONE) / 2
        return (self.sets - self.easy) * hard + self.easy * light


def worth(trained):
    """What one set of an exercise earns for gluteus medius and maximus: without a load, with one, and easy; six
    numbers."""
    one = Decimal(1)
    works = Work(trained, one), Work(trained, one, loaded=True), Work(trained, one, one)
    return [work.credit(muscle) for work in works for muscle in MUSCLES]


@dataclass(frozen=True)
class Gap:
    """Something that is missing: its slug, a sentence about it, and the slugs of its sources. How much there is, the
    bars beside it say."""

    slug: str
    sentence: str
    sources: tuple[str, ...] = ("ours",)


@dataclass(frozen=True)
class Coverage:
    """The credits of both muscles, how many are enough (`floor`), and the gaps.

    `light`: the slugs of the muscles that have enough credits, but only from exercises that do not work them hard.
    """

    medius: Decimal
    maximus: Decimal
    floor: int
    gaps: tuple[Gap, ...]
    light: frozenset[str] = frozenset()

    @property
    def by_muscle(self):
        """The credits as {slug of muscle: credits}."""
        return {"gluteus-medius": self.medius, "gluteus-maximus": self.maximus}


SHARES = {True: Decimal("0.5"), False: Decimal(1)}
"""What a set of one side, or of both, counts for."""


def sets_done(sets):
    """How many sets of an exercise were done in one session, as (all, easy ones of them).

    `sets` are SetDones (rules/coaching/sessions.py). One side alone is half a set; a set of 0 was tried, not done.
    """
    shares = [(SHARES[row.side != "both"], row.reserve >= EASY_RIR) for row in sets if row.reps or row.seconds]
    return sum((share for share, _ in shares), Decimal(0)), sum((share for share, easy in shares if easy), Decimal(0))


def coverage(works: Iterable[Work], floor=SESSION_FLOOR):
    """The Coverage of a routine or a session. `floor` is how many credits are enough for a muscle."""
    works = [work for work in works if work.sets > 0]
    totals = {muscle: sum((work.credit(muscle) for work in works), Decimal(0)) for muscle in MUSCLES}
    hard = {muscle for muscle in MUSCLES for work in works if work.trained.activity(muscle, work.loaded) in STRONG}
    light = frozenset(muscle for muscle in MUSCLES if muscle not in hard and totals[muscle] >= floor)
    found = tuple(gaps(works, totals, floor, hard, light))
    return Coverage(totals["gluteus-medius"], totals["gluteus-maximus"], floor, found, light)


def week(dated: Iterable[tuple[date, Work]], today: date):
    """The Coverage of the seven days up to today. `dated` are pairs of (date, Work)."""
    first = today - timedelta(days=6)
    return coverage((work for day, work in dated if first <= day <= today), WEEK_FLOOR)


def gaps(works, totals, floor, hard, light):
    """Yields the Gaps, the most important first. A muscle that nothing works hard gets that gap only."""
    if not works:
        return
    if "gluteus-medius" in light:
        yield Gap("light-medius", "Side of the hip: a side plank or step-ups would make some sets hard.")
    elif "gluteus-medius" not in hard:
        yield Gap("no-medius", "Side of the hip: nothing hard yet. Add a side plank or step-ups.")
    if not any(work.trained.one_leg for work in works):
        yield Gap("no-one-leg", "Nothing one leg at a time yet. Add step-ups or lunges.", ("d1", "d3"))
    if "gluteus-maximus" in light:
        yield Gap("light-maximus", "Big glutes: lunges or single-leg bridges would make some sets hard.")
    elif "gluteus-maximus" not in hard:
        yield Gap("no-maximus", "Big glutes: nothing hard yet. Add lunges or single-leg bridges.")
    when, sources = ("this week", ("acsm-2026", "ours")) if floor == WEEK_FLOOR else ("here", ("ours",))
    for muscle, name in MUSCLES.items():
        if muscle in hard and totals[muscle] < floor:
            yield Gap(f"few-{muscle}", f"{name}: a little {when}. About {floor} sets are enough.", sources)
