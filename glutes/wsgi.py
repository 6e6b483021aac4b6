"""The application, as a server loads it; a proxy on a trusted address is believed about who asks."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters
from granian.utils.proxies import wrap_wsgi_with_proxy_headers


class Request(WSGIRequest):
    """Reads its address as UTF-8, whatever charset its Content-Type names.

    Django would use that one, and with some (rot13) fail before any middleware is asked; CharsetMiddleware refuses it.
    """

    def _set_content_type_params(self, meta):
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class Handler(WSGIHandler):
    """Makes requests of ours."""

    request_class = Request


django.setup(set_prefix=False)
application = wrap_wsgi_with_proxy_headers(Handler(), settings.PROXIES)
