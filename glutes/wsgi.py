"""The application, as a server loads it; a proxy on a trusted address is believed about who asks."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), settings.PROXIES)
