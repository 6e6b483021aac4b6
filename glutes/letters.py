"""Sends e-mail from a thread, so that no page waits for a mail server, and nobody can tell by a page's duration whether
an e-mail was sent."""

import logging
import time
from smtplib import SMTPException
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage, mail_admins

from glutes.journal import traceback_of

logger = logging.getLogger(__name__)
MOST_AN_HOUR = 10
"""Ours: how many errors one process reports to the host in an hour. One fault may fail every request."""


def send(subject, text, to):
    """Sends a letter to this address, soon. For "" it does the same work and sends nothing. Failures are logged."""
    in_the_background(EmailMessage(subject, text, to=[to] if to else []).send)


def in_the_background(work):
    """Calls `work` in a thread, while the page is sent. A process that stops waits for it."""
    Thread(target=undisturbed, args=[work], name="letter").start()


def undisturbed(work):
    """Calls `work`, which sends an e-mail. Its failure is logged, by its kind alone, and disturbs nobody."""
    try:
        work()
    except (OSError, SMTPException) as error:
        logger.error("An e-mail could not be sent (%s): see GLUTES_EMAIL.", type(error).__name__)


class ToTheHost(logging.Handler):
    """Sends errors to GLUTES_ADMINS: route, id of the request, traceback; never who asked, or what they sent."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.sent = []

    def emit(self, record):
        now = time.monotonic()
        self.sent = [at for at in self.sent if now - at < 3600]
        if not settings.ADMINS or record.name == __name__ or len(self.sent) >= MOST_AN_HOUR:
            return
        self.sent.append(now)
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        where, request = match.route or "/" if match else record.name, getattr(record, "request_id", "")
        what, told = "an error", "The log says more."
        if record.exc_info:
            what, told = record.exc_info[0].__name__, traceback_of(record.exc_info)
        in_the_background(lambda: mail_admins(what, f"Where: {where}\nRequest: {request}\n\n{told}\n"))
