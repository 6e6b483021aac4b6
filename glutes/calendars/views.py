"""The feeds that a calendar subscribes to, and the page that says how."""

import hashlib

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from glutes.accounts.models import User
from glutes.answers import for_everybody, see_other
from glutes.calendars import ics
from glutes.calendars.models import CalendarFeed, PublishedSession
from glutes.calendars.pages.subscribe import subscription


@for_everybody
@require_safe
def feed(request, token):
    """The feed, for a calendar that knows the address. It uses no cookies."""
    feeds = CalendarFeed.objects.filter(user__is_active=True).select_related("user")
    found = get_object_or_404(feeds, Q(token=token) | Q(busy_token=token))
    try:
        rows = PublishedSession.objects.publish(found, timezone.now())
    except User.DoesNotExist:
        raise Http404 from None
    body = ics.text(rows, request.build_absolute_uri, busy=token == found.busy_token)
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Content-Disposition": "inline; filename=glutes.ics"}
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag, response=response)


@require_safe
def subscribe(request):
    """The addresses of the feeds, and how to add them to each calendar."""
    return render(request, "calendars/subscribe.html", subscription(request))


def answer(said, request):
    """The answer to a change: the page, with a message."""
    messages.success(request, said)
    return see_other(reverse("calendars:subscribe"))


@require_POST
def make(request):
    """Make the two addresses, unless they exist."""
    with request.user.locked():
        CalendarFeed.objects.get_or_create(user=request.user)
    return answer("Your calendar is on.", request)


@require_POST
def renew(request):
    """Replace one of the two addresses: the one that only says "busy", or the other."""
    with request.user.locked():
        get_object_or_404(CalendarFeed, user=request.user).renew(busy="busy" in request.POST)
    return answer("That’s the new address. The old one has stopped working.", request)


@require_POST
def ring(request):
    """Alarms on or off."""
    rings = "rings" in request.POST
    with request.user.locked():
        get_object_or_404(CalendarFeed, user=request.user)
        CalendarFeed.objects.filter(user=request.user).update(rings=rings)
    return answer("It rings when it is time." if rings else "It does not ring.", request)


@require_POST
def stop(request):
    """Delete both addresses."""
    with request.user.locked():
        CalendarFeed.objects.filter(user=request.user).delete()
    return answer("Your calendar is off: both addresses have stopped working.", request)
