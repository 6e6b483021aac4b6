"""`manage.py tidy`: removes expired data for good. `start` runs it once a day; with other servers, use cron."""

from contextlib import nullcontext
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.text import get_text_list

from glutes.accounts.models import Attempt, Device, Invitation, User
from glutes.calendars.models import PublishedSession
from glutes.exchange.models import Import
from glutes.links.models import Opening
from glutes.runs.models import ImportedRun

UNDO = timedelta(days=30)
"""Ours: how long deleted rows can be restored."""


class Command(BaseCommand):
    """Removes expired rows and prints what was removed."""

    help = "Removes expired sessions, old deletions, guests who never came back, old attempts, files never brought in."

    def handle(self, verbosity, **options):
        now = timezone.now()
        removed = {
            "guest not seen for 400 days": forget_guests(now),
            "deletion older than 30 days": purge(now - UNDO) + ImportedRun.objects.forget(now - UNDO),
            "file never brought in": Import.objects.never_brought(now).delete()[0],
            "expired session": Session.objects.filter(expire_date__lt=now).exclude(pk="healthz").delete()[0],
            "device that is logged out": Device.objects.too_old().delete()[0],
            "old line of a calendar": PublishedSession.objects.too_old(now.date()).delete()[0],
            "opening of a link over 400 days ago": Opening.objects.too_old(now).delete()[0],
            "old invitation": Invitation.objects.too_old(now).delete()[0],
            "old count of an attempt": Attempt.objects.too_old(now).delete()[0],
        }
        said = [f"{count} × {what}" for what, count in removed.items() if count]
        if said or verbosity:
            self.stdout.write(f"Removed: {get_text_list(said, 'and')}." if said else "Nothing to tidy.")


def forget_guests(now):
    """Deletes the guests without a session, as only a session leads back to a guest. Returns how many.

    If a session cannot be read (after a change of the secret key), no guest is deleted: it may be theirs.
    """
    old = User.objects.filter(is_guest=True, joined_at__lt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE))
    if not old.exists():
        return 0
    known = set()
    for session in Session.objects.filter(expire_date__gte=now).iterator():
        content = session.get_decoded()
        if not content:
            return 0
        known |= {content.get(SESSION_KEY), str(content.get("guest"))}
    gone = [guest for guest in old if str(guest.pk) not in known]
    for guest in gone:
        guest.delete()
    return len(gone)


def purge(before):
    """Deletes for good the rows that were deleted before then, parts first. Returns how many.

    Imported runs stay, emptied by ImportedRunQuerySet.forget: their sources would bring them back.
    """
    count = 0
    for model in reversed(apps.get_models()):
        if model is not ImportedRun and any(field.name == "deleted_at" for field in model._meta.fields):
            old = model._base_manager.filter(deleted_at__lt=before)
            for pk in list(old.values_list("pk", flat=True)):  # A list: SQLite refuses to write while it still reads.
                count += delete(old.filter(pk=pk))
    return count


def delete(one):
    """Deletes the only row of a queryset, unless it was restored meanwhile or other rows protect it.

    Returns whether it did.
    """
    row = one.select_related("user").first()
    try:
        with row.user.locked() if row and row.user else nullcontext():  # A phone may be sending sets of it.
            return one.delete()[0] > 0
    except (ProtectedError, RestrictedError, User.DoesNotExist):
        return False
