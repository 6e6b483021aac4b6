"""Where there is a copy of the database to read from (DATABASE_REPLICA_URL), exports are read there.

They are the longest reading of all, and nobody minds whether the set of this second is in them yet. Pages are not read
there: whoever has logged a set sees it.
"""

import threading

from django.conf import settings

NAME = "replica"
reading = threading.local()


class Router:
    """Sends reading to the copy while an export is read, and everything else to the database itself."""

    def db_for_read(self, model, **hints):
        return NAME if getattr(reading, "an_export", False) else None

    def db_for_write(self, model, **hints):
        return "default"

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == "default"


def from_replica(pieces):
    """The same pieces of text, each read from the copy, if there is one."""
    return each_read_there(iter(pieces)) if NAME in settings.DATABASES else pieces


def each_read_there(pieces):
    while True:
        reading.an_export = True  # For this piece only: between two of them the thread may do something else.
        try:
            piece = next(pieces, None)
        finally:
            reading.an_export = False
        if piece is None:
            return
        yield piece
