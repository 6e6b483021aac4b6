"""The devices where a member is logged in."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from glutes.answers import see_other


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
    """Logs one other device out. A second time changes nothing."""
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
