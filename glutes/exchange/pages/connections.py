"""What `exchange/connections.html` shows: everything that comes in and goes out, and how each of it stands."""

from django.db.models import Count, Max

from glutes.api.models import ApiToken
from glutes.calendars.models import CalendarFeed
from glutes.exchange.models import Import
from glutes.exchange.pages.import_look import KINDS
from glutes.runs.models import Origin, RunSource
from glutes.watch.models import SentWorkout


def context(user):
    """The values for the page's template."""
    sources = {source.origin: source for source in RunSource.objects.filter(user=user)}
    runs = user.imported_runs.kept().runs().order_by().values("origin").annotate(count=Count("pk"), latest=Max("day"))
    brought = user.imports.filter(state=Import.State.IN).first()
    links = user.links.open(user.local_date())
    return {
        "intervals": sources.get(Origin.INTERVALS),
        "calendar": sources.get(Origin.CALENDAR),
        "runs": {row["origin"]: row for row in runs},
        "brought": brought and {"one": brought, "kind": KINDS[brought.kind]},
        "feed": CalendarFeed.objects.filter(user=user).first(),
        "sent": SentWorkout.objects.filter(user=user).aggregate(count=Count("pk"), latest=Max("at")),
        "links": links.aggregate(count=Count("pk", distinct=True), opened=Count("openings")),
        "keys": ApiToken.objects.filter(user=user).aggregate(count=Count("pk"), used=Max("used_at")),
    }
