"""The catalogue's pages, open to everybody."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from glutes.exercises.forms import ExerciseFilter
from glutes.exercises.models import Exercise, Sign, Source
from glutes.exercises.models.known import known_as
from glutes.exercises.pages import what_is_known as what_is_known_page
from glutes.exercises.pages.close_by import close_by
from glutes.middleware import page_asking
from glutes.rules import warning_signs
from glutes.rules.coaching import pain


@require_safe
@login_not_required
def exercise_list(request):
    """All exercises, or those that pass the filters in the address; 422 if a filter is invalid."""
    form = ExerciseFilter(request.GET, request.user)
    found = form.found()
    swaps = request.htmx and not request.htmx.history_restore_request
    asked = form.cleaned_data.get("q")
    context = {"form": form, "found": found, "total": len(form.visible), "swaps": swaps, "asked": asked}
    if asked:
        context["close"] = close_by(asked, form.muscles)
    template = "exercises/_results.html" if swaps else "exercises/exercise_list.html"
    response = render(request, template, context, status=200 if form.is_valid() else 422)
    patch_vary_headers(response, ["HX-Request"])
    moved = swaps and form.is_valid() and form.address != page_asking(request)
    return push_url(response, form.address) if moved else response


@require_safe
@login_not_required
def exercise_detail(request, slug):
    """One exercise with all that is known about it; also a retired one, which may be in somebody's history."""
    visible = Exercise.objects.visible_to(request.user).with_everything()
    exercise = known_as(slug) or get_object_or_404(visible, slug=slug)
    # The kit's rows, reached through the user: kit comes after exercises and is not imported here.
    mine = request.user.kit.said() if request.user.is_authenticated else ()
    without = [(thing, steps) for thing, steps in exercise.without if thing.slug not in mine]
    return render(request, "exercises/exercise_detail.html", {"exercise": exercise, "without": without})


@require_safe
@login_not_required
def sign_list(request):
    """Signs that runners notice, what documents say about them, and how studies disagree."""
    signs = Sign.objects.current().prefetch_related("exercises", "sources")
    return render(request, "exercises/sign_list.html", {"signs": signs, "general": warning_signs.GENERAL})


@require_safe
@login_not_required
def source_list(request):
    """All sources of the catalogue. `#slug` in the address leads to one of them."""
    return render(request, "exercises/source_list.html", {"sources": Source.objects.current()})


@require_safe
@login_not_required
def when_to_stop(request):
    """The signs at which to stop training and have it looked at, with sources."""
    named = {slug for flag in warning_signs.RED_FLAGS for slug in flag.sources}
    sources = Source.objects.by_slug(named)
    flags = [(flag, [sources[slug] for slug in flag.sources if slug in sources]) for flag in warning_signs.RED_FLAGS]
    lights = [pain.GO, pain.HOLD, pain.STOP]
    return render(
        request, "exercises/when_to_stop.html", {"flags": flags, "general": warning_signs.GENERAL, "lights": lights}
    )


@require_safe
@login_not_required
def what_is_known(request):
    """What studies say about this work, running and injuries, and what nobody has tested."""
    return render(request, "exercises/what_is_known.html", what_is_known_page.context())
