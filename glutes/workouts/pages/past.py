"""The values of `workouts/past.html`: the form for a session of a past day, and what was to be done then."""

from datetime import timedelta

from django.utils import timezone

from glutes.routines.models import Routine
from glutes.workouts.pages.coach import Coach

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


def snapshot(form):
    """The Snapshot of what was to be done: with the coach's targets from the sessions before it. `form` is a valid
    BeginForm or PastForm."""
    started = form.starting()
    return Coach(form.user, form.shown(), form.user.date_of(started), before=started).coached()
