"""The addresses of the site; each app has its own urls.py."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpResponse
from django.urls import URLResolver, include, path
from django.urls.resolvers import RoutePattern
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from glutes import pwa
from glutes.exercises.views import catalogue, pictures
from glutes.plan import urls as plan_urls
from glutes.workouts.views import days


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """For monitoring: answers 200 if the site works and its database can be written to.

    It writes at most once a second, since anybody may call it.
    """
    if not cache.get("healthy"):
        try:
            long_over = datetime(2000, 1, 1, tzinfo=UTC)  # Long expired, so that it is nobody's session.
            Session.objects.update_or_create(session_key="healthz", defaults={"expire_date": long_over})
        except DatabaseError:
            return HttpResponse("The database takes nothing.", status=503, content_type="text/plain")
        cache.set("healthy", True, 1)
    return HttpResponse("ok", content_type="text/plain")


class LateResolver(URLResolver):
    """Addresses whose module is loaded at the first request to one of them.

    The API needs Pydantic, which takes a sixth of a worker's memory, and few members write scripts.
    """

    def _populate(self):
        """Does nothing: reverse() would load the module to learn its names; it finds these by their namespace."""


handler400 = "glutes.middleware.bad_request"
handler404 = "glutes.middleware.not_found"
handler500 = "glutes.middleware.server_error"
week_urls = [
    path("", days.week, name="week"),
    path("print/", days.week_print, name="week_print"),
]
urlpatterns = [
    path("", include("glutes.workouts.urls")),  # The first ones are found fastest: Today, and what logs a set.
    path("healthz/", healthz, name="healthz"),
    path("manifest.webmanifest", pwa.manifest, name="manifest"),
    path("sw.js", pwa.service_worker, name="service_worker"),
    path("offline/", pwa.offline, name="offline"),
    path("robots.txt", pwa.robots, name="robots"),
    path("https/", pwa.https, name="https"),
    path("figures/muscles.svg", pictures.muscle_map_svg, name="muscle_map_svg"),
    path("figures/sprite.svg", pictures.figure_sprite_svg, name="figure_sprite_svg"),
    path("figures/<slug:slug>.svg", pictures.figure_svg, name="figure_svg"),
    path("exercises/", include("glutes.exercises.urls")),
    path("sources/", catalogue.source_list, name="source_list"),
    path("sources/what-is-known/", catalogue.what_is_known, name="what_is_known"),
    path("when-to-stop/", catalogue.when_to_stop, name="when_to_stop"),
    path("routines/", include("glutes.routines.urls")),
    path("", include("glutes.links.urls")),
    path("account/", include("glutes.accounts.urls")),
    path("account/", include("glutes.kit.urls")),
    path("checks/", include("glutes.checks.urls")),
    path("plan/", include(([*week_urls, *plan_urls.urlpatterns], "plan"))),
    path("", include("glutes.exchange.urls")),
    path("", include("glutes.calendars.urls")),
    path("", include("glutes.watch.urls")),
    LateResolver(RoutePattern("api/v1/"), "glutes.api.endpoints", app_name="ninja", namespace="api_v1"),
    path("", include("glutes.api.urls")),
    path("account/runs/", include("glutes.runs.urls")),
    path("", include("glutes.report.urls")),
    path("progress/", include("glutes.progress.urls")),
]
if settings.METRICS_KEY:
    from glutes import metrics

    urlpatterns.append(path("metrics", metrics.metrics))
