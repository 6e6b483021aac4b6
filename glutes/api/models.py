"""The keys with which a member's own scripts use the API."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from glutes.rows import Discardable, KeptManager, KeptQuerySet

MOST_TOKENS = 50
"""Ours: how many keys a user may have."""
USED_EVERY = timedelta(minutes=1)
"""Ours: the time of the last use of a key is stored at most this often."""


def fingerprint(key):
    """The hash of a key that is stored. A key has 256 random bits, so that it cannot be found from a fast hash."""
    return hashlib.sha256(key.encode()).hexdigest()


class ApiTokenQuerySet(KeptQuerySet):
    def make(self, user, **fields):
        """A new token, and the key that is shown once."""
        key = f"glu_{secrets.token_urlsafe(32)}"
        return self.create(user=user, fingerprint=fingerprint(key), **fields), key

    def known_by(self, key, now):
        """The valid token with this key, with its user; None without one, or if the user is locked out."""
        good = self.filter(Q(expires_at=None) | Q(expires_at__gt=now), fingerprint=fingerprint(key))
        return good.filter(user__is_active=True).select_related("user").first()


class ApiToken(Discardable):
    """A key for one script to read, or read and write, its user's data. A revoked one is deleted (`tidy`)."""

    class Scope(models.TextChoices):
        READ = "read", "read"
        WRITE = "write", "read and write"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField("What is it for?", max_length=60)
    scope = models.CharField("It may", max_length=5, choices=Scope, default=Scope.READ)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = KeptManager.from_queryset(ApiTokenQuerySet)()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=Q(deleted_at=None),
                name="api_token_name_once",
                violation_error_message="You have a key of that name: revoke it, or name this one otherwise.",
            )
        ]

    def __str__(self):
        return self.name

    def note_use(self, now):
        """Stores when it was last used, to the minute."""
        if self.used_at is None or now - self.used_at >= USED_EVERY:
            ApiToken.objects.filter(pk=self.pk).update(used_at=now)
