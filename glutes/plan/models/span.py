"""What plan days, run days and pauses have in common: a first and perhaps a last date; and the days of the week."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from glutes.rows import Discardable, KeptManager, KeptQuerySet
from glutes.rules.dates import A_DAY

MOST_A_USER = 1000
"""Ours: how many races, pauses, run days and plan days each a user may have. Ten busy years make fewer."""

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS = tuple(enumerate(DAY_NAMES))


class SpanQuerySet(KeptQuerySet):
    def between(self, first, last):
        """Those that apply on at least one day from `first` to `last`, both included."""
        return self.filter(Q(until=None) | Q(until__gte=first), since__lte=last)

    def without_end(self):
        """Those that have no last day."""
        return self.filter(until=None)


class Span(Discardable):
    """Something that applies from `since` to `until`, both included; without `until`, for ever."""

    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = KeptManager.from_queryset(SpanQuerySet)()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="%(class)s_until_after_since",
                violation_error_message="The last day is before the first: swap them.",
            ),
        ]

    def covers(self, date):
        """Whether it applies on this date."""
        return self.since <= date and (self.until is None or date <= self.until)

    def stop(self, day):
        """Ends it before this day. If no day remains it is deleted, which can be undone."""
        if self.since >= day:
            self.discard(timezone.now())
        elif self.until is None or self.until >= day:
            self.until = day - A_DAY
            self.save(update_fields=["until"])
