"""A form sent twice at the same moment, as a double tap does: both answers are the one that a single tap gets."""

import pytest

from glutes.kit.models import EasierWeek, ExerciseWish, GoAhead, Kit
from tests.at_once import post_twice
from tests.make import make_exercise
from tests.owner import make_equipment

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = 20
SAVED = {
    "units": "kg",
    "first_weekday": "0",
    "day_begins": "0",
    "time_zone": "Europe/Berlin",
    "coaching": "on",
    "easier_every": "6",
}


@pytest.mark.parametrize(
    ("model", "address", "fields", "leads_to"),
    [
        (Kit, "/account/", SAVED | {"equipment": ["kettlebell"]}, "/account/"),
        (Kit, "/account/kit/kettlebell/", {"weight": "12"}, "/account/"),
        (ExerciseWish, "/account/wishes/hop/", {"as_written": "on"}, "/"),
        (EasierWeek, "/account/easier-week/", {}, "/"),
        (GoAhead, "/account/looked-at/hop/", {}, "/"),
        (GoAhead, "/account/taken-up/hop/", {}, "/"),
    ],
)
def test_two_taps_leave_one_row(phone, model, address, fields, leads_to):
    make_equipment()
    make_exercise("hop")
    for _ in range(TRIES):
        model.objects.all().delete()
        assert post_twice(phone, address, fields) == [(303, leads_to)] * 2
        assert model.objects.count() == 1
