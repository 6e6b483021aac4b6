"""The e-mails about an account, and the keys in their links: what each proves, and for how long."""

from datetime import timedelta

from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse

from glutes import letters
from glutes.accounts.models import User

TO_CONFIRM = timedelta(days=3)
"""Ours: how long a link that confirms an address works. Some people read e-mail at weekends only."""
SALT = "glutes.accounts.mail"


def send_confirmation(request, user, address):
    """Send a link to the address; once it was opened, the address is the user's."""
    key = signing.dumps([user.pk, address, stamp_of(user)], salt=SALT)
    link = request.build_absolute_uri(reverse("accounts:email_confirm", args=[key]))
    text = render_to_string("accounts/letters/confirm.txt", {"user": user, "link": link})
    letters.send("Is this your address?", text, address)


def stamp_of(user):
    """A text that changes with the user's address, so that links sent before the change no longer work; None if the
    address was never confirmed."""
    return user.email_at and user.email_at.isoformat()


def confirmed_by(key):
    """The (user, address) that the key of a confirmation link stands for; None if it is wrong or no longer works.

    A link that is opened again gives the same answer, although its address is confirmed by then.
    """
    try:
        pk, address, stamp = signing.loads(key, salt=SALT, max_age=TO_CONFIRM)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    is_done = user and user.email_confirmed and user.email == address
    return (user, address) if user and (is_done or stamp_of(user) == stamp) else None


def use(user, address):
    """Makes it the user's address ("" for none) and tells the address before. Raises IntegrityError if it is taken."""
    before = user.email if user.email_confirmed else ""
    user.use_email(address)
    if before not in ("", address):
        text = render_to_string("accounts/letters/changed.txt", {"user": user})
        letters.send("Your address was changed", text, before)


def send_reset(request, address):
    """Sends a link for a new password to whoever confirmed this address. If nobody did, nothing is sent, but it takes
    as long, so that nobody can tell."""
    user = User.objects.filter(email=address, email_at__isnull=False, is_active=True).first()
    somebody = user or User(pk=0, username="nobody")
    key = f"{somebody.pk}-{default_token_generator.make_token(somebody)}"
    link = request.build_absolute_uri(reverse("accounts:reset_password", args=[key]))
    text = render_to_string("accounts/letters/reset.txt", {"user": somebody, "link": link})
    letters.send("A new password", text, user.email if user else "")


def reset_by(key):
    """The user whose password can be set with this key; None if the key is wrong, used or too old.

    A key is used once the password was changed or its owner has logged in (Django's PasswordResetTokenGenerator).
    """
    pk, _, token = key.partition("-")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and default_token_generator.check_token(user, token) else None
