"""Links with which others see one routine or a report of a member, without an account; and when each was opened, for
the member who made it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from glutes.routines.models import Routine
from glutes.routines.models.routine import A_DOUBLE_TAP

MOST_OPEN = 100
"""Ours: how many links a user may have open at once."""

AGAIN = timedelta(minutes=15)
"""Ours: a second opening on the same kind of device within this time counts as the same visit."""

KNOWN_FOR = timedelta(days=400)
"""Ours: how long openings are kept."""


def make_token():
    """24 random letters and digits: 2^142 possibilities, which cannot be guessed."""
    return get_random_string(24)


class LinkQuerySet(models.QuerySet):
    """Links."""

    def open(self, today):
        """Those that still work on `today`, the date for their owner."""
        ended = Q(until__lt=today) | Q(routine__deleted_at__isnull=False)
        return self.filter(closed_at=None).exclude(ended)

    def just_made(self, link, now):
        """The same link if the first of two taps made it a moment ago, or None."""
        alike = {"name": link.name, "until": link.until, "routine": None, "closed_at": None}
        return self.filter(created_at__gt=now - A_DOUBLE_TAP, **alike).first()

    def no_room(self):
        """Why one member's links may not become more, as a list of problems; [] while there is room."""
        if self.filter(closed_at=None).count() < MOST_OPEN:
            return []
        return [f"{MOST_OPEN} open links is the limit: close one first."]

    def share(self, routine):
        """The open link to a routine, made if there is none."""
        return self.get_or_create(user=routine.user, routine=routine, closed_at=None)[0]


class Link(models.Model):
    """A link to a routine (`routine`) or, without one, to the report.

    Its token is stored unhashed because the member's pages show the address again. Whoever can read this table can read
    everything that the link shows anyway.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="links", db_index=False)
    routine = models.ForeignKey(Routine, models.CASCADE, null=True, blank=True, related_name="+")
    token = models.CharField(max_length=24, unique=True, default=make_token, editable=False)
    name = models.CharField("Who is it for?", max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    until = models.DateField(null=True, blank=True, help_text="The last day on which it opens anything.")
    closed_at = models.DateTimeField(null=True, blank=True)
    shows_pain = models.BooleanField("Pain", default=True)
    shows_notes = models.BooleanField("Notes", default=False)
    may_propose = models.BooleanField("Propose changes too", default=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "closed_at"], name="link_user_closed")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "routine"],
                condition=Q(closed_at=None, routine__isnull=False),
                name="link_routine_once",
                violation_error_message="That routine is shared already.",
            ),
            models.CheckConstraint(
                condition=Q(routine__isnull=False, may_propose=False) | Q(routine=None, until__isnull=False),
                name="link_report_ends",
                violation_error_message="A link to your report has a last day.",
            ),
        ]

    def __str__(self):
        return self.name or str(self.routine)

    def get_absolute_url(self):
        """The address that its readers open."""
        return reverse("links:shared" if self.routine_id else "report:seen", args=[self.token])

    @property
    def shows(self):
        """What the reader of a report sees, in words: "your routines, weeks, checks and sides, your pain"."""
        more = [(self.shows_pain, "your pain"), (self.shows_notes, "your notes")]
        return ", ".join(["your routines, weeks, checks and sides", *(words for shown, words in more if shown)])

    def is_open(self, now):
        """Whether it works at this moment, by the date of its owner."""
        ended = self.until is not None and self.until < self.user.local_date(now)
        deleted = self.routine is not None and self.routine.deleted_at is not None
        return self.closed_at is None and self.user.is_active and not (ended or deleted)

    def close(self, now):
        """Closes it: it no longer works."""
        self.closed_at = now
        self.save(update_fields=["closed_at"])

    def reopen(self):
        """Undoes `close`. Raises IntegrityError if the routine got another link meanwhile."""
        self.closed_at = None
        self.save(update_fields=["closed_at"])


class OpeningQuerySet(models.QuerySet):
    """Openings of links."""

    def note(self, link, device, now):
        """Stores that a link was opened with this kind of device, unless it was within AGAIN."""
        latest = self.filter(link=link, device=device, took=False).order_by("at").last()
        if latest and latest.at > now - AGAIN:
            return
        self.create(user=link.user, link=link, device=device, at=now)

    def too_old(self, now):
        """Those older than KNOWN_FOR."""
        return self.filter(at__lt=now - KNOWN_FOR)


class Opening(models.Model):
    """Somebody opened a link: when, and with what kind of device. Who it was, and from where, is not stored."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    link = models.ForeignKey(Link, models.CASCADE, related_name="openings", db_index=False)
    at = models.DateTimeField(default=timezone.now)
    device = models.CharField(max_length=40)
    took = models.BooleanField(default=False, help_text="They took the routine as their own.")

    objects = OpeningQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["link", "at"], name="opening_link_at")]

    def __str__(self):
        return f"{self.at}: {self.device}"
