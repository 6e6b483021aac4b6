"""Download your own data: every set as a table, everything as one document. Both are streamed."""

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from glutes.exchange import document, table


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
    return StreamingHttpResponse(pieces, content_type=kind, headers={"Content-Disposition": file})
