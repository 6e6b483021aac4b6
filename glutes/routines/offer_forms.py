"""Forms for the coach's offers that change a routine, and the form that undoes one."""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from glutes.exercises.models import Exercise
from glutes.fields import whole
from glutes.routines.forms import SwapForm, check_room
from glutes.routines.models import Prescription
from glutes.rules.coaching.circuits import ONCE_MORE
from glutes.rules.coaching.ways import CHOICES, WAYS
from glutes.rules.most import MOST_REPS


class OfferForm(forms.Form):
    """An offer of the coach (rules/coaching/circuits.py) that changes the main block of a routine.

    `routine` is the user's own version of the routine that was asked for. If that one is ready-made and the user has no
    copy of it, `routine` is the ready-made one until `save` makes the copy.
    """

    def __init__(self, data, asked, user):
        super().__init__(data)
        self.user, self.routine = user, asked.kept_by(user) or asked

    def clean(self):
        if self.routine.is_ready_made:
            check_room(self.user)
        if not self.errors and not self.rows():
            raise ValidationError(f"{self.routine} has changed since, so we left it alone.")

    def rows(self):
        """The prescriptions that the offer can still change; [] means that it came too late."""
        return self.routine.rows_of(Prescription.Block.MAIN)

    def save(self):
        """Accepts the offer. Then `written` is the text for RewriteForm to undo it; "" if a copy was made for it."""
        is_new, self.routine = self.routine.is_ready_made, self.routine.own_of(self.user)
        before = self.routine.written()
        self.take()
        self.written = "" if is_new else RewriteForm.sign(self.routine, before)


class AboutForm(OfferForm):
    """An offer about one exercise. If the routine has it more than once, the first one is changed."""

    about = forms.ModelChoiceField(
        Exercise.objects.none(),
        to_field_name="slug",
        error_messages={"required": "Pick an exercise.", "invalid_choice": "We don’t have that exercise."},
    )

    def __init__(self, data, asked, user):
        super().__init__(data, asked, user)
        self.fields["about"].queryset = Exercise.objects.visible_to(user)

    def rows(self):
        return [row for row in super().rows() if row.exercise_id == self.cleaned_data["about"].pk]


class RungForm(AboutForm):
    """A swap: for a harder or easier exercise, or one without missing equipment; in any block.

    `easier`: whether the exercise was too hard or hurt. Then its rows in the warm-up are swapped, too."""

    easier = forms.BooleanField(required=False)

    def rows(self):
        same = self.routine.prescriptions.filter(exercise=self.cleaned_data["about"]).select_related("exercise")
        return sorted(same, key=lambda row: row.block != Prescription.Block.MAIN)

    def clean(self):
        super().clean()
        if self.errors:
            return
        swap = SwapForm(self.data, self.user)
        if not swap.is_valid():
            raise ValidationError(swap.errors["exercise"])
        if swap.cleaned_data["exercise"] == self.cleaned_data["about"]:
            raise ValidationError(swap.fields["exercise"].error_messages["invalid_choice"])
        self.rung = swap.cleaned_data["exercise"]

    def take(self):
        """Puts the other exercise in place."""
        row, *rest = self.rows()
        in_round = self.routine.in_rounds and row.block == Prescription.Block.MAIN
        by_the_clock = in_round and row.measure == Exercise.Measure.SECONDS
        row.swap(self.rung)
        if by_the_clock:
            row.go_by_the_clock()
            row.save()
        self.warm_up = [one for one in rest if one.block == Prescription.Block.WARM_UP and self.cleaned_data["easier"]]
        for one in self.warm_up:
            one.swap(self.rung)

    @property
    def said(self):
        """What the accepted offer changed, in one sentence."""
        too = ", in the warm-up, too" if self.warm_up else ""
        return f"{self.cleaned_data['about']} is now {self.rung} in {self.routine}{too}."


class WidenForm(AboutForm):
    """A higher upper end of reps or seconds, before a harder exercise."""

    high = whole(1, MOST_REPS, "Up to", required=True)

    def rows(self):
        return [row for row in super().rows() if row.high < self.cleaned_data["high"]]

    def clean(self):
        super().clean()
        if self.errors:
            return
        row, cap = self.rows()[0], self.cleaned_data["about"].cap_s
        if row.measure == Exercise.Measure.SECONDS and cap and self.cleaned_data["high"] > cap:
            raise ValidationError(f"{row.exercise}: {cap} seconds at most.")

    def take(self):
        """Raises the upper end of the range."""
        self.row = self.rows()[0]
        self.row.widen(self.cleaned_data["high"])

    @property
    def said(self):
        """What the accepted offer changed, in one sentence."""
        unit = "reps" if self.row.reps_high else "s"
        return f"{self.cleaned_data['about']} now goes up to {self.row.high} {unit} in {self.routine}."


class WayForm(AboutForm):
    """Another way of doing an exercise (rules/coaching/ways.py)."""

    way = forms.ChoiceField(
        choices=CHOICES, required=False, error_messages={"invalid_choice": "Pick one of the ways shown."}
    )

    def rows(self):
        return [row for row in super().rows() if row.way != self.cleaned_data["way"]]

    def clean(self):
        super().clean()
        if self.errors:
            return
        row, way = self.rows()[0], self.cleaned_data["way"]
        if way and way not in row.exercise.ways_in(row.measure):
            raise ValidationError(f"{row.exercise} is not done in that way.")

    def take(self):
        """Sets the way."""
        row = self.rows()[0]
        row.way = self.cleaned_data["way"]
        row.save(update_fields=["way"])

    @property
    def said(self):
        """What the accepted offer changed, in one sentence."""
        word = WAYS[self.cleaned_data["way"]].word or "as usual"
        return f"{self.cleaned_data['about']}: {word} from now on in {self.routine}."


class CircuitForm(OfferForm):
    """Makes the main block a circuit; with `rounds`, goes round a circuit so many times: one more than now."""

    rounds = forms.IntegerField(required=False, max_value=max(ONCE_MORE) + 1)

    def rows(self):
        rounds = self.cleaned_data["rounds"]
        is_open = rounds == self.routine.rounds + 1 if self.routine.in_rounds else rounds is None
        return super().rows() if is_open else []

    def take(self):
        """Makes the main block a circuit, or adds the round."""
        if self.routine.in_rounds:
            self.routine.rounds = self.cleaned_data["rounds"]
            self.routine.save(update_fields=["rounds"])
        else:
            self.routine.go_round()

    @property
    def said(self):
        """What the accepted offer changed, in one sentence."""
        rounds = f"{self.routine.rounds} round{'' if self.routine.rounds == 1 else 's'}"
        if self.cleaned_data["rounds"]:
            return f"{self.routine} has {rounds} now."
        return f"{self.routine} is now a circuit: {rounds}, a minute of each."


class RewriteForm(forms.Form):
    """Undoes an offer. `written` is a signed text with what the offer changed.

    It is refused if one of these values was changed again since: an undo must not overwrite newer changes.
    """

    late = "Too late to undo: it has changed since."
    written = forms.CharField(max_length=100_000, error_messages={"required": late})

    def __init__(self, data, routine):
        super().__init__(data)
        self.routine = routine

    @staticmethod
    def sign(routine, before):
        """A signed text of the values changed since `before` (Routine.written), each with its old and new value."""
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
        """Puts the old values back."""
        self.routine.rewrite(self.cleaned_data["written"])
