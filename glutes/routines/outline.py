"""A routine as pages show it: its blocks, each line with what its neighbours make of it, and what to fetch."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import prefetch_related_objects

from glutes.exercises.covered import WORKS, Covered, move_of
from glutes.exercises.models import Equipment, Exercise, LadderStep
from glutes.rules.routine import timing
from glutes.rules.routine.coverage import Work, coverage


@dataclass(frozen=True)
class Part:
    """One block of a routine. `circuit` is the routine where the block is its circuit, else None."""

    block: str
    rows: list
    circuit: object = None

    @property
    def to_words(self):
        """What a button says that moves something here."""
        return f"To {self.block.label.lower()}"

    @property
    def rounds(self):
        """How often to go through it, where all of it goes round: a circuit, or one superset. Else None."""
        if self.circuit:
            return self.circuit.rounds
        groups, sets = {row.group for row in self.rows}, {row.sets for row in self.rows}
        return sets.pop() if len(groups) == len(sets) == 1 and "" not in groups else None

    def sets_of(self, row):
        """How many sets of one of its rows are done: in a circuit, one each round."""
        return self.circuit.rounds if self.circuit else row.sets

    def covered(self):
        """How well it covers the glutes and the core (rules/routine/coverage.py), for pages to show: one query."""
        prefetch_related_objects([row.exercise for row in self.rows], WORKS)
        sets = [(row, Decimal(self.sets_of(row))) for row in self.rows]
        works = [Work(move_of(row.exercise), count, loaded=bool(row.load_kg or row.band)) for row, count in sets]
        core = sum((count for row, count in sets if row.role == Exercise.Role.CORE), Decimal(0))
        return Covered(coverage(works), core)

    @property
    def seconds(self):
        """Estimated seconds of work and rest (rules/routine/timing.py)."""
        steps = [row.step for row in self.rows]
        if self.circuit:
            return timing.circuit_seconds(steps, self.circuit.rounds, self.circuit.round_rest_s)
        return timing.sets_seconds(steps)

    @property
    def minutes(self):
        return timing.minutes(self.seconds)

    @property
    def lines(self):
        """Its rows, each in its place."""
        runs = [[row] for row in self.rows] if self.circuit else timing.runs(self.rows)
        return [
            Line(self, row, follows=row is not run[0], leads=row is not run[-1], in_turn=len(run) > 1)
            for run in runs
            for row in run
        ]


@dataclass(frozen=True)
class Line:
    """One prescription in its place: whether it follows another of its superset, leads to one, is in one at all."""

    part: Part
    row: object
    follows: bool
    leads: bool
    in_turn: bool

    @property
    def is_first(self):
        return self.row is self.part.rows[0]

    @property
    def is_last(self):
        return self.row is self.part.rows[-1]

    @property
    def letter(self):
        """The letter of its superset, unless the whole block goes round."""
        return self.row.group if self.in_turn and not self.part.rounds else ""

    @property
    def boxes(self):
        """One for each set, to tick on paper."""
        return range(self.part.sets_of(self.row))

    @property
    def sides(self):
        """How the sides come in, in words; nothing where both work at once."""
        sides = self.row.exercise.sides
        if sides == Exercise.Sides.BOTH:
            return ""
        return "alternating" if sides == Exercise.Sides.ALTERNATE and self.row.seconds_low else "each side"

    @property
    def words(self):
        """What is to be known beside the dose: each side, right after, 30 s rest."""
        words = [self.sides] if self.sides else []
        if self.letter and self.follows:
            words.append("right after")
        if self.letter and self.leads:
            words.append("no rest")
        elif not self.leads and not self.part.circuit and self.row.rest_s:
            words.append(f"{self.row.rest_s} s rest")
        return ", ".join(words)


@dataclass(frozen=True)
class Fetch:
    """Something to fetch before a routine, and the ladder steps that do without it."""

    thing: Equipment
    instead: list[LadderStep]


def things(exercises):
    """The equipment that these exercises need, each thing once."""
    needed = {thing for exercise in exercises for thing in exercise.equipment.all()}
    return sorted(needed, key=lambda thing: (thing.position, thing.slug))


def to_fetch(exercises):
    """What to fetch for these exercises: what they need, and what has a move to do instead where it is missing."""
    steps = {step for exercise in exercises for step in exercise.ladder.all() if step.equipment}
    fetched = {*things(exercises), *(step.equipment for step in steps)}
    return [
        Fetch(thing, sorted((step for step in steps if step.equipment == thing), key=lambda step: step.pk))
        for thing in sorted(fetched, key=lambda thing: (thing.position, thing.slug))
    ]
