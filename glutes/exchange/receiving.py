"""A file that was just uploaded: recognises it, makes the preview, and keeps it until the user imports it."""

from glutes.exchange import incoming, merging
from glutes.exchange.dialects import any_csv
from glutes.exchange.models import Import, ImportFile

MOST_KEPT = 50
"""Ours: how many imports of a user can be undone. Older ones are forgotten, and their rows stay."""


def received(user, upload, most=incoming.MOST_BYTES, may_be_empty=False):
    """The Import of an uploaded file, stored with its preview, in place of one that was never imported.

    `most`: the most bytes; None for any number. `may_be_empty`: whether our own document may hold no more than the
    preferences of somebody who has logged nothing. Raises ValueError, in a sentence, for files that are no log.
    """
    pack, encoding = incoming.packed(upload, most)
    kind, how = incoming.recognised(pack, encoding)
    one = Import(user=user, name=plain_name(upload.name), kind=kind, how=how)
    one.file = ImportFile(of=one, packed=pack)
    look_over(one, may_be_empty)
    with user.locked():
        user.imports.filter(state=Import.State.LOOKED_AT).delete()
        for old in user.imports.all()[MOST_KEPT - 1 :]:
            old.delete()
        one.save()
        one.file.of = one
        one.file.save()
    return one


def look_over(one, may_be_empty=False):
    """Fills in the preview of an import, unless it is a table whose columns are not matched yet.

    Raises ValueError, in a sentence, where there is nothing to bring in.
    """
    if one.kind == incoming.DOCUMENT:
        one.look = merging.look(one)
        if not one.look["counts"] and not (may_be_empty and not one.look["unread"]):
            raise ValueError(nothing_in(one.look))
    elif one.kind != any_csv.KEY or one.matched:
        one.look = incoming.looked_over(one)
        if not one.look["workouts"]:
            raise ValueError(nothing_in(one.look))


def nothing_in(look):
    """Why there is nothing to bring in."""
    if look["unread"]:
        line, _, reason = look["unread"][0]
        return f"There is nothing in that file that we can read. Line {line}: {reason}"
    return "There is no set in that file. Pick the CSV that your other app made."


def plain_name(name):
    """The name of a file, short and in one line."""
    return " ".join("".join(each for each in name if each.isprintable()).split())[-100:] or "A file"
