"""`manage.py bring NAME FILE`: brings a document of ours, or the log of another app, into somebody's account."""

from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from glutes.exchange import storing
from glutes.exchange.forms import BringForm
from glutes.exchange.management.commands.export import user_called
from glutes.exchange.pages.import_look import look_page
from glutes.exchange.receiving import received


class Command(BaseCommand):
    """Read it, store all of it, say what came in. Every question of the preview gets its likeliest answer."""

    help = "Brings an export.json, or the CSV of another app, into the account of a user."

    def add_arguments(self, parser):
        parser.add_argument("name")
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--unit", choices=["kg", "lb"], help="of weights, where the file does not say")

    def handle(self, name, file, unit, **options):
        """Raises CommandError, in one sentence, if nothing was stored."""
        user = user_called(name)
        try:
            with file.open("rb") as opened:
                one = received(user, File(opened, file.name), most=None)
        except (OSError, ValueError) as error:
            raise CommandError(f"{file}: {getattr(error, 'strerror', None) or error}") from error
        if not one.look:
            raise CommandError(f"{file} is in no dialect we know: bring it in on the website.")
        form = BringForm({"unit": unit or user.units}, page=look_page(one))
        form.is_valid()
        with user.locked():
            storing.begin(one, form.choices())
        storing.bring_in(one)
        unread = one.look["count"]["unread"] + one.look["count"].get("failed", 0)
        self.stdout.write(f"{one.workouts} sessions with {one.sets} sets came in; {unread} rows could not be read.")
