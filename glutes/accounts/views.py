"""Coming in, staying, going: guests, signing up, logging in and out, passwords, deleting."""

import ipaddress
from contextlib import nullcontext
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from glutes.accounts import mail, passkeys
from glutes.accounts.forms import (
    CredentialForm,
    EmailForm,
    ForgottenForm,
    GuestForm,
    LoginForm,
    MadePasskeyForm,
    NewPasswordForm,
    PasskeyForm,
    PasskeySignupForm,
    PasswordForm,
    SignupForm,
    SureForm,
    SureNameForm,
    TimeZoneForm,
)
from glutes.accounts.models import (
    CHANGING,
    COMING_IN,
    FORGETTING,
    GUESSING,
    INVITE,
    LOGGING_IN,
    MOST_PASSKEYS,
    WRITING,
    Attempt,
    Invitation,
    Passkey,
    User,
    folded,
)
from glutes.answers import form_page, go_on, next_page, page, posted, see_other

BACKEND = "django.contrib.auth.backends.ModelBackend"

A_MOMENT = timedelta(minutes=1)
"""Ours: how long after signing up the same form once more is taken for a second tap."""


def address_of(request):
    """The address that the request came from, as the server vouches for it (settings.PROXIES), as text.

    An IPv4 address that is written as IPv6 counts as IPv4. Of IPv6 it is the network, as everybody has 2^64 addresses.
    None if a proxy says something that is no address.
    """
    try:
        ip = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "").partition("%")[0])
    except ValueError:
        return None
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return str(ip if ip.version == 4 else ipaddress.ip_network((ip, 64), strict=False))


def keep_out(request, invitation=None):
    """The page that says why nobody new can come in now; None if they can."""
    if not settings.SIGNUP_OPEN and not invitation:
        return page(request, "accounts/closed.html", 403, invited=INVITE in request.GET)
    newcomer = request.method == "POST" and not request.user.is_authenticated
    if newcomer and not Attempt.objects.admit(COMING_IN, address_of(request)):
        return page(request, "accounts/too_many.html", 429)
    return None


def may_try(request, name):
    """Whether one more password may be tried for this name; counts it."""
    address = address_of(request)
    return Attempt.objects.admit(GUESSING, address) and Attempt.objects.admit(LOGGING_IN, address, folded(name))


def locked_out(request, limit):
    """The answer to too many wrong passwords."""
    return page(request, "accounts/locked_out.html", 429, minutes=limit.within.seconds // 60)


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
    auth.login(request, User.objects.create_guest(**form.cleaned_data), BACKEND)
    return None


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def signup(request):
    """Makes a guest a member, who keeps everything they logged, or makes a new member."""
    visitor = request.user if request.user.is_authenticated else None
    if visitor and not visitor.is_guest:
        return go_on(request)
    invitation = Invitation.objects.named(request.GET.get(INVITE, ""), timezone.now())
    if not settings.SIGNUP_OPEN and not invitation:
        return keep_out(request)
    if request.method != "POST":
        return signup_page(request, SignupForm(instance=visitor))
    try:
        with visitor.locked() if visitor else nullcontext():  # Who is new is counted outside a transaction.
            form = SignupForm(request.POST, instance=User.objects.get(pk=visitor.pk) if visitor else None)
            if not form.is_valid():
                return signup_refused(request, form)
            if refusal := keep_out(request, invitation):
                return refusal
            with transaction.atomic():
                if invitation and not invitation.use(timezone.now()):
                    return keep_out(request)
                member = form.save()
                auth.login(request, member, BACKEND)
            if member.email:
                write_to(request, member, member.email)
    except IntegrityError:  # Somebody took the name this very moment.
        form.add_error("username", ValidationError("That name is taken.", code="unique"))
        return signup_refused(request, form)
    said = f"All yours, {member}: everything you logged is in your account." if visitor else f"Welcome, {member}."
    messages.success(request, said)
    return go_on(request)


def signup_refused(request, form):
    """The page with what is wrong; but the second of two taps goes where the first one went.

    It finds the name taken by the account that the first tap made a moment ago. It is logged in like anybody who
    gives a name and its password.
    """
    if form.has_error("username", "unique"):
        name, password = form.data["username"], form.data.get("password1", "")
        newcomers = User.objects.filter(is_guest=False, last_login__gte=timezone.now() - A_MOMENT)
        just_made = newcomers.filter(username=name).exists()
        may = just_made and may_try(request, name)
        if may and (member := auth.authenticate(request, username=name, password=password)):
            auth.login(request, member)
            return go_on(request)
    return signup_page(request, form)


def signup_page(request, form, status=None, **context):
    """The page, which offers a guest to sign up with a passkey instead where browsers do it."""
    if request.user.is_authenticated and passkeys.are_offered(request):
        context["passkey_form"] = context.get("passkey_form") or PasskeySignupForm(None, request.user)
    status = status or (422 if form.is_bound else 200)
    return page(request, "accounts/signup.html", status, form=form, **context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def login(request):
    """Logs in. Asks a guest whether to bring along what they logged: later nobody could say whose it was."""
    guest = request.user if request.user.is_authenticated else None
    if guest and not guest.is_guest:
        return go_on(request)
    name = request.POST.get("username", "")
    if request.method == "POST" and not may_try(request, name):
        return locked_out(request, LOGGING_IN)
    form = LoginForm(request, posted(request))
    if not form.is_valid():
        return form_page(request, "accounts/login.html", form, passkeys=passkeys.are_offered(request))
    Attempt.objects.forgive(LOGGING_IN, address_of(request), folded(name))
    return come_in(request, form.get_user(), guest)


def come_in(request, member, guest):
    """Logs the member in. What this browser logged as a guest is asked about, if there is anything."""
    auth.login(request, member, BACKEND)
    if not guest:
        return go_on(request)
    if not guest.belongings():
        became(request, guest, f"You’re in, {request.user}.")
        guest.delete()
        return go_on(request)
    request.session["guest"] = guest.pk
    return see_other(f"{reverse('accounts:bring')}?{urlencode({'next': next_page(request)})}")


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


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def logout(request):
    """Logs out. A guest cannot log in again, so they are warned first, and then deleted with all they logged."""
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


def write_to(request, member, address):
    """Sends the address a link to confirm it; False if it got too many letters already."""
    if not Attempt.objects.admit(WRITING, address):
        return False
    mail.send_confirmation(request, member, address)
    return True


def only_by_email(view):
    """Of a site that sends no e-mail the page is not there."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.BY_EMAIL:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@only_by_email
def email(request):
    """Adds, changes or removes the address for a forgotten password. A new one counts once its link was opened."""
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
        form.add_error("email", "That address got several letters already. Look among the spam, or wait an hour.")
        return form_page(request, "accounts/email.html", form)
    return see_other(reverse("kit:account"))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_by_email
def email_confirm(request, key):
    """Behind the link in a letter: the address is whose who opens it. A button says so: programs open links, too."""
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


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@only_by_email
def forgotten(request):
    """Sends a link for a new password. The answer is the same whether anybody has that address, and takes as long."""
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
    """Behind the link in a letter: a new password, once. Every device is logged out."""
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
    messages.success(request, "That’s your new password. Log in with it.")
    return see_other(reverse("accounts:login"))


def where_offered(view):
    """Where browsers do no passkeys (plain http, an address without a name) the page is not there."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not passkeys.are_offered(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def first_problem(form):
    """The answer to a script whose form was refused: the first sentence that says why."""
    return JsonResponse({"detail": next(iter(form.errors.values()))[0]}, status=422)


@require_safe
def passkey_list(request):
    """The member's passkeys, and the form for another one."""
    if request.user.is_guest:
        return see_other(reverse("accounts:signup"))
    return passkeys_page(request, PasskeyForm(None, request.user))


def passkeys_page(request, form, status=200, problem=""):
    mine = Passkey.objects.filter(user=request.user)
    shown = {"form": form, "passkeys": mine, "problem": problem, "offered": passkeys.are_offered(request)}
    return render(request, "accounts/passkey_list.html", shown, status=status)


@require_POST
@where_offered
def passkey_options(request):
    """To a script: what the browser needs to make a passkey; of a guest, the one they sign up with."""
    user = request.user
    if not user.is_guest and not Attempt.objects.admit(CHANGING, user.pk):
        return JsonResponse({"detail": "Too many tries. Wait a quarter of an hour."}, status=429)
    if user.is_guest:
        form = PasskeySignupForm(request.POST, User.objects.get(pk=user.pk))
    else:
        form = PasskeyForm(request.POST, user)
    if not form.is_valid():
        return first_problem(form)
    Attempt.objects.forgive(CHANGING, user.pk)
    name = form.cleaned_data.get("username", user.username)
    return JsonResponse(passkeys.options_to_add(request, user, name))


def save_passkey(passkey):
    """Saves a new one; of two taps at once the second finds it there. Raises ValidationError if it is another's."""
    if Passkey.objects.filter(user=passkey.user, credential=passkey.credential).exists():
        return
    try:
        with transaction.atomic():
            passkey.save()
    except IntegrityError:
        raise ValidationError(passkeys.REFUSED) from None


@require_POST
@where_offered
def passkey_add(request):
    """Adds the passkey that the browser has made."""
    if request.user.is_guest:
        return see_other(reverse("accounts:signup"))
    with request.user.locked():
        made = MadePasskeyForm(request.POST)
        form = PasskeyForm(None, request.user, initial={"name": made["name"].value()})
        if not made.is_valid():
            return passkeys_page(request, form, 422, passkeys.REFUSED)
        if Passkey.objects.filter(user=request.user).count() >= MOST_PASSKEYS:
            return passkeys_page(request, form, 422, f"{MOST_PASSKEYS} passkeys are the most: remove one first.")
        try:
            passkey = passkeys.added(request, made.cleaned_data["credential"])
            passkey.user, passkey.name = request.user, made.cleaned_data["name"]
            save_passkey(passkey)
        except ValidationError as error:
            return passkeys_page(request, form, 422, error.messages[0])
    messages.success(request, f"Added: {passkey}. Next time, log in with it.")
    return see_other(reverse("accounts:passkey_list"))


@require_POST
def passkey_remove(request, pk):
    """Nobody comes in with it any more. The last way into an account stays."""
    with request.user.locked():
        passkey = get_object_or_404(Passkey.objects.with_deleted().select_related("user"), pk=pk, user=request.user)
        if passkey.deleted_at is None and passkey.is_last_way_in:
            form = PasskeyForm(None, request.user)
            return passkeys_page(request, form, 422, "Without it you could not log in: set a password first.")
        passkey.discard(timezone.now())
    messages.success(request, f"Removed: {passkey}.")
    return see_other(reverse("accounts:passkey_list"))


def passkey_signup_refused(request, form, problem=""):
    """The page with what is wrong. Who was about to be a member is a guest still."""
    context = {"passkey_form": form, "passkey_problem": problem}
    return signup_page(request, SignupForm(instance=User.objects.get(pk=request.user.pk)), 422, **context)


@require_POST
@where_offered
def passkey_signup(request):
    """Makes a guest a member, who logs in with the passkey that the browser has made."""
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
            member = form.save()
            passkey.user, passkey.name = member, "The first one"
            save_passkey(passkey)
            auth.login(request, member, BACKEND)
    except ValidationError as error:
        return passkey_signup_refused(request, form, error.messages[0])
    except IntegrityError:  # Somebody took the name this very moment.
        form.add_error("username", ValidationError("That name is taken.", code="unique"))
        return passkey_signup_refused(request, form)
    messages.success(request, f"All yours, {member}: everything you logged is in your account.")
    return go_on(request)


@login_not_required
@require_POST
@where_offered
def passkey_login_options(request):
    """To a script: what the browser needs to offer its passkeys. Who is nobody gets a session for it, for a while."""
    if not Attempt.objects.admit(GUESSING, address_of(request)):
        return JsonResponse({"detail": "Too many tries. Wait a quarter of an hour."}, status=429)
    if not request.user.is_authenticated:
        request.session.set_expiry(passkeys.SECONDS)
    return JsonResponse(passkeys.options_to_log_in(request))


@login_not_required
@require_POST
@where_offered
def passkey_login(request):
    """Logs in whose passkey signed the challenge."""
    guest = request.user if request.user.is_authenticated else None
    if guest and not guest.is_guest:
        return go_on(request)
    answer = CredentialForm(request.POST)
    try:
        member = passkeys.proven(request, request.POST.get("credential", "") if answer.is_valid() else "").user
    except ValidationError as error:
        context = {"passkeys": True, "passkey_problem": error.messages[0]}
        return page(request, "accounts/login.html", 422, form=LoginForm(request), **context)
    request.session.set_expiry(None)
    return come_in(request, member, guest)


@require_safe
def device_list(request):
    """Where the member is logged in; this device first."""
    if request.user.is_guest:
        return see_other(reverse("accounts:signup"))
    devices, here = request.user.devices().signed_in(timezone.now()), request.session.session_key
    others = [device for device in devices if device.key != here]
    this = next((device for device in devices if device.key == here), None)
    shown = {"this": this, "others": others, "today": request.user.local_date()}
    return render(request, "accounts/device_list.html", shown)


@require_POST
def device_end(request, pk):
    """Logs one other device out; again: it is logged out."""
    with request.user.locked():
        device = get_object_or_404(request.user.devices(), pk=pk)
        request.user.devices().filter(pk=pk).end()
    messages.success(request, f"Logged out: {device}.")
    return see_other(reverse("accounts:device_list"))


@require_POST
def devices_end(request):
    """Logs every other device out."""
    with request.user.locked():
        request.user.devices().exclude(key=request.session.session_key).end()
    messages.success(request, "You’re logged out everywhere else.")
    return see_other(reverse("accounts:device_list"))


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
    return see_other(reverse(settings.LOGIN_REDIRECT_URL))


@require_POST
def time_zone(request):
    """Follow another time zone: the one of the phone, which Today offers."""
    with request.user.locked():
        form = TimeZoneForm(request.POST, request.user)
        if form.is_valid():
            form.save()
    if form.errors:
        return form_page(request, "accounts/time_zone.html", form)
    messages.success(request, f"Your account follows {request.user.time_zone} now.")
    return go_on(request)
