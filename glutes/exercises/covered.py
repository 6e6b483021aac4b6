"""How well exercises cover the glutes, as routine and week pages show it. The sums: rules/routine/coverage.py.

WORKS            prefetches what move_of reads
move_of          an exercise as those rules see it
Covered          their answer as bars, a muscle map and gaps
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch

from glutes.exercises.models import ExerciseMuscle, Source
from glutes.rules.routine import coverage

WORKS = Prefetch("works", ExerciseMuscle.objects.select_related("muscle"))

NAMES = {"gluteus-medius": "Side of the hip", "gluteus-maximus": "Big glutes"}


def move_of(exercise):
    """An exercise as the rules of coverage see it. What it only stretches counts as not worked."""
    works = {work.muscle.slug: work for work in exercise.works.all() if work.part == ExerciseMuscle.Part.WORKS}
    medius, maximus = (works.get(slug, ExerciseMuscle()) for slug in ("gluteus-medius", "gluteus-maximus"))
    return coverage.Trained(
        exercise.name,
        medius.band,
        maximus.band,
        medius.loaded_band,
        maximus.loaded_band,
        one_leg=exercise.one_sided,
    )


@dataclass(frozen=True)
class Bar:
    """How much a muscle gets, in sets that count in full, beside how much is enough."""

    muscle: str
    name: str
    sets: Decimal
    enough: int

    @property
    def percent(self):
        """How full it is, 0-100."""
        return min(100, int(100 * self.sets / self.enough))

    @property
    def strength(self):
        """How it is lit on the muscle map: 3 enough, 2 at least half of that, 1 something, 0 nothing."""
        if self.sets <= 0:
            return 0
        return 3 if self.percent == 100 else 2 if self.percent >= 50 else 1

    @property
    def words(self):
        """The same in words; begun sets do not count."""
        if self.sets <= 0:
            return "none yet"
        if self.sets >= self.enough:
            return "enough"
        return f"{int(self.sets)} of {self.enough} sets" if self.sets >= 1 else "a little"


@dataclass(frozen=True)
class Covered:
    """A Coverage as pages show it. `core` is the sets of core exercises, which earn the glutes nothing; None where
    nobody asks for them. Three are enough in a session (ours)."""

    found: coverage.Coverage
    core: Decimal | None = None

    guide = coverage.GUIDE

    @property
    def is_weekly(self):
        """Whether it is measured against the sets of a week."""
        return self.found.floor == coverage.WEEK_FLOOR

    @cached_property
    def sources(self):
        """Who is named on it, by slug: one query."""
        named = {*coverage.GUIDE_SOURCES, *(slug for gap in self.found.gaps for slug in gap.sources)}
        return Source.objects.in_bulk(named, field_name="slug")

    @property
    def guide_sources(self):
        """Whose bands of muscle activity it rests on."""
        return self._called(coverage.GUIDE_SOURCES)

    @property
    def gaps(self):
        """Pairs of a sentence that names what is missing, and the sources behind it."""
        return [(gap.sentence, self._called(gap.sources)) for gap in self.found.gaps]

    def _called(self, slugs):
        return [self.sources[slug] for slug in slugs if slug in self.sources]

    @property
    def bars(self):
        """One for each muscle, and one for the core."""
        bars = [Bar(slug, NAMES[slug], sets, self.found.floor) for slug, sets in self.found.by_muscle.items()]
        return bars if self.core is None else [*bars, Bar("core", "Core", self.core, coverage.SESSION_FLOOR)]

    @property
    def strengths(self):
        """For the muscle map."""
        return {bar.muscle: bar.strength for bar in self.bars}

    @property
    def alt(self):
        """What the muscle map shows."""
        return "Front and back of the body. " + ", ".join(f"{bar.name}: {bar.words}" for bar in self.bars)
