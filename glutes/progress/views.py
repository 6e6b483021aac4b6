"""Progress: an overview, and one exercise in full. These views write nothing."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from glutes.exercises.models import Exercise
from glutes.exercises.models.known import known_as
from glutes.progress.forms import PeriodForm
from glutes.progress.pages import exercise_progress as exercise_page
from glutes.progress.pages import overview as overview_page


@require_safe
def overview(request):
    """The weeks against the plan, left and right, the bridge hold, then and now, every exercise, bests and pain."""
    context = overview_page.context(request.user, request.user.local_date(), PeriodForm(request.GET))
    return render(request, "progress/overview.html", context)


@require_safe
def exercise_progress(request, slug):
    """Records, charts and every session of one exercise; with ?fragment only the part for the exercise's own page."""
    exercise = known_as(slug) or get_object_or_404(Exercise.objects.visible_to(request.user), slug=slug)
    if "fragment" in request.GET:
        return render(request, "progress/_history.html", exercise_page.bests_context(request.user, exercise))
    period, page = PeriodForm(request.GET), request.GET.get("page")
    context = exercise_page.context(request.user, exercise, request.user.local_date(), period, page)
    return render(request, "progress/exercise_progress.html", context)
