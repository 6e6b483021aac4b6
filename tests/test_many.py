"""With many members: a page reads its own member's rows, and finds them by an index."""

import os
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from glutes.accounts.models import User
from glutes.workouts.models import Workout
from tests.benchmarks.crowd import growing, make_crowd
from tests.make import NOON, make_log
from tests.owner import Owner

pytestmark = pytest.mark.every_case

MEMBERS = 1000
"""So many that PostgreSQL prefers an index for one member's rows, in every table."""
SESSIONS = 30
"""How many one of them has, so many that PostgreSQL looks for another way than one of them after the other."""
READ = "SELECT", "WITH", "UPDATE", "DELETE"

tables = {model._meta.db_table for model in growing()}


@contextmanager
def read_whole():
    """The tables of members' rows that a query inside the block reads from end to end, with that query."""
    found = {}

    def explain(execute, sql, params, many, context):
        if sql.startswith(READ):
            execute(f"EXPLAIN (FORMAT JSON) {sql}", params, many, context)
            (((plan,),),) = [context["cursor"].fetchall()]
            found.update(dict.fromkeys(whole(plan[0]["Plan"]), sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        yield found


def whole(node):
    """The tables that a plan reads from end to end, of those that grow."""
    if node["Node Type"] == "Seq Scan" and node["Relation Name"] in tables:
        yield node["Relation Name"]
    for part in node.get("Plans", ()):
        yield from whole(part)


@pytest.mark.skipif("postgres" not in os.environ.get("DATABASE_URL", ""), reason="asks PostgreSQL for its plans")
@pytest.mark.django_db
def test_no_page_reads_a_whole_table(wednesday):
    owner, asked = Owner(), {}
    make_log(owner.user, owner.routine, SESSIONS, last=NOON - timedelta(days=1))
    make_crowd(owner.user, MEMBERS, weeks=1, after=date(2026, 11, 23))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL random_page_cost = 1.1")  # As on an SSD: else so few rows are read whole as quickly.
    for name, ask in asking(owner):
        with read_whole() as asked[name]:
            answer = ask()
            assert answer.status_code == 200, name
            b"".join(answer)
    with read_whole() as asked["deletion"]:
        User.objects.get(username="crowd-7").delete()
    with read_whole() as asked["no index"]:
        list(Workout.objects.filter(note="zebra"))
    assert list(asked.pop("no index")) == ["workouts_workout"]
    found = [f"{page}: {table}, by {sql}" for page, tables in asked.items() for table, sql in tables.items()]
    assert not found, "\n".join(found)


def asking(owner):
    """What the owner asks for: (name, a function that asks)."""
    phone, routine = Client(), owner.routine.pk
    phone.force_login(owner.user)
    row = owner.user.workouts.filter(routine=routine).first().exercises.get()
    exercise, workout, new = row.exercise.slug, f"/workouts/{row.workout_id}/", f"/workouts/{uuid4()}/"
    pages = [
        *("/", "/workouts/", f"/workouts/start/?routine={routine}", workout, f"{workout}?correct"),
        *("/progress/", "/progress/?period=all", "/progress/report/", owner.link.get_absolute_url()),
        *(f"/progress/{exercise}/", f"/progress/{exercise}/?period=all", f"/exercises/{exercise}/", "/exercises/"),
        *("/routines/", f"/routines/{routine}/", f"/routines/{routine}/edit/", "/plan/", "/checks/", "/account/"),
        *("/account/devices/", "/account/links/", "/account/calendar/", "/calendar/zebra-token.ics"),
        *("/account/watch/", f"/import/{owner.brought.pk}/", "/account/export.json", "/account/sets.csv"),
    ]
    for page in pages:
        yield page, partial(phone.get, page)
    done = {"slot": row.slot, "number": 1, "side": row.exercise.log_sides[0], row.measure: 9, "exercise": exercise}
    done |= {"started": NOON.isoformat(), "logged_at": NOON.isoformat(), "routine": routine}
    for form, fields in (("sets", done), ("sets", done | {"number": 2}), ("finish", {"effort": 2})):
        yield form, partial(phone.post, f"{new}{form}/", fields, headers={"accept": "application/json"})
        yield f"page after {form}", partial(phone.get, new)


def relations(models):
    """Pairs of a relation of these models and whether an index of several columns, or a named one, begins with it."""
    for model in models:
        first = first_columns(model)
        yield from ((field, field.name in first) for field in model._meta.local_fields if field.is_relation)


def test_whoever_deletes_a_row_finds_what_refers_to_it_by_an_index():
    found = list(relations(apps.get_models()))
    assert len(found) > 50
    assert [field for field, is_first in found if not (field.db_index or field.unique or is_first)] == []


def test_no_column_has_an_index_of_its_own_where_another_begins_with_it():
    assert [field for field, is_first in relations(growing()) if field.db_index and is_first and not field.unique] == []


@pytest.mark.django_db
def test_the_database_has_every_index_and_every_constraint():
    """A change of a column can take them along."""
    there = set()
    with connection.cursor() as cursor:
        for model in growing():
            there.update(connection.introspection.get_constraints(cursor, model._meta.db_table))
    assert {one.name for model in growing() for one in [*model._meta.indexes, *model._meta.constraints]} <= there


def first_columns(model):
    """The fields that an index of all rows begins with, of those that have several columns or were named."""
    indexed = [index.fields for index in model._meta.indexes if index.fields and not index.condition]
    indexed += [one.fields for one in model._meta.constraints if getattr(one, "fields", ()) and not one.condition]
    return {fields[0].lstrip("-") for fields in indexed}
