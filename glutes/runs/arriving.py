"""Fetches the runs of a source and stores them. The user is not locked while another site is being waited for."""

from glutes.accounts.models import User
from glutes.runs import decoding, intervals
from glutes.runs.fetching import FetchError, fetch
from glutes.runs.models import ImportedRun, Origin, RunSource


def read(source, now):
    """The runs that the source has now: a list of Found. Raises FetchError or UnreadableError."""
    user, today = source.user, source.user.local_date(now)
    if source.origin == Origin.INTERVALS:
        return intervals.runs(source, today)
    return decoding.calendar(fetch(source.address), user.zone, today)


def read_and_store(source, now):
    """Reads the source and stores its runs; stores an error for the page. Returns how many runs are new."""
    found, problem = [], ""
    try:
        found = read(source, now)
    except (FetchError, decoding.UnreadableError) as error:
        problem = str(error)
    with source.user.locked():
        current = RunSource.objects.filter(pk=source.pk, address=source.address, locked_key=source.locked_key)
        if not current.update(asked_at=now, problem=problem, **({} if problem else {"read_at": now})) or problem:
            return 0  # The source was removed or changed meanwhile, or read nothing.
        return ImportedRun.objects.store(source.user, source.origin, found, since=source.user.local_date(now))


def read_where_due(sources, now):
    """Reads those of these sources that were not read within the last hour. Returns how many."""
    due = [source for source in sources.select_related("user") if source.claim(now)]
    for source in due:
        try:
            read_and_store(source, now)
        except User.DoesNotExist:
            continue
    return len(due)
