"""The page of keys: make, name, revoke; and the answer to an unknown address of the API."""

from uuid import uuid4

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from glutes.answers import for_everybody, see_other
from glutes.api.forms import ApiTokenForm
from glutes.api.models import ApiToken


@require_safe
def token_list(request):
    """The user's keys, and the form for a new one."""
    return tokens(request, ApiTokenForm(None, request.user))


def tokens(request, form, status=200, **made):
    """The page; a key that was made just now is shown this once."""
    context = {"form": form, "tokens": ApiToken.objects.filter(user=request.user), "now": timezone.now()} | made
    commands = {
        "site": request.build_absolute_uri("/").rstrip("/"),
        "number": uuid4(),
        "started": timezone.localtime().isoformat(timespec="seconds"),
    }
    return render(request, "api/token_list.html", context | commands, status=status)


@require_POST
def token_make(request):
    """Make a key. The answer shows it, without a redirect, because it is stored nowhere."""
    with request.user.locked():
        form = ApiTokenForm(request.POST, request.user)
        made = form.is_valid() and form.save(timezone.now())
    if not made:
        return tokens(request, form, 422)
    token, key = made
    return tokens(request, ApiTokenForm(None, request.user), made=token, key=key)


@require_POST
def token_revoke(request, pk):
    """Revoke a key: it stops working."""
    with request.user.locked():
        token = get_object_or_404(ApiToken.objects.with_deleted(), pk=pk, user=request.user)
        token.discard(timezone.now())
    messages.success(request, f"Revoked: {token}.")
    return see_other(reverse("api:token_list"))


@for_everybody
@csrf_exempt
def nothing(request, rest):
    """The answer to an unknown address of the API, for any method."""
    return JsonResponse({"detail": "There is nothing at this address.", "errors": {}}, status=404)
