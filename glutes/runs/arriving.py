"""Asking a source for its runs, and storing what it says. Nothing is locked while a stranger is waited for."""

from glutes.accounts.models import User
from glutes.runs import decoding, intervals
from glutes.runs.fetching import FetchError, fetch
from glutes.runs.models import ImportedRun, Origin, RunSource


def read(source, now):
    """What the source holds now: a list of Found. Raises FetchError or UnreadableError."""
    user, today = source.user, source.user.local_date(now)
    if source.origin == Origin.INTERVALS:
        return intervals.runs(source, today)
    return decoding.calendar(fetch(source.address), user.zone, today)


def look(source, now):
    """Asks the source and stores what it says; what went wrong is kept for the page. Returns how many runs are new."""
    found, problem = [], ""
    try:
        found = read(source, now)
    except (FetchError, decoding.UnreadableError) as error:
        problem = str(error)
    with source.user.locked():
        current = RunSource.objects.filter(pk=source.pk, address=source.address, locked_key=source.locked_key)
        if not current.update(asked_at=now, problem=problem, **({} if problem else {"read_at": now})) or problem:
            return 0  # Taken out, or changed, meanwhile; or it said nothing.
        return ImportedRun.objects.store(source.user, source.origin, found, since=source.user.local_date(now))


def look_where_due(sources, now):
    """Asks those of these sources that were not asked within the last hour. Returns how many were."""
    due = [source for source in sources.select_related("user") if source.claim(now)]
    for source in due:
        try:
            look(source, now)
        except User.DoesNotExist:
            continue
    return len(due)
