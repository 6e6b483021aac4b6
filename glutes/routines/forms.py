"""What may be written into a routine, and the words for what may not."""

from urllib.parse import urlencode

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from glutes.exercises.models import Exercise
from glutes.fields import whole
from glutes.routines.models import AMOUNTS, Prescription, Routine
from glutes.rules.units import parse_load, show_load


def check_room(user):
    """Raises ValidationError when the user has as many routines as one may have."""
    if user.routines.kept().count() >= Routine.MOST_A_USER:
        raise ValidationError(f"{Routine.MOST_A_USER} routines are the most one can have: delete one first.")


class RoutineRoomForm(forms.Form):
    """Nothing to fill in, but room for one more routine is needed."""

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
        error_messages = {"name": {"required": "Give it a name, however short."}}

    def __init__(self, data, user):
        super().__init__(data, instance=Routine(user=user))

    def clean(self):
        check_room(self.instance.user)
        return super().clean()


class RoutineForm(forms.ModelForm):
    """What describes the routine and its main block. A field that is not sent stays as it is."""

    rounds = whole(1, 20, "Rounds", required=True)
    round_rest_s = whole(0, 900, "Rest between rounds, in seconds", required=True)

    class Meta:
        model = Routine
        fields = ["name", "style", "rounds", "round_rest_s"]
        error_messages = {"name": {"required": "Give it a name, however short."}}

    def __init__(self, data, instance):
        kept = {name: getattr(instance, name) for name in self.Meta.fields}
        super().__init__(data and {name: data.get(name, value) for name, value in kept.items()}, instance=instance)


class AddForm(forms.Form):
    """An exercise and the block that it goes into."""

    exercise = forms.ModelChoiceField(
        Exercise.objects.none(),
        to_field_name="slug",
        error_messages={
            "required": "Pick an exercise.",
            "invalid_choice": "There is no such exercise.",
        },
    )
    block = forms.ChoiceField(choices=Prescription.Block.choices)

    def __init__(self, data, routine):
        super().__init__(data)
        self.routine = routine
        self.fields["exercise"].queryset = addable()

    def clean(self):
        check_rows(self.routine)


def addable():
    """The exercises that a routine may hold: a self-check is none."""
    return Exercise.objects.current().exclude(role=Exercise.Role.CHECK)


def check_rows(routine):
    """Raises ValidationError when the routine is as long as one may be."""
    if routine.prescriptions.count() >= Routine.MOST_PRESCRIPTIONS:
        raise ValidationError(f"{Routine.MOST_PRESCRIPTIONS} exercises are the most a routine can hold.")


class RowRoomForm(forms.Form):
    """Nothing to fill in, but room for one more exercise is needed."""

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
    """A rung of the ladder of the exercise that stands there."""

    exercise = forms.ModelChoiceField(
        Exercise.objects.none(),
        to_field_name="slug",
        error_messages={
            "required": "Pick an exercise.",
            "invalid_choice": "That exercise is not on the ladder of this one.",
        },
    )

    def __init__(self, data, row):
        super().__init__(data)
        self.fields["exercise"].queryset = addable().filter(reached_by__exercise=row.exercise).distinct()


class CountForm(forms.Form):
    """In reps, or in seconds."""

    measure = forms.ChoiceField(choices=Exercise.Measure.choices)


class PrescriptionForm(forms.ModelForm):
    """The dose of one prescription. `low` to `high` is its range; no `high` is the same as `low`.

    The load is read in the user's unit; a field that was not touched keeps the load to the gram.
    """

    sets = whole(1, 20, "Sets", required=True)
    rest_s = whole(0, 900, "Rest, in seconds", required=True)
    band = whole(1, 5, "Band")
    load = forms.CharField(required=False, max_length=12)

    class Meta:
        model = Prescription
        fields = ["sets", "rest_s", "band", "note", *AMOUNTS]

    def __init__(self, data, row, unit):
        load = "" if row.load_kg is None else show_load(row.load_kg, unit)
        initial = {"low": row.low, "high": row.high, "load": load}
        super().__init__(data, instance=row, initial=initial, auto_id=f"row-{row.pk}-%s")
        self.row, self.unit = row, unit
        self.counted, most = ("reps", 500) if row.reps_low else ("seconds", 3600)
        for end in ("low", "high"):
            self.fields[end] = whole(1, most, row.measure.label, required=end == "low")

    def clean_high(self):
        high = self.cleaned_data["high"]
        return self.cleaned_data.get("low") if high is None else high

    def clean_load(self):
        if "load" not in self.changed_data:
            return self.row.load_kg
        if not self.cleaned_data["load"]:
            return None
        if self.row.exercise.load == Exercise.Load.NONE or self.row.exercise.banded:
            raise ValidationError("This exercise takes no weight.")
        try:
            return parse_load(self.cleaned_data["load"], self.unit)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def clean_band(self):
        band = self.cleaned_data["band"]
        if band is not None and not self.row.exercise.banded:
            raise ValidationError("This exercise takes no band.")
        return band

    def clean(self):
        super().clean()
        given, cap = self.cleaned_data, self.row.exercise.cap_s
        given |= {f"{self.counted}_{end}": given.get(end) for end in ("low", "high")}
        if self.counted == "seconds" and cap and (given.get("high") or 0) > cap:
            self.add_error("high", f"{self.row.exercise} is held for at most {cap} seconds.")
        self.instance.load_kg = given.get("load")
        return given


class OfferForm(forms.Form):
    """An offer of the coach's (rules/coaching/easing.py), to be taken into the main block of the user's own routine.

    `routine` is the user's own of the one asked for. Where that is a ready-made one and they have no copy of it, it is
    the ready-made one, until `save` makes the copy.
    """

    def __init__(self, data, asked, user):
        super().__init__(data)
        self.user, self.routine = user, asked.kept_by(user) or asked

    def clean(self):
        if self.routine.is_ready_made:
            check_room(self.user)
        if not self.errors and not self.rows():
            raise ValidationError(f"{self.routine} has changed since this was offered: nothing was done to it.")

    def rows(self):
        """The prescriptions that the offer still says something new about."""
        return self.routine.rows_of(Prescription.Block.MAIN)

    def save(self):
        """Takes the offer. `written` is what RewriteForm undoes it with: nothing where the routine was made for it."""
        is_new, self.routine = self.routine.is_ready_made, self.routine.own_of(self.user)
        before = self.routine.written()
        self.take()
        self.written = "" if is_new else RewriteForm.sign(self.routine, before)


class AboutForm(OfferForm):
    """An offer about one exercise; where it comes more than once, about the first."""

    about = forms.ModelChoiceField(
        Exercise.objects.all(),
        to_field_name="slug",
        error_messages={"required": "Pick an exercise.", "invalid_choice": "There is no such exercise."},
    )

    def rows(self):
        return [row for row in super().rows() if row.exercise_id == self.cleaned_data["about"].pk]


class RungForm(AboutForm):
    """The next rung of the ladder, harder or easier."""

    def clean(self):
        super().clean()
        if self.errors:
            return
        swap = SwapForm(self.data, self.rows()[0])
        if not swap.is_valid():
            raise ValidationError(swap.errors["exercise"])
        self.rung = swap.cleaned_data["exercise"]

    def take(self):
        row = self.rows()[0]
        by_the_clock = self.routine.in_rounds and row.measure == Exercise.Measure.SECONDS
        row.note = ""  # It was about the other exercise.
        row.swap(self.rung)
        if by_the_clock:
            row.go_by_the_clock()
            row.save()

    @property
    def said(self):
        """What was done, in one sentence."""
        return f"{self.cleaned_data['about']} is now {self.rung} in {self.routine}."


class WidenForm(AboutForm):
    """More reps, or seconds, before anything harder."""

    high = whole(1, 500, "Up to", required=True)

    def rows(self):
        return [row for row in super().rows() if row.high < self.cleaned_data["high"]]

    def clean(self):
        super().clean()
        if self.errors:
            return
        row, cap = self.rows()[0], self.cleaned_data["about"].cap_s
        if row.measure == Exercise.Measure.SECONDS and cap and self.cleaned_data["high"] > cap:
            raise ValidationError(f"{row.exercise} is held for at most {cap} seconds.")

    def take(self):
        self.row = self.rows()[0]
        self.row.widen(self.cleaned_data["high"])

    @property
    def said(self):
        unit = "reps" if self.row.reps_high else "s"
        return f"{self.cleaned_data['about']} now goes up to {self.row.high} {unit} in {self.routine}."


class CircuitForm(OfferForm):
    """The main block as a circuit."""

    def rows(self):
        return [] if self.routine.in_rounds else super().rows()

    def take(self):
        self.routine.go_round()

    @property
    def said(self):
        rounds = f"{self.routine.rounds} round{'' if self.routine.rounds == 1 else 's'}"
        return f"{self.routine} is now a circuit: {rounds}, a minute of each."


class RewriteForm(forms.Form):
    """What an offer changed of a routine, to be put back: signed, so that it is ours when it comes back.

    Once something of that has been changed again, it is not for an undo to overwrite.
    """

    late = "That cannot be undone any more."
    written = forms.CharField(max_length=100_000, error_messages={"required": late})

    def __init__(self, data, routine):
        super().__init__(data)
        self.routine = routine

    @staticmethod
    def sign(routine, before):
        """What has changed of the routine since `before`, as text for a form field: what was, and what is now."""
        now = routine.written()
        changes = {key: [was, now[key]] for key, was in before.items() if was != now[key]}
        return signing.dumps(changes, salt=f"changes of routine {routine.pk}", compress=True)

    def clean_written(self):
        try:
            changes = signing.loads(self.cleaned_data["written"], salt=f"changes of routine {self.routine.pk}")
        except signing.BadSignature as error:
            raise ValidationError(self.late) from error
        now = self.routine.written()
        there = {key: change for key, change in changes.items() if key in now}
        if any(now[key] not in change for key, change in there.items()):
            raise ValidationError(self.late)
        return {key: was for key, (was, _) in there.items()}

    def save(self):
        """Writes it as it was."""
        self.routine.rewrite(self.cleaned_data["written"])


class LookForm(forms.Form):
    """What a builder shows beside the routine: nothing here is refused, what makes no sense is left out."""

    open = forms.IntegerField(required=False)
    removed = forms.IntegerField(required=False)
    add = forms.ChoiceField(required=False, choices=Prescription.Block.choices)
    q = forms.CharField(required=False, max_length=60)

    def looked(self):
        """What was asked for; None where nothing sensible was."""
        self.full_clean()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}

    def query(self):
        """The same as the end of an address, down to the row it is about."""
        look = {name: value for name, value in self.looked().items() if value}
        place = f"#row-{look['open']}" if "open" in look else "#find" if "add" in look else ""
        return (f"?{urlencode(look)}" if look else "") + place
