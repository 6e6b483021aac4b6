"""A routine's page and the one to print: blocks and rows, coverage, equipment to fetch."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import prefetch_related_objects

from glutes.exercises.models import Equipment, Exercise, LadderStep
from glutes.exercises.pages.covered import WORKS, Covered, trained_of
from glutes.kit.models import Lock, locks_of
from glutes.prepared import prepared
from glutes.routines.models import Prescription, Routine
from glutes.routines.models.block import RoutineBlock
from glutes.routines.models.routine import sources_of
from glutes.rules.routine import timing
from glutes.rules.routine.coverage import Work, coverage


def context(routine, user):
    """The values for the page's template as this user sees it; the routine comes from `with_rows`."""
    fetched = to_fetch(routine)
    mine = user.kit.there() if user.is_authenticated else None
    return on_paper(routine, user) | {
        "days": [] if routine.is_ready_made else days_of(routine, user),
        "sources": sources_of(routine.pk) if routine.is_ready_made else [],
        "covered": covered(routine),
        "fetched": fetched if mine is None else at_hand(fetched, mine),
        "lacking": [] if mine is None else lacking(routine, fetched, mine),
        "extras": extras(routine, fetched),
    }


def on_paper(routine, user=None):
    """The values for the template of the page to print; each row with the Lock of this user that holds today."""
    parts = outline(routine)
    if user and user.is_authenticated:
        locks = {lock.exercise_id: lock for lock in locks_of(user.pk, user.local_date())}
        for line in (line for _, lines in parts for line in lines):
            line.lock = locks.get(line.row.exercise_id)
    return {"routine": routine, "parts": parts}


def days_of(routine, user):
    """The plan days without an end of this user's routine; none while it is archived."""
    days = [] if routine.archived_at else plan_days(routine.pk)
    for day in days:
        day.user = user
    return days


@prepared
def plan_days(routine):
    """Reached through the routine: plan comes after routines and is not imported here."""
    return Routine(pk=routine).plan_days.without_end()


def outline(routine):
    """The routine's three blocks in order, empty ones too: pairs of a RoutineBlock and its PlacedRows."""
    parts = [(block, placed(block)) for block in routine.blocks()]
    seen = Counter()
    for line in (line for _, lines in parts for line in lines):
        seen[line.row.exercise_id] += 1
        line.nth = seen[line.row.exercise_id]
    return parts


@dataclass
class PlacedRow:
    """A prescription in its place.

    `in_turn`: it is part of a superset. `follows`, `leads`: another exercise of the superset comes before, or after it.
    `nth`: 2 if the same exercise comes earlier in the routine. `lock`: the limit that a physio set, None without one.
    """

    part: RoutineBlock
    row: Prescription
    follows: bool
    leads: bool
    in_turn: bool
    nth: int = 1
    lock: Lock | None = None

    def steps(self, mine):
        """The ladder steps to offer, without those to what the block has or around equipment that is there.

        `mine`: slugs of the equipment that somebody has; None if they did not say.
        """
        there = {row.exercise_id for row in self.part.rows}
        steps = [step for step in self.row.exercise.ladder.all() if step.to_id not in there]
        return [step for step in steps if not (mine and step.equipment and step.equipment.slug in mine)]

    @property
    def heard(self):
        """The exercise's name for screen readers; the second one of the same name is “Step-up (2)”."""
        return f"{self.row.exercise} ({self.nth})" if self.nth > 1 else str(self.row.exercise)

    @property
    def is_first(self):
        """Whether it is the first of its block."""
        return self.row is self.part.rows[0]

    @property
    def is_last(self):
        """Whether it is the last of its block."""
        return self.row is self.part.rows[-1]

    @property
    def letter(self):
        """The letter of its superset; "" if there is none, or if the whole block is one."""
        return self.row.group if self.in_turn and not self.part.rounds else ""

    @property
    def boxes(self):
        """The numbers of its sets, a box to tick on paper for each; none where a physio said to skip it."""
        return range(0 if self.lock and self.lock.skip else self.part.sets_of(self.row))

    @property
    def cells(self):
        """The blanks to fill in for each set on paper: reps or seconds of each side that a physio leaves it, and the
        weight if it takes one."""
        unit = self.row.measure.label.lower()
        done = (self.lock and self.lock.sides_done) or ("left", "right")
        amounts = [f"{side[0].upper()} {unit}" for side in done] if self.row.exercise.one_sided else [unit]
        load = ["band"] if self.row.exercise.banded else ["kg or lb"]
        return amounts + (load if self.row.exercise.load != Exercise.Load.NONE else [])

    @property
    def sides(self):
        """How left and right are done, in words; "" where a physio left one out."""
        return "" if self.lock and self.lock.paused_side else self.row.sides_word

    @property
    def words(self):
        """What to add to the dose: "each side, right after, 30 s rest"."""
        words = [word for word in (self.sides, self.row.way_word) if word]
        if self.letter and self.follows:
            words.append("right after")
        if self.letter and self.leads:
            words.append("no rest")
        elif not self.leads and not self.part.circuit and self.row.rest_s:
            words.append(f"{self.row.rest_s} s rest")
        return ", ".join(words)


def placed(part):
    """The rows of a RoutineBlock as PlacedRows. A circuit has no supersets."""
    neighbours = [[row] for row in part.rows] if part.circuit else timing.by_superset(part.rows)
    return [
        PlacedRow(part, row, follows=row is not together[0], leads=row is not together[-1], in_turn=len(together) > 1)
        for together in neighbours
        for row in together
    ]


def covered(routine):
    """How well the main block covers glutes and core (rules/routine/coverage.py): a Covered, None if it is empty.

    Makes one query.
    """
    main = next(part for part in routine.blocks() if part.block == Prescription.Block.MAIN)
    if not main.rows:
        return None
    prefetch_related_objects([row.exercise for row in main.rows], WORKS)
    sets = [(row, Decimal(main.sets_of(row))) for row in main.rows]
    works = [Work(trained_of(row.exercise), count, loaded=bool(row.load_kg or row.band)) for row, count in sets]
    core = sum((count for row, count in sets if row.role == Exercise.Role.CORE), Decimal(0))
    return Covered(coverage(works), core)


@dataclass(frozen=True)
class Fetch:
    """A thing to fetch, and the ladder steps that say what to do where it is missing."""

    thing: Equipment
    instead: list[LadderStep]


def to_fetch(routine):
    """A Fetch for everything that its exercises need, and for everything that a ladder offers a way around."""
    exercises = {row.exercise for row in routine.prescriptions.all()}
    steps = {step for exercise in exercises for step in exercise.ladder.all() if step.equipment}
    things = {*routine.things(), *(step.equipment for step in steps)}
    return [
        Fetch(thing, sorted((step for step in steps if step.equipment == thing), key=lambda step: step.pk))
        for thing in sorted(things, key=lambda thing: (thing.position, thing.slug))
    ]


def at_hand(fetched, mine):
    """What to fetch of the equipment that the user has (slugs `mine`), without replacements."""
    return [Fetch(fetch.thing, []) for fetch in fetched if fetch.thing.slug in mine]


def lacking(routine, fetched, mine):
    """A Fetch for each thing that the routine needs and the user lacks; `mine`: slugs of what they have. One query.

    Its steps are those that one tap can take, one for each exercise that needs the thing, in any block: to an exercise
    that replaces it, else to an easier one, else a harder one, for which the user has everything; if possible to one
    that is not in the routine.
    """
    needed = {thing.slug for thing in routine.things()} - mine
    missing = [fetch for fetch in fetched if fetch.thing.slug in needed]
    if not missing:
        return []
    exercises = list(dict.fromkeys(row.exercise for row in routine.prescriptions.all()))
    ways = {exercise: sorted(around(exercise), key=lambda step: step.to in exercises) for exercise in exercises}
    steps = {step.to_id for steps in ways.values() for step in steps}
    doable = set(Exercise.objects.doable_with(mine).filter(pk__in=steps))
    first = {exercise: next((step for step in steps if step.to in doable), None) for exercise, steps in ways.items()}
    return [
        Fetch(fetch.thing, [step for exercise, step in first.items() if step and needs(exercise, fetch.thing)])
        for fetch in missing
    ]


def around(exercise):
    """The steps of its ladder: first those for missing equipment, then easier, then harder ones."""
    kinds = [LadderStep.Kind.INSTEAD, LadderStep.Kind.EASIER, LadderStep.Kind.HARDER]
    return sorted(exercise.ladder.all(), key=lambda step: (kinds.index(step.kind), step.pk))


def needs(exercise, thing):
    """Whether it needs this thing, or has a ladder step for when it is missing."""
    return thing in exercise.equipment.all() or any(step.equipment == thing for step in exercise.ladder.all())


def extras(routine, fetched):
    """The equipment that is good to have besides, sorted; `fetched` is the answer of `to_fetch`."""
    needed = {fetch.thing for fetch in fetched}
    extra = {thing for row in routine.prescriptions.all() for thing in row.exercise.extras.all()}
    return sorted(extra - needed, key=lambda thing: (thing.position, thing.slug))
