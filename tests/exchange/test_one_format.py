"""Whatever a member's rows hold: the website and `manage.py` write the same document, and read it back as it was."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, models, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glutes.accounts.models import User
from glutes.columns import LoadColumn
from glutes.exchange.document import PROFILE
from glutes.exchange.row_values import LIMITS
from glutes.rules.units import MOST_KG
from glutes.texts import seen
from tests.exchange.test_any_bytes import MOMENTS, TEXT
from tests.exchange.test_round_trip import KINDS, OF_ACCOUNTS, all_of, bring, comparable, move_house
from tests.make import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    """Lets imports make no pauses, as nobody else writes in these tests."""
    monkeypatch.setattr("glutes.exchange.turns.time.sleep", lambda seconds: None)


def values_for(field):
    """Values that a column takes, as its type and its form have them; the database may refuse some."""
    if field.choices:
        values = st.sampled_from([value for value, _ in field.flatchoices])
    elif isinstance(field, models.BooleanField):
        values = st.booleans()
    elif isinstance(field, models.DateTimeField):
        values = MOMENTS
    elif isinstance(field, models.DateField):
        values = st.dates(date(2001, 1, 1), date(2100, 1, 1))
    elif isinstance(field, models.TimeField):
        values = st.times()
    elif isinstance(field, LoadColumn):
        values = st.decimals(0, MOST_KG, places=field.decimal_places)
    elif isinstance(field, models.DecimalField):
        highest = Decimal(10) ** (field.max_digits - field.decimal_places) - 1
        values = st.decimals(0, highest, places=field.decimal_places)
    elif isinstance(field, models.IntegerField):
        values = st.integers(0, 600)
    else:
        values = TEXT.map(lambda text: seen(text[: field.max_length]))
    return st.one_of(st.none(), values) if field.null else values


PLAIN = (models.CharField, models.TextField, models.BooleanField, models.DateField, models.TimeField)
PLAIN += (models.DecimalField, models.IntegerField)
NOT_ANYTHING = {
    "accounts.User.time_zone",  # A zone that there is.
    "exercises.Exercise.slug",  # We make it.
    "workouts.Workout.day",  # The date of its start.
}
FIELDS = [
    (kind.model, field)
    for kind in [PROFILE, *KINDS]
    for field in kind.fields
    if isinstance(field, PLAIN) and not field.primary_key and not isinstance(field, models.SlugField)
    if field.name not in OF_ACCOUNTS or kind is not PROFILE
    if f"{field.model._meta.label}.{field.name}" not in NOT_ANYTHING
]
CHANGES = st.sampled_from(FIELDS).flatmap(lambda one: st.tuples(st.just(one), st.integers(0, 3), values_for(one[1])))


def change(user, model, field, at, value):
    """Writes a value into one of the user's rows, unless its field, its form or the database refuses it."""
    rows = model._base_manager.filter(**{"pk" if model is User else "user": user.pk}).order_by("pk")
    if some := list(rows.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                row = rows.filter(pk=some[at % len(some)])
                row.update(**{field.name: field.clean(value, None)})
                if problem := LIMITS.get(model, lambda values: None)(row.values().get()):
                    raise ValidationError(problem)
        except (ValidationError, DatabaseError):
            pass


def written_by_command(name, folder):
    """What `manage.py export` writes."""
    with (folder / "out.json").open("w", encoding="utf-8") as opened:
        call_command("export", name, stdout=opened)
    return (folder / "out.json").read_bytes()


def test_every_plain_field_is_tried():
    assert len(FIELDS) > 80


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(CHANGES, min_size=1, max_size=30))
def test_whatever_rows_hold_both_ways_out_and_both_ways_in_say_the_same(tmp_path, changes):
    with transaction.atomic():
        user = make_user("ann")
        all_of(user)
        for (model, field), at, value in changes:
            change(user, model, field, at, value)
        phone = Client()
        phone.force_login(user)
        by_page = json.loads(phone.get("/account/export.json").getvalue())
        by_command = json.loads(written_by_command("ann", tmp_path))
        assert without_now(by_page) == without_now(by_command)
        data, new = move_house(User.objects.get(pk=user.pk))
        one = bring(new, data)
        assert one.look["count"] == {"unread": 0, "odd": 0, "nothing": 0}
        again, third = move_house(User.objects.get(pk=new.pk))
        (tmp_path / "in.json").write_text(json.dumps(again), encoding="utf-8")
        call_command("bring", third.username, str(tmp_path / "in.json"))
        found = json.loads(written_by_command(third.username, tmp_path))
        assert comparable({key: found[key] for key in data}) == comparable(again) == comparable(data)
        transaction.set_rollback(True)


def without_now(data):
    """A document without the moments at which it was asked."""
    profile = {key: value for key, value in data["profile"].items() if key != "last_login"}
    return data | {"exported_at": None, "profile": profile}
