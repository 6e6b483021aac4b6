"""Who may come in or try a password now, and the pages that say no."""

import ipaddress

from django.conf import settings

from glutes.accounts import known_browsers, passkeys
from glutes.accounts.models import COMING_IN, GUESSING, INVITE, LOGGING_IN, NAMING, Attempt, folded
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
        return page(request, "accounts/too_many_newcomers.html", 429)
    return None


def refuse_to_try(request, name):
    """Counts one more password for this name. Returns the page that says no if it may not be tried, else None."""
    admit, address = Attempt.objects.admit, address_of(request)
    if not admit(GUESSING, address) or not admit(LOGGING_IN, *whose_try(request, name)):
        return locked_out(request, LOGGING_IN)
    if not known_browsers.number_of(request, folded(name)) and not admit(NAMING, folded(name)):
        return locked_out(request, NAMING, known_only=True, passkeys=passkeys.are_offered(request))
    return None


def whose_try(request, name):
    """(who, name): who is trying, which is the number of the browser if its member has used it before, else the IP
    address; and the name, folded."""
    return known_browsers.number_of(request, folded(name)) or address_of(request), folded(name)


def forgive_tries(request, name):
    """Forgets the tries that were counted for this name, once its password was right."""
    Attempt.objects.forgive(LOGGING_IN, *whose_try(request, name))
    if not known_browsers.number_of(request, folded(name)):
        Attempt.objects.take_back(NAMING, folded(name))


def locked_out(request, limit, **context):
    """The answer to too many wrong passwords."""
    return page(request, "accounts/locked_out.html", 429, minutes=limit.within.seconds // 60, **context)
