"""Passkeys (WebAuthn): a phone or a computer keeps a key and signs a challenge with it, in place of a password.

The library that checks signatures takes memory and a moment to load, so it is loaded with the first passkey.
"""

import ipaddress
import json
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac

from glutes.accounts.models import Passkey

ASKED = "passkey"
"""The key of the session under which the challenge and its purpose are kept until they are answered, once."""
SECONDS = 300
"""Ours: how long a challenge can be answered, in seconds."""
NAME = re.compile(r"[\w-]{1,1400}", re.ASCII)
"""The names that a device may give to a credential (base64url)."""
REFUSED = "That passkey didn’t work here. Try again, or log in with your password."


def host_of(request):
    """The host name in the request, without its port."""
    return urlsplit(f"//{request.get_host()}").hostname or ""


def are_offered(request):
    """Whether browsers allow passkeys here: on an https site with a host name, or on this machine itself."""
    host = host_of(request)
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


def origins(request):
    """The origins to accept: that of the request, and the same host with a port that a proxy leaves out."""
    trusted = [each for each in settings.CSRF_TRUSTED_ORIGINS if urlsplit(each).hostname == host_of(request)]
    return [f"{request.scheme}://{request.get_host()}", *trusted]


def ask(request, purpose, options):
    """Keeps the challenge of these options in the session, for this purpose. Returns the options for the browser."""
    from webauthn import options_to_json

    shown = json.loads(options_to_json(options))
    request.session[ASKED] = [purpose, shown["challenge"], timezone.now().timestamp()]
    return shown


def challenge(request, purpose):
    """Takes the challenge for this purpose out of the session. Raises ValidationError if there is none or it is old."""
    from webauthn import base64url_to_bytes

    kept, value, at = request.session.pop(ASKED, [None, "", 0])
    if kept != purpose or not 0 <= timezone.now().timestamp() - at <= SECONDS:
        raise ValidationError(REFUSED)
    return base64url_to_bytes(value)


def options_to_add(request, user, name):
    """What a browser needs to make a passkey for the user, under this name."""
    from webauthn import base64url_to_bytes, generate_registration_options
    from webauthn.helpers import structs

    selection = structs.AuthenticatorSelectionCriteria(
        resident_key=structs.ResidentKeyRequirement.REQUIRED,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    there = Passkey.objects.filter(user=user).values_list("credential", flat=True)
    options = generate_registration_options(
        rp_id=host_of(request),
        rp_name="Glutes",
        user_id=salted_hmac("passkey", str(user.pk)).digest(),
        user_name=name,
        user_display_name=name,
        authenticator_selection=selection,
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in there],
    )
    return ask(request, "add", options)


def options_to_log_in(request):
    """What a browser needs to offer the passkeys that it has for this site, of any member."""
    from webauthn import generate_authentication_options
    from webauthn.helpers import structs

    verified = structs.UserVerificationRequirement.REQUIRED
    options = generate_authentication_options(rp_id=host_of(request), user_verification=verified)
    return ask(request, "log in", options)


def checked(verify, request, credential, purpose, **more):
    """The library's result for an answer to our challenge. Raises ValidationError if anything is wrong."""
    expected = {"expected_rp_id": host_of(request), "expected_origin": origins(request)}
    expected["expected_challenge"] = challenge(request, purpose)
    try:
        return verify(credential=credential, require_user_verification=True, **expected, **more)
    except Exception as error:  # The library raises anything for an odd answer.
        raise ValidationError(REFUSED) from error


def added(request, credential):
    """An unsaved Passkey, still without user and name, from what the browser made (JSON). Raises ValidationError."""
    from webauthn import verify_registration_response
    from webauthn.helpers import bytes_to_base64url

    found = checked(verify_registration_response, request, credential, "add")
    key = bytes_to_base64url(found.credential_id)
    return Passkey(credential=key, public_key=found.credential_public_key, sign_count=found.sign_count)


def proven(request, credential):
    """The passkey that signed our challenge (JSON), with this use stored in it. Raises ValidationError."""
    from webauthn import verify_authentication_response

    try:
        name = str(json.loads(credential)["id"])
    except (ValueError, TypeError, KeyError, RecursionError):
        name = ""
    usable = Passkey.objects.filter(user__is_active=True).select_related("user")
    if not NAME.fullmatch(name) or not (passkey := usable.filter(credential=name).first()):
        request.session.pop(ASKED, None)
        raise ValidationError(REFUSED)
    with passkey.user.locked():
        if not (passkey := usable.filter(pk=passkey.pk).first()):  # Removed, or its member locked out, meanwhile.
            raise ValidationError(REFUSED)
        key = {
            "credential_public_key": bytes(passkey.public_key),
            "credential_current_sign_count": passkey.sign_count,
        }
        found = checked(verify_authentication_response, request, credential, "log in", **key)
        passkey.sign_count, passkey.used_at = found.new_sign_count, timezone.now()
        passkey.save(update_fields=["sign_count", "used_at"])
    return passkey
