"""The address for a forgotten password, and the link that confirms it."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import Http404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from glutes.accounts import mail
from glutes.accounts.forms import EmailForm
from glutes.accounts.models import CHANGING, SENDING, WRITING, Attempt
from glutes.accounts.views.attempts import locked_out
from glutes.answers import form_page, page, see_other


def write_to(request, member, address):
    """Sends the address a link to confirm it; False if it got, or the member sent, too many letters already."""
    admit = Attempt.objects.admit
    if not admit(SENDING, member.pk) or not admit(WRITING, address):
        return False
    mail.send_confirmation(request, member, address)
    return True


def only_by_email(view):
    """Answers 404 on a site that sends no e-mail."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.BY_EMAIL:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@only_by_email
def email(request):
    """Adds, changes or removes the address for a forgotten password. A new one counts once its link is confirmed."""
    user = request.user
    if user.is_guest:
        return see_other(reverse("accounts:signup"))
    if request.method != "POST":
        return form_page(request, "accounts/email.html", EmailForm(None, user))
    if not Attempt.objects.admit(CHANGING, user.pk):
        return locked_out(request, CHANGING)
    form = EmailForm(request.POST, user)
    if not form.is_valid():
        return form_page(request, "accounts/email.html", form)
    Attempt.objects.forgive(CHANGING, user.pk)
    address = form.cleaned_data["email"]
    if not address:
        with user.locked():
            mail.use(user, "")
        messages.success(request, "Removed: we have no address of yours.")
    elif address == user.email and user.email_confirmed:
        messages.success(request, f"{address} is confirmed already.")
    elif write_to(request, user, address):
        messages.success(request, f"We’ve written to {address}. Open the link in that letter, then it counts.")
    else:
        form.add_error("email", "We sent several letters already. Look among the spam, or wait an hour.")
        return form_page(request, "accounts/email.html", form)
    return see_other(reverse("kit:account"))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_by_email
def email_confirm(request, key):
    """The page behind the link in an e-mail. Its button confirms the address, since programs open links, too."""
    if not (found := mail.confirmed_by(key)):
        return page(request, "accounts/link_over.html", 404)
    user, address = found
    if request.method != "POST":
        return page(request, "accounts/email_confirm.html", member=user, address=address)
    try:
        with user.locked():
            if found := mail.confirmed_by(key):
                mail.use(*found)
    except IntegrityError:
        return page(request, "accounts/email_confirm.html", 422, member=user, address=address, taken=True)
    messages.success(request, f"Confirmed: {address}. A forgotten password is no trouble now.")
    return see_other(reverse("kit:account" if request.user == user else settings.LOGIN_REDIRECT_URL))
