"""Invitations to a site where sign-up is closed."""

from django.db import models
from django.utils.crypto import get_random_string, salted_hmac

INVITE = "invite"
"""What the address of an invitation calls its key."""


class InvitationQuerySet(models.QuerySet):
    def make(self, until):
        """Make an invitation for one new member, which lasts until then. Returns its key, which is kept nowhere."""
        key = get_random_string(32)
        self.create(key=hashed(key), until=until)
        return key

    def named(self, key, now):
        """The invitation with this key, if it can be used now; else None."""
        return self.filter(key=hashed(key), until__gt=now, used_at=None).first()

    def too_old(self, now):
        """Those that nobody can use any more."""
        return self.exclude(until__gt=now, used_at=None)


def hashed(key):
    """What is kept of an invitation's key: whoever reads the database cannot come in with it."""
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
        """Whether it can still be used; from now on no more."""
        return Invitation.objects.filter(pk=self.pk, used_at=None).update(used_at=now) == 1
