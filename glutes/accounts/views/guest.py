"""Starting as a guest; later, moving what the guest logged into an account, or deleting it."""

from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.views.decorators.http import require_http_methods, require_POST

from glutes.accounts.forms import GuestForm
from glutes.accounts.models import User
from glutes.accounts.views.attempts import keep_out
from glutes.answers import go_on, page


@login_not_required
@require_POST
def guest(request):
    """Start now: makes a guest and goes on."""
    return let_in(request) or go_on(request)


def let_in(request):
    """Makes a guest of a visitor who is not signed in. Returns the page that says why not; None if it worked."""
    if request.user.is_authenticated:
        return None
    if refusal := keep_out(request):
        return refusal
    form = GuestForm(request.POST)
    form.is_valid()
    auth.login(request, User.objects.create_guest(**form.cleaned_data))
    return None


def became(request, guest, said):
    """Says on the next page that the guest is now the user. Every page of this log-in names the guest, so that scripts
    send what the phone still has as the user's: the next page alone may be lost on its way."""
    messages.success(request, said)
    request.session["was_guest"] = guest.pk


def gone(request, user, said):
    """Says on the next page that the account is gone: scripts then discard what the phone has not sent yet."""
    messages.success(request, said, extra_tags=f"gone-{user.pk}")


SALT = "guest who logs in"


def signed(guest):
    """The guest, for the form of the log-in, signed so that nobody can write another into it; "" for None."""
    return signing.dumps(guest.pk, salt=SALT) if guest else ""


def named(request):
    """The guest whom the form of a log-in names; None if there is none, or they have signed up since.

    The form names the guest because the second of two taps on Log in arrives when the first has ended the guest's
    session.
    """
    try:
        return User.objects.filter(pk=signing.loads(request.POST.get("guest", ""), salt=SALT), is_guest=True).first()
    except signing.BadSignature:
        return None


def left_guest(request):
    """The guest of this browser before its user logged in; None if there was none, or they have signed up since."""
    pk = request.session.get("guest")
    return User.objects.filter(pk=pk, is_guest=True).first() if pk else None


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request):
    """Asks whether to move what was logged as a guest into the account; a POST moves it."""
    if request.method != "POST":
        guest = left_guest(request)
        return page(request, "accounts/bring.html", belongings=guest.belongings()) if guest else go_on(request)
    with request.user.locked():
        if guest := left_guest(request):
            became(request, guest, "Brought along: it’s all in your account now.")
            request.user.take_over(guest)
            del request.session["guest"]
    return go_on(request)


@require_POST
def leave(request):
    """Deletes what was logged as a guest, with the guest."""
    with request.user.locked():
        if guest := left_guest(request):
            gone(request, guest, "Deleted: what you logged as a guest.")
            guest.delete()
            del request.session["guest"]
    return go_on(request)
