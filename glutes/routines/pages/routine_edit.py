"""The builder's page: the routine with a form for each row, exercises to add, what can be undone."""

from typing import NamedTuple

from glutes.exercises import search
from glutes.exercises.models import Exercise, LadderStep
from glutes.routines import forms
from glutes.routines.models import Prescription
from glutes.routines.pages.routine import PlacedRow, outline, to_fetch

Block, Role = Prescription.Block, Exercise.Role


def context(user, routine, look, refused=None):
    """The values for the builder's template.

    `look` is a dict as BuilderLookForm.looked() makes it. `refused` is a form that was not valid: it is shown in place
    of the fresh one.
    """
    routine = user.routines.with_rows().get(pk=routine.pk)
    mine = user.kit.there()
    swapped = next((row for row in routine.prescriptions.all() if row.pk == look["swap"]), None)
    return {
        "routine": routine,
        "parts": [(part, [entry(user, placed, refused, mine) for placed in rows]) for part, rows in outline(routine)],
        "fetched": to_fetch(routine),
        "settings": refused if isinstance(refused, forms.RoutineForm) else forms.RoutineForm(None, routine),
        "look": look,
        "found": found(user, look["q"], look["add"] or (swapped and swapped.block)) if look["add"] or swapped else [],
        "removed": removed(routine, look["removed"]),
        "refused": refused,
    }


class Entry(NamedTuple):
    """A row of the builder, the form that changes it, and the steps of the ladder to offer."""

    line: PlacedRow
    form: forms.PrescriptionForm
    steps: list[LadderStep]


def entry(user, placed, refused, mine):
    """The Entry of a PlacedRow; its form is `refused` if that is this row's."""
    steps = placed.steps(mine)
    if isinstance(refused, forms.PrescriptionForm) and refused.instance.pk == placed.row.pk:
        return Entry(placed, refused, steps)
    return Entry(placed, forms.PrescriptionForm(None, placed.row, user.units), steps)


def found(user, query, block):
    """Exercises that the user may add to a block.

    Those that match the query; without one, those that usually stand in the block.
    """
    exercises = Exercise.objects.current().trained_by(user).own_first().prefetch_related("equipment")
    if query:
        return search.best_first(query, exercises, lambda exercise: [exercise.name, *exercise.aliases])
    others = {Block.WARM_UP: [Role.WARM_UP], Block.COOL_DOWN: [Role.COOL_DOWN]}
    return exercises.filter(role__in=others.get(block, [Role.COMPOUND, Role.ACCESSORY, Role.CORE]))


def removed(routine, pk):
    """The deleted prescription with this key, to offer its undo; None if there is none."""
    return pk and Prescription.objects.with_deleted().discarded().filter(routine=routine, pk=pk).first()
