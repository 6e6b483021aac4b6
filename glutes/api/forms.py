"""The form for a new key: its purpose, rights and last day."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError

from glutes.api.models import MOST_TOKENS, ApiToken

GOOD_FOR = {"month": timedelta(days=30), "year": timedelta(days=365), "ever": None}


class ApiTokenForm(forms.ModelForm):
    """A key to make."""

    until = forms.ChoiceField(
        label="Good for",
        choices=[("month", "a month"), ("year", "a year"), ("ever", "until I revoke it")],
        initial="year",
    )

    class Meta:
        model = ApiToken
        fields = ["name", "scope"]
        widgets = {"name": forms.TextInput({"class": "input", "placeholder": "The shelf display, my spreadsheet…"})}
        error_messages = {"name": {"required": "Say what it is for, to know it again later."}}

    def __init__(self, data, user):
        super().__init__(data, instance=ApiToken(user=user))

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"user", "deleted_at"}

    def clean(self):
        if ApiToken.objects.filter(user=self.instance.user).count() >= MOST_TOKENS:
            raise ValidationError(f"You have {MOST_TOKENS} keys: revoke one first.")

    def save(self, now):
        """Makes it. Returns the token and its key."""
        data, good_for = self.cleaned_data, GOOD_FOR[self.cleaned_data["until"]]
        expires = good_for and now + good_for
        return ApiToken.objects.make(self.instance.user, name=data["name"], scope=data["scope"], expires_at=expires)
