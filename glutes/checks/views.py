"""Self-checks: the list, doing one, its result, corrections; the reminders and the habit on Today."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from glutes.answers import go_on, see_other, wants_json
from glutes.checks.forms import CheckForm, HabitForm, ReminderForm
from glutes.checks.models import SelfCheck
from glutes.checks.pages.check_detail import Outcome
from glutes.checks.pages.check_list import CheckUp
from glutes.checks.pages.check_new import ToDo
from glutes.checks.pages.habit import Habit
from glutes.rules import self_checks


@require_safe
def check_list(request):
    """All self-checks with their last results, and the habit."""
    return on_list(request)


@require_safe
def check_new(request, kind):
    """How to do a check, and the form for its result; with `all` in the address, one after another."""
    if kind not in self_checks.BY_SLUG:
        raise Http404
    todo = ToDo(request.user, self_checks.kind_of(kind), uuid4(), "all" in request.GET)
    return render(request, "checks/check_new.html", {"todo": todo})


@require_safe
def check_detail(request, pk):
    """The result of a check, what it means, and the form that corrects it."""
    check = get_object_or_404(SelfCheck.objects.kept().filter(user=request.user), pk=pk)
    return render(request, "checks/check_detail.html", {"outcome": Outcome(check, "all" in request.GET)})


@require_POST
def log_check(request, pk):
    """Stores one version of a check. 409 if another user logged it, 404 if its id belongs to another user."""
    if request.POST.get("user") not in (None, "", str(request.user.pk)):
        return JsonResponse({"detail": "This was logged by another account."}, status=409)
    with request.user.locked():
        check = SelfCheck.objects.filter(pk=pk).first() or SelfCheck(pk=pk, user=request.user)
        if check.user_id != request.user.pk:
            raise Http404
        form = CheckForm(request.POST, check=check, now=timezone.localtime())
        if not form.is_valid():
            return refuse(request, form)
        form.save()
    if wants_json(request):
        stored = {key: getattr(value, "isoformat", lambda one=value: one)() for key, value in form.echo().items()}
        return JsonResponse({"workout": str(pk), "user": request.user.pk, "ahead": form.is_ahead} | stored)
    return see_other(next_of(request, check))


def next_of(request, check):
    """Where to go after a check was logged: to the next one if all are being done and nothing hurt, else to its result.

    A correction goes back to the page where it was made, with a message.
    """
    following = self_checks.after(check.sort) if "all" in request.POST else None
    if following and check.result.is_clean:
        messages.success(request, f"Saved: {self_checks.title(check.sort, check.result)}.")
        return f"{reverse('checks:check_new', args=[following.slug])}?all"
    return check.get_absolute_url() if not check.deleted_at else reverse("checks:check_list")


def refuse(request, form):
    """The answer to bad input: the errors by field (JSON), or the page again with what was typed."""
    if wants_json(request):
        return JsonResponse({"errors": form.errors}, status=422)
    check = form.check
    if not check._state.adding:
        return render(request, "checks/check_detail.html", {"outcome": Outcome(check, form=form)}, status=422)
    kind = self_checks.BY_SLUG.get(form.data.get("kind", ""))
    if kind is None:
        return on_list(request, form)
    todo = ToDo(request.user, kind, check.pk, "all" in request.POST, form)
    return render(request, "checks/check_new.html", {"todo": todo}, status=422)


def on_list(request, form=None):
    """The page of all checks and the habit, with a refused form."""
    user, today = request.user, request.user.local_date()
    context = {"checks": CheckUp(user, today), "habit": Habit(user, today), "form": form}
    return render(request, "checks/check_list.html", context, status=422 if form else 200)


@require_POST
def check_delete(request, pk):
    """Deletes a check; the answer offers to bring it back."""
    with request.user.locked():
        check = get_object_or_404(SelfCheck.objects.filter(user=request.user), pk=pk)
        check.discard(timezone.now())
    messages.success(request, render_to_string("checks/_deleted.html", {"check": check}, request))
    return see_other(reverse("checks:check_list"))


@require_POST
def check_restore(request, pk):
    """Brings a deleted check back."""
    with request.user.locked():
        check = get_object_or_404(SelfCheck.objects.filter(user=request.user), pk=pk)
        check.restore(timezone.now())
    return see_other(check.get_absolute_url())


@require_POST
def remind(request):
    """Changes what Today reminds of, and when."""
    with request.user.locked():
        form = ReminderForm(request.POST, user=request.user, today=request.user.local_date())
        if form.is_valid():
            form.save()
    if form.is_valid():
        return go_on(request)
    return on_list(request, form)


@require_POST
def habit(request):
    """Marks the habit as kept on a day; with `on=0`, as not kept. The last request counts. 409 as for a check."""
    if request.POST.get("user") not in (None, "", str(request.user.pk)):
        return JsonResponse({"detail": "This was tapped by another account."}, status=409)
    today = request.user.local_date()
    with request.user.locked():
        form = HabitForm(request.POST, user=request.user, today=today)
        if form.is_valid():
            form.save()
    if wants_json(request):
        if form.errors:
            return JsonResponse({"errors": form.errors}, status=422)
        return JsonResponse(form.echo() | {"user": request.user.pk, "logged_at": request.POST.get("logged_at")})
    return go_on(request) if form.is_valid() else on_list(request, form)
