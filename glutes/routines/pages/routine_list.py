"""The list of routines: the user's own ones, archived ones, ready-made ones."""

import re

from glutes.routines.models import Routine


def listed(user, removed=""):
    """The values for the list's template. `removed` is the key, as text, of a routine that was just deleted."""
    routines = Routine.objects.visible_to(user).with_rows()
    own = [routine for routine in routines if not routine.is_ready_made]
    return {
        "own": [routine for routine in own if not routine.archived_at],
        "archived": [routine for routine in own if routine.archived_at],
        "ready_made": [routine for routine in routines if routine.is_ready_made],
        "removed": user.is_authenticated and deleted(user, removed),
    }


def deleted(user, pk):
    """The user's deleted routine with this key, to offer its undo; None if there is none."""
    if not re.fullmatch("[0-9]{1,18}", pk):
        return None
    return user.routines.discarded().filter(pk=pk).first()
