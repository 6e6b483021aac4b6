"""The builder of a routine: its page, and a view for each change that can be made there.

Every change is saved at once. The answer is the new builder for htmx, else a redirect to it. An invalid form is shown
again in its place, with status 422.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import replace_url

from glutes.answers import see_other
from glutes.exercises.views.own import adding
from glutes.routines import forms
from glutes.routines.models import Prescription
from glutes.routines.offer_forms import RewriteForm
from glutes.routines.pages import routine_edit as page
from glutes.routines.views.routine import edit, own


@require_safe
def routine_edit(request, pk):
    """The builder. The address says which row is open, which was just removed, and what is searched for."""
    return shown(request, own(request, pk), forms.BuilderLookForm(request.GET))


def shown(request, routine, look, refused=None):
    """The whole page, or with htmx its fragment. `refused` is a form that was not valid."""
    context = page.context(request.user, routine, look.looked(), refused)
    part = request.htmx and not request.htmx.history_restore_request
    template = "routines/_builder.html" if part else "routines/routine_edit.html"
    return render(request, template, context, status=422 if refused else 200)


def answer(request, routine, form=None, **look):
    """The answer to every change. `look`: what the builder shows besides the routine (forms.BuilderLookForm).

    A `form` with errors is shown again in its place.
    """
    refused = form if form and form.errors else None
    look = forms.BuilderLookForm(look)
    if refused:
        return shown(request, routine, look, refused)
    address = f"{edit(routine)}{look.query()}"
    if request.htmx:  # In place of the address of a search, to which Back would return.
        return replace_url(shown(request, routine, look), address)
    return see_other(address)


def own_row(request, pk, rows=Prescription.objects):
    """A prescription that the user may change. Raises Http404 without one."""
    rows = rows.filter(user=request.user, routine__deleted_at=None)
    return get_object_or_404(rows.select_related("routine").prefetch_related("exercise"), pk=pk)


@require_POST
def routine_change(request, pk):
    """Change name, style and rounds."""
    with request.user.locked():
        routine = own(request, pk)
        form = forms.RoutineForm(request.POST, routine)
        if form.is_valid():
            form.save()
    return answer(request, routine, form)


@require_POST
def routine_sort(request, pk):
    """Put compound before accessory before core."""
    with request.user.locked():
        routine = own(request, pk)
        routine.put_in_order()
    return answer(request, routine)


@require_POST
def routine_clock(request, pk):
    """Do every exercise for a minute; the builder offers to undo that."""
    with request.user.locked():
        routine = own(request, pk)
        before = routine.written()
        routine.go_by_the_clock()
        written = RewriteForm.sign(routine, before)
    taken = {"routine": routine, "written": written, "said": f"{routine}: a minute each."}
    context = {"form": taken, "next": edit(routine)}
    messages.success(request, render_to_string("routines/_taken.html", context, request))
    return answer(request, routine)


@require_POST
def routine_add(request, pk):
    """Add an exercise at the end of a block."""
    with request.user.locked():
        routine = own(request, pk)
        form = forms.AddForm(request.POST, routine)
        if form.is_valid():
            routine.add(form.cleaned_data["exercise"], form.cleaned_data["block"])
    return answer(request, routine, form, add=request.POST.get("block"), q=request.POST.get("q"))


@require_http_methods(["GET", "HEAD", "POST"])
def routine_add_own(request, pk):
    """Add a new exercise of the user's own at the end of a block."""
    routine, asked = own(request, pk), request.POST or request.GET
    block = asked.get("block") if asked.get("block") in Prescription.Block else Prescription.Block.MAIN
    back = f"{edit(routine)}{forms.BuilderLookForm({'add': block}).query()}"

    def put(exercise):
        form = forms.AddForm({"exercise": exercise.slug, "block": block}, routine)
        if routine.prescriptions.filter(exercise=exercise).exists():
            return back  # It is the second of two taps.
        if form.is_valid():
            routine.add(exercise, block)
        else:
            why = " ".join(form.non_field_errors())
            messages.warning(request, f"{exercise} is saved among your exercises, but not in here: {why}")
        return back

    return adding(request, put, back=back, goes_to=routine.name, carried={"block": block})


@require_POST
def prescription_update(request, pk):
    """Change the dose of a prescription."""
    with request.user.locked():
        row = own_row(request, pk)
        form = forms.PrescriptionForm(request.POST, row, request.user.units)
        if form.is_valid():
            form.save()
    return answer(request, row.routine, form, open=pk)


@require_POST
def prescription_place(request, pk):
    """Move a prescription to another place, in its own block or in another one."""
    with request.user.locked():
        row = own_row(request, pk)
        form = forms.PlaceForm(request.POST)
        if form.is_valid():
            row.place(**form.cleaned_data)
    return answer(request, row.routine, form, open=pk)


@require_POST
def prescription_up(request, pk):
    """Move a prescription one place up."""
    with request.user.locked():
        row = own_row(request, pk)
        row.up()
    return answer(request, row.routine, open=pk)


@require_POST
def prescription_down(request, pk):
    """Move a prescription one place down."""
    with request.user.locked():
        row = own_row(request, pk)
        row.down()
    return answer(request, row.routine, open=pk)


@require_POST
def prescription_join(request, pk):
    """Make a superset of a prescription and the one above it."""
    with request.user.locked():
        row = own_row(request, pk)
        row.join()
    return answer(request, row.routine, open=pk)


@require_POST
def prescription_leave(request, pk):
    """Take a prescription out of its superset."""
    with request.user.locked():
        row = own_row(request, pk)
        row.leave()
    return answer(request, row.routine, open=pk)


@require_POST
def prescription_duplicate(request, pk):
    """Copy a prescription; the copy is opened."""
    with request.user.locked():
        row = own_row(request, pk)
        form = forms.RowRoomForm(request.POST, row.routine)
        opened = row.duplicate() if form.is_valid() else row
    return answer(request, row.routine, form, open=opened.pk)


@require_POST
def prescription_swap(request, pk):
    """Put another exercise in the place of a prescription."""
    with request.user.locked():
        row = own_row(request, pk)
        form = forms.SwapForm(request.POST, request.user)
        if form.is_valid():
            row.swap(form.cleaned_data["exercise"])
    return answer(request, row.routine, form, open=pk)


@require_POST
def prescription_count(request, pk):
    """Change the measure of a prescription: reps or seconds."""
    with request.user.locked():
        row = own_row(request, pk)
        form = forms.CountForm(request.POST)
        if form.is_valid():
            row.count_in(form.cleaned_data["measure"])
    return answer(request, row.routine, form, open=pk)


@require_POST
def prescription_delete(request, pk):
    """Delete a prescription; the builder offers to undo that."""
    with request.user.locked():
        row = own_row(request, pk, Prescription.objects.with_deleted())
        row.discard(timezone.now())
    return answer(request, row.routine, removed=pk)


@require_POST
def prescription_restore(request, pk):
    """Undo the deletion of a prescription."""
    with request.user.locked():
        row = own_row(request, pk, Prescription.objects.with_deleted())
        form = forms.RowRoomForm(request.POST, row.routine) if row.deleted_at else None
        if form and form.is_valid():
            row.restore(timezone.now())
    refused = form and form.errors
    return answer(request, row.routine, form, **{"removed" if refused else "open": pk})
