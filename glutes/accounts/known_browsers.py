"""Browsers in which a member has logged in before: a cookie says so, also after logging out.

Wrong passwords for one name are limited for all browsers together, wherever they are. So that strangers cannot lock out
a member in this way, tries from a browser in which that member has logged in before are counted apart. (OWASP calls
this device cookies.) A view that logs somebody in sets `request.logged_in` to that member.
"""

from django.conf import settings
from django.core import signing
from django.utils.crypto import get_random_string, salted_hmac

COOKIE = "known"
MOST_NAMES = 5
"""Ours: how many members a browser remembers, such as those of a household: the ones who logged in last."""


def read(request):
    """(number, hashes): the browser's own number, and the hashes of the names that it remembers.

    Without a valid cookie the number is a new one, and there are no hashes.
    """
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE)
    except signing.BadSignature:
        return get_random_string(16), []


def hash_of(name_folded):
    """The hash of a name that the cookie holds, so that nobody who uses the browser learns names from it."""
    return salted_hmac(COOKIE, name_folded).hexdigest()


def number_of(request, name_folded):
    """The number of the browser if the member with this name has logged in with it, else None."""
    number, names = read(request)
    return number if hash_of(name_folded) in names else None


def remember(request, response, member):
    """Makes the browser remember the member, with this response."""
    number, names = read(request)
    own = hash_of(member.name_folded)
    keep(response, number, [own, *(name for name in names if name != own)][:MOST_NAMES])


def forget(request, response, member):
    """Makes the browser forget the member, with this response. Deletes the cookie if no other member is left."""
    number, names = read(request)
    names = [name for name in names if name != hash_of(member.name_folded)]
    if names:
        keep(response, number, names)
    else:
        response.delete_cookie(COOKIE, path=settings.SESSION_COOKIE_PATH, samesite="Lax")


def keep(response, number, names):
    """Sets the cookie. It is signed, so that nobody can make one for a name."""
    response.set_cookie(
        COOKIE,
        signing.dumps((number, names), salt=COOKIE),
        max_age=settings.SESSION_COOKIE_AGE,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class KnownBrowserMiddleware:
    """Makes the browser remember a member who has just logged in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        member = getattr(request, "logged_in", None)
        if member and not member.is_guest:
            remember(request, response, member)
        return response
