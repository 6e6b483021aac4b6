"""The WSGI application. X-Forwarded-For is believed if it comes from a trusted proxy."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters
from granian.utils.proxies import wrap_wsgi_with_proxy_headers


class Request(WSGIRequest):
    """Reads the address as UTF-8, whatever charset the Content-Type names.

    Django would use that charset, and with some (rot13) fail before any middleware runs. CharsetMiddleware refuses it.
    """

    def _set_content_type_params(self, meta):
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class Handler(WSGIHandler):
    """Makes instances of our Request."""

    request_class = Request


django.setup(set_prefix=False)
application = wrap_wsgi_with_proxy_headers(Handler(), settings.PROXIES)
