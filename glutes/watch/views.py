"""Files for a watch, and the page that says which watch takes them."""

import io
import zipfile

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from glutes.answers import see_other
from glutes.routines.models import Routine
from glutes.runs import intervals
from glutes.runs.decoding import UnreadableError
from glutes.runs.fetching import FetchError
from glutes.runs.models import Origin, RunSource
from glutes.watch import fit, sending
from glutes.watch.models import SentWorkout
from glutes.watch.pages.watch import Coming, coached
from glutes.watch.steps import steps_of


def download(content, kind, name):
    """A file to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@require_safe
def watch(request):
    """The page: what works with which watch, and the files."""
    context = {
        "coming": Coming(request.user, timezone.now()),
        "intervals": intervals_of(request.user).first(),
        "latest": request.user.workouts.counted().first(),
        "sent": SentWorkout.objects.filter(user=request.user).count(),
    }
    return render(request, "watch/watch.html", context)


def intervals_of(user):
    """The user's RunSource at Intervals.icu, or None."""
    return RunSource.objects.filter(user=user, origin=Origin.INTERVALS)


@require_safe
def workout_fit(request, pk):
    """A routine with today's targets, for a watch to lead through; with `half`, half of it."""
    routine = get_object_or_404(Routine.objects.visible_to(request.user), pk=pk)
    day, half = request.user.local_date(), "half" in request.GET
    content = workout_file(request.user, routine, day, half, timezone.now())
    return download(content, "application/vnd.ant.fit", f"{slugify(routine.name) or 'workout'}.fit")


def workout_file(user, routine, day, half, now):
    """The bytes of a workout.fit; its serial number says whose, of which routine and for which day."""
    steps = steps_of(coached(user, routine, day, half), user)
    return fit.workout(routine.name, steps, f"{user.pk} {routine.pk} {day}", now)


@require_safe
def week_zip(request):
    """A workout.fit for every session of the coming week."""
    now, content = timezone.now(), io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (day, routine, half) in enumerate(Coming(request.user, now).sessions):
            name = f"{day}-{number + 1}-{slugify(routine.name) or 'workout'}.fit"
            archive.writestr(name, workout_file(request.user, routine, day, half, now))
    return download(content.getvalue(), "application/zip", "glutes-week.zip")


@require_POST
def send_week(request):
    """Put the sessions of the coming week into the calendar of Intervals.icu."""
    user, now = request.user, timezone.now()
    source = get_object_or_404(intervals_of(user))
    plans = [
        (
            f"glutes-{request.user.pk}-{day}-{routine.pk}",
            day,
            routine.name,
            workout_file(request.user, routine, day, half, now),
        )
        for day, routine, half in Coming(user, now).sessions
    ]
    sent = f"Sent to Intervals.icu: {len(plans)} session{'' if len(plans) == 1 else 's'}."
    return send(request, sent, reverse("watch:watch"), intervals.send_plans, source, plans)


@require_POST
def send_workout(request, pk):
    """Send what was done in a workout to Intervals.icu."""
    source = get_object_or_404(intervals_of(request.user).select_related("user"))
    workout = get_object_or_404(request.user.workouts.kept(), pk=pk)
    return send(request, "Sent to Intervals.icu.", workout.get_absolute_url(), sending.send_workout, source, workout)


@require_POST
def send_every(request):
    """Turn automatic sending of finished sessions to Intervals.icu on or off."""
    every = "every" in request.POST
    with request.user.locked():
        source = get_object_or_404(intervals_of(request.user))
        if every != bool(source.sends_since):
            source.sends_since, source.unsent = timezone.now() if every else None, ""
            source.save(update_fields=["sends_since", "unsent"])
    said = "Every session that ends from now on is sent." if every else "Nothing is sent by itself any more."
    messages.success(request, said)
    return see_other(reverse("watch:watch"))


@require_POST
def send_ended(request):
    """Send finished sessions that were not sent yet. Today and the page of a finished one post here by themselves."""
    sending.send_ended(intervals_of(request.user))
    return HttpResponse(status=204) if request.htmx else see_other(reverse("watch:watch"))


def send(request, sent, back, verb, *what):
    """Calls `verb(*what)` and shows `sent`, or the error, on the page `back`."""
    try:
        verb(*what)
        messages.success(request, sent)
    except (FetchError, UnreadableError) as error:
        messages.error(request, f"Not sent. Intervals.icu: {error}")
    return see_other(back)


@require_safe
def activity_fit(request, pk):
    """What was done in a workout, set by set."""
    workout = get_object_or_404(request.user.workouts.kept(), pk=pk)
    content = sending.activity_file(workout)
    return download(content, "application/vnd.ant.fit", f"{workout.day}-{slugify(workout.name) or 'session'}.fit")
