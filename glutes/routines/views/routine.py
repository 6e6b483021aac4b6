"""The pages of routines, and making, copying, archiving and deleting them.

builder.py changes what is in a routine. Everybody can see ready-made routines; only their owner can see and change
others.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from glutes.answers import next_page, see_other
from glutes.routines.forms import NewForm, RoutineRoomForm
from glutes.routines.models import Routine
from glutes.routines.models.routine import fetch_rows, visible_routines
from glutes.routines.pages import routine as page
from glutes.routines.pages.routine_list import listed


@login_not_required
@require_safe
def routine_list(request):
    """The user's own routines, then the ready-made ones."""
    return render(request, "routines/routine_list.html", listed(request.user, request.GET.get("removed", "")))


@login_not_required
@require_safe
def routine_detail(request, pk):
    """A routine: its exercises, its minutes, the equipment it needs, its sources."""
    routine = visible(request, pk)
    return render(request, "routines/routine_detail.html", page.context(routine, request.user))


@login_not_required
@require_safe
def routine_print(request, pk):
    """One page of A4 with boxes to tick."""
    return render(request, "routines/routine_print.html", page.on_paper(visible(request, pk), request.user))


def visible(request, pk):
    """A routine that the user may see, with everything its pages show prefetched. Raises Http404 without one."""
    found = visible_routines(request.user.pk, pk)
    if not found:
        raise Http404
    fetch_rows(found)
    return found[0]


def own(request, pk):
    """A routine that the user may change. Raises Http404 without one."""
    return get_object_or_404(request.user.routines.kept(), pk=pk)


def edit(routine):
    """The address of the routine's builder."""
    return reverse("routines:routine_edit", args=[routine.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def routine_new(request):
    """Make an empty routine, or choose one to copy."""
    form = NewForm(None, request.user)
    if request.method == "POST":
        with request.user.locked():
            form = NewForm(request.POST, request.user)
            routine = form.is_valid() and form.save()
        if routine:
            return see_other(edit(routine))
    context = {"form": form, "routines": Routine.objects.ready_made().with_rows()}
    return render(request, "routines/routine_new.html", context, status=422 if form.errors else 200)


@require_POST
def routine_copy(request, pk):
    """Copy a routine into one of the user's own. A second tap goes to the copy that the first one made."""
    with request.user.locked():
        routine = get_object_or_404(Routine.objects.visible_to(request.user), pk=pk)
        copy = request.user.routines.just_made(timezone.now()).filter(copied_from=routine).first()
        form = RoutineRoomForm(request.POST, request.user)
        if not copy and form.is_valid():
            copy = routine.copy_for(request.user)
    return see_other(edit(copy)) if copy else full(request, form)


def full(request, form):
    """The list with the message that there is no room for one more routine."""
    return render(request, "routines/routine_list.html", listed(request.user) | {"form": form}, status=422)


@require_POST
def routine_archive(request, pk):
    """Archive a routine: it is kept, but no longer offered to start, and off the week until it is taken out again."""
    with request.user.locked():
        routine = own(request, pk)
        archived = "Archived, and off your week" if page.plan_days(routine.pk) else "Archived"
        routine.archive(timezone.now())
    messages.success(request, f"{archived}: {routine}. It’s kept, at the end of this page.")
    return see_other(reverse("routines:routine_list"))


@require_POST
def routine_unarchive(request, pk):
    """Undo archiving a routine: its days in the week come back, too, from today on."""
    with request.user.locked():
        routine = own(request, pk)
        if routine.archived_at:
            left, today = request.user.local_date(routine.archived_at), request.user.local_date()
            for day in page.plan_days(routine.pk):
                day.go_on(left, today)
        routine.unarchive()
    return see_other(routine.get_absolute_url())


@require_POST
def routine_delete(request, pk):
    """Delete a routine. Goes to `next` if the form names it, else to the list, which offers to undo the deletion."""
    with request.user.locked():
        routine = get_object_or_404(request.user.routines, pk=pk)
        routine.discard(timezone.now())
    return see_other(next_page(request) or reverse("routines:routine_list", query={"removed": routine.pk}))


@require_POST
def routine_restore(request, pk):
    """Undo the deletion of a routine."""
    with request.user.locked():
        routine = get_object_or_404(request.user.routines, pk=pk)
        form = RoutineRoomForm(request.POST, request.user)
        is_back = not routine.deleted_at  # Else it is the second of two taps.
        if not is_back and form.is_valid():
            routine.restore(timezone.now())
            is_back = True
    return see_other(routine.get_absolute_url()) if is_back else full(request, form)
