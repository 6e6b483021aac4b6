"""What `workouts/past.html` shows: the form for a session of a day gone by."""

from datetime import timedelta

from django.utils import timezone

from glutes.routines.models import Routine

MINUTE = "%Y-%m-%dT%H:%M"
"""A moment as browsers' fields take it."""


def context(form, now):
    """The values for the page's template. `form` is a PastForm: fresh, it offers yesterday at six in the evening."""
    yesterday = timezone.localtime(now - timedelta(days=1)).replace(hour=18, minute=0)
    return {
        "form": form,
        "routines": Routine.objects.offered_to(form.user),
        "started": form.data.get("started", yesterday.strftime(MINUTE)),
        "latest": timezone.localtime(now).strftime(MINUTE),
        "ended": form.data.get("ended", ""),
    }
