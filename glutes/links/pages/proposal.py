"""A proposal as the member sees it: line by line what differs from the routine as it is now."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from django.utils import timezone

from glutes.exercises.models import Exercise
from glutes.kit.models import Lock
from glutes.links.models import Proposal
from glutes.links.models.proposal import fill, proposals_to
from glutes.routines.models import Prescription, Routine
from glutes.rules.units import show_load


@dataclass(frozen=True)
class Difference:
    """One line: what was, and what it becomes; either is "" where there is nothing. `kind` is a word with an icon.
    Without an exercise it is about all of the routine."""

    exercise: Exercise | None
    kind: str
    was: str = ""
    becomes: str = ""
    lock: str = ""

    @property
    def icon(self):
        """The name of the icon for its kind."""
        icons = {"new": "plus", "out": "minus", "less": "easier", "more": "harder", "limits": "lock"}
        return icons.get(self.kind, "edit")


def waiting(user):
    """The proposals that wait for the user's answer, as Shown. One query while there are none."""
    return [Shown(proposal) for proposal in proposals_to(user.pk)]


@dataclass(frozen=True)
class Shown:
    """A proposal with its differences."""

    proposal: Proposal

    @cached_property
    def exercises(self):
        """The exercises that the proposal names, by slug."""
        return self.proposal.exercises()

    @cached_property
    def now(self):
        """The prescriptions as they are, by key."""
        routine = self.proposal.routine
        if routine is None:
            return {}
        rows = routine.prescriptions.select_related("exercise")
        return {row.pk: row for row in rows}

    @property
    def title(self):
        """The heading of the proposal: what it is about."""
        if self.proposal.name:
            return f"A new routine: {self.proposal.name}"
        changes = len(self.differences)
        if not changes:
            return "A note for you"
        things = "1 thing" if changes == 1 else f"{changes} things"
        return f"{things} would change" + (f" in {self.proposal.routine}" if self.proposal.routine else "")

    def in_rounds(self, row):
        """Whether a prescription would be part of a circuit."""
        style = self.proposal.whole.get("style") or (self.proposal.routine or Routine()).style
        return style == Routine.Style.CIRCUIT and row.block == Prescription.Block.MAIN

    @cached_property
    def differences(self):
        """The Differences, one for each exercise in the order of the proposal; exercises to remove come last."""
        proposal, found, locks = self.proposal, self.of_whole + self.of_order, dict(self.proposal.locks)
        for values in proposal.rows:
            exercise = self.exercises.get(values["exercise"])
            if exercise is None:
                continue
            old, new = self.now.get(values["row"]), Prescription(exercise=exercise)
            if values.get("same") and old is None:
                continue
            fill(new, values, timezone.now())
            lock = self.lock_words(exercise, locks.pop(exercise.slug)) if exercise.slug in locks else ""
            found += difference(old, old if values.get("same") else new, lock, self.in_rounds(new))
        kept = {values["row"] for values in proposal.rows}
        gone = [row for pk, row in self.now.items() if pk in proposal.over and pk not in kept]
        found += [Difference(row.exercise, "out", words_of(row, self.in_rounds(row)), "not done") for row in gone]
        for slug, limits in locks.items():
            if slug in self.exercises:
                exercise = self.exercises[slug]
                found += [Difference(exercise, "limits", lock=self.lock_words(exercise, limits))]
        return found

    @property
    def seen(self):
        """A hash of the differences. Answers send it back, which shows whether the routine was changed after the page
        was made."""
        said = [(str(one.exercise), one.kind, one.was, one.becomes, one.lock) for one in self.differences]
        return sha256(repr(said).encode()).hexdigest()[:16]

    @property
    def of_whole(self):
        """The Difference between how the whole routine goes and would go, as a list, empty if there is none."""
        asked, routine = self.proposal.whole, self.proposal.routine
        if not asked:
            return []
        stands = {name: getattr(routine or Routine(), name) for name in ("style", "rounds", "round_rest_s")}
        was = goes(**stands) if routine else ""
        becomes = goes(**stands | asked)
        return [] if was == becomes else [Difference(None, "changed", was, becomes)]

    @cached_property
    def of_order(self):
        """The Difference between the order of the exercises that stay, as a list, empty if there is none."""
        stay = [values["row"] for values in self.proposal.rows if values["row"] in self.now]
        was = [pk for pk in self.now if pk in stay]
        if was == stay:
            return []
        names = (", ".join(self.now[pk].exercise.name for pk in order) for order in (was, stay))
        return [Difference(None, "order", *names)]

    def lock_words(self, exercise, limits):
        """The limits in words, with their last day; they hold for the exercise, wherever it is done."""
        until = self.proposal.until
        lock = Lock(exercise=exercise, by=self.proposal.link.name, until=until, **limits)
        return f"{lock.words}{lock.limits.ending}, in every routine" if lock.words else "no limits any more"

    @property
    def same(self):
        """The names of the exercises that stay as they are; none where the order changes, which names them all."""
        if self.of_order:
            return []
        changed = {one.exercise for one in self.differences}
        return [row.exercise.name for row in self.now.values() if row.exercise not in changed]


def difference(old, new, lock, in_rounds):
    """The Difference between two prescriptions as a list, empty if there is none."""
    if old is None:
        return [Difference(new.exercise, "new", becomes=words_of(new, in_rounds), lock=lock)]
    noted = old.note != new.note
    was, becomes = (words_of(row, in_rounds, noted) for row in (old, new))
    if was == becomes:
        return [Difference(new.exercise, "limits", lock=lock)] if lock else []
    return [Difference(new.exercise, kind_of(old, new, in_rounds), was, becomes, lock)]


def kind_of(old, new, in_rounds):
    """How the work changes: "more" or "less" if all of it goes one way, else each in words: "more sets, fewer reps"."""
    amounts = ("more reps", "fewer reps") if new.measure == "reps" else ("longer", "shorter")
    sets = (None, None) if in_rounds else (old.sets, new.sets)
    changes = (
        (*sets, ("more sets", "fewer sets")),
        (old.high, new.high, amounts),
        (old.load_kg or old.band or 0, new.load_kg or new.band or 0, ("heavier", "lighter")),
    )
    words = {said[after < before]: after > before for before, after, said in changes if after != before}
    if len(set(words.values())) > 1:
        return ", ".join(words)
    return ("more" if all(words.values()) else "less") if words else "changed"


def words_of(row, in_rounds, noted=True):
    """A prescription in words, with its note unless that stays: "3 × 10, 8 kg, 30 s rest. Slowly."; in a circuit, whose
    rounds are the sets and which does not rest between exercises: "10, 8 kg. Slowly."."""
    load = show_load(row.load_kg) if row.load_kg is not None else f"band {row.band}" if row.band else ""
    rest = f"{row.rest_s} s rest" if row.rest_s else ""
    together = f"superset {row.group}" if row.group else ""
    parts = (row.amount, load) if in_rounds else (row.dose, load, rest, together)
    said = ", ".join(part for part in parts if part)
    return f"{said}. {row.note}" if row.note and noted else said


def goes(style, rounds, round_rest_s):
    """How a routine goes, in words: "set by set", "3 rounds, 120 s between"."""
    if style != Routine.Style.CIRCUIT:
        return "set by set"
    return f"{rounds} round{'' if rounds == 1 else 's'}, {round_rest_s} s between"
