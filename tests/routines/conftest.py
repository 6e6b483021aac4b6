"""What tests of routines share."""

import pytest

from glutes.exercises.models import Equipment, LadderStep
from tests.make import make_exercise, make_source, make_worked, numbers


@pytest.fixture
def make_full_exercise(db):
    """Exercises with everything that hangs on one: equipment, extras, a ladder, muscles."""

    def make():
        exercise, rung = make_worked(), make_exercise()
        band, mirror = (
            Equipment.objects.create(slug=f"{name}-{next(numbers)}", name=name, source=make_source())
            for name in ("Band", "Mirror")
        )
        exercise.equipment.add(band)
        exercise.extras.add(mirror)
        LadderStep.objects.create(exercise=exercise, kind="instead", to=rung, equipment=band, source=make_source())
        return exercise

    return make
