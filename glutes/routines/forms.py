"""The forms that change routines and prescriptions."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from glutes.exercises.models import Exercise
from glutes.fields import LoadField, whole
from glutes.routines.models import AMOUNTS, Prescription, Routine
from glutes.routines.models.routine import fetch_rows, visible_routines
from glutes.rules.coaching.ways import WAYS
from glutes.rules.most import MOST_BAND, MOST_REPS, MOST_REST_S, MOST_ROUNDS, MOST_SECONDS
from glutes.rules.units import show_load


def check_room(user):
    """Raises ValidationError when the user has the most routines allowed."""
    if user.routines.kept().count() >= Routine.MOST_A_USER:
        raise ValidationError(f"{Routine.MOST_A_USER} routines is the limit: delete one first.")


class VisibleRoutineField(forms.ModelChoiceField):
    """A routine that `user` may see, with its rows; the form names the user."""

    def __init__(self, **options):
        super().__init__(Routine.objects.none(), **options)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            found = visible_routines(self.user.pk, int(value))
        except (ValueError, TypeError):
            found = []
        if not found:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        fetch_rows(found)
        return found[0]


class RoutineRoomForm(forms.Form):
    """Has no fields; it is invalid when the user has the most routines allowed."""

    def __init__(self, data, user):
        super().__init__(data)
        self.user = user

    def clean(self):
        check_room(self.user)


class NewForm(forms.ModelForm):
    """The name of an empty routine."""

    class Meta:
        model = Routine
        fields = ["name"]
        error_messages = {"name": {"required": "Name: fill this in."}}

    def __init__(self, data, user):
        super().__init__(data, instance=Routine(user=user))

    def clean(self):
        user = self.instance.user
        made = user.routines.just_made(timezone.now())
        self.made = made.filter(copied_from=None, name=self.cleaned_data.get("name")).first()
        if not self.made:
            check_room(user)
        return super().clean()

    def save(self):
        """Returns the new routine, or the one that the first of two taps made."""
        return self.made or super().save()


class RoutineForm(forms.ModelForm):
    """Name, style and rounds of a routine. A field that is not sent stays as it is; but sets that become a circuit get
    as many rounds as there are sets."""

    rounds = whole(1, MOST_ROUNDS, "Rounds", required=True)
    round_rest_s = whole(0, MOST_REST_S, "Rest between rounds, in seconds", required=True)

    class Meta:
        model = Routine
        fields = ["name", "style", "rounds", "round_rest_s"]
        error_messages = {"name": {"required": "Name: fill this in."}}

    def __init__(self, data, instance):
        kept = {name: getattr(instance, name) for name in self.Meta.fields}
        if data and data.get("style") == Routine.Style.CIRCUIT and not instance.in_rounds:
            kept["rounds"] = instance.most_sets
        super().__init__(data and {name: data.get(name, value) for name, value in kept.items()}, instance=instance)


class AddForm(forms.Form):
    """An exercise and the block that it goes into."""

    exercise = forms.ModelChoiceField(
        Exercise.objects.none(),
        to_field_name="slug",
        error_messages={
            "required": "Pick an exercise.",
            "invalid_choice": "We don’t have that exercise.",
        },
    )
    block = forms.ChoiceField(choices=Prescription.Block.choices)

    def __init__(self, data, routine):
        super().__init__(data)
        self.routine = routine
        self.fields["exercise"].queryset = Exercise.objects.current().trained_by(routine.user)

    def clean(self):
        check_rows(self.routine)


def check_rows(routine):
    """Raises ValidationError when the routine has the most exercises allowed."""
    if routine.prescriptions.count() >= Routine.MOST_PRESCRIPTIONS:
        raise ValidationError(f"{Routine.MOST_PRESCRIPTIONS} exercises is the limit.")


class RowRoomForm(forms.Form):
    """Has no fields; it is invalid when the routine has the most exercises allowed."""

    def __init__(self, data, routine):
        super().__init__(data)
        self.routine = routine

    def clean(self):
        check_rows(self.routine)


class PlaceForm(forms.Form):
    """Where a prescription goes: the block, and the index in it; without one, the end."""

    block = forms.ChoiceField(choices=Prescription.Block.choices)
    index = forms.IntegerField(required=False, min_value=0, max_value=Routine.MOST_PRESCRIPTIONS)


class SwapForm(forms.Form):
    """An exercise to swap to: any that a routine may have. What is offered is often further along the ladder than the
    next rung, which may be in the session already."""

    exercise = forms.ModelChoiceField(
        Exercise.objects.none(),
        to_field_name="slug",
        error_messages={
            "required": "Pick an exercise.",
            "invalid_choice": "That one can’t replace this one.",
        },
    )

    def __init__(self, data, user):
        super().__init__(data)
        self.fields["exercise"].queryset = Exercise.objects.current().trained_by(user)


class CountForm(forms.Form):
    """The measure to count in: reps or seconds."""

    measure = forms.ChoiceField(choices=Exercise.Measure.choices)


class PrescriptionForm(forms.ModelForm):
    """The dose of one prescription. `low` to `high` is its range; no `high` is the same as `low`.

    A load that names no unit is in the user's.
    """

    sets = whole(1, MOST_ROUNDS, "Sets", required=True)
    rest_s = whole(0, MOST_REST_S, "Rest, in seconds", required=True)
    band = whole(1, MOST_BAND, "Band")
    load = LoadField()

    class Meta:
        model = Prescription
        fields = ["sets", "rest_s", "band", "way", "note", *AMOUNTS]
        error_messages = {"way": {"invalid_choice": "Pick one of the ways shown."}}

    def __init__(self, data, row, unit, prefix=None):
        load = "" if row.load_kg is None else show_load(row.load_kg)
        initial = {"low": row.low, "high": row.high, "load": load}
        super().__init__(data, instance=row, initial=initial, prefix=prefix, auto_id=f"row-{row.pk}-%s")
        self.row, self.fields["load"].unit = row, unit
        self.counted, most = ("reps", MOST_REPS) if row.reps_low else ("seconds", MOST_SECONDS)
        self.ways = [(key, WAYS[key].word) for key in row.exercise.ways_in(row.measure)]
        self.fields["way"].choices = [("", "as usual"), *self.ways]
        self.fields["way"].widget.attrs["class"] = "input"
        for end in ("low", "high"):
            self.fields[end] = whole(1, most, row.measure.label, required=end == "low")

    def _get_validation_exclusions(self):
        """Without the range where it was refused: the database's rule would only say it again in other words."""
        wrong = super()._get_validation_exclusions()
        return wrong | set(AMOUNTS) if {"low", "high"} & self.errors.keys() else wrong

    def clean_high(self):
        low, high = self.cleaned_data.get("low"), self.cleaned_data["high"]
        if low and high and high < low:
            raise ValidationError(f"Lower number first: {low} is more than {high}.")
        return low if high is None else high

    def clean_load(self):
        load, exercise = self.cleaned_data["load"], self.row.exercise
        if load is not None and load != self.row.load_kg and (exercise.load == Exercise.Load.NONE or exercise.banded):
            raise ValidationError(f"{exercise} takes no weight.")
        return load

    def clean_band(self):
        band = self.cleaned_data["band"]
        if band is not None and not self.row.exercise.banded:
            raise ValidationError(f"{self.row.exercise} takes no band.")
        return band

    def clean(self):
        super().clean()
        given, cap = self.cleaned_data, self.row.exercise.cap_s
        given |= {f"{self.counted}_{end}": given.get(end) for end in ("low", "high")}
        if self.counted == "seconds" and cap and (given.get("high") or 0) > cap:
            self.add_error("high", f"{self.row.exercise}: {cap} seconds at most.")
        if (given.get("load"), given.get("band")) != (self.row.load_kg, self.row.band):
            self.instance.load_changed_at = timezone.now()
        self.instance.load_kg = given.get("load")
        return given


class BuilderLookForm(forms.Form):
    """What the builder shows besides the routine. Never refused: invalid values are ignored."""

    open = forms.IntegerField(required=False)
    removed = forms.IntegerField(required=False)
    add = forms.ChoiceField(required=False, choices=Prescription.Block.choices)
    swap = forms.IntegerField(required=False)
    q = forms.CharField(required=False, max_length=60)

    def looked(self):
        """A dict of all its fields; None for those that are missing or invalid."""
        self.full_clean()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}

    def query(self):
        """The same as the end of an address: the query, and the row to scroll to."""
        look = {name: value for name, value in self.looked().items() if value}
        place = f"#row-{look['open']}" if "open" in look else "#find" if "add" in look else ""
        return (f"?{urlencode(look)}" if look else "") + place
