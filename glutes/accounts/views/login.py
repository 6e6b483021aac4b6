"""Logging in, with a password or with a passkey, and out."""

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from glutes.accounts import passkeys
from glutes.accounts.forms import CredentialForm, LoginForm, SureForm
from glutes.accounts.models import GUESSING, Attempt
from glutes.accounts.views.attempts import address_of, forgive_tries, refuse_to_try
from glutes.accounts.views.guest import became, gone, named, signed
from glutes.accounts.views.passkey import where_offered
from glutes.answers import form_page, go_on, next_page, page, posted, see_other


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def login(request):
    """Logs in. A guest who logged something is then asked whether to move it into the account."""
    guest = request.user if request.user.is_authenticated else named(request)
    if guest and not guest.is_guest:
        return go_on(request)
    name = request.POST.get("username", "")
    if request.method == "POST" and (refusal := refuse_to_try(request, name)):
        return refusal
    form = LoginForm(request, posted(request))
    if not form.is_valid():
        offered = passkeys.are_offered(request)
        return form_page(request, "accounts/login.html", form, passkeys=offered, guest=signed(guest))
    forgive_tries(request, name)
    return come_in(request, form.get_user(), guest)


def come_in(request, member, guest):
    """Logs the member in. If this browser logged anything as a guest, the next page asks what to do with it."""
    auth.login(request, member)
    if not guest:
        return go_on(request)
    if not guest.belongings():
        became(request, guest, f"You’re in, {request.user}.")
        guest.delete()
        return go_on(request)
    request.session["guest"] = guest.pk
    return see_other(f"{reverse('accounts:bring')}?{urlencode({'next': next_page(request)})}")


@login_not_required
@require_POST
@where_offered
def passkey_login_options(request):
    """JSON for a script: what the browser needs to offer its passkeys. The challenge is kept in a short session."""
    if not Attempt.objects.admit(GUESSING, address_of(request)):
        return JsonResponse({"detail": "Too many tries. Wait a quarter of an hour."}, status=429)
    if not request.user.is_authenticated:
        request.session.set_expiry(passkeys.SECONDS)
    return JsonResponse(passkeys.options_to_log_in(request))


@login_not_required
@require_POST
@where_offered
def passkey_login(request):
    """Logs in the member whose passkey signed the challenge."""
    guest = request.user if request.user.is_authenticated else None
    if guest and not guest.is_guest:
        return go_on(request)
    answer = CredentialForm(request.POST)
    try:
        member = passkeys.proven(request, request.POST.get("credential", "") if answer.is_valid() else "").user
    except ValidationError as error:
        context = {"passkeys": True, "passkey_problem": error.messages[0], "guest": signed(guest)}
        return page(request, "accounts/login.html", 422, form=LoginForm(request), **context)
    request.session.set_expiry(None)
    return come_in(request, member, guest)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def logout(request):
    """Logs out. A guest cannot log in again: they are warned first, then deleted with all they logged."""
    user = request.user
    if not user.is_authenticated:
        return go_on(request)
    sure = not user.is_guest or SureForm(posted(request)).is_valid()
    if request.method != "POST" or not sure:
        return page(request, "accounts/logout.html", belongings=user.belongings())
    auth.logout(request)
    said = "You’re logged out."
    if user.is_guest:
        gone(request, user, said)
        user.delete()
    else:
        messages.success(request, said)
    return see_other(reverse(settings.LOGIN_REDIRECT_URL))
