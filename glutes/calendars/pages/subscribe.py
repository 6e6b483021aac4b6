"""The values of `calendars/subscribe.html`: the two addresses, and some sessions as a calendar will show them."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from glutes.calendars.appointments import appointments
from glutes.calendars.models import CalendarFeed

SHOWN = 4
"""How many sessions are shown, beginning with the latest that was done."""


def subscription(request):
    """The context of the page."""
    user, feed = request.user, CalendarFeed.objects.filter(user=request.user).first()
    context = {"feed": feed, "agenda": agenda(user, timezone.now()), "secure": request.is_secure()}
    if feed:
        whole, busy = (
            request.build_absolute_uri(reverse("calendars:feed", args=[token]))
            for token in (feed.token, feed.busy_token)
        )
        context |= {"whole": whole, "busy": busy, "webcal": f"webcal:{whole.partition(':')[2]}"}
    return context


def agenda(user, now):
    """The Appointments of the next sessions, after the latest that was done."""
    today = user.local_date(now)
    found = appointments(user, today - timedelta(days=14), today + timedelta(days=21), now).values()
    found = sorted((one for one in found if not one.cancelled), key=lambda one: (one.day, str(one.start)))
    done = [one for one in found if one.done][-1:]
    ahead = [one for one in found if not one.done and one.day >= today]
    return [{"one": one, "until": one.start and one.start + timedelta(minutes=one.minutes)} for one in done + ahead][
        :SHOWN
    ]
