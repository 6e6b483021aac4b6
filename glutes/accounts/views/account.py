"""Deleting the account, and changing its time zone."""

from django.conf import settings
from django.contrib import auth, messages
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from glutes.accounts import known_browsers
from glutes.accounts.forms import SureForm, SureNameForm, TimeZoneForm
from glutes.accounts.views.guest import gone
from glutes.answers import form_page, go_on, posted, see_other


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request):
    """Deletes the account with everything in it, for good."""
    user = request.user
    form = SureForm(posted(request)) if user.is_guest else SureNameForm(posted(request), user=user)
    if not form.is_valid():
        return form_page(request, "accounts/delete.html", form, belongings=user.belongings())
    auth.logout(request)
    gone(request, user, "Your account and everything in it is deleted. All the best out there.")
    user.delete()
    response = see_other(reverse(settings.LOGIN_REDIRECT_URL))
    known_browsers.forget(request, response, user)
    return response


@require_POST
def time_zone(request):
    """Changes the time zone, to that of the phone: Today offers this when the two differ."""
    with request.user.locked():
        form = TimeZoneForm(request.POST, request.user)
        if form.is_valid():
            form.save()
    if form.errors:
        return form_page(request, "accounts/time_zone.html", form)
    messages.success(request, f"Your account follows {request.user.time_zone} now.")
    return go_on(request)
