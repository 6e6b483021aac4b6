"""E-mail: sent from a thread of its own, so that no page waits for a mail server, or tells by its time that one was."""

import logging
import time
from smtplib import SMTPException
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage, mail_admins

logger = logging.getLogger(__name__)
MOST_AN_HOUR = 10
"""Ours: how many errors one process tells the host of. Whatever fails, fails for everybody at once."""


def send(subject, text, to):
    """Send a letter to this address, soon; to "" the same work is done for nobody. What goes wrong is in the log."""
    in_the_background(EmailMessage(subject, text, to=[to] if to else []).send)


def in_the_background(work):
    """Do it while the page goes out. A process that stops waits for it."""
    Thread(target=undisturbed, args=[work], name="letter").start()


def undisturbed(work):
    try:
        work()
    except (OSError, SMTPException) as error:
        logger.error("An e-mail could not be sent (%s): see GLUTES_EMAIL.", type(error).__name__)


class ToTheHost(logging.Handler):
    """Sends errors to GLUTES_ADMINS: the route, the request's id, the traceback; never who asked, or with what."""

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
            what, told = record.exc_info[0].__name__, logging.Formatter().formatException(record.exc_info)
        in_the_background(lambda: mail_admins(what, f"Where: {where}\nRequest: {request}\n\n{told}\n"))
