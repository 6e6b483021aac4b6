"""Turns rows of a document (document.py) into values for a table. Raises ValueError, in words, for invalid ones."""

from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from glutes.exercises.models import Equipment, Exercise
from glutes.routines.models import Prescription, Routine
from glutes.rules.units import MOST_KG
from glutes.rules.versions import Stamp
from glutes.texts import seen
from glutes.workouts.models import Workout, WorkoutExercise, WorkoutSet

TEXTS = (models.CharField, models.TextField)
"""The fields that hold texts. A SlugField is a CharField, too."""
ISO = {models.DateTimeField: datetime, models.DateField: date, models.TimeField: time}


class Names:
    """The keys for a document's names: slugs of exercises and equipment, and the ids of its routines.

    `own` and `routines` are filled in during the import.
    """

    def __init__(self, user):
        visible = Exercise.objects.visible_to(user)
        self.slugs = {
            Exercise: dict(visible.values_list("slug", "pk")),
            Equipment: dict(Equipment.objects.values_list("slug", "pk")),
        }
        self.ready_made = dict(Routine.objects.ready_made().values_list("slug", "pk"))
        self.routines = {}

    def key(self, field, row):
        """The key of the row that a relation of a document's row names."""
        name = row.get(field.name)
        if field.related_model is not Routine:
            if name is None and field.null:
                return None
            if not isinstance(name, str) or name not in self.slugs[field.related_model]:
                raise ValueError(f"There is no {field.name} “{str(name)[:40]}” here.")
            return self.slugs[field.related_model][name]
        slug = row.get(f"{field.name}_slug")
        found = self.ready_made.get(slug) if isinstance(slug, str) else None
        found = found or (self.routines.get(name) if isinstance(name, int) else None)
        if found is None and not field.null:
            raise ValueError("Its routine is not in the file.")
        return found


def values_of(kind, row, names):
    """{attribute: value} of a document's row. A key that is missing gives the default."""
    if not isinstance(row, dict):
        raise ValueError("That is no row.")
    found = {}
    for field in kind.fields:
        if isinstance(field, models.AutoField):
            continue  # A routine's id is valid within its document only.
        if field.name in row:
            found[field.attname] = names.key(field, row) if field.is_relation else value_of(field, row[field.name])
        elif not (field.null or field.has_default() or field.blank or getattr(field, "auto_now_add", False)):
            raise ValueError(f"There is no {field.name} in it.")
    if problem := LIMITS.get(kind.model, lambda values: None)(found):
        raise ValueError(problem)
    return found


def value_of(field, value):
    """The value of one field, checked as a form would."""
    try:
        return checked(field, value)
    except ValidationError as error:
        raise ValueError(f"{field.name}: {' '.join(error.messages)}") from error
    except (TypeError, AttributeError, InvalidOperation, OverflowError) as error:
        raise ValueError(f"{field.name}: that is none.") from error


def checked(field, value):
    """The value of one field, checked as a form would. Raises any exception for an invalid one; `value_of` turns that
    into ValueError.
    """
    if value is None:
        if not field.null:
            raise ValueError(f"There is no {field.name} in it.")
        return None
    if isinstance(field, models.JSONField):
        return SHAPES[field.name](value)
    if isinstance(field, TEXTS):
        return text_of(field, value)
    if type(field) in ISO:
        return moment_of(field, value)
    if isinstance(field, models.DecimalField):
        return load_of(value) or (None if field.name == "load_kg" else Decimal(0))  # As where it is typed.
    if isinstance(field, models.UUIDField):
        return UUID(value)
    wanted = bool if isinstance(field, models.BooleanField) else int
    if type(value) is not wanted:
        raise ValueError(f"{field.name}: that is none.")
    return field.clean(value, None)


def text_of(field, value):
    """A text as a form would keep it. Raises ValueError if it is longer than its column, or has what no database
    takes."""
    value = seen(value) if isinstance(value, str) else value
    if not isinstance(value, str) or value != writable(value) or (field.max_length and len(value) > field.max_length):
        raise ValueError(f"{field.name}: that is no text, or too long.")
    return field.clean(value, None) if value or not field.blank else value


def writable(text):
    """The text without what no database takes: NULs, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def moment_of(field, value):
    """A date, a time of day, or a moment with its offset; from 2000 on."""
    found = ISO[type(field)].fromisoformat(value)
    if not isinstance(found, time) and not 2000 <= found.year < 2200:
        raise ValueError(f"{field.name}: {found.year} is too far away.")
    if isinstance(found, datetime) and found.tzinfo is None:
        raise ValueError(f"{field.name}: a moment needs its offset.")
    return found


def load_of(value):
    """A load in kg."""
    found = Decimal(value) if isinstance(value, str) and len(value) < 30 else Decimal("NaN")
    if not found.is_finite() or not 0 <= found <= MOST_KG:
        raise ValueError(f"A weight is 0 to {MOST_KG} kg.")
    return found


def stamps_of(value):
    """The stamps of fields (rules/versions.py)."""
    if not isinstance(value, dict) or len(value) > 20:
        raise ValueError("stamps: that is none.")
    for key, text in value.items():
        if key != writable(key):
            raise ValueError("stamps: that is none.")
        if Stamp.read(text).at.tzinfo is None or Stamp.read(text).typed.tzinfo is None:
            raise ValueError("stamps: a moment needs its offset.")
    return value


def slugs_of(value):
    """A few slugs."""
    if (
        not isinstance(value, list)
        or len(value) > 20
        or not all(isinstance(one, str) and one == writable(one) for one in value)
    ):
        raise ValueError("That is no list of slugs.")
    return value


SHAPES = {"stamps": stamps_of, "reason_sources": slugs_of}
"""How the values of JSON fields are checked, by name."""


def dose_problem(values):
    """A sentence on what is wrong with a prescription, or with what a workout holds of one; None if nothing is."""
    ranges = [[values.get(f"{what}_{end}") for end in ("low", "high")] for what in ("reps", "seconds")]
    given = [each for each in ranges if each != [None, None]]
    if len(given) != 1 or None in given[0] or not 1 <= given[0][0] <= given[0][1] <= 3600:
        return "A dose is a range of reps or of seconds."
    in_range = 1 <= values.get("sets", 1) <= 1000 and 1 <= (values.get("band") or 1) <= 5
    return None if in_range and values.get("rest_s", 0) <= 3600 else "Sets, rest or band are out of range."


def set_problem(values):
    """A sentence on what is wrong with a set; None if nothing is."""
    if not 1 <= values.get("number", 1) <= 1000 or (values.get("rir") or 0) > 4:
        return "Its number or its reps in reserve are out of range."
    return None if 1 <= (values.get("band") or 1) <= 5 else "There is no such band."


def circuit_problem(values):
    """A sentence on what is wrong with the rounds of a routine or a workout; None if nothing is."""
    in_range = 1 <= values.get("rounds", 1) <= 20 and values.get("round_rest_s", 0) <= 3600
    return None if in_range else "Its rounds are out of range."


LIMITS = {
    WorkoutExercise: dose_problem,
    Prescription: dose_problem,
    WorkoutSet: set_problem,
    Workout: circuit_problem,
    Routine: circuit_problem,
}
"""Checks that no column makes: {model: a function that returns what is wrong with the values of a row, or None}."""
