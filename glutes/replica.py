"""Reads exports from a copy of the database where there is one (DATABASE_REPLICA_URL).

Exports read the most, and may lack a set that was logged this second. Pages are never read from the copy: whoever has
just logged a set must see it.
"""

import threading

from django.conf import settings

NAME = "replica"
reading = threading.local()


class Router:
    """A database router: reads go to the copy while an export is made, everything else to the database itself."""

    def db_for_read(self, model, **hints):
        """The name of the copy while an export is made; else None, which means the database itself."""
        return NAME if getattr(reading, "an_export", False) else None

    def db_for_write(self, model, **hints):
        """The name of the database itself, always."""
        return "default"

    def allow_relation(self, one, other, **hints):
        """Always True: both databases have the same rows."""
        return True

    def allow_migrate(self, db, app_label, **hints):
        """Whether to migrate a database: only the database itself, which the copy follows."""
        return db == "default"


def from_replica(pieces):
    """Yields the same pieces of text, each read from the copy if there is one."""
    return each_read_there(iter(pieces)) if NAME in settings.DATABASES else pieces


def each_read_there(pieces):
    """Yields the pieces of an iterator; only while it makes one are queries sent to the copy."""
    while True:
        reading.an_export = True  # For this piece only: before the next one the thread may do other work.
        try:
            piece = next(pieces, None)
        finally:
            reading.an_export = False
        if piece is None:
            return
        yield piece
