"""Views that accept the coach's offers about a routine, and the one that undoes an accepted offer.

All redirect to the start page (of the user's own copy, where the routine is ready-made) with a message: what was done,
or why nothing was.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from glutes.answers import next_page, see_other
from glutes.routines import offer_forms
from glutes.routines.models import Routine
from glutes.routines.views.routine import own


@require_POST
def routine_swap(request, pk):
    """Put a harder or easier exercise in the place of one."""
    return take(request, pk, offer_forms.RungForm)


@require_POST
def routine_widen(request, pk):
    """Let an exercise go up to more reps or seconds."""
    return take(request, pk, offer_forms.WidenForm)


@require_POST
def routine_way(request, pk):
    """Let an exercise be done in another way: slower, half the way, … (rules/coaching/ways.py)."""
    return take(request, pk, offer_forms.WayForm)


@require_POST
def routine_circuit(request, pk):
    """Make the main block of a routine a circuit, or add a round to it."""
    return take(request, pk, offer_forms.CircuitForm)


def take(request, pk, form_class):
    """Accepts the offer in the form. A ready-made routine is copied first, and the copy is changed."""
    with request.user.locked():
        asked = get_object_or_404(Routine.objects.visible_to(request.user), pk=pk)
        form = form_class(request.POST, asked, request.user)
        if form.is_valid():
            form.save()
    came_from = next_page(request) or start(asked)
    if form.errors:
        complain(request, form)
    else:
        context = {"form": form, "next": came_from}
        messages.success(request, render_to_string("routines/_taken.html", context, request))
    return see_other(came_from if form.routine == asked else start(form.routine))


@require_POST
def routine_rewrite(request, pk):
    """Undo an offer that was accepted."""
    with request.user.locked():
        routine = own(request, pk)
        form = offer_forms.RewriteForm(request.POST, routine)
        if form.is_valid():
            form.save()
    if not form.errors:
        messages.success(request, "Undone.")
    else:
        complain(request, form)
    return see_other(next_page(request) or start(routine))


def complain(request, form):
    """Shows the form's errors as a message on the next page."""
    messages.warning(request, " ".join(sentence for sentences in form.errors.values() for sentence in sentences))


def start(routine):
    """The address of its start page."""
    return reverse("workouts:start", query={"routine": routine.pk})
