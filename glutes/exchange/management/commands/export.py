"""`manage.py export NAME`: everything that somebody owns; `--all DIR`: everybody, to move to another database."""

import json
import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from glutes.accounts.models import User
from glutes.exchange import document
from glutes.texts import counted

MEMBERS = "members.json"
"""In the folder of a whole site: who they are, the hash of each one's password, and the file of what each owns."""


class Command(BaseCommand):
    """Write one document to the terminal, or to where its output is led; or one for each member into a new folder."""

    help = "Writes everything that a user owns as JSON (docs/export.md); with --all DIR, everything of every member."

    def add_arguments(self, parser):
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("name", nargs="?")
        whose.add_argument(
            "--all", type=Path, dest="folder", metavar="DIR", help="a folder to make; bring --all DIR reads it"
        )

    def handle(self, name, folder, **options):
        """Raises CommandError, in one sentence, if there is nobody of that name or the folder cannot be made."""
        if folder is None:
            for piece in document.pieces(user_called(name), timezone.now()):
                self.stdout.write(piece, ending="")
            return
        try:
            folder.mkdir(mode=0o700)
            members = [self.write_member(folder, user) for user in User.objects.filter(is_guest=False).order_by("pk")]
            write(folder / MEMBERS, [json.dumps(members, indent=1)])
        except OSError as error:
            raise CommandError(f"{folder}: {error.strerror}.") from error
        self.stdout.write(f"In {folder}: {counted(len(members), 'member')}. Keep it to yourself: their logs are in it.")

    def write_member(self, folder, user):
        """Writes what a member owns into the folder. Returns a dict: who they are, and the name of that file."""
        file = f"{user.pk}.json"
        write(folder / file, document.pieces(user, timezone.now()))
        kept = {"joined_at": user.joined_at.isoformat(), "is_active": user.is_active}
        return {"username": user.username, "password": user.password, "kept": kept, "file": file}


def write(path, pieces):
    """Write pieces of text into a new file that only its owner can read. Raises OSError."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.writelines(pieces)


def user_called(name):
    """The user of this name. Raises CommandError without one."""
    try:
        return User.objects.get_by_natural_key(name)
    except User.DoesNotExist as error:
        raise CommandError(f"There is nobody called {name}.") from error
