"""Views of a workout from its start to its end: begin, log, finish, correct, delete."""

import re
from contextlib import nullcontext, suppress
from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from glutes.answers import next_page, see_other, wants_json
from glutes.rules.coaching import pain
from glutes.workouts.forms import (
    DeleteForm,
    FinishForm,
    MorningForm,
    ReopenForm,
    RestoreForm,
    SetForm,
    SlotForm,
    TimesForm,
)
from glutes.workouts.models import Workout
from glutes.workouts.models.workout import workout_of
from glutes.workouts.pages import past as past_page
from glutes.workouts.pages import player
from glutes.workouts.pages import start as start_page
from glutes.workouts.pages.new_best import new_best
from glutes.workouts.pages.summary import Summary
from glutes.workouts.pages.workout import Sheet
from glutes.workouts.start_forms import BeginForm, PastForm, StartForm


@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    """What a session will be, and the button that begins it. If it was begun already: the offer to go on."""
    now = timezone.localtime()  # Its date, in the user's zone, will be the day of the workout.
    form = StartForm(request.POST or request.GET, user=request.user, now=now)
    if not form.is_valid() and "snapshot" not in request.POST:
        raise Http404
    if request.method == "POST":
        with request.user.locked():
            return see_other(form.begin_or_go_on().get_absolute_url())
    return render(request, "workouts/start.html", start_page.context(form, now))


@require_http_methods(["GET", "HEAD", "POST"])
def past(request):
    """Logs a session of a past day: asks what and when; its sets are logged on its page."""
    now = timezone.now()
    form = PastForm(request.POST if request.method == "POST" else None, user=request.user, now=now)
    with request.user.locked() if form.is_bound else nullcontext():
        if form.is_valid():
            workout = form.log(past_page.snapshot(form))
            return see_other(f"{workout.get_absolute_url()}?correct")
    return render(request, "workouts/past.html", past_page.context(form, now), status=422 if form.is_bound else 200)


@require_safe
def workout_detail(request, pk):
    """A workout: to log in while it is open, to correct, or to read afterwards."""
    workout = None
    with suppress(Workout.DoesNotExist):
        workout = workout_of(request.user, pk)
    if workout is None or workout.deleted_at:
        raise Http404
    more = request.GET.get("more", "")
    more = int(more) if re.fullmatch("[0-9]{1,3}", more) else None
    return render(request, *page_of(workout, "correct" in request.GET, more=more))


def page_of(workout, correcting=False, form=None, more=None):
    """The template that shows a workout, and its context. `form` is a refused form, shown with what was typed."""
    now = timezone.localtime()
    ended, sheet = workout.ended_at(now), Sheet(workout, bound=form, more=more)
    context = {"workout": workout, "sheet": sheet, "form": form}
    summary = ended and Summary(workout, sheet, ended, now)
    if ended and not correcting:
        return "workouts/summary.html", context | {"summary": summary}
    context |= {"correcting": bool(ended), "began": summary.began if ended else workout.started}
    if not ended:
        context |= player.values(sheet)
    return "workouts/workout_detail.html", context


@require_POST
def log_set(request, pk):
    """Log one set: a new one, a correction or a deletion."""
    return log(request, pk, SetForm, answer=show_slot)


@require_POST
def log_slot(request, pk):
    """Log something about an exercise: skipped, pain, a swap."""
    return log(request, pk, SlotForm, answer=show_slot)


@require_POST
def morning(request, pk):
    """Log the pain on the morning after."""
    return log(request, pk, MorningForm, answer=thank)


@require_POST
def finish(request, pk):
    """Finish a workout, or correct its effort and note."""
    return log(request, pk, FinishForm, answer=show_workout)


@require_POST
def times(request, pk):
    """Change the day, start and end of a workout."""
    get_object_or_404(request.user.workouts, pk=pk)  # An unknown workout must not be begun here.
    return log(request, pk, TimesForm, answer=show_workout)


@require_POST
def reopen(request, pk):
    """Undo the end of a workout."""
    return log(request, pk, ReopenForm, answer=go_on)


@require_POST
def delete(request, pk):
    """Delete a workout."""
    return log(request, pk, DeleteForm, answer=show_workout)


@require_POST
def restore(request, pk):
    """Undo the deletion of a workout."""
    return log(request, pk, RestoreForm, answer=show_workout)


def log(request, pk, form_class, answer):
    """Stores one version of something that was logged, and answers a browser with `answer(request, form)`.

    A script gets JSON: what is stored now; 422 with the errors by field; 409 if another user logged it.
    """
    if request.POST.get("user") not in (None, "", str(request.user.pk)):
        return JsonResponse({"detail": "Another account logged this."}, status=409)
    now = timezone.localtime()
    with request.user.locked():
        workout = workout_for(request, pk, now)
        form = form_class(request.POST, workout=workout, now=now)
        if not form.is_valid():
            refusal = refuse(request, form)  # Before the rollback: it may show a workout begun just now.
            transaction.set_rollback(True)
            return refusal
        form.save()
    if wants_json(request):
        return JsonResponse({"workout": str(pk), "user": request.user.pk, "ahead": form.is_ahead} | echo_of(form))
    return offer_undo(request, workout) if workout.deleted_at else answer(request, form)


def workout_for(request, pk, now):
    """The user's workout; begun here if the request says when it started. Else raises Http404."""
    with suppress(Workout.DoesNotExist):
        return workout_of(request.user, pk)
    if "started" not in request.POST:
        raise Http404
    try:
        return BeginForm(request.POST, user=request.user, now=now).begin(pk)
    except Workout.DoesNotExist:
        raise Http404 from None


def echo_of(form):
    """What is stored now, as JSON; moments in full precision, by which a client recognises its own version."""
    stored = form.echo().items()
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in stored}


def show_slot(request, form):
    """The slot in which something was logged, on the page of its workout."""
    sheet = Sheet(form.workout, row=form.row)
    slot, ended = sheet.slot_of(form.row), form.workout.ended_at(timezone.now())
    if isinstance(form, SetForm) and not ended:
        slot.best = new_best(form.row, form.set)
    if request.htmx:
        context = {"workout": form.workout, "sheet": sheet, "besides": sheet.after(slot), "goes_on": not ended}
        # A swap is sent from the card of the exercise that it replaces. If that has a logged set, its card stays.
        context["slots"] = [s for s in sheet.slots if s is slot or s.key == request.htmx.target]
        # Who answers about pain or skips an exercise stays with it.
        context["moves_on"] = not ended and (isinstance(form, SetForm) or slot.key != request.htmx.target)
        return render(request, "workouts/_stored.html", context)
    if slot.best:
        messages.success(request, slot.best)
    correct = "?correct" if ended else ""
    return see_other(f"{form.workout.get_absolute_url()}{correct}#{slot.key}")


def show_workout(request, form):
    """The page of the workout, as it is now."""
    if "note" in form.data or "started" in form.data:
        messages.success(request, "Saved.")
    return see_other(form.workout.get_absolute_url())


def go_on(request, form):
    """Redirects to the player, where the workout goes on."""
    return see_other(f"{form.workout.get_absolute_url()}#focus")


def thank(request, form):
    """Today, with what the pain on the morning after means for the next session."""
    advice = pain.next_morning(form.row.past_session)
    if request.htmx:
        return render(request, "workouts/_morning_said.html", {"advice": advice})
    messages.success(request, advice.sentence)
    return see_other(next_page(request) or reverse("workouts:today"))


def offer_undo(request, workout):
    """The history, with the offer to restore a deleted workout."""
    url = reverse("workouts:restore", args=[workout.pk])
    undo = {"url": url, "name": workout.name, "seen": workout.deleted_at}
    messages.success(request, render_to_string("workouts/_deleted.html", undo, request))
    return see_other(reverse("workouts:workout_list"))


def refuse(request, form):
    """The answer to bad input: the errors by field (JSON), or the same page with what was typed."""
    if wants_json(request):
        return JsonResponse({"errors": form.errors}, status=422)
    if request.htmx and form.row and form.row.pk:
        sheet = Sheet(form.workout, bound=form)
        context = {"workout": form.workout, "sheet": sheet, "slot": sheet.slot_of(form.row)}
        return render(request, "workouts/_slot.html", context, status=422)
    template, context = page_of(form.workout, form.is_on_sheet, form)
    response = render(request, template, context, status=422)
    response["HX-Retarget"] = "body"
    return response
