"""`export.json`: everything a user owns, streamed. docs/export.md describes it.

It has every field of every model, except those in LEFT_OUT, with a reason: so no new field is forgotten.
"""

import json
from base64 import b64encode
from dataclasses import dataclass
from itertools import groupby

from glutes.accounts.models import User
from glutes.checks.models import HabitDay, Reminder, SelfCheck
from glutes.exercises.models import Exercise, Photo
from glutes.kit.models import EasierWeek, ExerciseWish, GoAhead, Kit, Lock
from glutes.links.models import Link, Opening, Proposal
from glutes.plan.models import Move, Pause, PlanDay, Race, RunDay
from glutes.routines.models import Prescription, Routine
from glutes.runs.models import ImportedRun, RunName
from glutes.workouts.models import Workout, WorkoutExercise, WorkoutSet

VERSION = 1
NUMBERED = (Routine, Workout, SelfCheck)
"""The models whose rows have an `id` in the document: other rows name them by it, or a phone that made it."""


@dataclass(frozen=True)
class RowKind:
    """The rows of one model: the key of their list, the fields it is sorted by, and the lookup that leads to them.

    `way` starts from the first model of the section ("exercises__"); it is "" for that model itself. Two rows of one
    holder are the same row for an import if they agree in the fields of `same`. If `same` is empty, the rows are
    imported with their holder or not at all.
    """

    model: type
    key: str
    order: tuple = ()
    way: str = ""
    same: tuple = ()

    @property
    def holder(self):
        """The name of the list in which its holder keeps these rows; None for the first of a section."""
        return self.way.split("__")[-2] if self.way else None

    @property
    def fields(self):
        """The fields of the model that are in the document."""
        return [field for field in self.model._meta.concrete_fields if self.has(field)]

    def has(self, field):
        """Whether a field is in the document. The owner and the holder are not, as the place of a row says them, nor is
        what is in LEFT_OUT.
        """
        is_placed = field.is_relation and (field.remote_field.name == self.holder or field.related_model is User)
        is_nameless = field.primary_key and self.model not in NUMBERED
        return not (is_placed or is_nameless or f"{field.model._meta.label}.{field.name}" in LEFT_OUT)


PROFILE = RowKind(User, "profile")
SECTIONS = [
    [RowKind(Exercise, "own_exercises", ("pk",), same=("slug",))],
    [RowKind(Kit, "kit", ("equipment__slug",), same=("equipment", "label", "kg", "band"))],
    [RowKind(ExerciseWish, "wishes", ("exercise__slug",), same=("exercise",))],
    [RowKind(Lock, "locks", ("exercise__slug",), same=("exercise",))],
    [RowKind(EasierWeek, "easier_weeks", ("since",), same=("since",))],
    [RowKind(GoAhead, "go_aheads", ("day", "exercise__slug", "kind"), same=("exercise", "day", "kind"))],
    [RowKind(SelfCheck, "checks", ("done_at",), same=("id",))],
    [RowKind(HabitDay, "habit_days", ("day",), same=("day",))],
    [RowKind(Reminder, "reminders", same=("user",))],
    [
        RowKind(Routine, "routines", ("created_at",), same=("created_at",)),
        RowKind(Prescription, "prescriptions", ("position",), "prescriptions__"),
    ],
    [
        RowKind(PlanDay, "plan_days", ("since",), same=("weekday", "routine", "since")),
        RowKind(Move, "moves", ("date",), "moves__"),
    ],
    [RowKind(Pause, "pauses", ("since",), same=("since",))],
    [RowKind(RunDay, "run_days", ("since",), same=("weekday", "kind", "since"))],
    [RowKind(Race, "races", ("date",), same=("date", "name"))],
    [RowKind(ImportedRun, "imported_runs", ("day", "time", "uid"), same=("origin", "uid"))],
    [RowKind(RunName, "run_names", ("name",), same=("name",))],
    [
        RowKind(Link, "links", ("created_at",), same=("created_at",)),
        RowKind(Opening, "openings", ("at",), "openings__"),
    ],
    [RowKind(Proposal, "proposals", ("sent_at",))],
    [
        RowKind(Workout, "workouts", ("day", "started"), same=("id",)),
        RowKind(WorkoutExercise, "exercises", ("slot",), "exercises__", same=("slot", "exercise")),
        RowKind(WorkoutSet, "logged_sets", ("number", "side"), "exercises__logged_sets__", same=("number", "side")),
    ],
]
"""The sections of the document. Each row of the first kind holds a list of rows of the second kind, and so on."""

OUT_ONLY = {
    "proposals": "they name rows by keys that mean nothing elsewhere: whoever proposed can do it again",
}
"""Sections that go out and do not come in, and why."""

LEFT_OUT = {
    "exchange.Import": "how something came in; what came in is in the other lists",
    "exchange.ImportedWorkout": "with which file a workout came in",
    "accounts.Device": "where its owner is logged in, here and now",
    "accounts.Passkey": "keys for this site's address alone",
    "api.ApiToken": "keys of scripts; another account makes its own",
    "runs.RunSource": "addresses and keys of other sites",
    "watch.SentWorkout": "which sessions another site has; sent again, it keeps each once",
    "calendars.CalendarFeed": "secret addresses; another account makes its own",
    "calendars.PublishedSession": "only what calendars were told of the plan, which is there itself",
    "accounts.User.password": "a secret, even hashed",
    "accounts.User.name_folded": "the name once more, for comparing",
    "accounts.User.email_at": "every site asks for itself whether an address is somebody's",
    "accounts.User.is_active": "always true of somebody who can ask for it",
    "exercises.Exercise.aliases": "only the catalogue's have any",
    "exercises.Exercise.purpose": "only the catalogue's have one",
    "exercises.Exercise.cap_s": "only the catalogue's have one",
    "exercises.Exercise.body_is_load": "only the catalogue says so",
    "exercises.Exercise.ways": "only the catalogue says so",
    "exercises.Exercise.level": "only the catalogue's have one",
    "exercises.Exercise.extras": "only the catalogue's have any",
    "exercises.Exercise.fit_category": "only the catalogue's have one",
    "exercises.Exercise.fit_name": "only the catalogue's have one",
    "exercises.Exercise.position": "only the catalogue's have one",
    "exercises.Exercise.source": "only the catalogue's have one",
    "exercises.Exercise.photo": "the photo itself is there, as photo_jpeg",
    "routines.Routine.slug": "only ready-made ones have one",
    "routines.Routine.sources": "only ready-made ones have any",
    "links.Proposal.link": "its place: the name of who proposed is in the link and in the locks",
    "links.Proposal.before": "only an undo reads it",
    "links.Link.token": "a secret: it lets in whoever has it",
    "workouts.WorkoutExercise.day": "its workout's",
    "workouts.WorkoutSet.exercise": "that of the row that holds it",
}
"""Fields that are not in the document, and why.

Also left out are the owner of a row, the row that holds it (its place says which), and the ids of all models that are
not NUMBERED.
"""


def pieces(user, now):
    """Yields the document as text, a row at a time. One query for each section."""
    profile = next(nested(joined_rows([PROFILE], pk=user.pk), [PROFILE]))
    head = {"format": "glutes", "version": VERSION, "exported_at": now, "profile": profile}
    yield dumped(head).removesuffix("}")
    for kinds in SECTIONS:
        yield f',\n"{kinds[0].key}": ['
        between = "\n"
        parts = parts_of_own(user) if kinds[0].model is Exercise else {}
        for row in nested(joined_rows(kinds, user=user), kinds):
            if parts:
                row |= parts[row["slug"]] | {"photo_jpeg": photo_of(row["slug"])}
            yield between + dumped(row)
            between = ",\n"
        yield "]"
    yield "}\n"


def parts_of_own(user):
    """What the user's own exercises have besides their columns: {slug: {name of a list: what is in it}}. Five queries
    for any number of exercises."""
    exercises = user.exercises.prefetch_related("equipment", "works__muscle", "cues", "ladder__to")
    return {
        exercise.slug: {
            "equipment": [thing.slug for thing in exercise.equipment.all()],
            "muscles": {work.muscle.slug: work.activity for work in exercise.works.all()},
            "cues": [cue.text for cue in exercise.cues.all()],
            "easier": [step.to.slug for step in exercise.easier],
            "harder": [step.to.slug for step in exercise.harder],
        }
        for exercise in exercises
    }


def photo_of(slug):
    """The photo of an exercise in base64, "" without one. Read one by one, because photos are large."""
    jpeg = Photo.objects.filter(exercise__slug=slug).values_list("jpeg", flat=True).first()
    return b64encode(jpeg).decode() if jpeg else ""


def joined_rows(kinds, **whose):
    """Yields the rows of a section joined with all rows they hold, as dicts: one query, so one moment in time."""
    columns = [column for kind in kinds for column in (kind.way + "pk", *columns_of(kind).values())]
    order = [kind.way + name for kind in kinds for name in (*kind.order, "pk")]
    return kinds[0].model._base_manager.filter(**whose).order_by(*order).values(*columns).iterator(chunk_size=500)


def columns_of(kind):
    """The keys of a row, each with the lookup that its value comes from.

    A row of the catalogue is named by its slug; a routine by its id and its slug.
    """
    columns = {}
    for field in kind.fields:
        if field.related_model is Routine:
            columns |= {field.name: kind.way + field.attname, f"{field.name}_slug": f"{kind.way}{field.name}__slug"}
        else:
            columns[field.name] = kind.way + (f"{field.name}__slug" if field.is_relation else field.name)
    return columns


def nested(rows, kinds):
    """Yields the joined rows of `joined_rows` as the document shows them: each once, with the list of rows it holds."""
    kind, *held = kinds
    columns = columns_of(kind)
    for pk, group in groupby(rows, lambda row: row[kind.way + "pk"]):
        same = list(group)
        if pk is not None:
            lists = {held[0].key: list(nested(same, held))} if held else {}
            yield {key: same[0][column] for key, column in columns.items()} | lists


def dumped(value):
    """The value as JSON: moments in UTC, loads and UUIDs as text, letters unescaped."""
    return json.dumps(value, ensure_ascii=False, default=text_of)


def text_of(value):
    """A value that JSON does not know, as text: dates, times and moments in ISO 8601, the rest by str()."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
