"""`manage.py bring NAME FILE`: brings a log into somebody's account; `--all DIR`: what `export --all` wrote."""

import json
from datetime import datetime
from math import ceil
from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from glutes.accounts.models import User, folded
from glutes.exchange import storing
from glutes.exchange.forms import BringForm
from glutes.exchange.management.commands.export import MEMBERS, user_called
from glutes.exchange.pages.import_look import look_page
from glutes.exchange.receiving import received
from glutes.texts import counted


class Command(BaseCommand):
    """Read it, store all of it, say what came in. Every question of the preview gets its likeliest answer."""

    help = "Brings an export.json, or the CSV of another app, into the account of a user; with --all DIR, a whole site."

    def add_arguments(self, parser):
        parser.add_argument("name", nargs="?")
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        parser.add_argument("--unit", choices=["kg", "lb"], help="of weights, where the file does not say")
        parser.add_argument(
            "--all",
            type=Path,
            dest="folder",
            metavar="DIR",
            help="every member of the folder that export --all made; on SQLite stop the site meanwhile",
        )

    def handle(self, name, file, unit, folder, **options):
        """Raises CommandError, in one sentence, if nothing was stored."""
        if folder:
            self.bring_all(folder)
        elif name and file:
            self.stdout.write(bring(user_called(name), file, unit))
        else:
            raise CommandError("Say whose account and which file: bring NAME FILE; or bring --all DIR.")

    def bring_all(self, folder):
        """Make each member of the folder, with their password, and bring what they own: each wholly or not at all.

        Members who are here already, because an earlier run was interrupted, stay as they are. Raises CommandError
        before anybody comes in if the folder is none of `export --all` or somebody else has one of the names; and at
        the end, with who could not be brought.
        """
        try:
            members = json.loads((folder / MEMBERS).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{folder} is no folder that export --all made: {error}") from error
        joined, failed = dict(User.objects.values_list("name_folded", "joined_at")), []
        here = [member for member in members if folded(member["username"]) in joined]
        if others := [member["username"] for member in here if joined_at(member) != joined[folded(member["username"])]]:
            raise CommandError(f"Nobody came in: there is another {others[0]} here already.")
        for member in members:
            if member in here:
                self.stdout.write(f"{member['username']}: here already.")
                continue
            try:
                self.stdout.write(f"{member['username']}: {bring_member(folder, member)}")
            except CommandError as error:
                self.stderr.write(f"{member['username']}: {error}")
                failed.append(member["username"])
        if failed:
            raise CommandError(f"Not here: {', '.join(failed)}. Run this again once that is mended; it does the rest.")


def joined_at(member):
    """When a member of the folder joined.

    Name and moment together identify a member, on the old site and on this one.
    """
    return datetime.fromisoformat(member["kept"]["joined_at"])


@transaction.atomic
def bring_member(folder, member):
    """Make one member of the folder, with all they own; a sentence about that. Raises CommandError: nothing is made."""
    user = User.objects.create(username=member["username"], password=member["password"])
    said = bring(user, folder / member["file"])
    User.objects.filter(pk=user.pk).update(**member["kept"])
    return said


def bring(user, path, unit=None):
    """Store what a file holds; a sentence about what came in. Raises CommandError if nothing did."""
    try:
        with path.open("rb") as opened:
            one = received(user, File(opened, path.name), most=None, may_be_empty=True)
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    if not one.look:
        raise CommandError(f"{path} is in no dialect we know: bring it in on the website.")
    form = BringForm({"unit": unit or user.units}, page=look_page(one))
    form.is_valid()
    with user.locked():
        storing.begin(one, form.choices())
    storing.bring_in(one)
    unread = one.look["count"]["unread"] + one.look["count"].get("failed", 0)
    came = f"{counted(one.workouts, 'session')} with {counted(ceil(one.sets), 'set')} came in"
    return f"{came}; {counted(unread, 'row')} could not be read."
