"""The values about the site that every template gets."""

from django.conf import settings


def signup_open(request):
    """`signup_open`: whether anybody may become a guest or a member; `by_email`: whether this site sends e-mail."""
    return {"signup_open": settings.SIGNUP_OPEN, "by_email": settings.BY_EMAIL}
