"""Loads that an earlier version rounded to the gram get back the pounds that were typed."""

import importlib
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection

from glutes.kit.models import Kit
from glutes.rules.units import show_load
from tests.make import make_exercise, make_set, make_user, make_workout
from tests.owner import make_equipment

ROUNDED = [
    ("16.012", "35.3 lb"),
    ("12.474", "27.5 lb"),
    ("5.715", "12.6 lb"),
    ("0.045", "0.1 lb"),
    ("12.500", "12.5 kg"),
]


def restore(app, name):
    """Runs the step of an app's migration on the tables as they are."""
    migration = importlib.import_module(f"glutes.{app}.migrations.{name}").Migration
    with connection.schema_editor() as editor:
        for step in migration.operations:
            if hasattr(step, "code"):
                step.code(apps, editor)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("units", ["kg", "lb"])
def test_pounds_come_back_to_those_who_read_pounds(units):
    user = make_user(units=units)
    bell = make_equipment()
    for kg, _ in ROUNDED:
        Kit.objects.create(user=user, equipment=bell, kg=Decimal(kg))
    workout = make_workout(user, [make_exercise()])
    done = make_set(workout, reps=8, load_kg="16.012")

    restore("kit", "0002_exact_loads")
    restore("workouts", "0004_exact_loads")

    done.refresh_from_db()
    in_kg = {f"{Decimal(kg).normalize()} kg" for kg, _ in ROUNDED}
    assert {show_load(one.kg) for one in user.kit.all()} == (
        in_kg if units == "kg" else {typed for _, typed in ROUNDED}
    )
    assert show_load(done.load_kg) == ("35.3 lb" if units == "lb" else "16.012 kg")
