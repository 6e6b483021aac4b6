"""Lets others write between the parts of a long import: SQLite has one writer at a time, and no queue."""

import time
from contextlib import contextmanager

from django.db import connection


@contextmanager
def turn(user):
    """A short transaction in which nothing else is written for this user; then a pause of the same length.

    Others who wait for the database retry at least every tenth of a second, and find it free half of the time. Within a
    longer transaction nobody gets a turn, so there is no pause.
    """
    began = time.monotonic()
    with user.locked():
        yield
    if not connection.in_atomic_block:
        time.sleep(time.monotonic() - began)
