"""The passkeys of a member."""

from django.db import models

from glutes.accounts.models.user import User
from glutes.rows import Discardable, KeptManager

MOST_PASSKEYS = 20
"""Ours: how many passkeys a member may have."""


class Passkey(Discardable):
    """A key that a device of a member keeps, with which they log in. Here is only what proves its signatures."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField("What is it on?", max_length=60)
    credential = models.CharField(max_length=1400, unique=True, editable=False)
    """What the device calls it (base64url); WebAuthn allows 1,023 bytes."""
    public_key = models.BinaryField()
    sign_count = models.PositiveBigIntegerField()
    """How often it signed, if the device counts: a copied key falls behind."""
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    objects = KeptManager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.name

    @property
    def is_last_way_in(self):
        """Whether nobody could log in without it."""
        others = Passkey.objects.filter(user=self.user).exclude(pk=self.pk)
        return not self.user.has_usable_password() and not others.exists()
