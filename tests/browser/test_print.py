"""What is printed of a routine is one page of A4, short routine or long."""

import re

import pytest

from glutes.exercises.models import Exercise
from glutes.routines.models import Routine
from tests.make import make_catalogue, make_routine

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pages(page, live_server):
    """The number of pages that a routine is printed on."""

    def count(routine):
        page.goto(f"{live_server.url}/routines/{routine.pk}/print/")
        return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))

    return count


def test_every_ready_made_routine_and_one_of_twenty_fit_one_page(pages):
    make_catalogue()
    twenty = make_routine(None, [(exercise, {"note": "Slowly."}) for exercise in Exercise.objects.all()[:20]])

    assert {routine: pages(routine) for routine in Routine.objects.all()} == dict.fromkeys(Routine.objects.all(), 1)
    assert pages(twenty) == 1
