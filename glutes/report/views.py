"""The report: one page of A4 for a physio. The member sees it themselves, and whoever has a link to it."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from glutes.links.views import behind_link, note_opening
from glutes.report.pages.report import Report


def is_anatomical(request):
    """Whether anatomical words are asked for instead of plain ones."""
    return request.GET.get("words") == "anatomical"


@require_safe
def report(request):
    """The member's own report, with everything on it."""
    shown = Report(request.user, request.user.local_date(), anatomical=is_anatomical(request))
    return render(request, "report/report.html", {"report": shown})


@require_safe
@behind_link()
def seen(request, link):
    """The report that a link opens: what its member chose to show."""
    if link.routine_id:
        raise Http404
    note_opening(request, link)
    with timezone.override(link.user.zone):
        shown = Report(
            link.user,
            link.user.local_date(),
            anatomical=is_anatomical(request),
            with_pain=link.shows_pain,
            with_notes=link.shows_notes,
        )
        return render(request, "report/seen.html", {"report": shown, "link": link})
