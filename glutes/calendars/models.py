"""Calendar feeds: their secret addresses, and the published state of each session.

The present state of sessions: appointments.py. The text of a feed: ics.py.
"""

import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from glutes.calendars.appointments import SAID, SCHEDULED, appointments
from glutes.plan.models import PlanDay

BACK, AHEAD = timedelta(days=28), timedelta(days=84)
"""Ours: how far back and ahead a feed reaches."""


def new_token():
    """256 random bits for an address, which cannot be guessed."""
    return secrets.token_urlsafe(32)


class CalendarFeed(models.Model):
    """A user's two secret addresses: of the feed with names, and of the one that only says "busy"."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token = models.CharField(max_length=43, unique=True, default=new_token)
    busy_token = models.CharField(max_length=43, unique=True, default=new_token)
    rings = models.BooleanField(default=False, help_text="Whether an alarm rings when a session begins.")

    def __str__(self):
        return f"Calendar of {self.user}"

    def renew(self, busy):
        """Gives one of the two feeds a new address; the old one stops working."""
        name = "busy_token" if busy else "token"
        setattr(self, name, new_token())
        self.save(update_fields=[name])


class PublishedSessionQuerySet(models.QuerySet):
    def publish(self, feed, now):
        """The sessions of the feed, from BACK days ago to AHEAD days ahead, in order.

        Writes only what changed since the feed was last read. Raises User.DoesNotExist if the account was deleted
        meanwhile.
        """
        if self._news(feed, now):
            with feed.user.locked():
                for row in self._news(feed, now):
                    row.save()
        return sorted(self._within(feed.user, now), key=lambda row: (row.day, str(row.start), row.pk))

    def _within(self, user, now):
        today = user.local_date(now)
        span = (today - BACK, today + AHEAD)
        return self.filter(Q(date__range=span) | Q(day__range=span), user=user)

    def _news(self, feed, now):
        """The rows that changed, unsaved."""
        user, today = feed.user, feed.user.local_date(now)
        said = appointments(user, today - BACK, today + AHEAD, now, feed.rings)
        known = {row.key: row for row in self._within(user, now)}
        left = [row for key, row in known.items() if key not in said]
        news = []
        for key, appointment in said.items():
            row = known.get(key) or self._orphan(left, key)
            if row is None and appointment.cancelled:
                continue  # It was never published.
            row = row or PublishedSession(user=user, sequence=-1)
            adopted = row.key[:2] != key[:2]
            row.plan_day_id, row.date, _ = key
            news += [row] if row.take(appointment, now) or adopted else []
        return news + [row for row in left if row.cancel(now)]

    @staticmethod
    def _orphan(left, key):
        """The row of a session of that date that no longer exists, to reuse for its successor; or None."""
        row = next((row for row in left if row.date == key[1]), None)
        if row:
            left.remove(row)
        return row

    def too_old(self, today):
        """Those that no feed will include again."""
        return self.filter(date__lt=today - 2 * BACK, day__lt=today - 2 * BACK)


class PublishedSession(models.Model):
    """The published state of one session, planned or done besides, under a UID that never changes.

    RFC 5545: `sequence` grows by one when it is moved, changes its length, is cancelled or restored; `modified` is the
    moment of its last change.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    plan_day = models.ForeignKey(PlanDay, models.SET_NULL, null=True, related_name="+")
    date = models.DateField(help_text="Where the plan has it.")
    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    sequence = models.PositiveIntegerField()
    modified = models.DateTimeField()
    day = models.DateField(help_text="Where it is in fact.")
    start = models.DateTimeField(null=True, blank=True, help_text="Empty: some time of that day.")
    minutes = models.PositiveIntegerField()
    cancelled = models.BooleanField(default=False)
    done = models.BooleanField(default=False)
    going = models.BooleanField(default=False)
    rings = models.BooleanField(default=False)
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=200, help_text="Where it is started, or shown.")

    objects = PublishedSessionQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        indexes = [
            models.Index(fields=["user", "date"], name="published_user_date"),
            models.Index(fields=["user", "day"], name="published_user_day"),
        ]
        constraints = [models.UniqueConstraint(fields=["user", "plan_day", "date"], name="published_once")]

    def __str__(self):
        return f"{self.name}, {self.day}"

    @property
    def key(self):
        """Its key among the `appointments`. If its session is gone from the plan, no appointment has this key."""
        return (self.plan_day_id, self.date, "" if self.plan_day_id else self.path)

    def take(self, appointment, now):
        """Takes over the present state, unsaved. Returns whether anything changed."""
        return self._change({name: getattr(appointment, name) for name in SAID}, now)

    def cancel(self, now):
        """Cancels it, unsaved. Returns whether anything changed."""
        return self._change({"cancelled": True, "rings": False}, now)

    def _change(self, said, now):
        changed = {name for name, value in said.items() if getattr(self, name) != value}
        if self.sequence < 0 or changed & SCHEDULED:
            self.sequence += 1
        for name in changed:
            setattr(self, name, said[name])
        if changed or self.pk is None:
            self.modified = now
        return bool(changed) or self.pk is None
