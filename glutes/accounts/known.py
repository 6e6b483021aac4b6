"""Browsers in which a member has logged in before: a cookie says so, also after logging out.

Passwords guessed at one name from all over the world are slowed together, and the member must not be: who knows the
name from before is counted apart. (OWASP calls this device cookies.) Views say who came in: `request.logged_in`.
"""

from django.conf import settings
from django.core import signing
from django.utils.crypto import get_random_string, salted_hmac

COOKIE = "known"
MOST_NAMES = 5
"""Ours: so many members of a household a browser knows; the ones who logged in last."""


def read(request):
    """The browser's own number, and the names that it knows, as hashes; a new number and none if it says nothing."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE)
    except signing.BadSignature:
        return get_random_string(16), []


def hash_of(name_folded):
    """What the cookie holds of a name: whoever finds the browser learns no names from it."""
    return salted_hmac(COOKIE, name_folded).hexdigest()


def number_of(request, name_folded):
    """The number of the browser, if this member has logged in with it; else None."""
    number, names = read(request)
    return number if hash_of(name_folded) in names else None


def remember(request, response, member):
    """From this answer on the browser knows the member."""
    number, names = read(request)
    own = hash_of(member.name_folded)
    keep(response, number, [own, *(name for name in names if name != own)][:MOST_NAMES])


def forget(request, response, member):
    """From this answer on the browser does not know the member; without a name left, it keeps nothing."""
    number, names = read(request)
    names = [name for name in names if name != hash_of(member.name_folded)]
    if names:
        keep(response, number, names)
    else:
        response.delete_cookie(COOKIE, path=settings.SESSION_COOKIE_PATH, samesite="Lax")


def keep(response, number, names):
    """Sets the cookie; it is signed, so that nobody makes up a browser that knows a name."""
    response.set_cookie(
        COOKIE,
        signing.dumps((number, names), salt=COOKIE),
        max_age=settings.SESSION_COOKIE_AGE,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class KnownMiddleware:
    """A browser in which a member has just logged in knows them from now on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        member = getattr(request, "logged_in", None)
        if member and not member.is_guest:
            remember(request, response, member)
        return response
