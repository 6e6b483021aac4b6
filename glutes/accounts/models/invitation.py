"""Invitations to a site where sign-up is closed."""

from django.db import models
from django.utils.crypto import get_random_string, salted_hmac

INVITE = "invite"
"""The parameter of an invitation's address that holds its key."""


class InvitationQuerySet(models.QuerySet):
    def make(self, until):
        """Makes an invitation for one new member, valid until then. Returns its key, of which only a hash is stored."""
        key = get_random_string(32)
        self.create(key=hashed(key), until=until)
        return key

    def named(self, key, now):
        """The invitation with this key if it is unused and still valid, else None."""
        return self.filter(key=hashed(key), until__gt=now, used_at=None).first()

    def too_old(self, now):
        """Those that are used or no longer valid."""
        return self.exclude(until__gt=now, used_at=None)


def hashed(key):
    """The hash of an invitation's key. Only this is stored: it does not let in whoever reads the database."""
    return salted_hmac("invitation", key).hexdigest()


class Invitation(models.Model):
    """Lets one person make an account where sign-up is closed; made by `manage.py members invite`."""

    key = models.CharField(max_length=40, unique=True)
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self):
        return f"until {self.until}"

    def use(self, now):
        """Marks it as used. Returns False if it was used before."""
        return Invitation.objects.filter(pk=self.pk, used_at=None).update(used_at=now) == 1
