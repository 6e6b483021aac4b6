"""Backups of a PostgreSQL database with its own tools. They are checked like those of SQLite."""

import os
import shutil
import subprocess
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from glutes.management.database_file import OURS, unfinished
from glutes.newer import unknown_steps

MISSING = "{} is missing: install PostgreSQL's client (Debian, Ubuntu: apt install postgresql-client), then repeat."


def dump(file):
    """Write a checked dump to the file, readable by its owner only. Raises CommandError if there is none afterwards."""
    handle, name = unfinished(file.parent)
    os.close(handle)
    try:
        run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={name}")
        check(name, file)
        os.link(name, file)  # Unlike a renaming it overwrites nothing.
    finally:
        Path(name).unlink()


def load(file):
    """Put a dump into the database, which has to be empty. Raises CommandError if nothing was loaded."""
    if is_pooled():
        raise CommandError(
            "There is a pooler before the database, whose connections pg_restore would leave without a search path: "
            "let DATABASE_URL name PostgreSQL itself, and repeat."
        )
    check(file, file)
    if connection.introspection.table_names():
        raise CommandError(
            "The database is not empty, and nothing is overwritten: make a new one (createdb NAME), let DATABASE_URL "
            "name it, and repeat."
        )
    run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", f"--dbname={name_of_database()}", file)


def check(dumped, file):
    """Raises CommandError unless it is a dump of Glutes, no newer than this program, and can be read to its end."""
    try:
        text = run("pg_restore", "--data-only", "--table=django_migrations", "--file=-", dumped)
        run("pg_restore", f"--file={os.devnull}", dumped)
    except CommandError as error:
        raise CommandError(f"{file} is no sound dump: {error}") from error
    rows = (line.split("\t") for line in text.splitlines())
    ran = {(row[1], row[2]) for row in rows if len(row) == 4}
    if not {app for app, _ in ran} >= OURS:
        raise CommandError(f"{file} is no database of Glutes.")
    if unknown_steps(MigrationLoader(None, ignore_no_migrations=True), ran):
        raise CommandError(f"{file} was made by a newer Glutes: bring this one up to date first.")


def run(program, *arguments):
    """What a program of PostgreSQL prints. Raises CommandError with its own first words if it fails."""
    if not shutil.which(program):
        raise CommandError(MISSING.format(program))
    settings = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {name: str(settings[ours]) for name, ours in named.items() if settings[ours]}
    environment = os.environ | given | {"PGDATABASE": name_of_database()}
    done = subprocess.run([program, *map(str, arguments)], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise CommandError((done.stderr.strip().splitlines() or ["it ended without a word."])[0])
    return done.stdout


def is_pooled():
    """Whether something stands between the site and PostgreSQL: it gives connections numbers of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0] != connection.connection.info.backend_pid


def name_of_database():
    """The database of the site."""
    return str(connection.settings_dict["NAME"])
