"""The API's input and output as pydantic models, from which the OpenAPI document is made.

Moments are in ISO 8601 with an offset, loads in kilograms as text, so that no digit is lost. The site's forms validate
all input again.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Generic, Literal, TypeVar
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from glutes.rules.coaching.pain import SITES
from glutes.rules.most import MOST_BAND, MOST_REPS, MOST_SECONDS
from glutes.rules.self_checks import KINDS

Row = TypeVar("Row")
Moment = Annotated[str, Field(max_length=40, json_schema_extra={"format": "date-time"})]
Slug = Annotated[str, Field(max_length=60, pattern="^[-a-zA-Z0-9_]+$")]
Kilograms = Annotated[Decimal | None, Field(description="In kilograms, exactly.")]


def whole(least, most):
    """A whole number in these bounds, or null."""
    return Annotated[int | None, Field(ge=least, le=most, strict=True)]


class Problem(Schema):
    """Why a request was refused."""

    detail: str
    errors: dict[str, list[str]] = Field({}, description="By field.")


class Listed(Schema, Generic[Row]):
    """A part of a list. `next_offset`: where the next part begins; null for the last one."""

    items: list[Row]
    count: int = Field(description="Of the whole list.")
    next_offset: int | None


class ExerciseOut(Schema):
    """An exercise of the catalogue, or one of your own."""

    slug: str
    name: str
    own: bool
    role: str
    measure: Literal["reps", "seconds"]
    sides: Literal["both", "each", "alternate"]
    load: Literal["none", "optional", "required"]
    banded: bool

    @staticmethod
    def resolve_own(exercise):
        return exercise.user_id is not None


class PrescriptionOut(Schema):
    """One line of a routine. Reps or seconds: the other two are null."""

    block: Literal["warm-up", "main", "cool-down"]
    exercise: str = Field(alias="exercise.slug")
    sets: int
    reps_low: int | None
    reps_high: int | None
    seconds_low: int | None
    seconds_high: int | None
    rest_s: int
    load_kg: Kilograms
    band: int | None
    group: str = Field(description="Neighbours with the same letter are a superset.")
    note: str


class RoutineOut(Schema):
    """A routine of your own, or a ready-made one."""

    id: int
    name: str
    own: bool
    style: Literal["sets", "circuit"]
    rounds: int
    round_rest_s: int
    minutes: int = Field(description="From warm-up to cool-down, estimated.")
    prescriptions: list[PrescriptionOut]

    @staticmethod
    def resolve_own(routine):
        return routine.user_id is not None

    @staticmethod
    def resolve_prescriptions(routine):
        return list(routine.prescriptions.all())


class SetOut(Schema):
    """One set of one side, in its newest version."""

    number: int
    side: Literal["both", "left", "right"]
    reps: int | None
    seconds: int | None
    load_kg: Kilograms
    band: int | None
    form_ok: bool
    rir: int | None = Field(description="Reps in reserve; 4 means 4 or more.")
    done_at: datetime
    logged_at: datetime


class SlotOut(Schema):
    """An exercise of a workout, with its prescription."""

    slot: int
    exercise: str = Field(alias="exercise.slug")
    block: Literal["warm-up", "main", "cool-down"]
    asked: int = Field(alias="sets", description="How many sets were asked for.")
    target: int | None = Field(description="How many of `measure` were asked for in each set.")
    measure: Literal["reps", "seconds"] = Field(description="What this workout counts; a circuit may go by time.")
    load_kg: Kilograms
    band: int | None = Field(description="What was asked for; `load_kg` is null with a band, or with the body alone.")
    skipped: bool
    pain: int | None = Field(description="From 0 to 10.")
    pain_site: str = Field(description="Where it hurt; empty without.")
    sets: list[SetOut] = Field(alias="standing")


class WorkoutOut(Schema):
    """One session and its sets."""

    id: UUID
    name: str
    routine: int | None = Field(alias="routine_id")
    day: date
    started: datetime
    finished_at: datetime | None
    effort: int | None = Field(description="1 easy, 2 just right, 3 hard.")
    note: str
    exercises: list[SlotOut]

    @staticmethod
    def resolve_exercises(workout):
        return list(workout.exercises.all())


class CheckOut(Schema):
    """A self-check: seconds, reps, or the index of an answer, from 0."""

    id: UUID
    kind: str
    day: date
    done_at: datetime
    left: int | None
    right: int | None
    pain: int | None


class Version(Schema):
    """A version sent again changes nothing; of two versions the one with the newer `logged_at` counts."""

    model_config = ConfigDict(extra="forbid")

    logged_at: Moment | None = Field(None, description="When this was typed; by default when it arrives.")
    seen: Moment | None = Field(None, description="The `logged_at` of the version that was known when typing.")


class WorkoutIn(Version):
    """A workout. Any of `finished_at`, `effort` and `note` finishes it."""

    started: Moment = Field(
        min_length=1,
        description="Its day is the date written here, or the day before if that is before the account's day begins.",
    )
    routine: Annotated[int | None, Field(strict=True, ge=1, le=2**63 - 1)] = Field(
        None, description="What it is made from, the first time."
    )
    finished_at: Moment | None = None
    effort: whole(1, 3) = Field(None, description="1 easy, 2 just right, 3 hard.")
    note: Annotated[str, Field(max_length=2000)] = ""


class SetIn(Version):
    """One version of one set, which slot, exercise, number and side identify. Fields left out do not change."""

    slot: Annotated[int, Field(ge=0, le=199, strict=True)]
    exercise: Slug | None = Field(None, description="By default the one prescribed in the slot.")
    number: Annotated[int, Field(ge=1, le=100, strict=True)]
    side: Literal["both", "left", "right"] = "both"
    reps: whole(0, MOST_REPS) = None
    seconds: whole(0, MOST_SECONDS) = None
    load_kg: Annotated[str, Field(max_length=20)] | None = None
    load_lb: Annotated[str, Field(max_length=20)] | None = None
    band: whole(1, MOST_BAND) = None
    form_ok: Annotated[bool, Field(strict=True)] = True
    rir: whole(0, 4) = None
    deleted: Annotated[bool, Field(strict=True)] = False
    done_at: Moment | None = None


class SetsIn(Schema):
    """Sets of one workout: all of them are stored, or none."""

    model_config = ConfigDict(extra="forbid")

    sets: Annotated[list[SetIn], Field(min_length=1, max_length=200)]


class SlotIn(Version):
    """One version of an exercise of a workout: whether it was skipped, how much it hurt, and where."""

    slot: Annotated[int, Field(ge=0, le=199, strict=True)]
    exercise: Slug | None = Field(None, description="By default the one prescribed in the slot.")
    skipped: Annotated[bool, Field(strict=True)] = False
    pain: whole(0, 10) = None
    pain_site: Literal["", *SITES] = ""


class SlotsIn(Schema):
    """Exercises of one workout: all of them are stored, or none."""

    model_config = ConfigDict(extra="forbid")

    slots: Annotated[list[SlotIn], Field(min_length=1, max_length=200)]


class CheckIn(Version):
    """One version of a self-check: seconds, reps, or the place of an answer, from 0."""

    kind: Slug = Field(description=f"One of {', '.join(kind.slug for kind in KINDS)}.")
    left: whole(0, 3600) = None
    right: whole(0, 3600) = None
    pain: whole(0, 10) = None
    done_at: Moment | None = Field(None, description="By default when this was typed. Only the first version says it.")


class DeletedOut(Schema):
    """Whether it is deleted now: it is not if there is a version newer than the deletion."""

    deleted: bool
