"""A member’s passkeys: the list, adding one, removing one."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from glutes.accounts import passkeys
from glutes.accounts.forms import MadePasskeyForm, PasskeyForm, PasskeySignupForm
from glutes.accounts.models import CHANGING, MOST_PASSKEYS, Attempt, Passkey, User
from glutes.answers import see_other


def where_offered(view):
    """Answers 404 where browsers allow no passkeys: on plain http, or under an IP address."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not passkeys.are_offered(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def first_problem(form):
    """JSON for a script whose form was refused (422): the first error message."""
    return JsonResponse({"detail": next(iter(form.errors.values()))[0]}, status=422)


@require_safe
def passkey_list(request):
    """The member's passkeys, and the form for another one."""
    if request.user.is_guest:
        return see_other(reverse("accounts:signup"))
    return passkeys_page(request, PasskeyForm(None, request.user))


def passkeys_page(request, form, status=200, problem=""):
    """The page of passkeys, with the form for another one; `status` 422 if it was refused."""
    mine = Passkey.objects.filter(user=request.user)
    shown = {"form": form, "passkeys": mine, "problem": problem, "now": timezone.now()}
    shown["offered"] = passkeys.are_offered(request)
    return render(request, "accounts/passkey_list.html", shown, status=status)


@require_POST
@where_offered
def passkey_options(request):
    """JSON for a script: what the browser needs to make a passkey; a guest signs up with it."""
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
    """Saves a new passkey; after a double tap it is there already. Raises ValidationError if another user has it."""
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
    """Removes a passkey, except one without which the member could not log in."""
    with request.user.locked():
        passkey = get_object_or_404(Passkey.objects.with_deleted().select_related("user"), pk=pk, user=request.user)
        if passkey.deleted_at is None and passkey.is_last_way_in:
            form = PasskeyForm(None, request.user)
            return passkeys_page(request, form, 422, "Without it you could not log in: set a password first.")
        passkey.discard(timezone.now())
    messages.success(request, f"Removed: {passkey}.")
    return see_other(reverse("accounts:passkey_list"))
