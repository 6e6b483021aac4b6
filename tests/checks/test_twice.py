"""A form sent twice at the same moment, as a double tap does: both are answered alike, and one row is left."""

from uuid import UUID

import pytest

from glutes.checks.models import HabitDay, Reminder, SelfCheck
from tests.at_once import post_twice

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = 10
PK = UUID(int=1)


@pytest.mark.parametrize(
    ("model", "address", "fields", "leads_to"),
    [
        (SelfCheck, f"/checks/{PK}/result/", {"kind": "bridge-hold", "left": "48"}, f"/checks/{PK}/"),
        (HabitDay, "/checks/habit/", {"on": "1"}, "/"),
        (Reminder, "/checks/remind/", {"said": "later"}, "/"),
    ],
)
def test_two_taps_leave_one_row(phone, model, address, fields, leads_to):
    for _ in range(TRIES):
        model.objects.all().delete()
        assert post_twice(phone, address, fields) == [(303, leads_to)] * 2
        assert model.objects.count() == 1
