"""Forms for what users have at home, and for how they want an exercise done."""

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from glutes.accounts.forms import PreferencesForm
from glutes.accounts.models import User
from glutes.exercises.models import Equipment
from glutes.fields import LoadField
from glutes.kit.models import ExerciseWish, Kit

TWO_TAPS = timedelta(seconds=5)
"""Ours: how long after the first of two taps the second may arrive."""


class AccountForm(PreferencesForm):
    """The form of the account page: the preferences, and the kinds of equipment at home."""

    equipment = forms.ModelMultipleChoiceField(
        Equipment.objects.current(),
        required=False,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "One of these isn’t on our list."},
    )

    def save(self):
        """Saves it. Returns the Kit rows that were deleted because their equipment is no longer ticked: by this form,
        or a moment ago by the first of two taps."""
        user, ticked = super().save(), self.cleaned_data["equipment"]
        if gone := Kit.objects.keep(user, ticked):
            return gone
        lately = Kit.objects.with_deleted().filter(user=user, deleted_at__gte=timezone.now() - TWO_TAPS)
        gone = list(lately.exclude(equipment__in=ticked).select_related("equipment"))
        last = max((kit.deleted_at for kit in gone), default=None)
        return [kit for kit in gone if kit.deleted_at == last]


class WishForm(forms.ModelForm):
    """How the user wants one exercise done (ExerciseWish)."""

    class Meta:
        model = ExerciseWish
        fields = ["as_written", "sides"]
        widgets = {"as_written": forms.CheckboxInput({"role": "switch"}), "sides": forms.RadioSelect}

    def __init__(self, data, *, user, exercise):
        self.user, self.exercise = user, exercise
        super().__init__(data, instance=user.wishes.filter(exercise=exercise).first())
        if not exercise.one_sided:
            del self.fields["sides"]

    def save(self):
        """Stores it; deletes the row if it is the default."""
        ExerciseWish.objects.put(
            self.user,
            self.exercise,
            as_written=self.cleaned_data["as_written"],
            sides=self.cleaned_data.get("sides", ""),
        )


class KitForm(forms.Form):
    """One more weight or band of one kind of equipment.

    Its fields: weight and unit (initially the user's), or for a band strength and colour.
    """

    weight = LoadField(
        required=True,
        zero=Decimal(0),
        label="Weight",
        widget=forms.TextInput({"class": "input", "inputmode": "decimal", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("required", "invalid"), "Weight: more than 0, and 500 kg at most."),
    )
    unit = forms.ChoiceField(
        choices=User.Units.choices,
        widget=forms.Select({"class": "input"}),
        error_messages={"invalid_choice": "Kilograms or pounds."},
    )
    band = forms.TypedChoiceField(
        label="Strength",
        choices=[("", "How strong?"), *Kit.Band.choices],
        coerce=int,
        widget=forms.Select({"class": "input"}),
        error_messages={"required": "How strong is it? Pick 1 to 5.", "invalid_choice": "A band’s strength is 1 to 5."},
    )
    label = forms.CharField(
        label="Colour",
        required=False,
        max_length=40,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
    )

    def __init__(self, *args, user, equipment):
        super().__init__(*args, auto_id=f"{equipment.slug}-%s")
        self.kit = Kit(user=user, equipment=equipment)
        self.size = "band" if equipment.stretches else "weight"
        self.fields["unit"].initial = user.units
        if self.is_bound:
            self.data = {"unit": user.units, **self.data.dict()}
        asked = self.data.get("unit")
        self.fields["weight"].unit = asked if asked in User.Units else user.units
        for name in ["weight", "unit"] if equipment.stretches else ["band", "label"]:
            del self.fields[name]

    def clean(self):
        self.kit.kg = self.cleaned_data.get("weight")
        self.kit.band = self.cleaned_data.get("band")
        self.kit.label = self.cleaned_data.get("label", "")
        self.kit = Kit.objects.like(self.kit) or self.kit
        if not self.errors:
            try:
                self.kit.validate_constraints()
            except ValidationError as error:
                self.add_error(self.size, error.messages)

    def save(self):
        """Adds it and returns it; if there is one like it already, returns that."""
        self.kit.save()
        return self.kit
