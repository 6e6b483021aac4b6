"""Migrations point one way, as imports do."""

import tomllib
from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

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
