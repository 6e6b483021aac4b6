"""The devices where a member is logged in."""

from django.contrib.auth import user_logged_in
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Exists, OuterRef


class DeviceQuerySet(models.QuerySet):
    def signed_in(self, now):
        """Those whose session has not expired, the last used first."""
        lasting = Session.objects.filter(expire_date__gt=now).values("pk")
        return self.filter(key__in=lasting).order_by("-last_used", "-pk")

    def end(self):
        """Logs them out, by deleting their sessions."""
        if keys := list(self.exclude(key=None).values_list("key", flat=True)):
            Session.objects.filter(pk__in=keys).delete()
            self.filter(key__in=keys).update(key=None)

    def too_old(self):
        """Those that are logged out."""
        return self.exclude(Exists(Session.objects.filter(pk=OuterRef("key"))))


class Device(models.Model):
    """A browser in which a member logged in. Its address and place are not stored."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    key = models.CharField(max_length=40, unique=True, null=True)
    """The key of its Django session; None once it was logged out."""
    name = models.CharField(max_length=60)
    """Such as “a phone, Safari” (devices.py)."""
    first_used = models.DateField()
    last_used = models.DateField()

    objects = DeviceQuerySet.as_manager()

    def __str__(self):
        return self.name


def note_log_in(sender, request, user, **about):
    """Stores the device of a user who just logged in. Where a guest's session was replaced, it has no key yet."""
    request.logged_in = user
    if not request.session.session_key:
        request.session.create()
    user.use_device(request)


user_logged_in.connect(note_log_in)
