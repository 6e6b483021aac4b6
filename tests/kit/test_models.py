"""What somebody has at home: how it is said, what cannot be, and what goes when its equipment goes."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from glutes.accounts.models import User
from glutes.exercises.models import Equipment
from glutes.kit.models import Kit
from tests.make import make_source, make_user

pytestmark = pytest.mark.django_db


def make_equipment(slug, **fields):
    return Equipment.objects.create(slug=slug, name=slug.capitalize(), source=make_source(), **fields)


def test_kit_says_its_size_as_it_was_typed():
    user = User(units="kg")
    kettlebell, band, mat = Equipment(name="Kettlebell"), Equipment(name="Band"), Equipment(name="Mat")
    kit = [
        Kit(user=user, equipment=kettlebell, kg=Decimal("12.500")),
        Kit(user=user, equipment=kettlebell, kg=Decimal("12.473790175")),
        Kit(user=user, equipment=band, band=3, label="blue"),
        Kit(user=user, equipment=mat),
    ]
    assert [str(one) for one in kit] == [
        "Kettlebell 12.5 kg",
        "Kettlebell 27.5 lb",
        "Band 3 – medium blue",
        "Mat",
    ]


@pytest.mark.every_case
@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kg": Decimal(0)}, "Weight: more than 0, and 500 kg at most."),
        ({"kg": Decimal(501)}, "Weight: more than 0, and 500 kg at most."),
        ({"kg": Decimal(5), "band": 3}, "Weight: more than 0, and 500 kg at most."),
        ({"band": 6}, "A band’s strength is 1 to 5."),
        ({"kg": Decimal(8)}, "You have that one already."),
        ({}, "You have that one already."),
    ],
)
def test_the_database_keeps_impossible_kit_out_and_says_why(fields, message):
    user, kettlebell = make_user(), make_equipment("kettlebell")
    Kit.objects.create(user=user, equipment=kettlebell, kg=8)
    Kit.objects.create(user=user, equipment=kettlebell)
    kit = Kit(user=user, equipment=kettlebell, **fields)
    with pytest.raises(ValidationError) as refusal:
        kit.validate_constraints()
    assert refusal.value.messages == [message]
    with pytest.raises(IntegrityError), transaction.atomic():
        kit.save()


def test_keeping_equipment_adds_what_is_new_and_takes_away_the_rest_with_its_weights():
    user, other = make_user(), make_user()
    mat, kettlebell, band = make_equipment("mat"), make_equipment("kettlebell"), make_equipment("band")
    Kit.objects.create(user=other, equipment=kettlebell, kg=20)
    Kit.objects.create(user=user, equipment=kettlebell, kg=8)
    Kit.objects.create(user=user, equipment=band, band=2)
    gone = Kit.objects.keep(user, [mat, band])
    assert [str(kit) for kit in gone] == ["Kettlebell 8 kg"]
    assert sorted(str(kit) for kit in user.kit.all()) == ["Band 2 – light", "Mat"]
    assert [str(kit) for kit in other.kit.all()] == ["Kettlebell 20 kg"]
