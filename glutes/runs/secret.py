"""Keys of other sites, locked before they are stored, with a key made from the site's own (SECRET_KEY).

Whoever gets hold of the database alone reads none of them.
"""

import base64
import hashlib

from django.conf import settings


def locked(text):
    """The text so that only this site reads it."""
    return fernet().encrypt(text.encode()).decode()


def unlocked(text):
    """What was locked; "" if the site has another secret key by now."""
    from cryptography.fernet import InvalidToken

    try:
        return fernet().decrypt(text.encode()).decode()
    except InvalidToken:
        return ""


def fernet():
    from cryptography.fernet import Fernet

    made = hashlib.sha256(b"glutes: keys of other sites\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(made))
