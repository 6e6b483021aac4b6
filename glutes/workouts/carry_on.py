"""The context processor about workouts."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject


def carry_on(request):
    """`carry_on`: the latest workout that is not finished, or None.

    It is lazy: the page that says that the database cannot be reached must not query it.
    """

    def newest():
        user = getattr(request, "user", None)
        return user.workouts.open(timezone.now()).only("user").first() if user and user.is_authenticated else None

    return {"carry_on": SimpleLazyObject(newest)}
