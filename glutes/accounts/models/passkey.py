"""The passkeys of a member."""

from django.db import models

from glutes.accounts.models.user import User
from glutes.rows import Discardable, KeptManager

MOST_PASSKEYS = 20
"""Ours: how many passkeys a member may have."""


class Passkey(Discardable):
    """A key that is kept on a member's device, to log in with. This row holds only what checks its signatures."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField("What is it on?", max_length=60)
    credential = models.CharField(max_length=1400, unique=True, editable=False)
    """The device's name for it (base64url); WebAuthn allows 1,023 bytes."""
    public_key = models.BinaryField()
    sign_count = models.PositiveBigIntegerField()
    """How often it has signed, if the device counts. A smaller number than the stored one reveals a copied key."""
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    objects = KeptManager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.name

    @property
    def is_last_way_in(self):
        """Whether the member could not log in without it."""
        others = Passkey.objects.filter(user=self.user).exclude(pk=self.pk)
        return not self.user.has_usable_password() and not others.exists()
