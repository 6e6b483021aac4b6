"""What every template knows about the site."""

from django.conf import settings


def signup_open(request):
    """`signup_open`: whether new people may come in, as guests or as members."""
    return {"signup_open": settings.SIGNUP_OPEN}
