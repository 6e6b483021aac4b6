"""The builder of a routine: its page, and a view for each change that can be made there.

Every change is saved at once and answered the same way: with htmx by the builder as it is now, else by a redirect to
it. A form that is not valid comes back where it stood, with status 422.
"""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from glutes.answers import see_other
from glutes.routines import forms
from glutes.routines.models import Prescription
from glutes.routines.pages import routine_edit as page
from glutes.routines.views import edit, own


@require_safe
def routine_edit(request, pk):
    """The builder. The address says which row is open, which was just removed, and which exercises are searched."""
    return shown(request, own(request, pk), forms.BuilderLookForm(request.GET))


def shown(request, routine, look, refused=None):
    """The whole page, or with htmx its fragment. `refused` is a form that was not valid."""
    context = page.context(request.user, routine, look.looked(), refused)
    template = "routines/_builder.html" if request.htmx else "routines/routine_edit.html"
    return render(request, template, context, status=422 if refused else 200)


def answer(request, routine, refused=None, **look):
    """What every change is answered with. `look` says what the builder shows besides (forms.BuilderLookForm)."""
    form = forms.BuilderLookForm(look)
    if request.htmx or refused:
        return shown(request, routine, form, refused)
    return see_other(f"{edit(routine)}{form.query()}")


def own_row(request, pk):
    """A prescription that the user may change; else 404."""
    rows = Prescription.objects.filter(user=request.user, routine__deleted_at=None)
    return get_object_or_404(rows.select_related("routine", "exercise"), pk=pk)


@require_POST
def routine_change(request, pk):
    """Its name, its style, its rounds."""
    routine = own(request, pk)
    form = forms.RoutineForm(request.POST, routine)
    if not form.is_valid():
        return answer(request, routine, form)
    form.save()
    return answer(request, routine)


@require_POST
def routine_sort(request, pk):
    """Compound, accessory, core."""
    routine = own(request, pk)
    routine.put_in_order()
    return answer(request, routine)


@require_POST
def routine_clock(request, pk):
    """A minute of each."""
    routine = own(request, pk)
    routine.go_by_the_clock()
    return answer(request, routine)


@require_POST
def routine_add(request, pk):
    """One more exercise at the end of a block."""
    routine = own(request, pk)
    form = forms.AddForm(request.POST, routine)
    if not form.is_valid():
        return answer(request, routine, form, add=request.POST.get("block"), q=request.POST.get("q"))
    row = routine.add(form.cleaned_data["exercise"], form.cleaned_data["block"])
    return answer(request, routine, add=row.block, q=request.POST.get("q"))


@require_POST
def prescription_update(request, pk):
    """Another dose."""
    row = own_row(request, pk)
    form = forms.PrescriptionForm(request.POST, row, request.user.units)
    if not form.is_valid():
        return answer(request, row.routine, form, open=pk)
    form.save()
    return answer(request, row.routine, open=pk)


@require_POST
def prescription_place(request, pk):
    """Somewhere else: another block, another place in it."""
    row = own_row(request, pk)
    form = forms.PlaceForm(request.POST)
    if not form.is_valid():
        return answer(request, row.routine, form, open=pk)
    row.place(**form.cleaned_data)
    return answer(request, row.routine, open=pk)


@require_POST
def prescription_up(request, pk):
    """One place up."""
    row = own_row(request, pk)
    row.up()
    return answer(request, row.routine, open=pk)


@require_POST
def prescription_down(request, pk):
    """One place down."""
    row = own_row(request, pk)
    row.down()
    return answer(request, row.routine, open=pk)


@require_POST
def prescription_join(request, pk):
    """In turn with the one above."""
    row = own_row(request, pk)
    row.join()
    return answer(request, row.routine, open=pk)


@require_POST
def prescription_leave(request, pk):
    """By itself again."""
    row = own_row(request, pk)
    row.leave()
    return answer(request, row.routine, open=pk)


@require_POST
def prescription_duplicate(request, pk):
    """Once more."""
    row = own_row(request, pk)
    form = forms.RowRoomForm(request.POST, row.routine)
    if not form.is_valid():
        return answer(request, row.routine, form, open=pk)
    return answer(request, row.routine, open=row.duplicate().pk)


@require_POST
def prescription_swap(request, pk):
    """Another rung of its ladder, in the same place."""
    row = own_row(request, pk)
    form = forms.SwapForm(request.POST, row, request.user)
    if not form.is_valid():
        return answer(request, row.routine, form, open=pk)
    row.swap(form.cleaned_data["exercise"])
    return answer(request, row.routine, open=pk)


@require_POST
def prescription_count(request, pk):
    """In reps, or in seconds."""
    row = own_row(request, pk)
    form = forms.CountForm(request.POST)
    if not form.is_valid():
        return answer(request, row.routine, form, open=pk)
    row.count_in(form.cleaned_data["measure"])
    return answer(request, row.routine, open=pk)


@require_POST
def prescription_delete(request, pk):
    """Remove it; the builder offers to undo that."""
    row = own_row(request, pk)
    row.discard(timezone.now())
    return answer(request, row.routine, removed=pk)


@require_POST
def prescription_restore(request, pk):
    """Undo its removal."""
    rows = Prescription.objects.with_deleted().filter(user=request.user, routine__deleted_at=None)
    row = get_object_or_404(rows.select_related("routine"), pk=pk)
    form = forms.RowRoomForm(request.POST, row.routine)
    if not form.is_valid():
        return answer(request, row.routine, form, removed=pk)
    row.restore()
    return answer(request, row.routine, open=pk)
