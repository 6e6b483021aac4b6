"""Middleware and error pages: login for each kind of client, time zone, caching, security headers."""

import logging
import re
import sys
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth import middleware as auth
from django.contrib.sessions import middleware as sessions
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render, resolve_url
from django.template import loader
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views import defaults

from glutes.answers import SECONDS_TO_RETRY, wants_json
from glutes.journal import place_of
from glutes.newer import database_is_newer

logger = logging.getLogger(__name__)
MOST_TOLD = 10


def from_here(request):
    """Whether one of our own pages sent the request, by its Origin or Referer header."""
    came_from = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return parts_of(came_from)[:2] == (request.scheme, request.get_host())


def parts_of(address):
    """The parts of an address (urlsplit); empty parts if it is not a valid one, such as "http://["."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def page_asking(request):
    """The path of the page from which htmx sent the request; None if there is no valid address of one."""
    try:
        return request.htmx.current_url_abs_path
    except ValueError:
        return None


def page_to_return_to(request):
    """The path of the page to show after logging in: the one the user was on; "" if that is unknown.

    For a post it is the page with the form, since the address of the post may show no page.
    """
    if request.htmx:
        return page_asking(request)
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    page = parts_of(request.headers.get("Referer", ""))
    return page._replace(scheme="", netloc="").geturl() if from_here(request) else ""


class LoginRequiredMiddleware(auth.LoginRequiredMiddleware):
    """Redirects to the login page unless logged in, but for views that need no login; a JSON client gets 401."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Reads request.user only where it matters: reading it adds “Vary: Cookie” to the answer.

        The view gets the user themselves in place of Django's lazy object, which takes a microsecond for each look.
        """
        if not getattr(view_func, "login_required", True):
            return None
        request.user = auth.get_user(request)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        if wants_json(request):
            return JsonResponse({"detail": "Log in to carry on."}, status=401)
        login, page = resolve_url(self.get_login_url(view_func)), page_to_return_to(request)
        return HttpResponseRedirect(f"{login}?{urlencode({'next': page})}" if page else login, status=303)

    def process_exception(self, request, exception):
        """Redirects to the login page if the account was deleted while its request waited (User.locked)."""
        if isinstance(exception, get_user_model().DoesNotExist):
            return self.handle_no_permission(request, None)
        return None


def is_for_everybody(view):
    """Whether shared caches may keep the view's answer (answers.for_everybody)."""
    return getattr(view, "for_everybody", False)


class ProxySchemeMiddleware:
    """Accepts HTTPS in capitals in X-Forwarded-Proto: Django does not, and would redirect for ever."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if scheme := request.META.get("HTTP_X_FORWARDED_PROTO"):
            request.META["HTTP_X_FORWARDED_PROTO"] = scheme.lower()
        return self.get_response(request)


class FirstCookieMiddleware:
    """Of two cookies with one name the first counts, which browsers have for the longest path (RFC 6265).

    For Django the last counts: of a site below a path, the cookie of another program at the root of that domain.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if cookies := request.META.get("HTTP_COOKIE"):
            request.META["HTTP_COOKIE"] = ";".join(reversed(cookies.split(";")))
        return self.get_response(request)


class CharsetMiddleware:
    """Refuses forms in a charset other than UTF-8, which every browser sends.

    The header may name codecs of Python that are no charset (base64, rot13, idna): reading the form would fail.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.strip("\"'").lower() == "utf-8":
            return self.get_response(request)
        logger.warning("%s %s: charset %r refused", request.method, place_of(request), charset[:40])
        request.encoding = "utf-8"  # The error page may read `next` from the form.
        if wants_json(request):
            return JsonResponse({"detail": "Send it as UTF-8."}, status=400)
        return render(request, "400.html", status=400)


class HtmxRedirectMiddleware:
    """Turns a redirect into a page navigation for htmx, which would otherwise swap the new page into the old one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.htmx and response.status_code in (301, 302, 303, 307, 308):
            response.status_code = 204  # Changed, not replaced, so that its cookies (messages, session) are kept.
            response["HX-Redirect"] = response["Location"]
            del response["Location"]
        return response


class SessionMiddleware(sessions.SessionMiddleware):
    """Deletes the cookie only of a session that this request ended, and of none that was over before.

    Signing up, logging in and a new password put a new session in the place of the old one. Django's answer to a
    request with the old one deletes the cookie, and if it comes in last, that is the cookie of the new session.
    """

    def process_response(self, request, response):
        response = super().process_response(request, response)
        if not request.session.modified:
            response.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        return response


class StaySignedInMiddleware:
    """Renews the session once on each day it is used, so that it ends 400 days after its last use.

    This writes the session and the device once a day; SESSION_SAVE_EVERY_REQUEST would write with every page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not is_for_everybody(view) and request.user.is_authenticated:
            today = timezone.now().date()
            signed_in = request.user.last_login.date() if request.user.last_login else None
            if today.isoformat() != request.session.get("used", str(signed_in)):
                request.session["used"] = today.isoformat()
                request.user.use_device(request)


class TimeZoneMiddleware:
    """Shows times in the user's own zone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with timezone.override(None):
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not is_for_everybody(view) and request.user.is_authenticated:
            timezone.activate(request.user.zone)


class PrivateCacheMiddleware:
    """Keeps signed-in pages out of shared caches and off the disk.

    A header tells the service worker whose page it is, since it keeps each user's pages separately.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if "Cache-Control" not in response and request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        if response.status_code < 500 and response.get("Content-Type", "").startswith("text/html"):
            response["Glutes-User"] = str(request.user.pk or 0)
        return response


class FormAddressMiddleware:
    """Shows our 404 page, with status 405, in a browser that opens an address which takes only posts.

    A script that uses a wrong method at the API gets JSON, as from all of the API.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and request.path_info.startswith("/api/"):
            said = {"detail": f"This address does not take {request.method}.", "errors": {}}
            return JsonResponse(said, status=405, headers={"Allow": response["Allow"]})
        if response.status_code == 405 and request.method == "GET":
            response.content = render_to_string("404.html", request=request)
        return response


class PolicyMiddleware:
    """Headers that say what an answer may do: load nothing but files of this site, and nothing inline.

    Pages, moreover, may use no browser feature but the one that keeps the player's screen awake, and no other site has
    access to their windows. Pictures and scripts need no such headers.
    """

    CONTENT = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    UNUSED = (
        "accelerometer camera display-capture geolocation gyroscope hid magnetometer microphone midi payment "
        "serial usb xr-spatial-tracking"
    )
    FEATURES = "screen-wake-lock=(self), " + UNUSED.replace(" ", "=(), ") + "=()"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code in (404, 500)):  # Django's own pages have styles in them.
            response.headers.setdefault("Content-Security-Policy", self.CONTENT)
        if response.get("Content-Type", "").startswith("text/html"):
            response["Permissions-Policy"] = self.FEATURES
            response["Cross-Origin-Opener-Policy"] = "same-origin"
        return response


def csrf_failure(request, reason=""):
    """The answer to a form with a stale CSRF token: what was typed, without passwords, with a button to send it again.

    Only forms of this site get the button: another site's might trick somebody into sending it.
    """
    get_token(request)  # A fresh cookie, for scripts as well.
    if wants_json(request):
        return JsonResponse({"detail": "The CSRF token is stale. Read the cookie again and retry."}, status=403)
    context = typed_form(request) | {"cure": cure_for_origin(request)}
    tell_once(context["cure"])
    return render(request, "_csrf.html" if request.htmx else "403_csrf.html", context, status=403)


def cure_for_origin(request):
    """The setting to change where forms fail because a proxy does not pass on the address it was asked for; else ""."""
    try:
        asked_from = parts_of(request.headers.get("Origin") or request.headers.get("Referer") or "")
        here = urlsplit(f"//{request.get_host()}")
        if not asked_from.hostname or asked_from.hostname != here.hostname:
            return ""
        if asked_from.port != here.port and asked_from.port:
            return f"GLUTES_HOSTS={asked_from.hostname}:{asked_from.port}"
    except ValueError:
        return ""
    return "GLUTES_HTTPS=1" if asked_from.scheme == "https" and not request.is_secure() else ""


def bad_request(request, exception):
    """handler400: for a host name that is not allowed, it says which setting allows it."""
    cure = ""
    if isinstance(exception, DisallowedHost):
        name = re.sub(r":\d*$", "", request.headers.get("Host", "").strip())
        cure = f"GLUTES_HOSTS={name}" if re.fullmatch(r"[\w.:\[\]-]{1,100}", name) else ""
    tell_once(cure)
    return render(request, "400.html", {"cure": cure}, status=400)


def not_found(request, exception):
    """handler404: where a proxy serves the site below a path that is not set, it says which setting to use."""
    cure = cure_for_path(request)
    tell_once(cure)
    return render(request, "404.html", {"cure": cure}, status=404)


def cure_for_path(request):
    """The setting to use where a proxy put a path before one of our addresses; else ""."""
    first, _, rest = request.path_info.removeprefix("/").partition("/")
    is_proxied = any(name in request.headers for name in ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded"))
    if settings.PATH or not is_proxied or not re.fullmatch(r"[\w-]{1,40}", first):
        return ""
    try:
        resolve(f"/{rest}")
    except Resolver404:
        return ""
    return f"GLUTES_PATH=/{first}"


told = set()


def tell_once(cure):
    """Logs advice about a setting, once each, and only a few: strangers may ask for any address."""
    if cure and cure not in told and len(told) < MOST_TOLD:
        told.add(cure)
        logger.warning("Asked for under another address. If it is this site's, start it with %s", cure)


def typed_form(request):
    """The context to offer a form again: its fields without passwords, and whether it came from this site."""
    secret = [name for name in request.POST if name == "csrfmiddlewaretoken" or "password" in name]
    typed = [(name, value) for name, values in request.POST.lists() for value in values if name not in secret]
    return {"ours": from_here(request), "typed": typed, "password": len(secret) > ("csrfmiddlewaretoken" in secret)}


def server_error(request):
    """The answer to an uncaught error: 503 where waiting may help, else 500.

    The disk may be full, the database locked, away or read-only: then this makes no query. Or another machine has been
    upgraded, and this one's program no longer fits the tables.
    """
    error = sys.exc_info()[1]
    if not (is_storage_fault(error) or (isinstance(error, DatabaseError) and database_is_newer())):
        return defaults.server_error(request)
    reason = str(error).strip().partition("\n")[0]  # PostgreSQL's further lines hold what was typed.
    logger.error("%s %s: %s", request.method, place_of(request), reason or type(error).__name__)
    if wants_json(request):
        response = JsonResponse({"detail": "We can’t reach your log right now. Try again."}, status=503)
    else:
        template = "_unavailable.html" if request.headers.get("HX-Request") else "503.html"
        response = HttpResponse(loader.get_template(template).render(typed_form(request), request), status=503)
    response["Retry-After"], response["Cache-Control"] = str(SECONDS_TO_RETRY), "no-store"
    response._has_been_logged = True  # Else Django logs a traceback for each request meanwhile.
    return response


def is_storage_fault(error):
    """Whether the database failed as a whole, and not because of this request."""
    read_only = getattr(error.__cause__, "sqlstate", None) == "25006"  # PostgreSQL's, when it is only a replica.
    return isinstance(error, OperationalError | InterfaceError) or read_only
