"""The account page with the user's kit; wishes for an exercise, easier weeks, locks of physios."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from glutes.accounts.models import User
from glutes.answers import form_page, go_on, page, see_other
from glutes.exercises.models import Equipment, Exercise
from glutes.kit.forms import AccountForm, KitForm, WishForm
from glutes.kit.models import EasierWeek, GoAhead, Kit
from glutes.kit.pages.account import account_page


@require_http_methods(["GET", "HEAD", "POST"])
def account(request):
    """The account page: equipment at home, units, time zone and other preferences."""
    if request.method != "POST":
        return page(request, "kit/account.html", **account_page(request))
    with request.user.locked():
        form = AccountForm(request.POST, instance=User.objects.get(pk=request.user.pk))
        if not form.is_valid():
            return answer(request, "_preferences", form=form)
        gone = [kit for kit in form.save() if kit.size]
    request.user.refresh_from_db()
    return answer(request, "_preferences", undo(request, gone, "Saved. Also removed") if gone else "Saved.")


@require_POST
def kit_add(request, slug):
    """One more weight or band."""
    sized = Equipment.objects.current().filter(Q(weighs=True) | Q(stretches=True))
    equipment = get_object_or_404(sized, slug=slug)
    with request.user.locked():
        form = KitForm(request.POST, user=request.user, equipment=equipment)
        if not form.is_valid():
            return answer(request, "_kit", kit_form=form)
        kit = form.save()
    return answer(request, "_kit", f"Added: {kit}.")


@require_POST
def kit_remove(request, pk):
    """Deletes a weight or a band; the answer has a button that undoes it."""
    with request.user.locked():
        mine = Kit.objects.with_deleted().filter(user=request.user).select_related("equipment")
        kit = get_object_or_404(mine, pk=pk)
        kit.discard(timezone.now())
    return answer(request, "_kit", undo(request, [kit], "Removed"))


@require_POST
def kit_restore(request, pk):
    """Undoes the deletion of a thing, and of all that was deleted with it."""
    with request.user.locked():
        kit = get_object_or_404(Kit.objects.with_deleted().filter(user=request.user), pk=pk)
        back = kit.put_back()
    if not kit.deleted_at:  # By the first of two taps.
        back = [kit]
    return answer(request, "_preferences", f"Added: {said_of(back)}." if back else "You have that one already.")


def undo(request, gone, said):
    """What was deleted in one go, in words, with a button that undoes it."""
    return render_to_string("kit/_kit_removed.html", {"kit": gone[0], "said": f"{said}: {said_of(gone)}."}, request)


def said_of(things):
    """Things of the user’s kit as a list in words; one without a size only where all are."""
    return ", ".join(str(kit) for kit in things if kit.size) or ", ".join(map(str, things))


@require_http_methods(["GET", "HEAD", "POST"])
def wish(request, slug):
    """Stores how the user wants one exercise done, whatever the coach proposes."""
    exercise = get_object_or_404(Exercise.objects.visible_to(request.user), slug=slug)
    if request.method != "POST":
        form = WishForm(None, user=request.user, exercise=exercise)
        lock = request.user.locks.in_force(request.user.local_date()).filter(exercise=exercise).first()
        return form_page(request, "kit/wish.html", form, exercise=exercise, lock=lock)
    with request.user.locked():
        form = WishForm(request.POST, user=request.user, exercise=exercise)
        if not form.is_valid():
            return form_page(request, "kit/wish.html", form, exercise=exercise)
        form.save()
    messages.success(request, f"Saved for {exercise}.")
    return go_on(request)


@require_POST
def lock_lift(request, slug):
    """Lifts a physio's lock on an exercise; with `undo` in the form, puts it back."""
    with request.user.locked():
        lock = get_object_or_404(request.user.locks.select_related("exercise"), exercise__slug=slug)
        lock.lifted_at = None if "undo" in request.POST else lock.lifted_at or timezone.now()
        lock.save(update_fields=["lifted_at"])
    if lock.lifted_at:
        messages.success(request, render_to_string("kit/_lock_lifted.html", {"lock": lock}, request))
    return go_on(request)


@require_POST
def ease(request):
    """Makes this week an easier one; with `undo` in the form, an ordinary one again."""
    user = request.user
    with user.locked():
        change = EasierWeek.objects.stop if "undo" in request.POST else EasierWeek.objects.start
        change(user, user.local_date())
    return go_on(request)


@require_POST
def go_ahead(request, slug, kind):
    """Stores that an exercise that hurt was looked at today, or is taken up again; with `undo`, deletes that."""
    user = request.user
    exercise = get_object_or_404(Exercise.objects.visible_to(user), slug=slug)
    with user.locked():
        said = {"user": user, "exercise": exercise, "day": user.local_date(), "kind": kind}
        if "undo" in request.POST:
            GoAhead.objects.filter(**said).delete()
        else:
            GoAhead.objects.get_or_create(**said)
    return go_on(request)


def answer(request, fragment, said="", **refused):
    """Answers a write on the account page: the changed fragment, or the refused form with what was typed."""
    if not request.htmx and not refused:
        messages.success(request, said)
        return see_other(reverse("kit:account"))
    template = fragment if request.htmx else "account"
    context = account_page(request, **refused)
    return page(request, f"kit/{template}.html", 422 if refused else 200, said=said, **context)
