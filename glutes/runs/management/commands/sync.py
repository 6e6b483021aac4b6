"""`manage.py sync`: asks every source of runs that was not asked within the last hour. For cron, or by hand."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from glutes.runs.arriving import look_where_due
from glutes.runs.models import RunSource


class Command(BaseCommand):
    """Ask, and say how many."""

    help = "Reads the runs of calendars and of Intervals.icu that are due: each once an hour at most."

    def handle(self, **options):
        asked = look_where_due(RunSource.objects.all(), timezone.now())
        failed = RunSource.objects.exclude(problem="").count()
        self.stdout.write(f"Asked: {asked}. Do not answer: {failed}.")
