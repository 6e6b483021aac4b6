"""`manage.py members`: lists, invites, locks, unlocks and deletes members; for the host of the site."""

import re
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from glutes.accounts.models import INVITE, Invitation, User, folded
from glutes.texts import counted

LONGEST = 365


class Command(BaseCommand):
    """Each word after `members` is a subcommand."""

    help = "Lists members; invites a new one; locks, unlocks or deletes one by name."

    def add_arguments(self, parser):
        commands = parser.add_subparsers(dest="what", metavar="list, invite, lock, unlock, delete", required=True)
        commands.add_parser("list", help="who is here, and when they were last seen to train")
        invite = commands.add_parser("invite", help="print an address at which one person can make an account")
        invite.add_argument("--days", type=int, default=7, help="how long it lasts (7)")
        invite.add_argument("--site", default="http://localhost:8000", help="how others reach the site")
        for name, text in (
            ("lock", "keep a member out at once, and keep all that they logged"),
            ("unlock", "let them in again"),
            ("delete", "delete a member and all that they logged, for good"),
        ):
            command = commands.add_parser(name, help=text)
            command.add_argument("name")
        command.add_argument("--sure", action="store_true", help="without it, only what would be deleted is said")

    def handle(self, what, **options):
        """Raises CommandError, in one sentence, if nothing was done."""
        getattr(self, what)(options)

    def list(self, options):
        """Prints all members."""
        members = User.objects.filter(is_guest=False).annotate(count=Count("workouts"), last=Max("workouts__day"))
        for member in members.order_by("joined_at"):
            state = "" if member.is_active else ", locked"
            last = f", last on {member.last}" if member.last else ""
            sessions = counted(member.count, "session")
            self.stdout.write(f"{member}: since {member.joined_at.date()}, {sessions}{last}{state}")
        guests = User.objects.filter(is_guest=True).count()
        self.stdout.write(f"{counted(members.count(), 'member')}, {counted(guests, 'guest')}.")

    def invite(self, options):
        """Prints the address of a new invitation."""
        if not 0 < options["days"] <= LONGEST:
            raise CommandError(f"Between 1 and {LONGEST} days, please.")
        if options["site"] and not re.match(r"https?://[^/\s]+", options["site"]):
            raise CommandError(f"“{options['site']}” is no address: it begins with http:// or https://.")
        until = timezone.now() + timedelta(days=options["days"])
        address = f"{reverse('accounts:signup')}?{urlencode({INVITE: Invitation.objects.make(until)})}"
        self.stdout.write(f"{options['site'].rstrip('/')}{address}")
        self.stdout.write(f"For one person, until {until.date()}. It is shown only now.")
        if settings.SIGNUP_OPEN:
            self.stdout.write("Sign-up is open here: nobody needs an invitation.")

    def lock(self, options):
        """Locks a member out."""
        member = self.named(options["name"])
        member.is_active = False
        member.save(update_fields=["is_active"])
        self.stdout.write(f"{member} is locked out, and their sessions with this site are over. Nothing was deleted.")

    def unlock(self, options):
        """Lets a member in again."""
        member = self.named(options["name"])
        member.is_active = True
        member.save(update_fields=["is_active"])
        self.stdout.write(f"{member} can log in again.")

    def delete(self, options):
        member = self.named(options["name"])
        owned = member.belongings() or "nothing"
        if not options["sure"]:
            raise CommandError(f"{member} owns {owned}. To delete all that for good, add --sure.")
        member.delete()
        self.stdout.write(f"{options['name']} is deleted, with {owned}.")

    def named(self, name):
        """The member of that name. Raises CommandError if there is none."""
        try:
            return User.objects.get(is_guest=False, name_folded=folded(name))
        except User.DoesNotExist:
            raise CommandError(f"There is no member “{name}”.") from None
