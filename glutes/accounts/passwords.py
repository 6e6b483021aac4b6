"""What a password must not be, beyond what Django knows."""

from django.core.exceptions import ValidationError

DIFFERENT = 4
"""Ours: so many different characters at least. Eight blanks are eight characters, and the first thing to try."""


class VarietyValidator:
    """Refuses one character, or a few, over and over."""

    def validate(self, password, user=None):
        """Raises ValidationError unless there are enough different characters, blanks left out."""
        if len(set(password) - set(" \t\n")) < DIFFERENT:
            raise ValidationError("A password needs more than the same few characters over and over.")

    def get_help_text(self):
        return "Not the same few characters over and over."
