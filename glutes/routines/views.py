"""Pages of routines: the list, one routine. Ready-made ones are open to all, one's own to oneself alone."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from glutes.routines.models import Routine


@login_not_required
@require_safe
def routine_list(request):
    """The user's own routines, then the ready-made ones."""
    routines = Routine.objects.visible_to(request.user).with_rows()
    return render(
        request,
        "routines/routine_list.html",
        {
            "own": [routine for routine in routines if not routine.is_ready_made],
            "ready_made": [routine for routine in routines if routine.is_ready_made],
        },
    )


@login_not_required
@require_safe
def routine_detail(request, pk):
    """What is in a routine, how long it takes, what to fetch, who says so."""
    visible = Routine.objects.visible_to(request.user).with_rows().prefetch_related("sources")
    return render(request, "routines/routine_detail.html", {"routine": get_object_or_404(visible, pk=pk)})
