"""Forms to make a link, and to propose changes as its reader."""

from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from glutes.exercises.models import Exercise
from glutes.fields import LoadField, whole
from glutes.kit.models import ExerciseWish
from glutes.links.models import Link, Proposal
from glutes.links.models.proposal import DOSE, LIMITS, MOST_WAITING, plain, stored
from glutes.routines.forms import PrescriptionForm
from glutes.routines.models import Prescription, Routine, usual_dose
from glutes.routines.models.routine import ROUNDS
from glutes.rules.most import MOST_BAND, MOST_REST_S, MOST_ROUNDS, MOST_SECONDS
from glutes.rules.units import show_load

WEEKS = {"4": "in 4 weeks", "12": "in 12 weeks", "day": "on a day"}
A_YEAR = timedelta(days=366)
"""Ours: how long a link to a report, or a physio's limit, may hold at most."""


NOT_THEN = "Pick a day from today on, within a year."


def day_field(**options):
    """A field for a day."""
    return forms.DateField(
        widget=forms.DateInput({"class": "input", "type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": NOT_THEN},
        **options,
    )


class LinkForm(forms.ModelForm):
    """A link to the report: for whom, what it shows, what its reader may do, its last day."""

    ends = forms.ChoiceField(
        choices=WEEKS.items(),
        initial="12",
        widget=forms.RadioSelect,
        error_messages={"required": "Pick when it closes.", "invalid_choice": "Pick when it closes."},
    )
    day = day_field(required=False)

    class Meta:
        model = Link
        fields = ["name", "shows_pain", "shows_notes", "may_propose"]
        widgets = {"name": forms.TextInput({"class": "input", "autocomplete": "off"})} | {
            name: forms.CheckboxInput({"role": "switch"}) for name in ("shows_pain", "shows_notes", "may_propose")
        }
        error_messages = {"name": {"max_length": "Who is it for? 60 characters at most."}}

    def __init__(self, data, user):
        super().__init__(data, instance=Link(user=user))
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = "Who is it for? Fill this in."

    def clean(self):
        given, user = super().clean(), self.instance.user
        today, ends = user.local_date(), given.get("ends")
        until = given.get("day") if ends == "day" else ends and today + timedelta(weeks=int(ends))
        if ends == "day" and not self.has_error("day") and not (until and today <= until <= today + A_YEAR):
            self.add_error("day", NOT_THEN)
        if problems := user.links.no_room():
            raise ValidationError(problems)
        self.instance.until = until or today
        return given


class EndForm(forms.Form):
    """Another last day for a link that is open."""

    until = day_field()

    def __init__(self, data, link):
        super().__init__(data, initial={"until": link.until}, auto_id=f"link-{link.pk}-%s")
        self.link = link

    def clean_until(self):
        until, today = self.cleaned_data["until"], self.link.user.local_date()
        if not today <= until <= today + A_YEAR:
            raise ValidationError(NOT_THEN)
        return until

    def save(self):
        """Stores it."""
        self.link.until = self.cleaned_data["until"]
        self.link.save(update_fields=["until"])


class LockForm(forms.Form):
    """Limits for one exercise, until a day."""

    skip = forms.BooleanField(required=False, widget=forms.CheckboxInput({"role": "switch"}))
    as_written = forms.BooleanField(required=False, widget=forms.CheckboxInput({"role": "switch"}))
    sides = forms.ChoiceField(
        required=False,
        choices=[("", "As they like"), *((side, side.label) for side in ExerciseWish.WhichSide if side)],
        widget=forms.Select({"class": "input"}),
        error_messages={"invalid_choice": "Left first, right first, only left or only right."},
    )
    most = LoadField(
        zero=Decimal(0), widget=forms.TextInput({"class": "input", "inputmode": "decimal", "autocomplete": "off"})
    )
    most_band = whole(1, MOST_BAND, "Strongest band")
    stop_from = forms.TypedChoiceField(
        required=False,
        choices=[("", "6, as always"), *((pain, str(pain)) for pain in range(1, 6))],
        coerce=int,
        empty_value=None,
        widget=forms.Select({"class": "input"}),
        error_messages={"invalid_choice": "A pain of 1 to 5: at 6 everybody stops."},
    )

    def __init__(self, data, exercise, lock, unit, prefix):
        limits = plain(lock, LIMITS) if lock else {}
        most = show_load(lock.most_kg) if lock and lock.most_kg is not None else ""
        super().__init__(data, initial=limits | {"most": most}, prefix=prefix, auto_id=f"{prefix}-%s")
        self.stands = dict.fromkeys(LIMITS) | {"skip": False, "as_written": False, "sides": ""} | limits
        self.fields["most"].unit = unit
        self.fields["most_band"].widget.attrs |= {"class": "input", "inputmode": "numeric"}
        if not exercise.one_sided:
            del self.fields["sides"]
        del self.fields["most" if exercise.banded or exercise.load == Exercise.Load.NONE else "most_band"]
        if exercise.load == Exercise.Load.NONE:
            del self.fields["most_band"]

    @property
    def limits(self):
        """The LIMITS that were filled in, ready for JSON."""
        given = self.cleaned_data
        most = given.get("most")
        return {
            "skip": given["skip"],
            "as_written": given["as_written"],
            "sides": given.get("sides", ""),
            "most_kg": stored(most),
            "most_band": given.get("most_band"),
            "stop_from": given["stop_from"],
        }

    @property
    def changes(self):
        """Whether these limits differ from those in force."""
        return self.limits != self.stands


def superset_field():
    """A field for the letter that neighbours in a superset share."""
    return forms.ChoiceField(
        required=False,
        choices=[("", "By itself"), *((letter, letter) for letter in "ABCDEFGH")],
        widget=forms.Select({"class": "input"}),
        error_messages={"invalid_choice": "A superset has a letter from A to H."},
    )


class PlaceInCopyForm(forms.Form):
    """The place and superset of an exercise in the copy, and whether to remove it."""

    group = superset_field()
    out = forms.BooleanField(required=False)

    def __init__(self, data, row, number, most):
        prefix = f"place-{row.pk}"
        stands = {"place": number, "group": row.group}
        super().__init__(data, initial=stands, prefix=prefix, auto_id=f"{prefix}-%s")
        self.fields["place"] = whole(1, most, "Place")


class AddedForm(forms.Form):
    """One more exercise; without numbers it gets its usual dose."""

    exercise = forms.ModelChoiceField(
        Exercise.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="None",
        widget=forms.Select({"class": "input"}),
        error_messages={"invalid_choice": "We don’t have that exercise."},
    )
    sets = whole(1, MOST_ROUNDS, "Sets")
    amount = whole(1, MOST_SECONDS, "Reps or seconds")
    group = superset_field()
    note = forms.CharField(required=False, max_length=200)

    def __init__(self, data, user, prefix):
        super().__init__(data, prefix=prefix, auto_id=f"{prefix}-%s")
        field = self.fields["exercise"]
        field.queryset = Exercise.objects.current().trained_by(user).filter(user=None)
        field.label_from_instance = lambda exercise: f"{exercise}, in {exercise.measure}"
        for name in ("sets", "amount", "note"):
            self.fields[name].widget.attrs |= {"class": "input", "autocomplete": "off"}

    def clean(self):
        given, exercise = super().clean(), self.cleaned_data.get("exercise")
        if exercise and exercise.measure == "reps" and (given.get("amount") or 0) > 500:
            self.add_error("amount", "Reps: a whole number from 1 to 500.")
        if exercise and exercise.cap_s and (given.get("amount") or 0) > exercise.cap_s:
            self.add_error("amount", f"{exercise}: {exercise.cap_s} seconds at most.")
        return given

    @property
    def values(self):
        """The new row, as in Proposal.rows; None if no exercise was chosen."""
        given = self.cleaned_data
        if not given.get("exercise"):
            return None
        exercise = given["exercise"]
        row = Prescription(exercise=exercise, note=given["note"], group=given["group"], **usual_dose(exercise))
        row.sets = given["sets"] or row.sets
        if given["amount"]:
            for end in ("low", "high"):
                setattr(row, f"{row.measure}_{end}", given["amount"])
        return plain(row, DOSE) | {"row": None, "exercise": exercise.slug, "block": row.block}


NOT_SENT = "Not sent yet: something below needs another look."


class CopyLine(NamedTuple):
    """An exercise of the copy of a routine: its prescription, how that was asked for in words, and its forms."""

    row: Prescription
    was: str
    dose: PrescriptionForm
    place: PlaceInCopyForm
    lock: LockForm | None


class ProposalForm(forms.Form):
    """A copy of a routine to edit: `lines` are its exercises, each with its forms; `added` are new ones.

    `routine` is None for a new routine. Validation is the same as in the member's own builder.
    """

    ADDED = 4

    name = forms.CharField(
        required=False, max_length=80, widget=forms.TextInput({"class": "input", "autocomplete": "off"})
    )
    note = forms.CharField(required=False, max_length=1000, widget=forms.Textarea({"class": "input", "rows": 3}))
    until = day_field(required=False)
    style = forms.ChoiceField(
        required=False,
        choices=Routine.Style.choices,
        widget=forms.Select({"class": "input"}),
        error_messages={"invalid_choice": "Set by set, or in rounds?"},
    )
    rounds = whole(1, MOST_ROUNDS, "Rounds")
    round_rest_s = whole(0, MOST_REST_S, "Rest between rounds, in seconds")

    def __init__(self, data, link, routine):
        super().__init__(data, initial=plain(routine or Routine(), ROUNDS))
        for name in ("rounds", "round_rest_s"):
            self.fields[name].widget.attrs |= {"class": "input", "inputmode": "numeric"}
        self.link, self.routine = link, routine
        user, today = link.user, link.user.local_date()
        in_rounds = routine is not None and routine.in_rounds
        locks = {lock.exercise_id: lock for lock in user.locks.in_force(today)}
        rows = list(routine.prescriptions.all()) if routine else []
        self.lines, seen = [], set()
        for number, row in enumerate(rows, 1):
            lock = None
            if row.block == Prescription.Block.MAIN and row.exercise_id not in seen:
                lock = LockForm(data, row.exercise, locks.get(row.exercise_id), user.units, f"lock-{row.pk}")
                seen.add(row.exercise_id)
            dose = PrescriptionForm(data, row, user.units, f"row-{row.pk}")
            place, was = PlaceInCopyForm(data, row, number, len(rows)), row.dose
            if in_rounds and row.block == Prescription.Block.MAIN:
                keep_out_of_rounds(dose, place)
                was = row.amount
            self.lines.append(CopyLine(row, was, dose, place, lock))
        self.added = [AddedForm(data, user, f"new-{number}") for number in range(self.ADDED)]
        if in_rounds:
            keep_out_of_rounds(*self.added)

    @property
    def parts(self):
        """All its forms, without itself."""
        for line in self.lines:
            yield from filter(None, (line.dose, line.place, line.lock))
        yield from self.added

    def clean(self):
        given, today = super().clean(), self.link.user.local_date()
        written = {line.row.pk: plain(line.row, DOSE) for line in self.lines}
        sound = [part.is_valid() for part in self.parts]
        if not all(sound) or self.errors:
            raise ValidationError(NOT_SENT)
        if given.get("until") and not today <= given["until"] <= today + A_YEAR:
            self.add_error("until", NOT_THEN)
        self._read(written)
        if any(limits["skip"] for limits in self.locks.values()) and not given.get("until"):
            self.add_error("until", "Skip it until when? Pick the day.")
        if self.routine is None and self.rows and not given.get("name"):
            self.add_error("name", "Give the new routine a name.")
        if self.errors:
            raise ValidationError(NOT_SENT)
        if len(self.rows) > Routine.MOST_PRESCRIPTIONS:
            raise ValidationError(f"{Routine.MOST_PRESCRIPTIONS} exercises is the limit.")
        if not (self.rows or self.whole or self.locks or given.get("note")):
            raise ValidationError("Nothing differs yet: change something, or write a note.")
        if self.link.proposals.filter(answered_at=None).count() >= MOST_WAITING:
            raise ValidationError(f"{MOST_WAITING} proposals wait for an answer already.")
        return given

    def _read(self, written):
        """The proposal's `rows` (empty if nothing in them changes), `over`, `whole` and `locks`."""
        self.locks, kept, moved = {}, [], []
        for row, place, lock in ((line.row, line.place, line.lock) for line in self.lines):
            if lock and lock.changes:
                self.locks[row.exercise.slug] = lock.limits
            if not place.cleaned_data["out"]:
                values = plain(row, DOSE) | {"group": place.cleaned_data["group"]}
                kept.append(values | {"row": row.pk, "exercise": row.exercise.slug, "block": row.block})
                if place.cleaned_data["place"] and "place" in place.changed_data:
                    moved.append((place.cleaned_data["place"], kept[-1]))
        added = [values for form in self.added if (values := form.values)]
        self.over = [line.row.pk for line in self.lines]
        placed = in_places(kept, moved)
        self.rows = as_supersets([*placed, *added])
        for values in self.rows:
            values["same"] = bool(values["row"]) and plain_dose(values) == written[values["row"]]
        changed = not all(values["same"] for values in self.rows if values["row"])
        if not (placed != kept or changed or added or len(kept) < len(self.lines)):
            self.rows = []
        asked, stands = self.cleaned_data, plain(self.routine or Routine(), ROUNDS)
        self.whole = {name: asked[name] for name in ROUNDS if asked[name] not in ("", None, stands[name])}
        if self.routine is None and not self.rows:
            self.whole = {}

    def save(self):
        """Stores it; returns the Proposal."""
        return Proposal.objects.create(
            user=self.link.user,
            link=self.link,
            routine=self.routine if self.rows or self.whole else None,
            name=self.cleaned_data["name"] if self.rows and self.routine is None else "",
            note=self.cleaned_data["note"],
            until=self.cleaned_data["until"],
            rows=self.rows,
            over=self.over if self.rows else [],
            whole=self.whole,
            locks=self.locks,
            sent_at=timezone.now(),
        )


def keep_out_of_rounds(*forms_of_row):
    """Takes what a circuit does not have from the forms of an exercise: its rounds are the sets, and nothing rests
    between. What is sent all the same is ignored."""
    for form in forms_of_row:
        for name in {"sets", "rest_s", "group"} & form.fields.keys():
            form.fields[name].disabled = True


def in_places(rows, moved):
    """The rows with each of `moved` [(place, row)] at its place, counted from 1; the others follow in their order.

    A place beyond the last, if some were taken out, is the last. Two to one place keep their order.
    """
    moving = [row for _, row in moved]
    placed = [row for row in rows if row not in moving]
    last_first = reversed(moved)  # Of two to one place, the one that is placed later ends up before the other.
    for place, row in sorted(last_first, key=itemgetter(0)):
        placed.insert(place - 1, row)
    return placed


def as_supersets(rows):
    """The proposed rows: neighbours with the same letter get the same number of sets; single letters are removed."""
    blocks = [block.value for block in Prescription.Block]
    rows = sorted(rows, key=lambda row: blocks.index(row["block"]))
    for (_, letter), together in groupby(rows, key=lambda row: (row["block"], row["group"])):
        first, *others = together
        if letter and not others:
            first["group"] = ""
        for row in others if letter else ():
            row["sets"] = first["sets"]
    return rows


def plain_dose(values):
    """The DOSE among the values of a proposed row."""
    return {name: values[name] for name in DOSE}
