"""Who somebody is: a guest or a member, how they log in, and how they like things shown."""

from glutes.accounts.models.attempt import (
    CHANGING,
    COMING_IN,
    FORGETTING,
    GUESSING,
    GUESSING_KEYS,
    LOGGING_IN,
    LOOKING_FOR_RUNS,
    NAMING,
    SENDING,
    WRITING,
    Attempt,
)
from glutes.accounts.models.device import Device
from glutes.accounts.models.invitation import INVITE, Invitation
from glutes.accounts.models.passkey import MOST_PASSKEYS, Passkey
from glutes.accounts.models.user import User, folded, validate_time_zone

__all__ = [
    "CHANGING",
    "COMING_IN",
    "FORGETTING",
    "GUESSING",
    "GUESSING_KEYS",
    "INVITE",
    "LOGGING_IN",
    "LOOKING_FOR_RUNS",
    "MOST_PASSKEYS",
    "NAMING",
    "SENDING",
    "WRITING",
    "Attempt",
    "Device",
    "Invitation",
    "Passkey",
    "User",
    "folded",
    "validate_time_zone",
]
