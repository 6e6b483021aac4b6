"""The sessions of those who are logged in, kept by Django in the database; how long they last: settings.py.

The query for one session is prepared, since every page asks for its own.
"""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from glutes.prepared import prepared


@prepared
def unexpired(key, now):
    """The session with this key, if it has not expired."""
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(db.SessionStore):
    """Named as Django's own: the name is part of the salt of its signatures."""

    def _validate_session_key(self, key):
        """Whether it can be a key: only letters and digits. A cookie may have a zero byte, which PostgreSQL refuses."""
        return super()._validate_session_key(key) and key.isalnum()

    def _get_session_from_db(self):
        found = unexpired(self.session_key, timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None
