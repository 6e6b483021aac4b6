"""Downloads of the user's data, as a table or one document; imports from other apps."""

import csv
import io

from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from glutes.answers import see_other, wants_json
from glutes.exchange import document, incoming, receiving, storing, table
from glutes.exchange.dialects import any_csv
from glutes.exchange.dialects.lines import Unread
from glutes.exchange.dialects.looking import sift
from glutes.exchange.forms import BringForm, ColumnsForm, FileForm
from glutes.exchange.models import Import
from glutes.exchange.pages import connections as connections_page
from glutes.exchange.pages import import_look as page
from glutes.replica import from_replica


@require_safe
def connections(request):
    """The page of all imports, exports and connections, with their state."""
    return render(request, "exchange/connections.html", connections_page.context(request.user))


@require_safe
def sets_csv(request):
    """Every set of every workout that was not deleted, one row each, oldest first."""
    return download(table.lines(request.user), "text/csv; charset=utf-8", "sets", "csv")


@require_safe
def export_json(request):
    """Everything that the user owns."""
    now = timezone.now()
    return download(document.pieces(request.user, now), "application/json", "export", "json")


def download(pieces, kind, name, suffix):
    """A streamed file to save, named after today's date. `pieces` yields its text."""
    file = f'attachment; filename="glutes-{name}-{timezone.localdate()}.{suffix}"'
    return StreamingHttpResponse(from_replica(pieces), content_type=kind, headers={"Content-Disposition": file})


@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request):
    """Choose a file; and what came in so far."""
    if request.method != "POST":
        return render(request, "exchange/import_list.html", page.files(request.user, FileForm()))
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return look_at(request, receiving.received(request.user, form.cleaned_data["file"]))
        except ValueError as error:
            form.add_error("file", str(error))
    if wants_json(request):
        return JsonResponse({"detail": " ".join(form.errors["file"])}, status=422)
    return render(request, "exchange/import_list.html", page.files(request.user, form), status=422)


def look_at(request, one):
    """After a post: the page of an import; for a script its address."""
    address = one.get_absolute_url()
    return JsonResponse({"url": address}) if wants_json(request) else see_other(address)


def own(request, pk):
    """An import of the user's own. Raises Http404 without one."""
    return get_object_or_404(request.user.imports.select_related("user"), pk=pk)


def waiting(request, pk):
    """An import of the user's own that was not brought in yet. Raises Http404 without one."""
    one = own(request, pk)
    if one.state != Import.State.LOOKED_AT:
        raise Http404
    return one


@require_safe
def import_detail(request, pk):
    """An import in its present state: asking for columns, preview, running, or done."""
    one = own(request, pk)
    if wants_json(request):
        return JsonResponse({"state": one.state, "done": one.done, "of": one.look.get("workouts", 0)})
    if one.state == Import.State.COMING_IN:
        answer = render(request, "exchange/import_coming_in.html", {"one": one})
        answer["Refresh"] = "3"  # Seconds; for browsers without scripts.
        return answer
    if one.state != Import.State.LOOKED_AT:
        return render(request, "exchange/import_done.html", page.done(one))
    if not one.look:
        places, first = page.guessed_columns(one)
        form = ColumnsForm(None, header=one.how["header"], places=places, day_first=first)
        return render(request, "exchange/import_columns.html", page.columns(one, form))
    return look_page(request, one, BringForm(None, page=page.look_page(one)))


def look_page(request, one, form):
    """The preview; 422 with what was refused, input kept."""
    if form.is_bound and wants_json(request):
        said = " ".join(problem for each in form.errors.values() for problem in each)
        return JsonResponse({"detail": said}, status=422)
    return render(request, "exchange/import_look.html", page.look(one, form), status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request, pk):
    """Store which column is which."""
    one = waiting(request, pk)
    if one.kind != any_csv.KEY:
        return see_other(one.get_absolute_url())
    places, first = page.guessed_columns(one)
    data = request.POST if request.method == "POST" else None
    form = ColumnsForm(data, header=one.how["header"], places=one.matched.get("places", places), day_first=first)
    if data is not None and form.is_valid():
        one.matched = form.matched()
        try:
            receiving.look_over(one)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            with request.user.locked():
                one.save(update_fields=["matched", "look"])
            return see_other(one.get_absolute_url())
    status = 422 if form.is_bound else 200
    return render(request, "exchange/import_columns.html", page.columns(one, form), status=status)


@require_POST
def import_bring(request, pk):
    """Run the import. Sent again while it runs, it shows how far it is."""
    one = own(request, pk)
    if one.state == Import.State.LOOKED_AT and not one.look:
        raise Http404
    form = None
    if one.state == Import.State.LOOKED_AT:
        form = BringForm(request.POST, page=page.look_page(one))
        if not form.is_valid():
            return look_page(request, one, form)
    with storing.room() as has_room:
        if not has_room and form:
            form.add_error(None, "Others are bringing theirs in just now. Try again in a minute.")
            return look_page(request, one, form)
        if has_room:
            with request.user.locked():
                one = own(request, pk)
                begun = storing.begin(one, form.choices() if form else {})
            if begun:
                storing.bring_in(one)
    return look_at(request, one)


@require_POST
def import_undo(request, pk):
    """Undo the import."""
    one = own(request, pk)
    if one.state == Import.State.IN or one.is_broken_off:
        storing.undo(one)
    elif one.state != Import.State.UNDONE:
        raise Http404
    return see_other(one.get_absolute_url())


@require_safe
def import_unread(request, pk):
    """The lines that could not be read, each with the reason, as a file."""
    one = own(request, pk)
    if not hasattr(one, "file") or not one.look or one.kind == incoming.DOCUMENT:
        raise Http404
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["line", "reason", "text"])
    for row in sift(incoming.rows_of(one), incoming.latest()):
        if isinstance(row, Unread):
            writer.writerow([row.line, row.reason, table.cell(row.text, None)])
    name = f'attachment; filename="glutes-unread-{timezone.localdate()}.csv"'
    return HttpResponse(text.getvalue(), "text/csv; charset=utf-8", headers={"Content-Disposition": name})
