"""Views of users' own exercises: add, change, delete, restore, photo."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from glutes.answers import form_page, next_page, see_other
from glutes.exercises.forms import OwnExerciseForm, PhotoForm
from glutes.exercises.models import Photo
from glutes.exercises.views.pictures import YEAR

UNDO_FOR = timedelta(days=1)
"""Ours: how long a deletion can be undone at least."""


@require_http_methods(["GET", "HEAD", "POST"])
def exercise_new(request):
    """Add an exercise of one's own."""
    return adding(request, lambda exercise: next_page(request) or exercise.get_absolute_url())


def adding(request, put, **context):
    """The page that adds a user's own exercise; used by other apps, too.

    `put(exercise)` runs in the same transaction, puts the exercise where it is wanted and returns where to go next. The
    address may hold a name to begin with: the words that a search did not find.
    """
    context.setdefault("back", next_page(request) or reverse("exercises:exercise_list"))
    if request.method != "POST":
        form = OwnExerciseForm(None, user=request.user, name=request.GET.get("name", ""))
        return form_page(request, "exercises/exercise_new.html", form, photo=PhotoForm(), **context)
    return stored(request, "exercises/exercise_new.html", put, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def exercise_edit(request, slug):
    """Change an exercise of one's own."""
    exercise = own(request, slug)
    if request.method != "POST":
        form = OwnExerciseForm(None, user=request.user, exercise=exercise)
        return form_page(request, "exercises/exercise_edit.html", form, photo=PhotoForm(), exercise=exercise)
    return stored(request, "exercises/exercise_edit.html", lambda saved: saved.get_absolute_url(), exercise=exercise)


def stored(request, template, put, exercise=None, **context):
    """Stores the posted exercise, calls `put(exercise)` and redirects to its result; or shows the form with errors."""
    photo = PhotoForm(request.POST, request.FILES)
    small = photo.cleaned_data["photo"] if photo.is_valid() else None  # Outside the lock, because it takes a second.
    with request.user.locked():
        exercise = exercise and own(request, exercise.slug)
        form = OwnExerciseForm(request.POST, user=request.user, exercise=exercise, photo=small)
        if form.is_valid() and photo.is_valid():
            return see_other(put(form.save()))
    return form_page(request, template, form, photo=photo, exercise=exercise, **context)


def own(request, slug):
    """An exercise of the user's own. Raises Http404 without one."""
    return get_object_or_404(request.user.exercises, slug=slug)


@require_POST
def exercise_delete(request, slug):
    """Delete an exercise, or archive it if a routine or a session has it. Both can be undone."""
    now = timezone.now()
    with request.user.locked():
        exercise = own(request, slug)
        exercise.retired_at = exercise.retired_at or now
        exercise.save(update_fields=["retired_at"])
        for gone in request.user.exercises.filter(retired_at__lt=now - UNDO_FOR):
            if not gone.is_used:
                gone.delete()
    messages.success(request, render_to_string("exercises/_removed.html", {"exercise": exercise}, request))
    return see_other(reverse("exercises:exercise_list"))


@require_POST
def exercise_restore(request, slug):
    """Undo the deletion of an exercise."""
    with request.user.locked():
        exercise = own(request, slug)
        exercise.retired_at = None
        exercise.save(update_fields=["retired_at"])
    return see_other(exercise.get_absolute_url())


@require_safe
def exercise_photo(request, slug):
    """The photo of a user's own exercise. Its address has its version, so that the browser may keep it for a year."""
    photos = Photo.objects.select_related("exercise")
    photo = get_object_or_404(photos, exercise__user=request.user, exercise__slug=slug)
    if request.GET.get("v", photo.exercise.photo) != photo.exercise.photo:
        raise Http404
    response = HttpResponse(bytes(photo.jpeg), content_type="image/jpeg")
    patch_cache_control(response, private=True, max_age=YEAR, immutable=True)
    response["ETag"] = quote_etag(photo.exercise.photo)
    return get_conditional_response(request, etag=response["ETag"], response=response)
