"""The values of `workouts/past.html`: the form for a session of a past day."""

from datetime import timedelta

from django.utils import timezone

from glutes.routines.models import Routine

MINUTE = "%Y-%m-%dT%H:%M"
"""The format of a moment in browsers' fields."""


def context(form, now):
    """The values for the page's template. `form` is a PastForm; a fresh one offers yesterday at 18:00."""
    yesterday = timezone.localtime(now - timedelta(days=1)).replace(hour=18, minute=0)
    return {
        "form": form,
        "routines": Routine.objects.offered_to(form.user),
        "started": form.data.get("started", yesterday.strftime(MINUTE)),
        "latest": timezone.localtime(now).strftime(MINUTE),
        "ended": form.data.get("ended", ""),
    }
