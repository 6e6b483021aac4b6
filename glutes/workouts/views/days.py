"""Views of the days before and behind: today, the week, the history."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from glutes.plan.forms import WeekLookForm
from glutes.workouts.pages import today as today_page
from glutes.workouts.pages import week as week_page
from glutes.workouts.pages import workout_list as list_page
from glutes.workouts.pages.home import Home


@login_not_required
@require_safe
def today(request):
    """Today; the home page for visitors who are not logged in."""
    if not request.user.is_authenticated:
        return render(request, "workouts/home.html", {"home": Home()})
    return render(request, "workouts/today.html", today_page.context(request.user, timezone.now()))


def week(request, look=None, refused=None):
    """The page of one week. The address says which one, and what is open in it.

    glutes/plan/views/week.py also answers changes of the plan with it, and then passes `look` (a WeekLookForm) and, for
    an invalid change, its form as `refused`.
    """
    if not look and request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    look = look or WeekLookForm(request.GET, request.user)
    if not look.is_valid() and "week" in look.errors and request.method != "POST":
        raise Http404
    part = request.htmx and not request.htmx.history_restore_request
    template = "plan/_week.html" if part else "plan/week.html"
    return render(request, template, week_page.context(request.user, look, refused), status=422 if refused else 200)


@require_safe
def week_print(request):
    """One week on one page of A4."""
    look = WeekLookForm(request.GET, request.user)
    if not look.is_valid() and "week" in look.errors:
        raise Http404
    return render(request, "plan/week_print.html", week_page.on_paper(request.user, look))


@require_safe
def workout_list(request):
    """The history, a month at a time."""
    context = list_page.context(request.user, request.GET.get("month", ""), request.user.local_date())
    return render(request, "workouts/workout_list.html", context)
