"""What is not to be tried too often: the limits, and the attempts that are counted."""

from datetime import timedelta
from typing import NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac


class Limit(NamedTuple):
    """How often something may be tried: so many `times` within the last so long."""

    what: str
    times: int
    within: timedelta


LOGGING_IN = Limit("log in", 10, timedelta(minutes=15))
"""Ours: wrong passwords for one name from one address, or one browser that knows it. Households have one address."""


NAMING = Limit("name", 30, timedelta(hours=1))
"""Ours: passwords for one name from anywhere, but for browsers that the member has used before (known.py)."""


GUESSING = Limit("guess", 60, timedelta(minutes=15))
"""Ours: passwords from one address, right or wrong, whatever the names."""


CHANGING = Limit("change", 10, timedelta(minutes=15))
"""Ours: wrong old passwords of one member who wants a new one."""


WRITING = Limit("write", 5, timedelta(hours=1))
"""Ours: letters to one address. Nobody's mailbox is flooded."""


FORGETTING = Limit("forget", 20, timedelta(hours=1))
"""Ours: forgotten passwords from one network, whosever they are."""


COMING_IN = Limit("come in", 20, timedelta(hours=1))
"""Ours: guests and members made from one address. A club's changing room fits; a script does not."""


class AttemptQuerySet(models.QuerySet):
    def admit(self, limit, *about):
        """Count one more attempt and return it, or None if that is one too many, which does not count.

        It is written before it is counted, so that those who come at the same moment see each other.
        """
        now, key = timezone.now(), key_of(limit, about)
        attempt = self.create(key=key, at=now)
        if self.filter(key=key, at__gt=now - limit.within, at__lt=now + limit.within).count() <= limit.times:
            return attempt
        attempt.delete()
        return None

    def forgive(self, limit, *about):
        """Forget the attempts so far."""
        self.filter(key=key_of(limit, about)).delete()

    def take_back(self, limit, *about):
        """The latest attempt was none."""
        self.filter(pk__in=self.filter(key=key_of(limit, about)).order_by("-pk").values("pk")[:1]).delete()

    def too_old(self, now):
        """Those that count no more."""
        return self.exclude(at__range=(now - timedelta(days=1), now + timedelta(days=1)))


def key_of(limit, about):
    """What an attempt is counted under: a hash, since people type passwords where names belong."""
    return salted_hmac("attempt", repr((limit.what, *about))).hexdigest()


class Attempt(models.Model):
    """Something tried that is not to be tried too often."""

    key = models.CharField(max_length=40)
    at = models.DateTimeField()

    objects = AttemptQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="attempt_key_at")]

    def __str__(self):
        return f"{self.key} at {self.at}"
