"""The context processor about workouts."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from glutes.rules.moments import OPEN_FOR
from glutes.workouts.models.workout import newest_open


def carry_on(request):
    """`carry_on`: the latest workout that is not finished, or None.

    It is lazy: the page that says that the database cannot be reached must not query it.
    """

    def newest():
        user = getattr(request, "user", None)
        if not user or not user.is_authenticated:
            return None
        return next(iter(newest_open(user.pk, timezone.now() - OPEN_FOR)), None)

    return {"carry_on": SimpleLazyObject(newest)}
