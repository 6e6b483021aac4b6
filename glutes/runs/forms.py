"""Forms for the sources of runs, and for the kinds of runs."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from glutes.runs.fetching import FetchError, parts, to_http
from glutes.runs.models import ImportedRun, RunName

MOST_BYTES = 20_000_000


class AddressForm(forms.Form):
    """The address of a plan's calendar."""

    address = forms.CharField(
        label="Its address",
        max_length=500,
        widget=forms.TextInput({"class": "input", "inputmode": "url", "placeholder": "https://…/plan.ics"}),
        error_messages={"required": "Paste the address of the calendar."},
    )

    def clean_address(self):
        address = to_http(self.cleaned_data["address"])
        try:
            parts(address)
        except FetchError as error:
            raise ValidationError(str(error)) from None
        return address


class KeyForm(forms.Form):
    """The member's own key at Intervals.icu."""

    key = forms.CharField(
        label="API key",
        max_length=100,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
        error_messages={"required": "Paste the key from your settings page there."},
        validators=[RegexValidator(r"^[\x21-\x7e]+$", "A key has no spaces: copy it once more.")],
    )


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, 20 MB together."""

    widget = FilesInput

    def clean(self, data, initial=None):
        uploads = [super(FilesField, self).clean(each, initial) for each in data or [None]]
        if sum(each.size for each in uploads) > MOST_BYTES:
            raise ValidationError("Too much at once: 20 MB at most.")
        return uploads


class FilesForm(forms.Form):
    """Files of runs."""

    files = FilesField(
        label="Files",
        error_messages={"required": "Choose a file first.", "empty": "That file is empty."},
        widget=FilesInput({"accept": ".fit,.gpx,.tcx,.zip", "class": "input"}),
    )


class KindsForm(forms.Form):
    """The kinds of runs by name: `name` and `kind`, once for each name."""

    def __init__(self, data, user):
        super().__init__(data)
        self.user = user

    def clean(self):
        names, kinds = (
            self.data.getlist("name"),
            [self.data.get(f"kind-{n}") for n in range(len(self.data.getlist("name")))],
        )
        known = set(self.user.imported_runs.kept().filter(name__in=names[:200]).values_list("name", flat=True))
        if any(kind not in ImportedRun.Kind.values for kind in kinds):
            raise ValidationError("Easy, hard, long, a race or no run: pick one for each.")
        self.pairs = [(name, kind) for name, kind in zip(names, kinds, strict=True) if name in known]

    def save(self):
        """Stores the kinds, for all runs of these names."""
        for name, kind in self.pairs:
            RunName.say(self.user, name, kind)
