"""`export.json`: everything a user owns, streamed. docs/export.md says what stands in it.

Whatever a model keeps is in it unless LEFT_OUT says why not, so a new field cannot be forgotten.
"""

import json
from dataclasses import dataclass
from itertools import groupby

from glutes.accounts.models import User
from glutes.kit.models import EasierWeek, ExerciseWish, Kit
from glutes.plan.models import Move, Pause, PlanDay, Race, RunDay
from glutes.routines.models import Prescription, Routine
from glutes.workouts.models import Workout, WorkoutExercise, WorkoutSet

VERSION = 1
NUMBERED = (Routine, Workout)
"""What other rows of the document point to, by its `id`."""


@dataclass(frozen=True)
class Part:
    """A kind of row: the key of its list, what the list is ordered by, and the way to it from the uppermost model."""

    model: type
    key: str
    order: tuple = ()
    way: str = ""


PROFILE = Part(User, "profile")
SECTIONS = [
    [Part(Kit, "kit", ("equipment__slug",))],
    [Part(ExerciseWish, "wishes", ("exercise__slug",))],
    [Part(EasierWeek, "easier_weeks", ("since",))],
    [
        Part(Routine, "routines", ("created_at",)),
        Part(Prescription, "prescriptions", ("position",), "prescriptions__"),
    ],
    [Part(PlanDay, "plan_days", ("since",)), Part(Move, "moves", ("date",), "moves__")],
    [Part(Pause, "pauses", ("since",))],
    [Part(RunDay, "run_days", ("since",))],
    [Part(Race, "races", ("date",))],
    [
        Part(Workout, "workouts", ("day", "started")),
        Part(WorkoutExercise, "exercises", ("slot",), "exercises__"),
        Part(WorkoutSet, "logged_sets", ("number", "side"), "exercises__logged_sets__"),
    ],
]
"""The lists of the document. Each row of a section's first part holds a list of its second, and so on."""

LEFT_OUT = {
    "accounts.User.password": "a secret, even hashed",
    "accounts.User.is_active": "always true of somebody who can ask for it",
    "routines.Routine.slug": "only ready-made ones have one",
    "routines.Routine.sources": "only ready-made ones have any",
    "workouts.WorkoutExercise.day": "its workout's",
    "workouts.WorkoutSet.exercise": "that of the row that holds it",
}
"""Fields that are not in the document, and why. Nor are the owner of a row and the row that holds it, which its place
says, and the numbers of rows that nothing in the document points to."""


def pieces(user, now):
    """The document, a row at a time; one query for each of its lists."""
    profile = next(nested(rows_of([PROFILE], pk=user.pk), [PROFILE]))
    head = {"format": "glutes", "version": VERSION, "exported_at": now, "profile": profile}
    yield dumped(head).removesuffix("}")
    for parts in SECTIONS:
        yield f',\n"{parts[0].key}": ['
        between = "\n"
        for row in nested(rows_of(parts, user=user), parts):
            yield between + dumped(row)
            between = ",\n"
        yield "]"
    yield "}\n"


def rows_of(parts, **whose):
    """The rows of a section with all they hold, joined, so that one query sees them at one moment."""
    columns = [column for part in parts for column in (part.way + "pk", *columns_of(part).values())]
    order = [part.way + name for part in parts for name in (*part.order, "pk")]
    return parts[0].model._base_manager.filter(**whose).order_by(*order).values(*columns).iterator(chunk_size=500)


def columns_of(part):
    """Where each key of a row comes from. A row of the catalogue is named by its slug, a routine by its number too."""
    holder = part.way.split("__")[-2] if part.way else None
    columns = {}
    for field in part.model._meta.concrete_fields:
        held = field.is_relation and field.remote_field.name == holder
        nameless = field.primary_key and part.model not in NUMBERED
        if held or nameless or field.related_model is User or f"{field.model._meta.label}.{field.name}" in LEFT_OUT:
            continue
        if field.related_model is Routine:
            columns |= {field.name: part.way + field.attname, f"{field.name}_slug": f"{part.way}{field.name}__slug"}
        else:
            columns[field.name] = part.way + (f"{field.name}__slug" if field.is_relation else field.name)
    return columns


def nested(rows, parts):
    """The rows as the document shows them, each with its list of what it holds."""
    part, *held = parts
    columns = columns_of(part)
    for pk, group in groupby(rows, lambda row: row[part.way + "pk"]):
        same = list(group)
        if pk is not None:
            lists = {held[0].key: list(nested(same, held))} if held else {}
            yield {key: same[0][column] for key, column in columns.items()} | lists


def dumped(value):
    """JSON, as people can read it: moments in UTC, loads and UUIDs as text."""
    return json.dumps(value, ensure_ascii=False, default=text_of)


def text_of(value):
    """What JSON has no kind for: dates, times and moments by ISO 8601, the rest as it is written."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
