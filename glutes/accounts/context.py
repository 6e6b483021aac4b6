"""What every template knows about the site."""

from django.conf import settings


def signup_open(request):
    """`signup_open`: whether new people may come in, as guests or as members; `by_email`: whether letters are sent."""
    return {"signup_open": settings.SIGNUP_OPEN, "by_email": settings.BY_EMAIL}
