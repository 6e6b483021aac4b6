"""What every template may ask about the site's doors."""

from django.conf import settings


def signup_open(request):
    """`signup_open`: whether new people may come in, as guests or as members."""
    return {"signup_open": settings.SIGNUP_OPEN}
