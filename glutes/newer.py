"""Whether a newer program has changed the tables: at an upgrade of several machines, while the others still run."""

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader


def unknown_steps(loader, ran):
    """The migrations, as (app, name), that a database has seen and this program does not know."""
    known = set(loader.disk_migrations) | {old for new in loader.disk_migrations.values() for old in new.replaces}
    return {step for step in ran if step[0] in loader.migrated_apps} - known


def database_is_newer():
    """Whether the database is newer than this program; False if it does not answer."""
    try:
        loader = MigrationLoader(connection)
        return bool(unknown_steps(loader, loader.applied_migrations))
    except DatabaseError:
        return False
