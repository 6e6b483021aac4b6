"""`manage.py export NAME`: writes everything that a user owns, as the account page does."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from glutes.accounts.models import User
from glutes.exchange import document


class Command(BaseCommand):
    """Write the document to the terminal, or to where its output is led."""

    help = "Writes everything that a user owns as JSON (docs/export.md)."

    def add_arguments(self, parser):
        parser.add_argument("name")

    def handle(self, name, **options):
        for piece in document.pieces(user_called(name), timezone.now()):
            self.stdout.write(piece, ending="")


def user_called(name):
    """The user of this name. Raises CommandError without one."""
    try:
        return User.objects.get_by_natural_key(name)
    except User.DoesNotExist as error:
        raise CommandError(f"There is nobody called {name}.") from error
