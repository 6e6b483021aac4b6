"""Forms to sign up, log in and delete an account, and the preferences."""

import zoneinfo
from functools import cache

from django import forms
from django.conf import settings
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    SetPasswordForm,
    UserCreationForm,
    UsernameField,
)
from django.core.exceptions import ValidationError

from glutes.accounts.models import User, folded

LONG_ENOUGH = "8 characters or more, and hard to guess. Three odd words are easy to remember."


@cache
def zone_names():
    """The time zones to offer: those named after a city, and UTC."""
    names = (name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [*sorted(names), "UTC"]


@cache
def zones_as_typed():
    """The time zones by what people may type, in lower case: {"berlin": "Europe/Berlin", …}."""
    cities = {name.rpartition("/")[2].replace("_", " ").casefold(): name for name in reversed(zone_names())}
    return cities | {name.casefold(): name for name in zone_names()}


class TimeZoneField(forms.CharField):
    """A time zone by its full name or its city, in any case; the value is the full name."""

    def clean(self, value):
        try:
            return zones_as_typed()[super().clean(value).casefold()]
        except KeyError:
            raise ValidationError("We don’t know that one. Try the nearest big city, like London.") from None


class BrowserTimeZoneField(forms.CharField):
    """A hidden field that a script fills with the browser's time zone; the value is UTC where it did not."""

    widget = forms.HiddenInput

    def clean(self, value):
        return zones_as_typed().get((value or "").casefold(), "UTC")


def dress(form, **autocomplete):
    """Gives the inputs of a form their CSS class and, by the name of the field, their `autocomplete` attribute."""
    for name, field in form.fields.items():
        field.widget.attrs |= {"class": "input"} if not field.widget.is_hidden else {}
        field.widget.attrs |= {"autocomplete": autocomplete[name]} if name in autocomplete else {}
        field.widget.attrs.pop("autofocus", None)


class AddressField(forms.EmailField):
    """An e-mail address. Its value is in lower case: an address is the same however it is typed."""

    def clean(self, value):
        return super().clean(value).lower()


class GuestForm(forms.Form):
    time_zone = BrowserTimeZoneField(required=False)


class SignupForm(UserCreationForm):
    """Makes a new member, or turns a guest (`instance`) into one."""

    class Meta:
        model = User
        fields = ["username", "email"]
        field_classes = {"username": UsernameField, "email": AddressField}  # The name is checked as it is stored.
        labels = {"username": "Name", "email": "Email"}
        help_texts = {
            "username": "What you log in with: letters, digits and @.+_-, without spaces.",
            "email": "Only if you like: for a forgotten password, and for nothing else. We send a link to it first.",
        }

    error_messages = {"password_mismatch": "The two passwords don’t match."}
    time_zone = BrowserTimeZoneField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = LONG_ENOUGH
        self.fields["password2"].label, self.fields["password2"].help_text = "The password again", ""
        dress(self, email="email", username="username")
        if not settings.BY_EMAIL:
            del self.fields["email"]
        if self.instance.is_guest:
            del self.fields["time_zone"]
            self.initial["username"] = ""

    def clean_username(self):
        """Raises ValidationError if a user has the name, in whatever case."""
        if User.objects.filter(name_folded=folded(self.cleaned_data["username"])).exists():
            raise ValidationError("That name is taken.", code="unique")
        return self.cleaned_data["username"]

    def save(self, commit=True):
        self.instance.is_guest = False
        if "time_zone" in self.cleaned_data:
            self.instance.time_zone = self.cleaned_data["time_zone"]
        return super().save(commit)


class LoginForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "Name and password don’t match. Check capitals in the password.",
        "inactive": "This account has been closed.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Name"
        dress(self)


class NewPasswordForm(SetPasswordForm):
    """A password for somebody who has none, or forgot it."""

    error_messages = {"password_mismatch": "The two new passwords don’t match."}

    def __init__(self, *args):
        super().__init__(*args)
        self.fields["new_password1"].label, self.fields["new_password1"].help_text = "The new password", LONG_ENOUGH
        self.fields["new_password2"].label, self.fields["new_password2"].help_text = "The new password again", ""
        dress(self)

    def save(self):
        """Stores the password and nothing else of the user, who may have changed meanwhile."""
        super().save(commit=False).save(update_fields=["password"])


class PasswordForm(NewPasswordForm, PasswordChangeForm):
    """Another password, for somebody who knows the one they have."""

    error_messages = NewPasswordForm.error_messages | {
        "password_incorrect": "That isn’t the password you have now. Nothing was changed."
    }

    def __init__(self, *args):
        super().__init__(*args)
        self.fields["old_password"].label = "The password you have"


class EmailForm(forms.Form):
    """A new address, or none. Needs the password, if there is one: with the address, a new password can be set."""

    email = AddressField(label="Email", required=False, help_text="For a forgotten password, and for nothing else.")
    password = forms.CharField(
        label="Your password", strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )

    def __init__(self, data, user):
        super().__init__(data, initial={"email": user.email})
        self.user = user
        if not user.has_usable_password():
            del self.fields["password"]
        dress(self, email="email")

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError("That isn’t your password. Nothing was changed.")


class ForgottenForm(forms.Form):
    """The address of somebody who forgot their password."""

    email = AddressField(label="Email")

    def __init__(self, *args):
        super().__init__(*args)
        dress(self, email="email")


class CredentialForm(forms.Form):
    """A browser's answer about a passkey, as JSON; passkeys.py reads it."""

    credential = forms.CharField(max_length=20_000)


class PasskeyForm(forms.Form):
    """The first step to a new passkey: its name, and the member's password if they have one."""

    name = forms.CharField(label="What is it on?", max_length=60, help_text="Such as My phone, or Blue key.")
    password = EmailForm.base_fields["password"]

    def __init__(self, data, user, **options):
        super().__init__(data, **options)
        self.user = user
        if not user.has_usable_password():
            del self.fields["password"]
        dress(self, name="off")

    clean_password = EmailForm.clean_password


class MadePasskeyForm(CredentialForm):
    """The second step to a new passkey: the same name, and the key that the browser made."""

    name = PasskeyForm.base_fields["name"]


class PasskeySignupForm(forms.ModelForm):
    """Makes the guest a member who logs in with a passkey, without a password."""

    class Meta(SignupForm.Meta):
        fields = ["username"]

    def __init__(self, data, user):
        # The ids differ from those of the form with a password on the same page.
        super().__init__(data, instance=user, initial={"username": ""}, auto_id="passkey_%s")
        self.fields["username"].widget.attrs |= {"class": "input", "autocomplete": "username"}

    clean_username = SignupForm.clean_username

    def save(self, commit=True):
        self.instance.is_guest = False
        self.instance.set_unusable_password()  # Like any new password it ends the session, which others may know.
        return super().save(commit)


class SureForm(forms.Form):
    """A box to tick before everything is deleted: for guests, who have no name to type."""

    sure = forms.BooleanField(
        label="Yes, delete it all", error_messages={"required": "Tick this if you are sure. Nothing was deleted."}
    )


class SureNameForm(forms.Form):
    """The member's name, to type before everything is deleted."""

    name = forms.CharField(label="Your name, to be sure", max_length=60)

    def __init__(self, *args, user):
        super().__init__(*args)
        self.user = user
        self.fields["name"].help_text = f"Type {user.username}"
        dress(self, name="off")

    def clean_name(self):
        if folded(self.cleaned_data["name"]) != self.user.name_folded:
            raise ValidationError("That isn’t your name. Nothing was deleted.")
        return self.cleaned_data["name"]


class TimeZoneForm(forms.Form):
    """The time zone to follow from now on."""

    time_zone = TimeZoneField(max_length=64)

    def __init__(self, data, user):
        super().__init__(data)
        self.user = user
        dress(self)

    def save(self):
        """Stores it."""
        self.user.time_zone = self.cleaned_data["time_zone"]
        self.user.save(update_fields=["time_zone"])


TIMERS = ("get_ready_s", "change_over_s", "side_rest_s")


class PreferencesForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["units", "first_weekday", "day_begins", "coaching", "easier_every", "clash_warnings", *TIMERS]
        widgets = {
            "units": forms.RadioSelect,
            "first_weekday": forms.RadioSelect,
            "coaching": forms.CheckboxInput({"role": "switch"}),
            "clash_warnings": forms.CheckboxInput({"role": "switch"}),
            **{name: forms.Select({"class": "input"}) for name in ("day_begins", "easier_every", *TIMERS)},
        }

    time_zone = TimeZoneField(max_length=64, widget=forms.TextInput({"class": "input", "list": "time-zones"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["time_zone"] = self.instance.time_zone
        for name in TIMERS:
            self.fields[name].required = name in self.data  # A form from an older page lacks them: then they stay.

    def timers(self):
        """The bound fields of the player's timers."""
        return [self[name] for name in TIMERS]

    def save(self, commit=True):
        self.instance.time_zone = self.cleaned_data["time_zone"]
        return super().save(commit)
