"""Numbers about requests for Prometheus, at /metrics, for whoever has the host's key (GLUTES_METRICS).

Without that key nothing is counted. Requests are counted by route, method and status, never by user or address.
"""

import time

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

SECONDS = 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5
"""Ours: the limits of the histogram of times, in seconds."""
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
"""The methods that are counted by name. Clients can send any word, and each counted name stays in memory."""
requests = Counter("glutes_requests", "Requests answered.", ["method", "route", "status"])
seconds = Histogram("glutes_request_seconds", "Seconds until the answer was made.", ["route"], buckets=SECONDS)


class MetricsMiddleware:
    """Counts each request and the time it took."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = time.perf_counter()
        response = self.get_response(request)
        route = request.resolver_match.route if request.resolver_match else "(none)"
        method = request.method if request.method in METHODS else "other"
        requests.labels(method, route, response.status_code).inc()
        seconds.labels(route).observe(time.perf_counter() - began)
        return response


@login_not_required
@never_cache
@require_safe
def metrics(request):
    """The numbers of all workers together. Raises Http404 without the key."""
    key = settings.METRICS_KEY
    if not key or not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {key}"):
        raise Http404
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
