"""The manifest, the service worker, the offline page, robots.txt and the page about https."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from glutes.answers import for_everybody

PAGE = "#eef2f7"
"""The page's colour in tokens.css."""


@for_everybody
@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request):
    """Name, icons and colours for a phone's home screen."""
    icons = [
        {"src": static(f"icons/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    described = {
        "id": reverse("workouts:today"),
        "name": "Glutes",
        "short_name": "Glutes",
        "description": "The strength log for runners.",
        "lang": "en-GB",
        "start_url": reverse("workouts:today"),
        "scope": reverse("workouts:today"),
        "display": "standalone",
        "background_color": PAGE,
        "theme_color": PAGE,
        "icons": icons,
    }
    return JsonResponse(described, content_type="application/manifest+json")


@login_not_required
@require_safe
@conditional_page
@cache_control(no_cache=True)
def service_worker(request):
    """The service worker's script. It is at the root because it only controls addresses below its own."""
    return render(request, "sw.js", content_type="text/javascript")


@for_everybody
@require_safe
@cache_control(public=True, max_age=3600)
def robots(request):
    """robots.txt: addresses that search engines need not visit. Members' own pages need a login anyway."""
    return HttpResponse(f"User-agent: *\nDisallow: {reverse('kit:account')}\n", content_type="text/plain")


@login_not_required
@require_safe
def https(request):
    """A page for the host: what phones cannot do over plain http, and how to serve the site over https."""
    return render(request, "https.html")


@login_not_required
@require_safe
@conditional_page
@cache_control(no_cache=True)
def offline(request):
    """Shown without a network in place of a page that was not kept; the same for everybody."""
    return render(request, "offline.html")
