"""The values of `exercises/_covered.html`: how well exercises cover the glutes, by rules/routine/coverage.py."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch

from glutes.exercises.models import ExerciseMuscle, Source
from glutes.rules.routine import coverage

WORKS = Prefetch("works", ExerciseMuscle.objects.select_related("muscle"))
"""What trained_of needs of an exercise, for prefetch_related."""


def trained_of(exercise):
    """An exercise for rules/routine/coverage.py. A muscle that it only stretches counts as not worked.

    It is kept with the exercise: one of the catalogue is in memory, and its muscles are looked through once.
    """
    if "trained" not in exercise.__dict__:
        works = {work.muscle.slug: work for work in exercise.works.all() if work.part == ExerciseMuscle.Part.WORKS}
        medius, maximus = (works.get(slug, ExerciseMuscle()) for slug in ("gluteus-medius", "gluteus-maximus"))
        exercise.trained = coverage.Trained(
            exercise.name,
            medius.activity,
            maximus.activity,
            medius.loaded_activity,
            maximus.loaded_activity,
            one_leg=exercise.one_sided,
        )
    return exercise.trained


@dataclass(frozen=True)
class Bar:
    """The sets that a muscle gets, and those that are enough. A set that works it less counts in part.

    `light`: they are enough, but none of them works it hard.
    """

    muscle: str
    name: str
    sets: Decimal
    enough: int
    light: bool = False

    @property
    def percent(self):
        """How full it is, 0-100."""
        return min(100, int(100 * self.sets / self.enough))

    @property
    def strength(self):
        """How strongly to draw it on the muscle map: 3 enough, 2 at least half of that, 1 less, 0 nothing."""
        if self.sets <= 0:
            return 0
        return 3 if self.percent == 100 else 2 if self.percent >= 50 else 1

    @property
    def words(self):
        """The same in words; parts of sets are rounded down."""
        if self.sets <= 0:
            return "none yet"
        if self.sets >= self.enough:
            return "enough, none hard" if self.light else "enough"
        return f"{int(self.sets)} of {self.enough} sets" if self.sets >= 1 else "a little"


@dataclass(frozen=True)
class Covered:
    """A Coverage as bars, a muscle map and sentences about what is missing.

    `core` is the number of sets of core exercises; None leaves the core out. Three in a session are enough (ours).
    """

    found: coverage.Coverage
    core: Decimal | None = None

    guide = coverage.GUIDE

    @property
    def is_weekly(self):
        """Whether it compares with the sets of a week, and not of a session."""
        return self.found.floor == coverage.WEEK_FLOOR

    @cached_property
    def sources(self):
        """All sources that are named on it, by slug. One query."""
        named = {*coverage.GUIDE_SOURCES, *(slug for gap in self.found.gaps for slug in gap.sources)}
        return Source.objects.by_slug(named)

    @property
    def guide_sources(self):
        """The sources of the levels of muscle activity that the sums use."""
        return self._called(coverage.GUIDE_SOURCES)

    @property
    def gaps(self):
        """What is missing, but for what the bars already say in sets of a week: a list of (sentence, [Source])."""
        gaps = [gap for gap in self.found.gaps if not (self.is_weekly and gap.slug.startswith("few-"))]
        return [(gap.sentence, self._called(gap.sources)) for gap in gaps]

    def _called(self, slugs):
        return [self.sources[slug] for slug in slugs if slug in self.sources]

    @property
    def bars(self):
        """A Bar for each muscle, and one for the core if it is asked for."""
        found = self.found
        bars = [
            Bar(slug, coverage.MUSCLES[slug], sets, found.floor, slug in found.light)
            for slug, sets in found.by_muscle.items()
        ]
        return bars if self.core is None else [*bars, Bar("core", "Core", self.core, coverage.SESSION_FLOOR)]

    @property
    def strengths(self):
        """How strongly to draw each muscle on the muscle map: {muscle slug: 0 to 3}."""
        return {bar.muscle: bar.strength for bar in self.bars}

    @property
    def in_words(self):
        """What the muscle map shows, in words."""
        return ", ".join(f"{bar.name}: {bar.words}" for bar in self.bars)
