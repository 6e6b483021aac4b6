"""Changing a password, and a new one for whoever forgot theirs."""

from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from glutes.accounts import mail
from glutes.accounts.forms import ForgottenForm, NewPasswordForm, PasswordForm
from glutes.accounts.models import CHANGING, FORGETTING, WRITING, Attempt
from glutes.accounts.views.attempts import address_of, locked_out
from glutes.accounts.views.email import only_by_email
from glutes.answers import form_page, page, posted, see_other


@require_http_methods(["GET", "HEAD", "POST"])
def password(request):
    """Changes the password; every other browser is logged out."""
    if request.user.is_guest:
        return see_other(reverse("accounts:signup"))
    kind = PasswordForm if request.user.has_usable_password() else NewPasswordForm
    if request.method != "POST":
        return form_page(request, "accounts/password.html", kind(request.user))
    if not Attempt.objects.admit(CHANGING, request.user.pk):
        return locked_out(request, CHANGING)
    with request.user.locked():
        form = kind(request.user, request.POST)
        if not form.is_valid():
            return form_page(request, "accounts/password.html", form)
        form.save()
        auth.update_session_auth_hash(request, request.user)
        request.user.use_device(request)
    Attempt.objects.forgive(CHANGING, request.user.pk)
    messages.success(request, "Password changed. You’re logged out everywhere else.")
    return see_other(reverse("kit:account"))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@only_by_email
def forgotten(request):
    """Sends a link for a new password. Answer and duration are the same whether or not an account has that address."""
    form = ForgottenForm(posted(request))
    if not form.is_valid():
        return form_page(request, "accounts/forgotten.html", form)
    if not Attempt.objects.admit(FORGETTING, address_of(request)):
        return locked_out(request, FORGETTING)
    address = form.cleaned_data["email"]
    if Attempt.objects.admit(WRITING, address):
        mail.send_reset(request, address)
    return page(request, "accounts/forgotten_sent.html", address=address)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_by_email
def reset_password(request, key):
    """The page that the link in an e-mail opens: sets a new password, once. Every device is logged out."""
    if not (user := mail.reset_by(key)):
        return page(request, "accounts/link_over.html", 404)
    if request.method != "POST":
        return form_page(request, "accounts/reset_password.html", NewPasswordForm(user), member=user)
    with user.locked():
        if not (user := mail.reset_by(key)):
            return page(request, "accounts/link_over.html", 404)
        form = NewPasswordForm(user, request.POST)
        if not form.is_valid():
            return form_page(request, "accounts/reset_password.html", form, member=user)
        form.save()
    request.logged_in = user  # The link in the e-mail shows who they are, as a password would.
    messages.success(request, "That’s your new password. Log in with it.")
    return see_other(reverse("accounts:login"))
