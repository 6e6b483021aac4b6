"""The catalogue's pages; open to everybody."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from glutes.exercises.forms import ExerciseFilter
from glutes.exercises.models import Exercise, Sign, Source


@require_safe
@login_not_required
def exercise_list(request):
    """All exercises, or those that the filters in the address ask for; 422 if one of them is none."""
    form = ExerciseFilter(request.GET)
    found = form.found()
    swaps = request.htmx and not request.htmx.history_restore_request
    context = {"form": form, "found": found, "total": Exercise.objects.current().count(), "swaps": swaps}
    template = "exercises/_results.html" if swaps else "exercises/exercise_list.html"
    response = render(request, template, context, status=200 if form.is_valid() else 422)
    patch_vary_headers(response, ["HX-Request"])
    return push_url(response, form.address) if swaps and form.is_valid() else response


@require_safe
@login_not_required
def exercise_detail(request, slug):
    """One exercise with all that is known about it; a retired one too, since somebody's history may point to it."""
    exercise = get_object_or_404(Exercise.objects.with_everything(), slug=slug)
    return render(request, "exercises/exercise_detail.html", {"exercise": exercise})


@require_safe
@login_not_required
def sign_list(request):
    """What runners notice, who says what about it, and that studies disagree."""
    signs = Sign.objects.current().prefetch_related("exercises", "sources")
    return render(request, "exercises/sign_list.html", {"signs": signs})


@require_safe
@login_not_required
def source_list(request):
    """Everybody the catalogue quotes; the address of each is its slug after a #."""
    return render(request, "exercises/source_list.html", {"sources": Source.objects.current()})
