"""A guest comes in; what they logged moves to their account, or goes."""

from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_http_methods, require_POST

from glutes.accounts.forms import GuestForm
from glutes.accounts.models import User
from glutes.accounts.views.limits import keep_out
from glutes.answers import go_on, page


@login_not_required
@require_POST
def guest(request):
    """Start now: a guest, with one tap."""
    return let_in(request) or go_on(request)


def let_in(request):
    """Makes a guest of whoever posts this and is nobody yet. The page that says why nobody can come in, else None."""
    if request.user.is_authenticated:
        return None
    if refusal := keep_out(request):
        return refusal
    form = GuestForm(request.POST)
    form.is_valid()
    auth.login(request, User.objects.create_guest(**form.cleaned_data))
    return None


def became(request, guest, said):
    """Says on the next page that the guest is now the user; scripts there hand on what the phone has not sent yet."""
    messages.success(request, said, extra_tags=f"became-{guest.pk}-{request.user.pk}")


def gone(request, user, said):
    """Says on the next page that the account is gone; scripts there discard what the phone has not sent yet."""
    messages.success(request, said, extra_tags=f"gone-{user.pk}")


def left_guest(request):
    """The guest this browser was before its user logged in; None if there was none, or they are no guest any more."""
    pk = request.session.get("guest")
    return User.objects.filter(pk=pk, is_guest=True).first() if pk else None


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request):
    """Asks whether to bring along what was logged as a guest; brings it along."""
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
