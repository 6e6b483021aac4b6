"""Pages of routines, and what one does with a whole one: make, copy, archive, delete. Its insides: builder.py.

Ready-made ones are open to all; one's own to oneself alone, and only those can be changed.
"""

import re

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from glutes.answers import next_page, see_other
from glutes.routines.forms import NewForm, RoutineRoomForm
from glutes.routines.models import Routine


@login_not_required
@require_safe
def routine_list(request):
    """The user's own routines, then the ready-made ones."""
    return render(request, "routines/routine_list.html", listed(request))


def listed(request):
    """What the list shows; `removed` is a routine just deleted, which can be undone."""
    routines = Routine.objects.visible_to(request.user).with_rows()
    own = [routine for routine in routines if not routine.is_ready_made]
    return {
        "own": [routine for routine in own if not routine.archived_at],
        "archived": [routine for routine in own if routine.archived_at],
        "ready_made": [routine for routine in routines if routine.is_ready_made],
        "removed": request.user.is_authenticated and deleted(request.user, request.GET.get("removed", "")),
    }


def deleted(user, pk):
    """The user's deleted routine of this key, or None."""
    if not re.fullmatch("[0-9]{1,18}", pk):
        return None
    return user.routines.exclude(deleted_at=None).filter(pk=pk).first()


@login_not_required
@require_safe
def routine_detail(request, pk):
    """What is in a routine, how long it takes, what to fetch, who says so."""
    routine = visible(request, pk)
    # The plan's rows, seen from here through the routine alone: what is deleted leaves the week too.
    days = [] if routine.is_ready_made else routine.plan_days.filter(until=None)
    return render(request, "routines/routine_detail.html", {"routine": routine, "days": days})


@login_not_required
@require_safe
def routine_print(request, pk):
    """One sheet of paper with boxes to tick."""
    return render(request, "routines/routine_print.html", {"routine": visible(request, pk)})


def visible(request, pk):
    """A routine that the user may see, with all that its pages show; else 404."""
    routines = Routine.objects.visible_to(request.user).with_rows().prefetch_related("sources")
    return get_object_or_404(routines, pk=pk)


def own(request, pk):
    """A routine that the user may change; else 404."""
    return get_object_or_404(request.user.routines.kept(), pk=pk)


def edit(routine):
    """The address of its builder."""
    return reverse("routines:routine_edit", args=[routine.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def routine_new(request):
    """An empty routine, or the choice of one to copy."""
    form = NewForm(request.POST or None, request.user)
    if request.method == "POST" and form.is_valid():
        return see_other(edit(form.save()))
    context = {"form": form, "routines": Routine.objects.ready_made().with_rows()}
    return render(request, "routines/routine_new.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def routine_copy(request, pk):
    """A routine of one's own, the same as this one."""
    routine = get_object_or_404(Routine.objects.visible_to(request.user), pk=pk)
    form = RoutineRoomForm(request.POST, request.user)
    if form.is_valid():
        return see_other(edit(routine.copy_for(request.user)))
    return full(request, form)


def full(request, form):
    """The list, and that there is no room for one more."""
    return render(request, "routines/routine_list.html", listed(request) | {"form": form}, status=422)


@require_POST
def routine_archive(request, pk):
    """Put it away."""
    own(request, pk).archive(timezone.now())
    return see_other(reverse("routines:routine_list"))


@require_POST
def routine_unarchive(request, pk):
    """Offer it again."""
    routine = own(request, pk)
    routine.unarchive()
    return see_other(routine.get_absolute_url())


@require_POST
def routine_delete(request, pk):
    """Delete it; the list offers to undo that. A copy that is itself undone leads back to where it was made."""
    routine = own(request, pk)
    routine.discard(timezone.now())
    return see_other(next_page(request) or reverse("routines:routine_list", query={"removed": routine.pk}))


@require_POST
def routine_restore(request, pk):
    """Undo its deletion."""
    routine = get_object_or_404(request.user.routines, pk=pk)
    form = RoutineRoomForm(request.POST, request.user)
    if not form.is_valid():
        return full(request, form)
    routine.restore()
    return see_other(routine.get_absolute_url())
