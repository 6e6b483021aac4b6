"""For tests of migrations: the database taken to a version, and back to this one."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrate(*targets):
    """Takes the database to these (app, migration) pairs; without any to the newest of all apps.

    Returns the models of that state; a pair of an app and None takes all of that app back.
    """
    executor = MigrationExecutor(connection)
    targets = list(targets) or executor.loader.graph.leaf_nodes()
    executor.migrate(targets)
    return executor.loader.project_state([target for target in targets if target[1]]).apps
