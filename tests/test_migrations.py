"""Migrations point one way, as imports do."""

import tomllib
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from glutes.accounts.models import User
from tests.migrating import Executor, migrate
from tests.owner import Owner

APPS = [name.removeprefix("glutes.") for name in settings.INSTALLED_APPS if name.startswith("glutes.")]


def test_apps_are_installed_in_the_order_of_the_layers():
    contract = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    layers = [{each.strip(" ()") for each in layer.split("|")} for layer in reversed(contract["layers"])]
    heights = [next(n for n, layer in enumerate(layers) if app in layer) for app in APPS]
    assert heights == sorted(heights)


def test_no_migration_depends_on_a_later_app():
    graph = MigrationLoader(None).graph
    found = {
        (app, parent[0]) for app, name in graph.nodes if app in APPS for parent in graph.node_map[app, name].parents
    }
    assert ("kit", "exercises") in found
    assert [(app, parent) for app, parent in found if parent in APPS[APPS.index(app) + 1 :]] == []


def rows():
    """{table: {key: {column: value}}} of every table of ours, whatever the models are now."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.split("_")[0] in APPS:
                cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 (our own names)
                names = [column.name if hasattr(column, "name") else column[0] for column in cursor.description]
                key = "id" if "id" in names else names[0]
                found[table] = {row[key]: row for row in (dict(zip(names, each, strict=True)) for each in cursor)}
    return found


def test_a_database_of_every_apps_first_version_migrates_with_every_row_intact(transactional_db):
    """The steps that are taken back are all but the first of each app and what these need."""
    Owner()
    owned = {each.model._meta.db_table for each in User.ownerships()}
    executor = Executor(connection)
    graph = executor.loader.graph
    first = {step for app in APPS for root in graph.root_nodes(app) for step in graph.forwards_plan(root)}
    later = [step for step in executor.loader.applied_migrations if step[0] in APPS and step not in first]
    back = list(dict.fromkeys(step for one in later for step in graph.backwards_plan(one)))
    order = [migration for migration, _ in executor.migration_plan(graph.leaf_nodes(), clean_start=True)]
    plan = [(one, True) for one in reversed(order) if (one.app_label, one.name) in back]
    assert len(plan) >= 30
    assert not first & set(back)
    try:
        executor.migrate(None, plan)
        before = rows()
        assert [table for table in sorted(owned & set(before)) if not before[table]] == []
    finally:
        migrate()
    after = rows()
    assert len(owned & set(before)) > 15
    for table, kept in before.items():
        assert list(after[table]) == list(kept), table
        for key, row in kept.items():
            same = {name: after[table][key][name] for name in row if name in after[table][key]}
            assert same == {name: row[name] for name in same}, table
