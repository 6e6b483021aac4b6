"""Files for a watch, and the page that says which watch takes them."""

import io
import zipfile

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from glutes.routines.models import Routine
from glutes.watch import fit
from glutes.watch.pages.watch import Coming, coached
from glutes.watch.sets import sets_of
from glutes.watch.steps import steps_of


def download(content, kind, name):
    """A file to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@require_safe
def watch(request):
    """What works with which watch, and the files."""
    return render(request, "watch/watch.html", {"coming": Coming(request.user, timezone.now())})


@require_safe
def workout_fit(request, pk):
    """A routine with today's targets, for a watch to lead through."""
    routine = get_object_or_404(Routine.objects.visible_to(request.user), pk=pk)
    content = workout_file(request.user, routine, request.user.local_date(), timezone.now())
    return download(content, "application/vnd.ant.fit", f"{slugify(routine.name) or 'workout'}.fit")


def workout_file(user, routine, day, now):
    """The bytes of a workout.fit; its serial number says whose, of which routine and for which day."""
    return fit.workout(routine.name, steps_of(coached(user, routine, day), user), f"{user.pk} {routine.pk} {day}", now)


@require_safe
def week_zip(request):
    """A workout.fit for every session of the coming week."""
    now, content = timezone.now(), io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (day, routine) in enumerate(Coming(request.user, now).sessions):
            name = f"{day}-{number + 1}-{slugify(routine.name) or 'workout'}.fit"
            archive.writestr(name, workout_file(request.user, routine, day, now))
    return download(content.getvalue(), "application/zip", "glutes-week.zip")


@require_safe
def activity_fit(request, pk):
    """What was done in a workout, set by set."""
    workout = get_object_or_404(request.user.workouts.kept(), pk=pk)
    content = fit.activity(workout.started, sets_of(workout), str(workout.pk))
    return download(content, "application/vnd.ant.fit", f"{workout.day}-{slugify(workout.name) or 'session'}.fit")
