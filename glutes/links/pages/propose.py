"""What the reader of a link sees who may propose: the member's routines, a copy of one to edit, what became of earlier
proposals."""

from glutes.exercises.models import Exercise


def context(link, routine, form):
    """The values for the page's template; `form` is None until a routine is chosen."""
    for row in [line.row for line in form.lines] if form else ():
        row.exercise.photo = ""  # The member's own photos are for nobody else.
    routines = [] if form else link.user.routines.in_use()
    return {
        "link": link,
        "routine": routine,
        "form": form,
        "routines": routines,
        "sent": link.proposals.select_related("routine") if not form else [],
        "none": Exercise.Load.NONE,
    }
