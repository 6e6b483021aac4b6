"""`manage.py backup FILE`: a copy of the database, SQLite or PostgreSQL, also while the site runs.

It replaces and deletes no file: how many copies are kept is for whoever calls it (README has an example for cron).
"""

import os
import sqlite3
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from glutes.management import postgres
from glutes.management.database_file import copied, database_file


class Command(BaseCommand):
    """Copies the database, checks the copy, and only then gives it its name."""

    help = "Writes a checked copy of the database to FILE, which must not be there yet; the site may run."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, file, **options):
        """Raises CommandError, in one sentence, if there is no backup afterwards."""
        try:
            refuse_to_overwrite(file)
            if connection.vendor == "postgresql":
                postgres.dump(file)
            else:
                copy_file(file)
        except FileExistsError as error:
            raise CommandError(f"{file} is there already, and a backup overwrites nothing.") from error
        except (OSError, sqlite3.Error) as error:
            raise CommandError(f"{file} could not be written: {getattr(error, 'strerror', None) or error}.") from error
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes, checked.")


def copy_file(file):
    """Copy the SQLite database to the file. Raises CommandError if it is not sound."""
    source = database_file()
    with copied(source, file, "rw") as copy:
        refuse_to_overwrite(file)
        copy.rename(file)


def refuse_to_overwrite(file):
    """Raises FileExistsError if anything has that name, even a broken link."""
    if os.path.lexists(file):
        raise FileExistsError
