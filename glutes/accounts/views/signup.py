"""Signing up, with a password or with a passkey."""

from contextlib import nullcontext
from datetime import timedelta

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from glutes.accounts import passkeys
from glutes.accounts.forms import CredentialForm, PasskeySignupForm, SignupForm
from glutes.accounts.models import INVITE, Invitation, User
from glutes.accounts.views.attempts import keep_out, refuse_to_try
from glutes.accounts.views.email import write_to
from glutes.accounts.views.passkey import save_passkey, where_offered
from glutes.answers import go_on, page, posted

A_MOMENT = timedelta(minutes=1)
"""Ours: for how long after signing up the same form, sent again, counts as a second tap."""


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def signup(request):
    """Makes a guest a member, who keeps everything they logged, or makes a new member."""
    visitor = request.user if request.user.is_authenticated else None
    if visitor and not visitor.is_guest:
        return go_on(request)
    invitation = Invitation.objects.named(request.GET.get(INVITE, ""), timezone.now())
    if not settings.SIGNUP_OPEN and not invitation:
        return second_tap(request, SignupForm(posted(request))) or keep_out(request)
    if request.method != "POST":
        return signup_page(request, SignupForm(instance=visitor))
    try:
        with visitor.locked() if visitor else nullcontext():  # keep_out counts new visitors outside a transaction.
            form = SignupForm(request.POST, instance=User.objects.get(pk=visitor.pk) if visitor else None)
            if not form.is_valid():
                return signup_refused(request, form)
            if refusal := keep_out(request, invitation):
                return refusal
            with transaction.atomic():
                if invitation and not invitation.use(timezone.now()) and not settings.SIGNUP_OPEN:
                    return second_tap(request, SignupForm(request.POST)) or keep_out(request)
                member = form.save()
                auth.login(request, member)
            if member.email:
                write_to(request, member, member.email)
    except IntegrityError:  # Somebody took the name this very moment.
        form.add_error("username", ValidationError("That name is taken.", code="unique"))
        return signup_refused(request, form)
    said = f"All yours, {member}: everything you logged is in your account." if visitor else f"Welcome, {member}."
    messages.success(request, said)
    return go_on(request)


def signup_refused(request, form):
    """The page with what is wrong; but the second of two taps is logged in, as the first one was."""
    return second_tap(request, form) or signup_page(request, form)


def second_tap(request, form):
    """Logs in the second of two taps, and goes on; None for anybody else.

    The second tap finds its name taken, by the account that the first made less than A_MOMENT ago. It is logged in if
    its password is right, like anybody with a name and a password.
    """
    if form.has_error("username", "unique"):
        name, password = form.data["username"], form.data.get("password1", "")
        newcomers = User.objects.filter(is_guest=False, last_login__gte=timezone.now() - A_MOMENT)
        just_made = newcomers.filter(username=name).exists()
        may = just_made and not refuse_to_try(request, name)
        if may and (member := auth.authenticate(request, username=name, password=password)):
            auth.login(request, member)
            return go_on(request)
    return None


def signup_page(request, form, status=None, **context):
    """The page to sign up. A guest can use a passkey instead, where browsers allow passkeys; not with an invitation."""
    if settings.SIGNUP_OPEN and request.user.is_authenticated and passkeys.are_offered(request):
        context["passkey_form"] = context.get("passkey_form") or PasskeySignupForm(None, request.user)
    status = status or (422 if form.is_bound else 200)
    return page(request, "accounts/signup.html", status, form=form, **context)


def passkey_signup_refused(request, form, problem=""):
    """The page with what is wrong; the user is still a guest."""
    context = {"passkey_form": form, "passkey_problem": problem}
    return signup_page(request, SignupForm(instance=User.objects.get(pk=request.user.pk)), 422, **context)


@require_POST
@where_offered
def passkey_signup(request):
    """Makes a guest a member, who logs in with the passkey that the browser just made."""
    if not request.user.is_guest:
        return go_on(request)
    if not settings.SIGNUP_OPEN:
        return keep_out(request)
    try:
        with request.user.locked():
            visitor = User.objects.get(pk=request.user.pk)
            if not visitor.is_guest:  # By the first of two taps.
                return go_on(request)
            form, answer = PasskeySignupForm(request.POST, visitor), CredentialForm(request.POST)
            if not form.is_valid():
                return passkey_signup_refused(request, form)
            passkey = passkeys.added(request, answer.data.get("credential", "") if answer.is_valid() else "")
            passkey.user, passkey.name = form.save(), "The first one"
            save_passkey(passkey)
            auth.login(request, passkey.user)
    except ValidationError as error:
        return passkey_signup_refused(request, form, error.messages[0])
    except IntegrityError:  # Somebody took the name this very moment.
        form.add_error("username", ValidationError("That name is taken.", code="unique"))
        return passkey_signup_refused(request, form)
    messages.success(request, f"All yours, {passkey.user}: everything you logged is in your account.")
    return go_on(request)
