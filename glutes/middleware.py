"""What every request passes: login with answers each client understands, the user's time zone, private caching."""

import zoneinfo

from django.contrib.auth import middleware as auth
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control


def wants_json(request):
    """Whether the client asked for JSON: the offline queue, or a script."""
    return request.headers.get("Accept", "").split(",")[0].split(";")[0].strip() == "application/json"


class LoginRequiredMiddleware(auth.LoginRequiredMiddleware):
    """Every view needs a user unless it says otherwise; a JSON client gets 401, never a redirect."""

    def handle_no_permission(self, request, view_func):
        if wants_json(request):
            return JsonResponse({"detail": "Log in to go on."}, status=401)
        return super().handle_no_permission(request, view_func)


class HtmxRedirectMiddleware:
    """Turns a redirect into a page navigation for htmx, which would otherwise swap the new page into the old one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.htmx and response.status_code in (301, 302, 303, 307, 308):
            return HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})
        return response


class TimeZoneMiddleware:
    """Shows times in the user's own zone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(zoneinfo.ZoneInfo(request.user.time_zone)):
            return self.get_response(request)


class PrivateCacheMiddleware:
    """Keeps signed-in pages out of every shared cache and off the disk."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_store=True)
        return response


class PermissionsPolicyMiddleware:
    """Gives up every power of the browser that training has no use for; the player keeps the screen awake."""

    UNUSED = (
        "accelerometer camera display-capture geolocation gyroscope hid magnetometer microphone midi payment "
        "serial usb xr-spatial-tracking"
    )
    POLICY = "screen-wake-lock=(self), " + UNUSED.replace(" ", "=(), ") + "=()"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Permissions-Policy"] = self.POLICY
        return response
