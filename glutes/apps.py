"""What all forms have in common: our own words for Django's messages, and texts without characters that nobody sees."""

from django import forms
from django.apps import AppConfig
from django.core import validators

from glutes.texts import seen

SAID = {
    forms.Field: {"required": "Fill this in."},
    forms.IntegerField: {"invalid": "A whole number, like 3."},
    forms.DateField: {"invalid": "Write the date like 2026-11-18."},
    forms.TimeField: {"invalid": "Write the time like 18:30."},
    forms.RegexField: {"invalid": "Letters, digits and signs only."},
    forms.SlugField: {"invalid": "Small letters, digits and hyphens only."},
    forms.ChoiceField: {"invalid_choice": "Pick one of these."},
    forms.MultipleChoiceField: {"invalid_choice": "Pick one of these.", "invalid_list": "Pick one of these."},
    forms.ModelChoiceField: {"invalid_choice": "Pick one of these."},
    forms.ModelMultipleChoiceField: dict.fromkeys(
        ("invalid_choice", "invalid_list", "invalid_pk_value"), "Pick one of these."
    ),
    forms.FileField: {
        "invalid": "Pick the file once more.",
        "missing": "Pick the file once more.",
        "empty": "That file is empty: pick another.",
        "max_length": "%(max)d characters at most in the file’s name.",
    },
}
"""What is said of a wrong value: what to type instead. The field is not named, as the words stand beside it."""


class GlutesConfig(AppConfig):
    name = "glutes"

    def ready(self):
        """Changes Django's fields, once for all forms."""
        for field, messages in SAID.items():
            field.default_error_messages = field.default_error_messages | messages
        validators.MinValueValidator.message = "%(limit_value)s or more."
        validators.MaxValueValidator.message = "%(limit_value)s at most."
        validators.MaxLengthValidator.message = "%(limit_value)d characters at most."
        validators.EmailValidator.message = "Write it like runner@example.org, or leave it empty."
        validators.ProhibitNullCharactersValidator.message = "Letters, digits and signs only."
        forms.CharField.to_python = to_python


def to_python(field, value, unchanged=forms.CharField.to_python):
    """The text that somebody typed into a CharField, without characters that nobody sees (texts.seen). A password is
    taken as it is."""
    return unchanged(field, seen(value) if field.strip and isinstance(value, str) else value)
