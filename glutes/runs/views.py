"""Imported runs: their sources, their kinds, and reading the sources again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from glutes.accounts.models import LOOKING_FOR_RUNS, Attempt
from glutes.answers import see_other
from glutes.runs import arriving, forms, recordings
from glutes.runs.models import ImportedRun, Origin, RunSource
from glutes.runs.pages import arrivals as page
from glutes.runs.secret import locked


@require_safe
def arrivals(request):
    """The sources of runs, and the kinds of those imported."""
    return show(request)


def show(request, **refused):
    """The page; a refused form replaces a fresh one."""
    context = page.context(request.user, timezone.now(), request.GET.get("names"), **refused)
    return render(request, "runs/arrivals.html", context, status=422 if refused else 200)


def said(request, words):
    """The answer to a change: the page, with a message."""
    messages.success(request, words)
    return see_other(reverse("runs:arrivals"))


def ask(request, origin, **fields):
    """Stores a source of runs, and reads it at once."""
    now = timezone.now()
    if not Attempt.objects.admit(LOOKING_FOR_RUNS, request.user.pk):
        return said(request, "That was often enough for now: try again in an hour.")
    with request.user.locked():
        changed = fields | {"asked_at": now, "problem": ""}
        source, _ = RunSource.objects.update_or_create(user=request.user, origin=origin, defaults=changed)
    new = arriving.read_and_store(source, now)
    source.refresh_from_db()
    return said(request, source.problem or f"{new} new run{'' if new == 1 else 's'}. We look again every hour.")


@require_POST
def address(request):
    """The address of a plan's calendar."""
    form = forms.AddressForm(request.POST)
    if not form.is_valid():
        return show(request, address_form=form)
    return ask(request, Origin.CALENDAR, address=form.cleaned_data["address"])


@require_POST
def key(request):
    """The key of Intervals.icu."""
    form = forms.KeyForm(request.POST)
    if not form.is_valid():
        return show(request, key_form=form)
    return ask(request, Origin.INTERVALS, locked_key=locked(form.cleaned_data["key"]))


@require_POST
def files(request):
    """Files of runs."""
    form = forms.FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, files_form=form)
    found, unread = recordings.files(form.cleaned_data["files"], request.user)
    if unread and not found:
        form.add_error("files", f"No run could be read in {', '.join(unread[:5])[:300]}.")
        return show(request, files_form=form)
    with request.user.locked():
        new = ImportedRun.objects.store(request.user, Origin.FILE, found)
    left_out = f" Not read: {', '.join(unread[:5])[:300]}." if unread else ""
    gone = ImportedRun.objects.removed_of(request.user, Origin.FILE, found).count()
    stays = f", {gone} that you removed: below you can bring {'it' if gone == 1 else 'them'} back" if gone else ""
    known = len(found) - new - gone
    return said(request, f"{new} new run{'' if new == 1 else 's'}, {known} known already{stays}.{left_out}")


@require_POST
def kinds(request):
    """Stores the kinds of runs by name."""
    with request.user.locked():
        form = forms.KindsForm(request.POST, request.user)
        if form.is_valid():
            form.save()
    if form.errors:
        return show(request, kinds_form=form)
    return said(request, "Noted, for every run of these names, past and to come.")


@require_POST
def look(request):
    """Read the sources that were not read within the hour. The page of the week posts here by itself."""
    asked = arriving.read_where_due(RunSource.objects.filter(user=request.user), timezone.now())
    if request.htmx:
        return HttpResponse(status=204)
    return said(request, "Looked." if asked else "We looked within the last hour: it is enough.")


@require_POST
def stop(request, origin):
    """Remove a source. Its runs stay, except planned ones in the future. Which of them the user removed is remembered,
    in case the source comes back."""
    with request.user.locked():
        get_object_or_404(RunSource, user=request.user, origin=origin).delete()
        to_come = request.user.imported_runs.filter(origin=origin, done=False, day__gte=request.user.local_date())
        to_come.kept().delete()
        to_come.forget(timezone.now())
    return said(request, "Disconnected. Past runs stay; those to come are deleted.")
