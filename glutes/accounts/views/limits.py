"""Who may come in or try a password now, and the pages that say no."""

import ipaddress

from django.conf import settings

from glutes.accounts.models import COMING_IN, GUESSING, INVITE, LOGGING_IN, Attempt, folded
from glutes.answers import page


def address_of(request):
    """The IP address that the request came from, as text; which proxies are believed: settings.PROXIES.

    An IPv4 address written as IPv6 becomes IPv4. An IPv6 address becomes its /64 network, since one person has all of
    that. None if a proxy sent something that is no address.
    """
    try:
        ip = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "").partition("%")[0])
    except ValueError:
        return None
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return str(ip if ip.version == 4 else ipaddress.ip_network((ip, 64), strict=False))


def keep_out(request, invitation=None):
    """The page that says why nobody new can come in now; None if they can."""
    if not settings.SIGNUP_OPEN and not invitation:
        return page(request, "accounts/closed.html", 403, invited=INVITE in request.GET)
    newcomer = request.method == "POST" and not request.user.is_authenticated
    if newcomer and not Attempt.objects.admit(COMING_IN, address_of(request)):
        return page(request, "accounts/too_many.html", 429)
    return None


def may_try(request, name):
    """Counts one more password for this name. Returns whether it may be tried."""
    address = address_of(request)
    return Attempt.objects.admit(GUESSING, address) and Attempt.objects.admit(LOGGING_IN, address, folded(name))


def locked_out(request, limit):
    """The answer to too many wrong passwords."""
    return page(request, "accounts/locked_out.html", 429, minutes=limit.within.seconds // 60)
