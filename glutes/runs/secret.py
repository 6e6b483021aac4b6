"""Encrypts keys for other sites before they are stored, with a key derived from SECRET_KEY.

The database alone does not reveal them.
"""

import base64
import hashlib

from django.conf import settings


def locked(text):
    """The text, encrypted so that only this site can read it."""
    return fernet().encrypt(text.encode()).decode()


def unlocked(text):
    """The decrypted text; "" if SECRET_KEY was changed since."""
    from cryptography.fernet import InvalidToken

    try:
        return fernet().decrypt(text.encode()).decode()
    except InvalidToken:
        return ""


def fernet():
    """What locks and unlocks keys: Fernet, with a key made of SECRET_KEY."""
    from cryptography.fernet import Fernet

    made = hashlib.sha256(b"glutes: keys of other sites\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(made))
