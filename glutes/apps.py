"""Replaces Django's standard messages on forms by our own wording, once for all forms."""

from django import forms
from django.apps import AppConfig
from django.core import validators


class GlutesConfig(AppConfig):
    name = "glutes"

    def ready(self):
        """Says what to do, with its limits. Each stands beside its field, which names what it is about."""
        forms.Field.default_error_messages["required"] = "Fill this in."
        validators.MaxLengthValidator.message = "%(limit_value)d characters at most."
        validators.EmailValidator.message = "Write it like runner@example.org, or leave it empty."
        validators.ProhibitNullCharactersValidator.message = "Letters, digits and signs only."
        for field in (
            forms.ChoiceField,
            forms.MultipleChoiceField,
            forms.ModelChoiceField,
            forms.ModelMultipleChoiceField,
        ):
            field.default_error_messages["invalid_choice"] = "Pick one of these."
        forms.ModelMultipleChoiceField.default_error_messages["invalid_choice"] = "Pick one of these."
