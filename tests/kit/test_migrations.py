"""A database made before there was an app `kit` keeps what it has, and a new one gets the same tables."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from glutes.kit.models import EasierWeek, ExerciseWish, Kit
from tests.make import make_exercise, make_user
from tests.migrating import migrate
from tests.owner import make_equipment

MODELS = (Kit, ExerciseWish, EasierWeek)
BEFORE = {"accounts_kit", "accounts_exercisewish", "accounts_easierweek"}
"""What the tables were called."""


@pytest.fixture
def before_kit(transactional_db):
    """The database as the version before left it."""
    migrate(("kit", None))
    yield
    migrate()


def tables():
    """Those of the three models, under either name."""
    mine = {f"kit_{model._meta.model_name}" for model in MODELS}
    return {name for name in connection.introspection.table_names() if name in mine | BEFORE}


def insert(table, *rows):
    """Writes rows as dicts, past the models, whose tables are not there yet."""
    columns = ", ".join(rows[0])
    values = ", ".join(["%s"] * len(rows[0]))
    with connection.cursor() as cursor:
        for row in rows:
            cursor.execute(f"INSERT INTO {table} ({columns}) VALUES ({values})", list(row.values()))  # noqa: S608


def test_every_row_of_the_version_before_is_kept(before_kit):
    ann, ben, squat, bell = make_user(), make_user(), make_exercise(), make_equipment()
    assert tables() == BEFORE
    same = {"user_id": ann.pk, "equipment_id": bell.pk}
    insert(
        "accounts_kit",
        {"id": 3, **same, "label": "the “blue” one", "kg": None, "band": 5},
        {"id": 7, **same, "label": "", "kg": "12.474", "band": None},
        {"id": 8, **same, "user_id": ben.pk, "label": "", "kg": None, "band": None},
    )
    insert(
        "accounts_exercisewish",
        {"id": 4, "user_id": ann.pk, "exercise_id": squat.pk, "as_written": False, "sides": "left-only"},
        {"id": 5, "user_id": ben.pk, "exercise_id": squat.pk, "as_written": True, "sides": ""},
    )
    insert(
        "accounts_easierweek",
        {"id": 6, "user_id": ann.pk, "since": "2026-11-16"},
        {"id": 9, "user_id": ben.pk, "since": "2026-11-15"},
    )
    migrate()
    assert tables() == {model._meta.db_table for model in MODELS}
    assert {model: list(model.objects.order_by("pk").values_list()) for model in MODELS} == {
        Kit: [
            (3, None, ann.pk, bell.pk, "the “blue” one", None, 5),
            (7, None, ann.pk, bell.pk, "", Decimal("12.474"), None),
            (8, None, ben.pk, bell.pk, "", None, None),
        ],
        ExerciseWish: [(4, ann.pk, squat.pk, False, "left-only"), (5, ben.pk, squat.pk, True, "")],
        EasierWeek: [(6, ann.pk, date(2026, 11, 16)), (9, ben.pk, date(2026, 11, 15))],
    }


def test_going_back_keeps_every_row_too(transactional_db):
    Kit.objects.create(user=make_user(), equipment=make_equipment(), kg=12)
    rows = list(Kit.objects.values_list())
    migrate(("kit", None))
    migrate()
    assert list(Kit.objects.values_list()) == rows
