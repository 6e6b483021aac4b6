"""How often anything may be tried, such as passwords: every limit, and the attempts that are counted."""

from datetime import timedelta
from typing import NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac


class Limit(NamedTuple):
    """How often something may be tried: `times` times in any period as long as `within`."""

    what: str
    times: int
    within: timedelta


LOGGING_IN = Limit("log in", 10, timedelta(minutes=15))
"""Ours: wrong passwords for one name from one IP address, or from a browser that its member has used before
(known_browsers.py). Others in the same household can still log in."""


NAMING = Limit("name", 30, timedelta(hours=1))
"""Ours: wrong passwords for one name from all other browsers together, wherever they are."""


GUESSING = Limit("guess", 60, timedelta(minutes=15))
"""Ours: passwords from one IP address, right or wrong, for any names."""


CHANGING = Limit("change", 10, timedelta(minutes=15))
"""Ours: wrong passwords of one member who is changing how they log in."""


WRITING = Limit("write", 5, timedelta(hours=1))
"""Ours: e-mails to one address, so that nobody's mailbox is flooded."""


SENDING = Limit("send", 10, timedelta(hours=1))
"""Ours: e-mails that one member has sent, to any addresses, so that nobody writes to strangers in the site's name."""


FORGETTING = Limit("forget", 20, timedelta(hours=1))
"""Ours: forms for a forgotten password from one IP address, for any accounts."""


COMING_IN = Limit("come in", 20, timedelta(hours=1))
"""Ours: guests and members made from one IP address: enough for a club's changing room, not for a script."""


GUESSING_KEYS = Limit("guess a key", 60, timedelta(minutes=15))
"""Ours: wrong keys of the API from one IP address. Requests with the right key have no limit."""


LOOKING_FOR_RUNS = Limit("look for runs", 20, timedelta(hours=1))
"""Ours: addresses that one user has fetched, so that nobody attacks other sites through this one."""


class AttemptQuerySet(models.QuerySet):
    def admit(self, limit, *about):
        """Stores one more attempt and returns it; None, with nothing stored, if that is one too many.

        It is stored before all are counted, so that attempts at the same moment count each other.
        """
        now, key = timezone.now(), key_of(limit, about)
        attempt = self.create(key=key, at=now)
        if self.filter(key=key, at__gt=now - limit.within, at__lt=now + limit.within).count() <= limit.times:
            return attempt
        attempt.delete()
        return None

    def forgive(self, limit, *about):
        """Deletes the attempts so far."""
        self.filter(key=key_of(limit, about)).delete()

    def take_back(self, limit, *about):
        """Deletes the latest attempt, which turned out not to count."""
        self.filter(pk__in=self.filter(key=key_of(limit, about)).order_by("-pk").values("pk")[:1]).delete()

    def too_old(self, now):
        """Those that no limit counts any more."""
        return self.exclude(at__range=(now - timedelta(days=1), now + timedelta(days=1)))


def key_of(limit, about):
    """The key that an attempt is counted under: a hash, because people type passwords where names belong."""
    return salted_hmac("attempt", repr((limit.what, *about))).hexdigest()


class Attempt(models.Model):
    """One attempt at something that has a Limit."""

    key = models.CharField(max_length=40)
    at = models.DateTimeField()

    objects = AttemptQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="attempt_key_at")]

    def __str__(self):
        return f"{self.key} at {self.at}"
