"""Imports our own document (export.json): it restores an empty account, and merges into any other.

A row that exists already (RowKind.same) is not made again. If it is Versioned, the newest version of each field counts;
any other row stays as it is, with its parts.
"""

from base64 import b64decode
from collections import Counter
from contextlib import contextmanager
from functools import reduce
from hashlib import sha256
from io import BytesIO
from itertools import groupby, islice

from django.db import DataError, IntegrityError, transaction
from django.db.models import Count

from glutes.accounts.models import folded
from glutes.exchange import incoming
from glutes.exchange.dialects.grouping import MOST_LINES
from glutes.exchange.document import OUT_ONLY, PROFILE, SECTIONS, VERSION, dumped, joined_rows, nested, parts_of_own
from glutes.exchange.json_stream import entries
from glutes.exchange.models import ImportedWorkout
from glutes.exchange.row_values import Names, value_of, values_of, writable
from glutes.exchange.turns import turn
from glutes.exercises import photos
from glutes.exercises.models import Cue, Equipment, Exercise, ExerciseMuscle, LadderStep, Muscle, Photo
from glutes.exercises.models.same import SameExercises
from glutes.links.models import Link, Opening
from glutes.plan.models import MOST_A_USER, Pause, PlanDay, Race, RunDay
from glutes.routines.models import Prescription, Routine
from glutes.rows import Discardable, Versioned
from glutes.rules.most import MOST_EXERCISES, MOST_SETS
from glutes.rules.versions import NEVER, Stamp
from glutes.texts import seen
from glutes.workouts.models import Workout, WorkoutExercise, WorkoutSet

COMING_IN = [kinds for kinds in SECTIONS if kinds[0].key not in OUT_ONLY]
KEYS = {kinds[0].key: kinds for kinds in COMING_IN}
OF_THE_ACCOUNT = {"username", "email", "is_guest", "joined_at", "last_login"}
"""Fields of the profile that are not imported, because the account that imports has its own."""
MOST = {
    Routine: ("user", Routine.MOST_A_USER),
    Prescription: ("routine", Routine.MOST_PRESCRIPTIONS),
    WorkoutExercise: ("workout", MOST_EXERCISES),
    WorkoutSet: ("workout_exercise__workout", MOST_SETS),
    **dict.fromkeys([PlanDay, Pause, RunDay, Race], ("user", MOST_A_USER)),
}
"""{model: (its foreign key to what holds its rows, the most rows that it may hold)}; forms have the same limits."""
AT_ONCE = 10
"""Rows of the first kind of a section in one transaction; ten workouts have a few hundred sets."""
SHOWN = 50
COLUMNS = {
    "amount": ("reps", "seconds"),
    "load": ("load_kg", "band"),
    "deleted": ("deleted_at",),
    "done_at": ("done_at", "typed_at"),
    "finished_at": ("finished_at", "finish_typed_at"),
}
"""The columns of a versioned field, where they are not named like the field."""


def look(one):
    """The content of an Import's document, for its preview. Raises ValueError if it is no export of this program."""
    counts, places, unread, names, workouts, head = Counter(), Counter(), [], names_in(one), {}, {}
    sets, own = 0, []
    for count, (key, row) in enumerate(entries(incoming.text_of(one)), 1):
        if count > MOST_LINES:
            raise ValueError(f"That’s more than {MOST_LINES:,} rows: no log is as long.")
        if key not in KEYS:
            head[key] = None if key in OUT_ONLY else row
            continue
        places[key] += 1
        try:
            read = [(kind, values_of(kind, each, names)) for kind, each in every_row(KEYS[key], row)]
        except ValueError as error:
            counts["unread"] += 1
            unread += [[places[key], key, writable(str(error))]] if len(unread) < SHOWN else []
            continue
        for kind, values in read:
            counts[kind.key] += stands(values)
        own += [Exercise(**values) for kind, values in read if kind.model is Exercise]
        workouts |= {values["id"]: values["day"] for kind, values in read if kind.model is Workout and stands(values)}
        sets += incoming.sets_in(sets_read(read)) if stands(read[0][1]) else 0
    if head.get("format") != "glutes" or head.get("version") != VERSION:
        raise ValueError("That JSON is not from Glutes, or from a newer one. Pick the file that “Everything” saved.")
    days = sorted(workouts.values())
    return {
        "workouts": len(workouts),
        "sets": sets,
        "first": days[0].isoformat() if days else None,
        "last": days[-1].isoformat() if days else None,
        "names": [],
        "unread": unread,
        "odd": [],
        "count": {"unread": counts["unread"], "odd": 0, "nothing": 0},
        "counts": {key: counts[key] for key in KEYS if key in counts},
        "asks_unit": False,
        "renamed": renamed(one.user, own),
        "here": sum(incoming.in_parts(list(workouts), lambda ids: workouts_here(one.user, ids))),
    }


def stands(values):
    """Whether a row was not deleted. What was deleted comes along, so that it goes here, too, but is not counted."""
    return not values.get("deleted_at")


def sets_read(read):
    """Yields (side, reps, seconds, deleted_at) of each set among rows as they were read, [(kind, values)]."""
    for kind, values in read:
        if kind.model is WorkoutSet:
            yield tuple(values.get(name) for name in ("side", "reps", "seconds", "deleted_at"))


def workouts_here(user, ids):
    """How many of these workouts of a document are the user's already, perhaps under the id that top() gave them."""
    return user.workouts.filter(pk__in=incoming.ids_here(Workout, user, ids).values()).count()


def names_in(one):
    """The Names for a preview, in which names that the document itself brings count as known."""
    names = Names(one.user)
    for _, row in rows_in(one, {"own_exercises"}):
        if isinstance(row, dict) and isinstance(row.get("slug"), str):
            names.slugs[Exercise].setdefault(row["slug"], 0)
    names.routines = AnyRoutine()
    return names


class AnyRoutine(dict):
    """Stands for the routines of a document in its preview: it has every key."""

    def get(self, key, default=None):
        """Returns a key for any id; the import itself finds out whether the routine exists."""
        return 0


def every_row(kinds, row):
    """Yields (kind, row) of a row and of all it holds."""
    kind, *held = kinds
    yield kind, row
    if held:
        for inner in held_by(row, held[0]):
            yield from every_row(held, inner)


def held_by(row, kind):
    """The list of rows of this kind that a row holds; [] if it says nothing of them. Raises ValueError if it is no
    list."""
    found = row.get(kind.key, [])
    if not isinstance(found, list):
        raise ValueError(f"{kind.key}: that is no list.")
    return found


def rows_in(one, keys):
    """Yields (key, row) of some lists of an Import's document."""
    return ((key, row) for key, row in entries(incoming.text_of(one), keys) if key in keys)


def own_names(names):
    """What an exercise of the user's own is called for each of these names: “(mine)” follows one of the catalogue."""
    ours = {folded(name) for name in Exercise.objects.current().ready_made().values_list("name", flat=True)}
    return {name: f"{name[:53]} (mine)" if folded(name) in ours else name[:60] for name in names}


def title_of(name, titles):
    """The names by which an exercise of a document may be here: as it was there, and by the `titles` of own_names."""
    return dict.fromkeys((name, titles[name]))


def renamed(user, exercises):
    """[[name in the document, name here]] of the document's own exercises that get another name than they had there."""
    own, here = SameExercises(user.exercises.all()), set(user.exercises.values_list("slug", flat=True))
    titles, found = own_names([exercise.name for exercise in exercises]), []
    for exercise in exercises:
        name = exercise.name
        if exercise.slug in here or own.placed(exercise, *title_of(name, titles)):
            continue
        own.add(exercise)
        found += [[name, exercise.name]] if exercise.name != name else []
    return found


def merge(one):
    """Stores all that is in the document of an Import that was begun."""
    user = one.user
    with user.locked():
        if one.made.get("fresh") is None:
            one.made["fresh"] = not any(kinds[0].model._base_manager.filter(user=user).exists() for kinds in SECTIONS)
            one.get_on("made")
        if one.made["fresh"]:
            take_profile(one)
    merger = Merger(one)
    for kinds in COMING_IN:
        if kinds[0].key in one.look["counts"]:
            rows = (row for _, row in rows_in(one, {kinds[0].key}))
            while some := list(islice(rows, AT_ONCE)):
                with turn(user):
                    merger.store(kinds, some)
            with user.locked():
                merger.tie()


def take_profile(one):
    """Imports the preferences into an account that is still empty. Invalid values are ignored."""
    row = next((row for key, row in entries(incoming.text_of(one), set()) if key == "profile"), None)
    for field in PROFILE.fields:
        if isinstance(row, dict) and field.name in row.keys() - OF_THE_ACCOUNT:
            try:
                setattr(one.user, field.attname, value_of(field, row[field.name]))
            except ValueError:
                continue
    one.user.save()


class Merger:
    """Stores the rows of a document, section by section. Call it while the user is locked."""

    def __init__(self, one):
        self.one, self.user, self.names = one, one.user, Names(one.user)
        self.muscles = {muscle.slug: muscle for muscle in Muscle.objects.all()}
        self.copies, self.steps = {}, []
        self.made, self.merged, self.merged_before = set(), set(), one.made.get("merged", 0)

    def store(self, kinds, rows):
        """Stores some rows of a section with their parts. A row that cannot be stored does not stop the others."""
        ways = {Exercise: self.own_exercises, Workout: self.workouts}
        way = ways.get(kinds[0].model, self.top)
        rows = [row for row in rows if isinstance(row, dict)]
        known = {key: len(made) for key, made in self.one.made.get("rows", {}).items()}
        try:
            with self.whole():
                way(kinds, rows)
        except (ValueError, IntegrityError, DataError):
            for row in rows:
                try:
                    with self.whole():
                        way(kinds, [row])
                except (ValueError, IntegrityError, DataError):
                    failed = self.one.look["count"].get("failed", 0)
                    self.one.look["count"]["failed"] = failed + 1
        new = {key: made[known.get(key, 0) :] for key, made in self.one.made["rows"].items()}
        add_hashes(self.one, new)
        merged, before = self.merged_before + len(self.merged - self.made), self.one.made.get("merged")
        self.one.made["merged"] = merged
        told = ["made"] if any(new.values()) or merged != before else []  # It is long; most workouts add nothing to it.
        self.one.get_on("done", "workouts", "sets", "look", *told)

    @contextmanager
    def whole(self):
        """A savepoint. If what is done in it fails, this object forgets the rows that were new in it as well, as SQLite
        gives their keys to the next rows."""
        exercises, keys = self.names.slugs[Exercise], self.one.made.setdefault("rows", {})
        before, named = {key: [*made] for key, made in keys.items()}, dict(self.one.made.get("named", {}))
        grown = [self.made, self.merged, self.copies, self.names.routines, exercises, self.steps]
        copies = [each.copy() for each in grown]
        try:
            with transaction.atomic():
                yield
        except BaseException:
            self.one.made["rows"], self.one.made["named"] = before, named
            self.made, self.merged, self.copies, self.names.routines, self.names.slugs[Exercise], self.steps = copies
            raise

    def level(self, kinds, rows):
        """Stores rows of the first of these kinds, [(row, the object that holds it)], then all that they hold.

        Returns the new objects.
        """
        kind, *held = kinds
        read = [(row, holder, self.read(kind, row, holder)) for row, holder in rows]
        here, new, pairs = self.here(kind, read), [], []
        for row, holder, values in read:
            which = self.identity(kind, values, holder)
            known = here.get(which)
            if known is None:
                known = here[which] = kind.model(**values)
                new.append(known)
                pairs.append((row, known))
                if holder is not None:
                    self.merged.add(top_of(holder))
            elif isinstance(known, Versioned) and not known._state.adding:
                if take_versions(known, kind.model(**values)):
                    self.merged.add(top_of(holder or known))
                pairs.append((row, known))
            if kind.model is Routine and isinstance(row.get("id"), int):
                self.copies[row["id"]] = (known, row.get("copied_from") if known._state.adding else None)
        create(kind, new)
        self.note(kind, new)
        self.names.routines |= {number: known.pk for number, (known, _) in self.copies.items()}
        if held:
            self.level(held, [(inner, known) for row, known in pairs for inner in held_by(row, held[0])])
        return new

    def read(self, kind, row, holder):
        """The values of a row, with the key of its holder."""
        values = values_of(kind, row, self.names)
        values["user_id"] = self.user.pk
        if holder is not None:
            place = next(f for f in kind.model._meta.fields if f.is_relation and f.remote_field.name == kind.holder)
            values[place.name] = holder
        if kind.model is WorkoutExercise:
            values["day"] = holder.day
        if kind.model is WorkoutSet:
            values["exercise_id"] = holder.exercise_id
        return values

    def identity(self, kind, values, holder):
        """The identity of a row among all rows of the user, or of its holder."""
        if not kind.same:
            return object()
        return (holder and holder.pk, *(values.get(attname(kind, name)) for name in kind.same))

    def here(self, kind, read):
        """{identity: object} of the existing rows that these may be."""
        if not kind.same or not read:
            return {}
        rows = kind.model._base_manager.filter(user=self.user)
        if kind.same == ("id",):
            rows = rows.filter(pk__in=[values["id"] for _, _, values in read])
        place = None
        if kind.holder:
            place = next(f for f in kind.model._meta.fields if f.is_relation and f.remote_field.name == kind.holder)
            rows = rows.filter(**{f"{place.name}__in": {holder.pk for _, holder, _ in read}})
        names = [attname(kind, name) for name in kind.same]
        return {
            (getattr(one, place.attname) if place else None, *(getattr(one, name) for name in names)): one
            for one in rows
        }

    def note(self, kind, new):
        """Remembers new rows, so that the import can be undone."""
        if kind.holder is None:
            self.made |= {each.pk for each in new}
        if kind.holder is None and kind.model is not Workout:
            keys = self.one.made.setdefault("rows", {}).setdefault(kind.key, [])
            keys += [str(each.pk) for each in new]

    def top(self, kinds, rows):
        """Stores top-level rows with their parts, by the ids that they have here (incoming.ids_here); returns the new
        ones."""
        model = kinds[0].model
        if kinds[0].same == ("id",):
            ids = [incoming.own_id(str(row.get("id"))) for row in rows]
            here = incoming.ids_here(model, self.user, filter(None, ids))
            rows = [row | {"id": str(here[pk])} if pk else row for row, pk in zip(rows, ids, strict=True)]
        return self.level(kinds, [(row, None) for row in rows])

    def workouts(self, kinds, rows):
        """Stores workouts, and an ImportedWorkout for each."""
        new = self.top(kinds, rows)
        same = {"user": self.user, "of": self.one}
        brought = [ImportedWorkout(**same, workout=each, touched_at=each.touched_at) for each in new]
        ImportedWorkout.objects.bulk_create(brought)
        self.one.done += sum(map(stands, rows))
        kept = [each for each in new if stands(vars(each))]
        self.one.workouts += len(kept)
        sets = WorkoutSet.objects.filter(workout_exercise__workout__in=kept)
        self.one.sets += incoming.sets_in(sets.values_list("side", "reps", "seconds", "deleted_at"))

    def own_exercises(self, kinds, rows):
        """Stores the user's own exercises with their parts.

        One that is here (by its slug, or SameExercises) is not made again, nor one that this import made before it was
        broken off.
        Raises ValueError if there is no room for one more.
        """
        own, named = list(self.user.exercises.all()), self.one.made.setdefault("named", {})
        by_key = {each.pk: each for each in own}
        by_slug, same = {each.slug: each for each in own}, SameExercises(own)
        read = [values_of(kinds[0], row, self.names) for row in rows]
        titles = own_names([values["name"] for values in read])
        for row, values in zip(rows, read, strict=True):
            slug, exercise = values["slug"], Exercise(**values)
            known = by_key.get(named.get(slug)) or by_slug.get(slug)
            known = known or same.placed(exercise, *title_of(values["name"], titles))
            if known is None:
                if len(by_slug) >= Exercise.MOST_A_USER or not slug.startswith("own-"):
                    raise ValueError("No room for it.")
                if Exercise.objects.filter(slug=slug).exists():
                    values["slug"] = Exercise.own_slug()
                known = self.make_own(values | {"name": exercise.name}, row)
                named[slug], by_key[known.pk], by_slug[known.slug] = known.pk, known, known
                same.add(known)
                self.note(kinds[0], [known])
            self.names.slugs[Exercise][slug] = known.pk

    def make_own(self, values, row):
        """One exercise of the user's own, made of a row."""
        jpeg = photo_in(row.get("photo_jpeg"))
        exercise = Exercise(user=self.user, **values, photo=photos.version(jpeg) if jpeg else "")
        exercise.save()
        if jpeg:
            Photo.objects.create(exercise=exercise, jpeg=jpeg)
        slugs = [one for one in listed(row, "equipment") if one in self.names.slugs[Equipment]]
        exercise.equipment.set(Equipment.objects.filter(slug__in=slugs))
        works = row.get("muscles") if isinstance(row.get("muscles"), dict) else {}
        exercise.works.bulk_create(
            ExerciseMuscle(exercise=exercise, muscle=self.muscles[slug], activity=activity)
            for slug, activity in works.items()
            if slug in self.muscles and activity in ExerciseMuscle.Activity.values
        )
        exercise.cues.bulk_create(
            Cue(exercise=exercise, phase=Cue.Phase.MOVE, position=at, text=text[:200])
            for at, text in enumerate(listed(row, "cues")[:12])
        )
        for kind in ("easier", "harder"):
            self.steps += [(exercise, kind, slug) for slug in listed(row, kind)[:5]]
        return exercise

    def tie(self):
        """Sets references that needed all rows first: ladder steps of own exercises, and sources of copied routines."""
        tied = {"own_exercises": {str(exercise.pk) for exercise, _, _ in self.steps}, "routines": set()}
        for exercise, kind, slug in self.steps:
            to = self.names.slugs[Exercise].get(slug)
            if to and to != exercise.pk:
                LadderStep.objects.get_or_create(exercise=exercise, kind=kind, to_id=to)
        for routine, original in self.copies.values():
            if isinstance(original, int) and original in self.copies and routine.copied_from_id is None:
                routine.copied_from = self.copies[original][0]
                routine.save(update_fields=["copied_from"])
                tied["routines"].add(str(routine.pk))
        self.steps, self.copies = [], {}
        made = self.one.made.get("rows", {})
        add_hashes(self.one, {key: [pk for pk in made.get(key, []) if pk in pks] for key, pks in tied.items()})
        self.one.get_on("made")


def refuse_too_many(model, new):
    """Raises ValueError if these new rows make more than what forms allow (MOST)."""
    if not new or model not in MOST:
        return
    holder, most = MOST[model]
    holders = {reduce(getattr, holder.split("__"), each).pk for each in new}
    rows = model._base_manager.filter(**{f"{holder}__in": holders})
    rows = rows.filter(deleted_at=None) if issubclass(model, Discardable) else rows
    if rows.order_by().values(holder).annotate(count=Count("pk")).filter(count__gt=most).exists():
        raise ValueError(f"More than {most:,} {model._meta.verbose_name_plural}.")


def top_of(row):
    """The key of the row of the document that holds a row of a workout, or is it."""
    return row.workout_id if isinstance(row, WorkoutExercise) else row.pk


def attname(kind, name):
    """The attribute that holds a field: of a relation the key."""
    return kind.model._meta.get_field(name).attname


def create(kind, new):
    """Stores new objects, with the moments at which they were made. Raises ValueError if there are too many then."""
    made = [field.name for field in kind.model._meta.fields if getattr(field, "auto_now_add", False)]
    said = [{name: getattr(each, name) for name in made} for each in new]
    kind.model._base_manager.bulk_create(new)
    refuse_too_many(kind.model, new)
    if made and new:
        for each, values in zip(new, said, strict=True):
            for name, value in values.items():
                setattr(each, name, value or getattr(each, name))
        kind.model._base_manager.bulk_update(new, made)


def take_versions(known, other):
    """Merges another version of a row, field by field, and stores the changes. Returns whether there were any."""
    before = values_now(known)
    for clock, fields in known.CLOCKS.items():
        for field in fields:
            columns = [name for name in COLUMNS.get(field, (field,)) if hasattr(other, name)]
            stamp = other.stamp_of(field, clock)
            if stamp > known.stamp_of(field, clock):
                known.take(stamp, {field: {name: getattr(other, name) for name in columns}}, clock)
    if taken := other.stamps.get("taken"):
        newest = max(Stamp.read(known.stamps.get("taken", taken)), Stamp.read(taken))
        known.stamps = known.stamps | {"taken": str(newest)}
    if isinstance(known, Workout):
        known.touched_at = max(known.touched_at, other.touched_at or NEVER)
        known.deleted_at = max(filter(None, (known.deleted_at, other.deleted_at)), default=None)
        if known.deleted_at and known.deleted_at < known.touched_at:
            known.deleted_at = None
    is_changed = values_now(known) != before
    if is_changed:
        known.save()
    return is_changed


def values_now(row):
    """All values of a row."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def listed(row, key):
    """The texts of a list in a row."""
    found = row.get(key)
    return [seen(writable(one)) for one in found if isinstance(one, str)] if isinstance(found, list) else []


def photo_in(text):
    """The photo of a document (base64) as bytes, ready to store: unchanged if it is small enough, else made small; None
    without one. Raises ValueError if it is no photo."""
    if not text:
        return None
    if not isinstance(text, str):
        raise ValueError("That is no photo.")
    jpeg = b64decode(text, validate=True)
    from PIL import Image

    try:
        with Image.open(BytesIO(jpeg), formats=["JPEG"]) as image:
            image.verify()
            is_ours = image.size in photos.SIZES and not image.getexif()
    except Exception:  # What reads it raises anything for damaged ones; photos.small says it in words.
        is_ours = False
    return jpeg if is_ours and len(jpeg) <= photos.SMALL_BYTES else photos.small(BytesIO(jpeg))


def add_hashes(one, rows):
    """Puts the hashes of these rows, which the import made, into `made` of the import, without saving it; `rows` as in
    `hashes_of`.
    """
    for key, found in hashes_of(one.user, rows).items():
        one.made.setdefault("marks", {}).setdefault(key, {}).update(found)


def hashes_of(user, rows):
    """A short hash of each of these rows of the user, {key of a section: [keys]}: {key of a section: {pk: hash}}.

    A hash covers the row and its parts. It leaves out what changes without the member: openings of a link, and deleted
    parts, which `tidy` removes.
    """
    found = {}
    for first, *held in COMING_IN:
        keys = rows.get(first.key)
        if not keys:
            continue
        held = [kind for kind in held if kind.model is not Opening]
        parts, photo_of = {}, {}
        if first.model is Exercise:
            parts, photo_of = parts_of_own(user), dict(user.exercises.values_list("pk", "photo"))
        same_pk = groupby(joined_rows([first, *held], user=user, pk__in=keys), lambda row: row["pk"])
        said = {pk: next(nested(same, [first, *held])) for pk, same in same_pk}
        for row in said.values():
            for kind in held:
                row[kind.key] = [part for part in row[kind.key] if not part.get("deleted_at")]
        found[first.key] = {
            str(pk): short_hash([row, photo_of.get(pk), parts.get(row.get("slug"))]) for pk, row in said.items()
        }
    return found


def short_hash(said):
    """A short hash of a value that can be written as JSON."""
    return sha256(dumped(said).encode()).hexdigest()[:16]


def is_needed(row):
    """Whether a row that an import made is in use by now: an exercise in a routine or a session, a routine with a link.

    A routine in the week needs no check here: the database does not let it be deleted.
    """
    if isinstance(row, Routine):
        return Link.objects.filter(routine=row).exists()
    return isinstance(row, Exercise) and row.is_used


def undo(one):
    """Deletes the rows besides workouts that an import made. The user must be locked.

    Rows that were changed since stay, and so do rows that others need; made["stayed"] is their number. In an import of
    before marks were kept none counts as changed.
    """
    rows, before, stayed = one.made.get("rows", {}), one.made.get("marks"), 0
    after = hashes_of(one.user, rows)
    for kinds in reversed(COMING_IN):
        key = kinds[0].key
        for each in kinds[0].model._base_manager.filter(user=one.user, pk__in=rows.get(key, [])):
            pk = str(each.pk)
            is_same = before is None or before.get(key, {}).get(pk) == after[key][pk]
            if not is_same or is_needed(each):
                stayed += 1
                continue
            try:
                with transaction.atomic():
                    each.delete()
            except IntegrityError:
                stayed += 1
    one.made["stayed"] = stayed
