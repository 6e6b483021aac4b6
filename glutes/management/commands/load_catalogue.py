"""`manage.py load_catalogue`: updates the catalogue in the database from the files in fixtures/."""

import json
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils import timezone

from glutes.exercises.models import Equipment, Exercise, LadderStep, Muscle, Sign, Source
from glutes.routines.models import Routine

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


@dataclass(frozen=True)
class Kind:
    """One kind of row: its files are fixtures/<name>*.json, in the order of their names.

    `lists`: its keys that name other rows or contain its parts. `gone`: the field with the moment since when a row is
    no longer in the files.
    """

    name: str
    model: type
    lists: tuple = ()
    gone: str = "retired_at"

    def rows(self):
        """{slug: row} of the database, without users' own rows."""
        nobodys = {"user": None} if self.model in (Exercise, Routine) else {}
        found = self.model.objects.filter(**nobodys).prefetch_related(*self.lists)
        return {row.slug: row for row in found}


KINDS = [
    Kind("sources", Source),
    Kind("muscles", Muscle, ("sources",)),
    Kind("equipment", Equipment, ("replaced_by",)),
    Kind("exercises", Exercise, ("equipment", "extras", "works", "works__sources", "cues", "ladder", "doses")),
    Kind("signs", Sign, ("exercises", "sources")),
    Kind("routines", Routine, ("sources", "prescriptions"), gone="deleted_at"),
]


class Command(BaseCommand):
    """Load every kind, in one transaction."""

    help = "Loads the catalogue and the ready-made routines from fixtures/; rows no longer there are retired."

    def add_arguments(self, parser):
        parser.add_argument("--fixtures", type=Path, default=FIXTURES, metavar="DIR", help="folder of the JSON files")

    def handle(self, fixtures, verbosity, **options):
        """Say in a line per kind what changed. Raises CommandError, naming file and row, if a file is wrong."""
        read = {kind: read_files(fixtures, kind) for kind in KINDS}
        try:
            said = load(read)
        except IntegrityError:  # Another process loaded the empty database at the same moment: try again.
            said = load(read)
        if verbosity:
            self.stdout.write("\n".join(said))


def read_files(folder, kind):
    """The rows of one kind, {slug: (name of the file, row)}. Raises CommandError if a file is missing or is no list of
    rows."""
    read = {}
    files = sorted(folder.glob(f"{kind.name}*.json"))
    if not files:
        raise CommandError(f"No {kind.name}*.json in {folder}.")
    for file in files:
        try:
            rows = json.loads(file.read_text(encoding="utf-8"))
            slugs = [row["slug"] for row in rows]
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{file.name} is not a JSON list of rows with a slug: {error!r}") from error
        for slug, row in zip(slugs, rows, strict=True):
            if slug in read:
                raise CommandError(f"{file.name}, {slug}: this slug is there twice.")
            read[slug] = (file.name, row)
    if kind.model is Exercise:
        add_easier_steps(read)
    return read


def add_easier_steps(read):
    """Adds the reverse of every step to a harder exercise, so that the files need it only once."""
    steps = [(slug, step) for slug, (_, row) in read.items() for step in row.get("ladder", [])]
    for slug, step in steps:
        if step.get("kind") == LadderStep.Kind.HARDER and step.get("to") in read:
            back = {"kind": LadderStep.Kind.EASIER, "to": slug, "source": step.get("source")}
            read[step["to"]][1].setdefault("ladder", []).append(back)


@transaction.atomic
def load(read):
    """Updates the database to what was read; returns a line per kind."""
    list(Source.objects.select_for_update())  # A lock, where the database allows two writers.
    known, said = {}, []
    for kind, rows in read.items():
        found = kind.rows()
        retired = retire(kind, [row for slug, row in found.items() if slug not in rows])
        news = {}
        for position, (slug, (file, row)) in enumerate(rows.items()):
            with naming(file, slug):
                instance = found.setdefault(slug, kind.model(slug=slug))
                columns = {key: value for key, value in row.items() if key not in kind.lists}
                news[slug] = put_columns(instance, kind, values_of(kind.model, columns, position, known))
        known[kind.model] = {slug: row.pk for slug, row in found.items()}
        for slug, (file, row) in rows.items():  # After all rows exist: a row may refer to a later one of its kind.
            with naming(file, slug):
                changed = [put_list(found[slug], key, row.get(key, []), known) for key in kind.lists if "__" not in key]
                news[slug] = news[slug] or ("changed" if any(changed) else "")
        counts = Counter(news.values()) + Counter(retired=retired)
        changes = [f"{counts[word]} {word}" for word in ("added", "changed", "retired", "back") if counts[word]]
        said.append(f"{kind.name}: {len(rows)}, {', '.join(changes) or 'nothing new'}")
    return said


@contextmanager
def naming(file, slug):
    """Turns an error in a row into a CommandError with its file and slug."""
    try:
        yield
    except ValidationError as error:
        problems = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
        raise CommandError(f"{file}, {slug}: {problems}") from error
    except (AttributeError, FieldDoesNotExist, TypeError, ValueError) as error:
        raise CommandError(f"{file}, {slug}: {error}") from error


def retire(kind, rows):
    """Mark the rows that the files no longer hold; return how many were not marked yet."""
    leaving = [row.pk for row in rows if getattr(row, kind.gone) is None]
    return kind.model.objects.filter(pk__in=leaving).update(**{kind.gone: timezone.now()})


def values_of(model, row, position, known):
    """All columns of a row by name, the default where the file is silent. Raises ValueError for a key that is none of
    them.

    "reps": [8, 10] stands for reps_low and reps_high, a slug for the row it names.
    """
    fields = {field.name: field for field in model._meta.concrete_fields if field.editable and not field.primary_key}
    for key in [key for key in row if f"{key}_low" in fields]:
        low, high = row[key]
        row = {name: value for name, value in row.items() if name != key} | {f"{key}_low": low, f"{key}_high": high}
    if "position" in fields:
        row = {"position": position} | row
    if strange := row.keys() - fields.keys():
        raise ValueError(f"unknown: {', '.join(sorted(strange))}")
    return {
        field.attname: pk_of(field.related_model, row[name], known)
        if field.many_to_one and name in row
        else row.get(name, field.get_default())
        for name, field in fields.items()
        if name != "slug"
    }


def pk_of(model, slug, known):
    """The key of the row that a slug names. Raises ValueError if there is none."""
    if slug not in known[model]:
        raise ValueError(f"there is no {model._meta.verbose_name} “{slug}”")
    return known[model][slug]


def put_columns(instance, kind, values):
    """Give a row its values and save it if that changed anything; return "added", "changed", "back" or ""."""
    word = "added" if instance.pk is None else "back" if getattr(instance, kind.gone) else "changed"
    before = said_by(instance)
    fill(instance, values)
    if instance.pk and before == said_by(instance):
        return ""
    instance.full_clean()
    instance.save()
    return word


def fill(instance, values):
    """Set columns, each read as its type reads it; keys of other rows are checked only before saving."""
    for name, value in values.items():
        setattr(instance, name, value)
    instance.clean_fields(exclude=[field.name for field in instance._meta.concrete_fields if field.many_to_one])


def said_by(instance):
    """The values of a row without its key."""
    fields = [field for field in instance._meta.concrete_fields if not field.primary_key]
    return {field.name: field.value_to_string(instance) for field in fields}


def put_list(instance, key, items, known):
    """Stores one of the lists of a saved row; returns whether that changed it."""
    field = instance._meta.get_field(key)
    if field.many_to_many:
        return put_names(getattr(instance, key), items, known)
    return put_parts(instance, field, items, known)


def put_names(manager, slugs, known):
    """Sets the many-to-many rows of a row by slugs."""
    wanted = {pk_of(manager.model, slug, known) for slug in slugs}
    if wanted == {other.pk for other in manager.all()}:
        return False
    manager.set(wanted)
    return True


def put_parts(instance, field, rows, known):
    """Replaces all parts of a row (cues, prescriptions) if one differs from the file.

    No other row refers to a part, so its key may change.
    """
    model, manager = field.related_model, getattr(instance, field.get_accessor_name())
    lists = [other.name for other in model._meta.many_to_many]
    wanted = []
    for position, row in enumerate(rows):
        part = model(**{field.field.name: instance})
        columns = {key: value for key, value in row.items() if key not in lists}
        fill(part, values_of(model, columns, position, known) | {field.field.attname: instance.pk})
        wanted.append((part, {key: sorted(pk_of(Source, slug, known) for slug in row.get(key, [])) for key in lists}))
    have = [
        (part, {key: sorted(named.pk for named in getattr(part, key).all()) for key in lists}) for part in manager.all()
    ]
    if as_said(have) == as_said(wanted):
        return False
    manager.all().delete()
    for part, others in wanted:
        part.full_clean()
        part.save()
        for key, pks in others.items():
            getattr(part, key).set(pks)
    return True


def as_said(parts):
    """The parts as sorted text, to compare two lists of parts whatever their order."""
    return sorted(repr((said_by(part), others)) for part, others in parts)
