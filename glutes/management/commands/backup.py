"""`manage.py backup FILE`: a copy of the SQLite database, also while the site runs."""

import os
import sqlite3
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from glutes.management.database_file import copied, database_file


class Command(BaseCommand):
    """Copy, check the copy, and only then give it its name."""

    help = "Writes a checked copy of the SQLite database to FILE, which must not be there yet; the site may run."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, file, **options):
        """Raises CommandError, in one sentence, if there is no backup afterwards."""
        source = database_file("pg_dump")
        if not source.exists():
            raise CommandError(f"There is no database at {source} yet.")
        try:
            refuse_to_overwrite(file)
            with copied(source, file, "rw") as copy:
                refuse_to_overwrite(file)
                copy.rename(file)
        except FileExistsError as error:
            raise CommandError(f"{file} is there already, and a backup overwrites nothing.") from error
        except (OSError, sqlite3.Error) as error:
            raise CommandError(f"{file} could not be written: {getattr(error, 'strerror', None) or error}.") from error
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes, checked.")


def refuse_to_overwrite(file):
    """Raises FileExistsError if there is anything of that name, be it a link to nowhere."""
    if os.path.lexists(file):
        raise FileExistsError
