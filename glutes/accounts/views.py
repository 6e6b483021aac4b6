"""Coming in, staying, going; what one has at home and how one likes things shown."""

import ipaddress

from axes.utils import reset
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from glutes.accounts.forms import (
    GuestForm,
    KitForm,
    LoginForm,
    PasswordForm,
    PreferencesForm,
    SignupForm,
    SureForm,
    SureNameForm,
    WishForm,
    zone_names,
)
from glutes.accounts.models import User
from glutes.answers import next_page
from glutes.exercises.models import Equipment, Exercise

BACKEND = "django.contrib.auth.backends.ModelBackend"

NEWCOMERS_PER_HOUR = 20
"""Ours: guests and members made from one address in one hour. A club's changing room fits; a script does not."""


def go_on(request):
    """To the page the user wanted, else to today."""
    return redirect(next_page(request) or settings.LOGIN_REDIRECT_URL)


def page(request, template, status=200, **context):
    return render(request, template, {"next": next_page(request)} | context, status=status)


def form_page(request, template, form, **context):
    """A page with a form on it: 422 when the form was refused, with what was typed."""
    return page(request, template, 422 if form.is_bound else 200, form=form, **context)


def posted(request):
    """What was posted, also when that was nothing; None when the page was only looked at."""
    return request.POST if request.method == "POST" else None


def client_address(request):
    """The address that asks, as the server vouches for it (settings.PROXIES); IPv4 in the clothes of IPv6 is IPv4.

    None where a proxy says something else: a port as well, or "unknown". (For django-axes, too.)
    """
    try:
        ip = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "").partition("%")[0])
    except ValueError:
        return None
    return str(getattr(ip, "ipv4_mapped", None) or ip)


def too_many_newcomers(request):
    """Whether this address has made its share of accounts within the hour; counts this one if not.

    In IPv6 the network counts: each has 2^64 addresses.
    """
    address = client_address(request)
    if address and ":" in address:
        address = ipaddress.ip_network(f"{address}/64", strict=False)
    key = f"newcomers {address} {timezone.now():%Y-%m-%d %H}".replace(" ", "-")
    count = cache.get(key, 0)
    if count < NEWCOMERS_PER_HOUR:
        cache.set(key, count + 1, 3600)
    return count >= NEWCOMERS_PER_HOUR


def keep_out(request):
    """The page for somebody new who cannot come in now, or nothing if they can."""
    if not settings.SIGNUP_OPEN:
        return page(request, "accounts/closed.html", 403)
    if request.method == "POST" and not request.user.is_authenticated and too_many_newcomers(request):
        return page(request, "accounts/too_many.html", 429)
    return None


@login_not_required
@require_POST
def guest(request):
    """Start now: a guest, with one tap."""
    if request.user.is_authenticated:
        return go_on(request)
    if refusal := keep_out(request):
        return refusal
    form = GuestForm(request.POST)
    form.is_valid()
    auth.login(request, User.objects.create_guest(**form.cleaned_data), BACKEND)
    return go_on(request)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def signup(request):
    """A guest becomes a member and keeps everything; nobody becomes a member."""
    visitor = request.user if request.user.is_authenticated else None
    if visitor and not visitor.is_guest:
        return go_on(request)
    if not settings.SIGNUP_OPEN:
        return keep_out(request)
    form = SignupForm(posted(request), instance=User.objects.get(pk=visitor.pk) if visitor else None)
    if not form.is_valid():
        return form_page(request, "accounts/signup.html", form)
    if refusal := keep_out(request):
        return refusal
    try:
        with transaction.atomic():
            member = form.save()
    except IntegrityError:  # Somebody took the name this very moment.
        form.add_error("username", "That name is taken.")
        return form_page(request, "accounts/signup.html", form)
    if visitor:
        auth.update_session_auth_hash(request, member)
        messages.success(request, f"All yours, {member}: everything you logged is in your account.")
    else:
        auth.login(request, member, BACKEND)
        messages.success(request, f"Welcome, {member}.")
    return go_on(request)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def login(request):
    """Back in. A guest is asked about what they logged: only this browser's session knows whose that was."""
    guest = request.user if request.user.is_authenticated else None
    if guest and not guest.is_guest:
        return go_on(request)
    form = LoginForm(request, posted(request))
    if not form.is_valid():
        return form_page(request, "accounts/login.html", form)
    auth.login(request, form.get_user())
    if not guest:
        return go_on(request)
    if not guest.belongings():
        became(request, guest, f"You are in, {request.user}.")
        guest.delete()
        return go_on(request)
    request.session["guest"] = guest.pk
    return redirect(f"{reverse('accounts:bring')}?{urlencode({'next': next_page(request)})}")


def name_tried(request, credentials):
    """The name that counts for too many failed attempts: "Anna" and "ANNA" are one person. (For django-axes.)"""
    return (credentials or request.POST).get("username", "").casefold()[:255]  # Its table has room for no more.


def locked_out(request, response, credentials):
    """The answer to too many failed attempts. (For django-axes.)"""
    minutes = settings.AXES_COOLOFF_TIME.seconds // 60
    return page(request, "accounts/locked_out.html", 429, minutes=minutes)


def became(request, guest, said):
    """Says so, and lets the phone hand on what it still keeps of the guest's: the next page carries the word."""
    messages.success(request, said, extra_tags=f"became-{guest.pk}-{request.user.pk}")


def gone(request, user, said):
    """Says so, and lets the phone discard what it still keeps of an account that is about to be deleted."""
    messages.success(request, said, extra_tags=f"gone-{user.pk}")


def left_guest(request):
    """The guest this browser was before its user logged in, if they still are one."""
    pk = request.session.get("guest")
    return User.objects.filter(pk=pk, is_guest=True).first() if pk else None


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request):
    """Whether to bring along what was logged as a guest."""
    guest = left_guest(request)
    if not guest:
        return go_on(request)
    belongings = guest.belongings()
    if request.method != "POST":
        return page(request, "accounts/bring.html", belongings=belongings)
    became(request, guest, "Brought along. It is all in your account now.")
    request.user.take_over(guest)
    del request.session["guest"]
    return go_on(request)


@require_POST
def leave(request):
    """What was logged as a guest is not wanted."""
    if guest := left_guest(request):
        gone(request, guest, "Left behind, and deleted.")
        guest.delete()
        del request.session["guest"]
    return go_on(request)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def logout(request):
    """Out. A guest can never come back, so they are warned first, and what they had goes with them."""
    user = request.user
    if not user.is_authenticated:
        return go_on(request)
    sure = not user.is_guest or SureForm(posted(request)).is_valid()
    if request.method != "POST" or not sure:
        return page(request, "accounts/logout.html", belongings=user.belongings())
    auth.logout(request)
    said = "You are logged out."
    if user.is_guest:
        gone(request, user, said)
        user.delete()
    else:
        messages.success(request, said)
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_http_methods(["GET", "HEAD", "POST"])
def password(request):
    if request.user.is_guest:
        return redirect("accounts:signup")
    form = PasswordForm(request.user, posted(request))
    if not form.is_valid():
        return form_page(request, "accounts/password.html", form)
    auth.update_session_auth_hash(request, form.save())
    messages.success(request, "The new password counts from now on. Everywhere else you are logged out.")
    return redirect("accounts:account")


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request):
    """The account with everything in it, for good."""
    user = request.user
    form = SureForm(posted(request)) if user.is_guest else SureNameForm(posted(request), user=user)
    if not form.is_valid():
        return form_page(request, "accounts/delete.html", form, belongings=user.belongings())
    reset(username=user.username.casefold())  # Failed attempts to log in hold the name, too.
    auth.logout(request)
    gone(request, user, "Your account and everything in it are gone. All the best out there.")
    user.delete()
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_http_methods(["GET", "HEAD", "POST"])
def account(request):
    """Preferences: what one has at home, units, time zone, first day of the week."""
    if request.method != "POST":
        return page(request, "accounts/account.html", **account_context(request))
    form = PreferencesForm(request.POST, instance=User.objects.get(pk=request.user.pk))
    if not form.is_valid():
        return answer(request, "_preferences", form=form)
    gone = ", ".join(str(kit) for kit in form.save() if kit.size)
    request.user.refresh_from_db()
    return answer(request, "_preferences", f"Saved. No longer there: {gone}." if gone else "Saved.")


@require_POST
def kit_add(request, slug):
    """One more weight or band."""
    sized = Equipment.objects.current().filter(Q(weighs=True) | Q(stretches=True))
    form = KitForm(request.POST, user=request.user, equipment=get_object_or_404(sized, slug=slug))
    if not form.is_valid():
        return answer(request, "_kit", kit_form=form)
    return answer(request, "_kit", f"{form.save()} is on your list.")


@require_POST
def kit_remove(request, pk):
    """Away with a weight or a band; what is said about it can put it back."""
    kit = get_object_or_404(request.user.kit.select_related("equipment"), pk=pk)
    said = render_to_string("accounts/_kit_removed.html", {"kit": kit}, request)
    kit.delete()
    return answer(request, "_kit", said)


@require_http_methods(["GET", "HEAD", "POST"])
def wish(request, slug):
    """How one exercise is to be done, whatever the coach would say."""
    exercise = get_object_or_404(Exercise, slug=slug)
    form = WishForm(posted(request), user=request.user, exercise=exercise)
    if not form.is_valid():
        return form_page(request, "accounts/wish.html", form, exercise=exercise)
    form.save()
    messages.success(request, f"Saved for {exercise}.")
    return go_on(request)


@require_POST
def ease(request):
    """This week as an easier one, or not after all."""
    request.user.ease(request.user.local_date(), easier="undo" not in request.POST)
    return go_on(request)


def answer(request, fragment, said="", **refused):
    """To a write on the account page: what it changed, or what was refused, with what was typed."""
    if not request.htmx and not refused:
        messages.success(request, said)
        return redirect("accounts:account")
    template = fragment if request.htmx else "account"
    context = account_context(request, **refused)
    return page(request, f"accounts/{template}.html", 422 if refused else 200, said=said, **context)


def account_context(request, form=None, kit_form=None):
    """What the account page and its fragments show; a form that was refused takes the place of a fresh one."""
    user = request.user
    kit = list(user.kit.select_related("equipment"))
    owned = {one.equipment: [] for one in kit} | ({kit_form.kit.equipment: []} if kit_form else {})
    for one in kit:
        owned[one.equipment] += [one] if one.size else []
    return {
        "form": form or PreferencesForm(instance=user, initial={"equipment": [one.equipment.slug for one in kit]}),
        "kit": [
            (
                rows,
                kit_form
                if kit_form and kit_form.kit.equipment == equipment
                else KitForm(user=user, equipment=equipment),
            )
            for equipment, rows in owned.items()
            if equipment.weighs or equipment.stretches
        ],
        "left": left_guest(request),
        "zone_names": zone_names(),
    }
