"""How training goes: the weeks, every exercise at a glance, one exercise in full. Nothing here is ever written."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from glutes.exercises.models import Exercise
from glutes.progress import history
from glutes.progress.charts import PipChart, charts_of
from glutes.rules import records

SESSIONS_A_PAGE = 40
NEWEST_BESTS = 4


@require_safe
def overview(request):
    """Sessions of the last weeks against the plan, the last seven days by muscle; best and latest of every exercise."""
    user, today = request.user, timezone.localdate()
    exercises = history.exercises_of(user)
    weeks = history.Weeks(user, today)
    bests = sorted((one for one in exercises if one.best), key=lambda one: one.best_day, reverse=True)
    context = {
        "weeks": weeks,
        "covered": exercises and history.covered_week(user, today),
        "chart": PipChart(weeks.all),
        "exercises": exercises,
        "newest": bests[:NEWEST_BESTS],
    }
    return render(request, "progress/overview.html", context)


@require_safe
def exercise_progress(request, slug):
    """Records, a chart and every session of one exercise; with ?fragment what its own page shows of that."""
    exercise = get_object_or_404(Exercise, slug=slug)
    user, today = request.user, timezone.localdate()
    page = Paginator(history.workouts_with(user, exercise), SESSIONS_A_PAGE).get_page(request.GET.get("page"))
    sessions = history.sessions_of(user, exercise, page.object_list)
    marks = history.sets_of(user, exercise).marks()[exercise.pk]
    context = {
        "exercise": exercise,
        "today": today,
        "page": page,
        "sessions": sessions,
        "one_sided": any("left" in session.sides or "right" in session.sides for session in sessions),
        "loaded": any(one.load_kg or one.band for one in [session.one_load for session in sessions] if one),
        "charts": charts_of(sessions, user.units, today),
        "figures": history.figures_of(marks, user),
        "loads": history.loads_of(records.bests(marks)),
    }
    whole = "fragment" not in request.GET
    return render(request, f"progress/{'exercise_progress' if whole else '_history'}.html", context)
