"""What shortens somebody's sessions without a look at their log: an easier week, time off (rules/week/lately.py)."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Subquery

from glutes.kit.models import EasierWeek
from glutes.prepared import prepared
from glutes.rules.week.lately import Lately
from glutes.workouts.models.workout import Workout


def lately_of(user, today):
    """The Lately of a user, without the next session; nothing where coaching is off. At most one query."""
    if not user.coaching:
        return Lately()
    ((easier, before, back),) = lately(user.pk, today, today - timedelta(days=7))
    return Lately(easier, before, back)


@prepared
def lately(user, today, week_ago):
    """The first day of the user's latest easier week, the last day trained up to a week ago, the first since then."""
    trained = Workout.objects.filter(user=user, day__lte=today).counted()
    before, back = trained.filter(day__lte=week_ago).order_by("-day"), trained.filter(day__gt=week_ago).order_by("day")
    easier = EasierWeek.objects.filter(user=user, since__lte=today).order_by("-since").values("since")
    return (
        get_user_model()
        .objects.filter(pk=user)
        .values_list(Subquery(easier[:1]), Subquery(before.values("day")[:1]), Subquery(back.values("day")[:1]))
    )
