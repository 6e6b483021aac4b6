"""The rules for passwords: Django's in our words, and one of our own."""

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

DIFFERENT = 4
"""Ours: the fewest different characters of a password. “aaaaaaaa” would be long enough, but is easy to guess."""

GUESSED = "Too easy to guess: try three odd words."


class LengthValidator(password_validation.MinimumLengthValidator):
    def get_error_message(self):
        return f"Too short: {self.min_length} characters or more."


class SimilarityValidator(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self):
        return "Too close to your name: try another."


class CommonValidator(password_validation.CommonPasswordValidator):
    def get_error_message(self):
        return GUESSED


class NumericValidator(password_validation.NumericPasswordValidator):
    def get_error_message(self):
        return GUESSED


class VarietyValidator:
    """Refuses a password that repeats one character or a few."""

    def validate(self, password, user=None):
        """Raises ValidationError unless the password has DIFFERENT different characters, blanks not counted."""
        if len(set(password) - set(" \t\n")) < DIFFERENT:
            raise ValidationError(GUESSED)

    def get_help_text(self):
        return "Not the same few characters over and over."
