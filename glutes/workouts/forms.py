"""The forms of logging: sets, slots, finishing, deleting. Scripts send the same field names. Those that begin a workout
are in start_forms.py."""

from copy import copy

from django import forms
from django.core.exceptions import ValidationError

from glutes.exercises.forms import ExerciseField
from glutes.exercises.models import Exercise
from glutes.fields import FlagField, LoadField, MomentField, TypedForm, whole
from glutes.kit.models import kit_of
from glutes.kit.weights import weights_for
from glutes.rules.coaching.pain import SITES
from glutes.rules.coaching.sessions import OTHER_SIDE
from glutes.rules.most import MOST_BAND, MOST_EXERCISES, MOST_PAIN, MOST_REPS, MOST_SECONDS
from glutes.workouts.models import Side, WorkoutExercise
from glutes.workouts.start_forms import SpanForm

LOADS = ("load", "load_kg", "load_lb")
"""The fields that a load may come in: with its unit or in the user's (`load`), in kilograms, in pounds."""


class VersionForm(TypedForm):
    """One version of something in a workout."""

    is_on_sheet = False
    """Whether its errors are shown on the sheet of the workout, even once the workout is over."""
    row = None
    """The WorkoutExercise that it is about; None if it is about the whole workout, or until it was found."""

    def __init__(self, data, *, workout, now):
        super().__init__(data, now=now, newest=max(workout.touched_at, workout.deleted_at or workout.touched_at))
        self.workout = workout


class SlotForm(VersionForm):
    """One version of something about a slot; without an exercise, about the one prescribed there."""

    is_on_sheet = True

    slot = whole(0, MOST_EXERCISES - 1, "Slot")
    exercise = ExerciseField(required=False, error_messages={"invalid_choice": "We don’t have that exercise."})
    skipped = FlagField(absent=False)
    pain = whole(0, MOST_PAIN, "Pain")
    pain_site = forms.ChoiceField(
        choices=SITES, required=False, error_messages={"invalid_choice": "Pick one of the places shown."}
    )

    def __init__(self, data, *, workout, now):
        super().__init__(data, workout=workout, now=now)
        self.fields["exercise"].user = workout.user

    def clean_slot(self):
        if self.cleaned_data["slot"] is None:
            raise ValidationError("Slot: a number from 0.")
        return self.cleaned_data["slot"]

    def measure(self):
        """What a row that is made for this is counted in."""
        exercise = self.cleaned_data.get("exercise")
        return exercise.measure if exercise else Exercise.Measure.REPS

    def clean(self):
        if "slot" not in self.cleaned_data or "exercise" not in self.cleaned_data:
            return
        try:
            slot, exercise = self.cleaned_data["slot"], self.cleaned_data["exercise"]
            self.row = self.workout.row_for(slot, exercise, self.measure())
        except WorkoutExercise.DoesNotExist:
            self.add_error("exercise", "Which exercise was it? Nothing is planned there.")

    def save(self):
        """Stores this version."""
        self.row.note_slot(self.stamp, self.said("skipped", "pain", "pain_site"))
        self.workout.touch(self.stamp.at)

    def echo(self):
        """What is stored now, for a script."""
        row = self.row
        stored = {name: getattr(row, name) for name in ("skipped", "pain", "pain_site", "logged_at")}
        return {"slot": row.slot, "exercise": row.exercise.slug, **stored}


class MorningForm(SlotForm):
    """How something that hurt feels on the morning after."""

    pain_next_day = whole(0, MOST_PAIN, "Pain")
    skipped = pain = pain_site = None

    def clean_pain_next_day(self):
        if self.cleaned_data["pain_next_day"] is None:
            raise ValidationError("Say how it feels, from 0 to 10.")
        return self.cleaned_data["pain_next_day"]

    def clean(self):
        """Finds the row. Unlike the other forms it never makes one: only what was in the workout can have hurt."""
        if self.errors:
            return
        named = {name: self.cleaned_data[name] for name in ("slot", "exercise") if self.cleaned_data[name] is not None}
        row = self.workout.exercises.filter(**named).prefetch_related("exercise").order_by("pk").first()
        if row is None:
            self.add_error("exercise", "That wasn’t in this session.")
        else:
            self.row = row

    def save(self):
        """Stores this version."""
        self.row.note_morning(self.stamp, self.said("pain_next_day"))
        self.workout.touch(self.stamp.at)

    def echo(self):
        row = self.row
        stored = {"pain_next_day": row.pain_next_day, "logged_at": row.morning_at}
        return {"slot": row.slot, "exercise": row.exercise.slug, **stored}


class SetForm(SlotForm):
    """One version of one set of one side. `both`: the same for the other side. `own`: adds the load to the kit."""

    number = whole(1, 100, "Set number")
    both = FlagField(absent=False)
    side = forms.ChoiceField(choices=Side, required=False, error_messages={"invalid_choice": "Left, right or both."})
    reps = whole(0, MOST_REPS, "Reps")
    seconds = whole(0, MOST_SECONDS, "Seconds")
    load = LoadField()
    load_kg = LoadField("kg")
    load_lb = LoadField("lb")
    own = FlagField(absent=False)
    band = whole(1, MOST_BAND, "Band")
    form_ok = FlagField(absent=True)
    rir = whole(0, 4, "Reps to spare")
    deleted = FlagField(absent=False)
    done_at = MomentField()
    skipped = pain = pain_site = None

    def __init__(self, data, *, workout, now):
        super().__init__(data, workout=workout, now=now)
        self.fields["load"].unit = workout.user.units

    def measure(self):
        for measure in Exercise.Measure:
            if self.cleaned_data.get(measure) is not None:
                return measure
        return super().measure()

    def clean_number(self):
        if self.cleaned_data["number"] is None:
            raise ValidationError("Set number: from 1.")
        return self.cleaned_data["number"]

    def clean(self):
        super().clean()
        if not self.row or self.errors:
            return
        data = self.cleaned_data
        data["side"] = data["side"] or Side.BOTH
        amount = (None, None) if data["deleted"] else (data["reps"], data["seconds"])
        if not data["deleted"] and amount == (None, None):
            self.add_error(self.row.measure, f"How many {self.row.measure}?")
        loads = [data[name] for name in (*LOADS, "band") if data[name] is not None]
        if len(loads) > 1:
            self.add_error("load", "Give one: kg, lb or a band.")
        self.row.clean_set(data["side"], amount, bool(loads) and not data["deleted"])
        self.set = self.row.set_of(data["number"], data["side"])

    def save(self):
        """Stores this version."""
        data = self.cleaned_data
        self.set.log(self.stamp, self.said_of_set())
        if data["both"] and data["side"] in OTHER_SIDE:
            self.row.set_of(data["number"], OTHER_SIDE[data["side"]]).log(self.stamp, self.said_of_set())
        if data["own"] and not data["deleted"]:
            self.add_to_kit()
        self.workout.touch(self.stamp.at)

    def said_of_set(self):
        """The values of the version, field by field; a deletion has `deleted_at` only."""
        data = self.cleaned_data
        if data["deleted"]:
            return {"deleted": {"deleted_at": self.stamp.at}}
        said = {"deleted": {"deleted_at": None}, "amount": {name: data[name] for name in ("reps", "seconds")}}
        if not {*LOADS, "band"}.isdisjoint(self.data):
            said["load"] = {"load_kg": self.typed_load, "band": data["band"]}
        if data["done_at"]:
            done_at = self.fields["done_at"].at_receipt(data["done_at"], self.now)
            said["done_at"] = {"done_at": self.workout.within(done_at)}
        return said | self.said("form_ok", "rir")

    @property
    def typed_load(self):
        """The load that was typed, in kg, or None."""
        return next((self.cleaned_data[name] for name in LOADS if self.cleaned_data[name] is not None), None)

    def add_to_kit(self):
        """Adds the weight to the user's kit, unless it is there already."""
        user, exercise = self.workout.user, self.row.exercise
        weights = weights_for(kit_of(user.pk), [exercise.pk]).get(exercise.pk)
        if weights and weights.lacks(self.typed_load):
            user.kit.create(equipment=weights.thing, kg=self.typed_load)

    def echo(self):
        names = ("number", "side", "reps", "seconds", "load_kg", "band", "form_ok", "rir", "done_at", "logged_at")
        stored = {name: getattr(self.set, name) for name in names}
        place = {"slot": self.row.slot, "exercise": self.row.exercise.slug}
        return {**place, **stored, "deleted": self.set.deleted_at is not None}


class SharedFields(dict):
    """The fields of a form class, shared by its forms: to copy them, as Django does, takes longer than to check a set.
    A form copies only fields that it changes: whose rows to look for, the unit of a load.
    """

    def __deepcopy__(self, memo):
        told = forms.ModelChoiceField, LoadField
        return {name: self.own(one) if isinstance(one, told) else one for name, one in self.items()}

    def own(self, field):
        """A copy of a field. It has a widget of its own, too, as that keeps the choices of a ModelChoiceField."""
        field = copy(field)
        field.widget = copy(field.widget)
        return field


SetForm.base_fields = SharedFields(SetForm.base_fields)


class FinishForm(VersionForm):
    """The end of a workout, and how it felt."""

    finished_at = MomentField()
    effort = whole(1, 3, "Effort")
    note = forms.CharField(required=False, max_length=2000, strip=True)

    def save(self):
        """Stores this version."""
        said, ended = self.said("effort", "note"), self.cleaned_data["finished_at"]
        if ended:
            ended = self.fields["finished_at"].at_receipt(ended, self.now)
            said["finished_at"] = {"finished_at": self.workout.within(ended)}
        self.workout.finish(self.stamp, said)

    def echo(self):
        return {name: getattr(self.workout, name) for name in ("finished_at", "effort", "note", "logged_at")}


class ReopenForm(VersionForm):
    """Removes the end of a workout, so that it goes on."""

    def save(self):
        self.workout.finish(self.stamp, {"finished_at": {"finished_at": None}})

    def echo(self):
        return {name: getattr(self.workout, name) for name in ("finished_at", "logged_at")}


class TimesForm(SpanForm, VersionForm):
    """Another day, start and end for a workout."""

    def save(self):
        """Moves the workout, and all its sets by as much."""
        self.workout.take_place(self.cleaned_data["started"])
        self.workout.finish(self.stamp, {"finished_at": {"finished_at": self.ending()}})

    def echo(self):
        return {name: getattr(self.workout, name) for name in ("started", "finished_at", "logged_at")}


class DeleteForm(VersionForm):
    """The deletion of a workout."""

    def save(self):
        self.workout.discard(self.stamp.at)

    def echo(self):
        """What is stored now, as a dict for a script: whether the workout is deleted, and the moment of the version
        that says so."""
        stamp = self.workout.deleted_at or self.workout.touched_at
        return {"deleted": self.workout.deleted_at is not None, "logged_at": stamp}


class RestoreForm(DeleteForm):
    """The undo of a deletion."""

    def save(self):
        self.workout.restore(self.stamp.at)
