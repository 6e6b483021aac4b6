"""The log of requests: each answer has an id, which is also in its lines of the log.

Users and addresses are not in it.
"""

import json
import logging
import re
import secrets
import time
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest
from django.urls import Resolver404, resolve

HEADER = "Request-Id"
GIVEN = re.compile(r"[\w-]{8,64}", re.ASCII)
"""The ids that are taken over from a proxy."""

current = ContextVar("request", default="")
"""The id of the request that this thread is answering, or ""."""
logger = logging.getLogger("glutes.requests")


class RequestIdMiddleware:
    """Gives each request an id, sends it with the answer, and logs one line about it where GLUTES_LOG is json. Answers
    that browsers keep for good, such as the pictures of a page, come without: no error is among them.

    The line names the route, not the address, which may hold a name, a key or a search.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get(HEADER, "")
        token = current.set(given if GIVEN.fullmatch(given) else secrets.token_hex(8))
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            if "immutable" not in response.get("Cache-Control", ""):
                response[HEADER] = current.get()
            if logger.isEnabledFor(logging.INFO):
                route = request.resolver_match.route if request.resolver_match else None
                took = round((time.perf_counter() - began) * 1000, 1)
                about = {"method": request.method, "route": route, "status": response.status_code, "ms": took}
                logger.info("answered", extra={"about": about})
            return response
        finally:
            current.reset(token)


def place_of(request):
    """The route that a request asked for, to write down; "(none)" if there is no such address.

    The address itself may hold the key of a link, a name or a search.
    """
    try:
        return f"/{(request.resolver_match or resolve(request.path_info)).route}"
    except Resolver404:
        return "(none)"


DETAILS = re.compile(r"\nDETAIL:.*?(?=\n\nThe above exception|\n\nDuring handling|\Z)", re.DOTALL)
"""What PostgreSQL adds to an error: the whole row that it refused."""


def traceback_of(exc_info):
    """A traceback as text, without the rows that PostgreSQL refused."""
    return DETAILS.sub("", logging.Formatter().formatException(exc_info))


class WithId(logging.Filter):
    """Adds the id of the request to a line, as `request_id`, and leaves out what was typed: of a traceback the row,
    of Django's own lines the address."""

    def filter(self, record):
        record.request_id = current.get()
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            record.args = tuple(place_of(request) if arg == request.path else arg for arg in record.args)
        if record.exc_info and not record.exc_text:
            record.exc_text = traceback_of(record.exc_info)
        return True


class JSONLines(logging.Formatter):
    """A log record as one line of JSON: time, level, logger, message; the request's id and a traceback if any."""

    def format(self, record):
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage(),
            "request": getattr(record, "request_id", ""),
            **getattr(record, "about", {}),
        }
        if record.exc_info:
            line["traceback"] = traceback_of(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
