"""An uploaded file: read in pieces, stored compressed, and opened again as text."""

import codecs
import gzip
import io
from collections import Counter
from datetime import timedelta
from itertools import chain
from uuid import UUID, uuid5

from django.utils import timezone

from glutes.exchange import dialects
from glutes.exchange.dialects.any_csv import Matched
from glutes.exchange.dialects.looking import look
from glutes.workouts.models import Workout

MOST_BYTES = 20 * 1024 * 1024
"""Ours: the most bytes of a file; ten years of training are about 10 MB."""
KEYS_A_QUERY = 500
"""How many ids one query asks for."""
DOCUMENT = "document"
"""The kind of our own export.json (document.py)."""
IDENTITY = UUID("6e0f3b57-5a0c-4c8f-9d1e-2c1f6b7a9d10")
"""The namespace of the ids of workouts that came from elsewhere. Never change it: they would come in twice."""
TOO_BIG = "That file is too big: 20 MB at most. Split it in two."
NO_TEXT = {
    b"PK": "That’s a zip or a spreadsheet file: unpack it, or save it as CSV, and pick that.",
    b"\x1f\x8b": "That file is packed: unpack it, and pick the CSV in it.",
    b"%PDF": "That’s a PDF. Pick the CSV that your other app made.",
    b"SQLite": "That’s a backup of the other app. Pick its CSV export instead.",
}


def packed(upload, most=MOST_BYTES):
    """The bytes of an uploaded file packed by gzip, and their encoding. Raises ValueError with a sentence.

    `most` bytes, or any number (None).
    """
    if most and upload.size > most:
        raise ValueError(TOO_BIG)
    target, decoder, encoding, first = io.BytesIO(), codecs.getincrementaldecoder("utf-8")(), "utf-8-sig", b""
    with gzip.GzipFile(fileobj=target, mode="wb", compresslevel=3, mtime=0) as pack:
        for piece in upload.chunks():
            if not first:
                first = piece[:4096]
                encoding = encoding_of(first)
            if encoding == "utf-8-sig":
                try:
                    decoder.decode(piece)
                except UnicodeDecodeError:
                    encoding = "cp1252"  # What spreadsheets on Windows write.
            pack.write(piece)
    if not first.strip():
        raise ValueError("That file is empty. Pick the CSV that your other app made.")
    return target.getvalue(), encoding


def encoding_of(first):
    """The encoding of a file, by its first bytes. Raises ValueError with a sentence if it is not text."""
    for mark, sentence in NO_TEXT.items():
        if first.startswith(mark):
            raise ValueError(sentence)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if first.count(b"\0") > len(first) // 100:
        raise ValueError("That file is no text. Pick the CSV that your other app made.")
    return "utf-8-sig"


def unpacked(pack, encoding):
    """The packed file as text. What is no letter in its encoding becomes a question mark."""
    return io.TextIOWrapper(gzip.GzipFile(fileobj=io.BytesIO(pack)), encoding, errors="replace", newline=None)


def recognised(pack, encoding):
    """(kind, how) of a packed file: how to read it. Raises ValueError with a sentence if it holds no table."""
    start = unpacked(pack, encoding).read(200).lstrip()
    if start.startswith("{"):
        return DOCUMENT, {"encoding": encoding}
    how = dialects.recognise(unpacked(pack, encoding))
    return how.key, {"encoding": encoding, "delimiter": how.delimiter, "line": how.line, "header": list(how.header)}


def how_of(one):
    """How to read the file of an Import (dialects.Recognised)."""
    return dialects.Recognised(one.kind, one.how["delimiter"], one.how["line"], tuple(one.how["header"]))


def text_of(one):
    """The file of an Import, as text."""
    return unpacked(bytes(one.file.packed), one.how["encoding"])


def rows_of(one):
    """Yields the rows of an Import's file (dialects.rows_of)."""
    matched = Matched(one.matched["places"], one.matched["day_first"]) if one.matched else None
    return dialects.rows_of(text_of(one), how_of(one), matched)


def latest():
    """The latest moment that a set can have: a day ahead, for time zones and wrong clocks."""
    return timezone.now() + timedelta(days=1)


def looked_over(one):
    """What is in the file of an Import, as its preview shows it (looking.look), and how many are `here` already.

    `mixes`: [[places in `names`], how many workouts of just these names are not here], for saying how many come in.
    """
    found, trained = look(rows_of(one), latest(), one.user.units)
    places = {name["name"]: at for at, name in enumerate(found["names"])}
    here, some = set(), [each for each, _ in trained.values()]
    for ids, known in in_parts(some, lambda part: keys_here(one.user, one.kind, part)):
        here |= {key for key, pk in ids.items() if pk in known}
    mixes = Counter(names for key, (_, names) in trained.items() if key not in here)
    mixes = [[[places[name] for name in names], count] for names, count in mixes.items()]
    return found | {"here": len(here), "mixes": mixes}


def in_parts(keys, ask):
    """Yields the results of a query about many keys, KEYS_A_QUERY keys at a time."""
    return (ask(keys[at : at + KEYS_A_QUERY]) for at in range(0, len(keys), KEYS_A_QUERY))


def pk_of(user, kind, key):
    """The id of a workout that a file of this kind knows as `key`: the same whenever this user brings it again."""
    return uuid5(IDENTITY, f"{user.pk} {kind} {key}")


def keys_here(user, kind, some):
    """{key: id} of these TrainedWorkouts, and the set of ids of those that are the user's already, deleted ones too.

    A workout in our own sets.csv has the id that it gets from our own export.json as well. Where there is none of its
    id, one that has a name counts that began at the same moment under the same name: it came from another account.
    """
    ids = {each.key: pk_of(user, kind, each.key) for each in some}
    if kind == dialects.glutes_csv.KEY:
        own = {key: pk for key in ids if (pk := own_id(key))}
        here = ids_here(Workout, user, own.values())
        ids |= {key: here[pk] for key, pk in own.items()}
    theirs = Workout.objects.filter(user=user)
    here = set(theirs.filter(pk__in=ids.values()).values_list("pk", flat=True))
    begun = {each.key: (aware(each.started, user), called(each)) for each in some if ids[each.key] not in here}
    began = theirs.filter(started__in=[started for started, name in begun.values() if name])
    same = {(started, name): pk for pk, started, name in began.values_list("pk", "started", "name")}
    return ids | {key: same[when] for key, when in begun.items() if when in same}, here | {*same.values()}


def called(each):
    """What a TrainedWorkout is called, "" if the file does not say."""
    return each.title.strip()[:80]


def aware(moment, user):
    """The moment in the user's zone, if the file has no offset or UTC only."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=user.zone)
    return moment.astimezone(user.zone) if not moment.utcoffset() else moment


def ids_here(model, user, ids):
    """{id in a file of our own: the id of that row among the user's}; `model` is what the rows are.

    An id stays as it is, unless another user has a row with it. Then another id takes its place: always the same one,
    in whichever of our files it comes. If the user has a row by any of these ids already, that id counts.
    """
    others = {pk: [pk_of(user, kind, pk) for kind in (DOCUMENT, dialects.glutes_csv.KEY)] for pk in ids}
    asked = [*others, *chain.from_iterable(others.values())]
    owners = dict(model._base_manager.filter(pk__in=asked).values_list("pk", "user"))
    return {
        pk: next((each for each in (pk, *other) if owners.get(each) == user.pk), other[0] if pk in owners else pk)
        for pk, other in others.items()
    }


def sets_in(rows):
    """How many sets these rows are, as everywhere (docs/rules.md, rule 1), but with warm-ups; `rows`: (side, reps,
    seconds, deleted_at)."""
    done = [side for side, reps, seconds, deleted_at in rows if deleted_at is None and (reps or seconds)]
    return sum(1 if side == "both" else 0.5 for side in done)


def own_id(text):
    """The UUID in a text, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
