"""What a shared routine shows to whoever has its link: exercises, doses and notes; neither weights nor photos.

What the link that somebody gives to a physio shows: report/pages/report.py.
"""

from glutes.routines.models import Routine
from glutes.routines.pages.routine import on_paper, to_fetch


def context(link):
    """The values for the page's template and for the one to print."""
    routine = Routine.objects.with_rows().prefetch_related("prescriptions__exercise__cues").get(pk=link.routine_id)
    for row in routine.prescriptions.all():
        row.load_kg = row.band = None
        row.exercise.photo = "" if row.exercise.is_own else row.exercise.photo
    return on_paper(routine) | {"link": link, "fetched": to_fetch(routine)}
