"""The context processor about workouts."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from glutes.rules.moments import OPEN_FOR
from glutes.workouts.models.workout import workouts_going


def carry_on(request):
    """`carry_on`: the latest workout that is in progress, or None.

    It is lazy: the page that says that the database cannot be reached must not query it.
    """

    def newest():
        user = getattr(request, "user", None)
        if not user or not user.is_authenticated:
            return None
        return next(iter(workouts_going(user.pk, timezone.now() - OPEN_FOR)), None)

    return {"carry_on": SimpleLazyObject(newest)}
