"""The forms of an import: the file, the columns, the answers to the preview."""

from django import forms
from django.core.exceptions import ValidationError

from glutes.exchange.dialects.any_csv import COLUMNS
from glutes.exchange.storing import OUT, OWN


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        allow_empty_file=True,
        error_messages=dict.fromkeys(("required", "missing", "invalid"), "Pick the file first."),
    )


class ColumnsForm(forms.Form):
    """Which column of a table is which."""

    LABELS = {
        "date": "Date",
        "exercise": "Exercise",
        "weight": "Weight",
        "unit": "Unit of the weight",
        "sets": "Number of sets",
        "reps": "Reps",
        "seconds": "Seconds",
        "side": "Side",
        "note": "Note",
    }
    day_first = forms.ChoiceField(
        choices=[("day", "Day first"), ("month", "Month first")],
        widget=forms.RadioSelect,
        error_messages={"required": "Day or month first?", "invalid_choice": "Day or month first?"},
    )

    def __init__(self, data, *, header, places, day_first):
        """`places` and `day_first` are what was guessed, None where it cannot be told."""
        first = {True: "day", False: "month", None: None}[day_first]
        super().__init__(data, initial={"day_first": first} | {what: str(at) for what, at in places.items()})
        choices = [("", "No column")]
        choices += [(str(at), name.strip()[:60] or f"Column {at + 1}") for at, name in enumerate(header[:100])]
        for what in COLUMNS:
            missing = f"{self.LABELS[what]}: pick its column."
            self.fields[what] = forms.ChoiceField(
                choices=choices,
                required=what in ("date", "exercise"),
                label=self.LABELS[what],
                widget=forms.Select({"class": "input"}),
                error_messages={"required": missing, "invalid_choice": missing},
            )
        self.order_fields([*COLUMNS, "day_first"])

    def clean(self):
        data = super().clean()
        chosen = [data[what] for what in COLUMNS if data.get(what)]
        if len(chosen) != len(set(chosen)):
            raise ValidationError("One column can only be one thing.")
        if not self.errors and not data["reps"] and not data["seconds"]:
            raise ValidationError("Reps or seconds: pick the column of one of them at least.")
        return data

    @property
    def column_fields(self):
        """The fields of the columns."""
        return [self[what] for what in COLUMNS]

    def matched(self):
        """What was said, as Import.matched keeps it: a dict with `places` ({one of COLUMNS: the place of a column}) and
        `day_first`."""
        places = {what: int(self.cleaned_data[what]) for what in COLUMNS if self.cleaned_data[what]}
        return {"places": places, "day_first": self.cleaned_data["day_first"] == "day"}


class BringForm(forms.Form):
    """The answers to the preview: the unit, what each name means, what to do with odd values."""

    def __init__(self, data, *, page):
        """`page`: what the preview shows (pages/import_look.py)."""
        super().__init__(data)
        self.page = page
        if page.look["asks_unit"]:
            self.fields["unit"] = forms.ChoiceField(
                choices=[("kg", "Kilograms"), ("lb", "Pounds")],
                error_messages=dict.fromkeys(("required", "invalid_choice"), "Kilograms or pounds?"),
            )
        slugs = {exercise.slug for exercise in page.exercises} | {OWN, OUT}
        for name in page.names:
            self.fields[name.field] = NameField(slugs, name)
        for at, odd in enumerate(page.odds):
            self.fields[f"odd-{at}"] = forms.ChoiceField(
                choices=[(answer, answer) for answer, _ in odd["answers"]],
                required=False,
                error_messages={"invalid_choice": "Pick one of these."},
            )

    def choices(self):
        """The answers, as Import.choices keeps them."""
        data = self.cleaned_data
        odd = {str(odd["line"]): data[f"odd-{at}"] or odd["usual"] for at, odd in enumerate(self.page.odds)}
        names = {name.name: data[name.field] for name in self.page.names}
        return {"unit": data.get("unit"), "names": names, "odd": odd}


class NameField(forms.CharField):
    """What a name means: the slug of an exercise, an exercise of one's own, or nothing. Missing: as guessed."""

    def __init__(self, slugs, name):
        super().__init__(required=False, label=name.name)
        self.slugs, self.usual = slugs, name.choice

    def clean(self, value):
        value = super().clean(value) or self.usual
        if value not in self.slugs:
            raise ValidationError("We don’t have that exercise.")
        return value
