"""Look at the figures: a contact sheet, one row an exercise, from start to end."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from glutes import figures
from glutes.figures import checks
from glutes.figures.contact_sheet import contact_sheet
from glutes.texts import counted


class Command(BaseCommand):
    help = "Draw a contact sheet (SVG) of all exercises or of those named, and say what is wrong with their poses."

    def add_arguments(self, parser):
        parser.add_argument("slugs", nargs="*", help="exercises; all if none is named")
        parser.add_argument("--output", type=Path, default=Path("figures.svg"), help="the file to write")

    def handle(self, *args, **options):
        slugs = options["slugs"] or figures.slugs()
        unknown = sorted(set(slugs) - set(figures.slugs()))
        if unknown:
            raise CommandError(f"No figure for {', '.join(unknown)}. There are: {', '.join(figures.slugs())}.")
        options["output"].write_text(contact_sheet(slugs), encoding="utf-8")
        self.stdout.write(f"{options['output']}: {counted(len(slugs), 'exercise')}")
        for slug in slugs:
            for problem in checks.problems(figures.exercise(slug)):
                self.stdout.write(self.style.WARNING(f"{slug}: {problem}"))
