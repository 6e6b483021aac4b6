"""`manage.py sync`: reads the sources of runs that are due, and sends finished sessions to Intervals.icu.

For cron, or by hand. Sessions are sent for users who want all sent.
"""

from django.core.management.base import BaseCommand
from django.utils import timezone

from glutes.runs.arriving import read_where_due
from glutes.runs.models import RunSource
from glutes.watch.sending import send_ended


class Command(BaseCommand):
    """Ask and send, and say how many."""

    help = "Reads the runs of calendars and of Intervals.icu that are due, once an hour at most; sends what ended."

    def handle(self, **options):
        sources = RunSource.objects.filter(user__is_active=True)
        asked = read_where_due(sources, timezone.now())
        sent = send_ended(sources)
        failed = sources.exclude(problem="", unsent="").count()
        self.stdout.write(f"Asked: {asked}. Sent: {sent}. Do not answer: {failed}.")
