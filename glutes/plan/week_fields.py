"""Form fields of the plan: a day, a time of day, a routine, weekdays."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError

from glutes.plan.models import MOST_A_USER, WEEKDAYS
from glutes.routines.forms import check_room
from glutes.routines.models import Routine

NEAR = timedelta(days=731)
CHANGED = "Your week has changed. Reload it and try again."

MOST_PLACES = 50
"""Ours: the most sessions changed at once; more than any week before a race has."""

NO_DAY = {"required": "Pick at least one day.", "invalid_choice": "Pick from Monday to Sunday."}


class DayInput(forms.DateInput):
    input_type = "date"


class ClockInput(forms.TimeInput):
    input_type = "time"


class DayField(forms.DateField):
    """A date within two years of today. Nobody plans further, and adding days to it cannot overflow."""

    widget = DayInput(format="%Y-%m-%d")

    def __init__(self, user, **kwargs):
        self.today = user.local_date()
        super().__init__(error_messages={"required": "Pick a date."}, **kwargs)

    def clean(self, value):
        day = super().clean(value)
        if day and abs(day - self.today) > NEAR:
            raise ValidationError("Pick a date within 2 years.")
        return day


class ClockField(forms.TimeField):
    """An optional time of day."""

    widget = ClockInput(format="%H:%M")

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)


class RoutineField(forms.ModelChoiceField):
    """One of the user's own routines, or a ready-made one, which will be copied for them.

    Raises ValidationError if a copy is needed and the user has the most routines allowed.
    """

    def __init__(self, user, **kwargs):
        words = {"required": "Pick a routine.", "invalid_choice": "That routine isn’t there any more: pick another."}
        super().__init__(Routine.objects.visible_to(user).in_use(), error_messages=words, **kwargs)
        own = list(user.routines.in_use())
        self.copies = {routine.copied_from_id: routine.pk for routine in own if routine.copied_from_id}
        ready_made = Routine.objects.ready_made().exclude(pk__in=self.copies)
        groups = (("Yours", own), ("Ready-made", ready_made))
        self.user = user
        self.widget.choices = [(label, [(r.pk, r.name) for r in rows]) for label, rows in groups if rows]

    def prepare_value(self, value):
        return self.copies.get(value, super().prepare_value(value))

    def clean(self, value):
        routine = super().clean(value)
        if routine.is_ready_made and routine.pk not in self.copies:
            check_room(self.user)
        return routine


class RhythmField(forms.ChoiceField):
    """Every week (the default) or every second week; the value is True for every second."""

    def __init__(self, every_second=False):
        choices = (("1", "Every week"), ("2", "Every 2nd week"))
        super().__init__(label="How often", choices=choices, initial="2" if every_second else "1")

    def clean(self, value):
        return super().clean(value or "1") == "2"


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Days of the week."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self):
        super().__init__(label="On", choices=WEEKDAYS, coerce=int, error_messages=NO_DAY)


@dataclass(frozen=True)
class Place:
    """Where to put the session of a plan day (its key) on a date: to the date `to` (None: skip it), and whether halved.
    Written as "12 2026-11-27 2026-11-28 0", or skipped as "12 2026-11-27 - 0"."""

    plan_day: int
    date: date
    to: date | None
    half: bool = False

    def __str__(self):
        return f"{self.plan_day} {self.date} {self.to or '-'} {int(self.half)}"

    @property
    def key(self):
        """What identifies the session."""
        return self.plan_day, self.date

    @classmethod
    def read(cls, text):
        """Parses a Place. Raises ValueError if the text is none."""
        plan_day, day, to, half = text.split(" ")
        if not (plan_day.isdecimal() and len(plan_day) <= 18 and half in ("0", "1")):
            raise ValueError(text)
        return cls(int(plan_day), date.fromisoformat(day), None if to == "-" else date.fromisoformat(to), half == "1")


class ManyField(forms.MultipleChoiceField):
    """Several Places or Rhythms, each of another session; `kind` is which of the two."""

    def __init__(self, kind):
        self.kind = kind
        super().__init__(error_messages={"required": CHANGED, "invalid_list": CHANGED})

    def validate(self, value):
        forms.Field.validate(self, value)

    def clean(self, value):
        try:
            found = [self.kind.read(text) for text in super().clean(value)[: MOST_PLACES + 1]]
        except ValueError as error:
            raise ValidationError(CHANGED) from error
        if len(found) > MOST_PLACES or len({one.key for one in found}) < len(found):
            raise ValidationError(CHANGED)
        return found


@dataclass(frozen=True)
class Rhythm:
    """How often the routine with this key comes on a weekday: every second week counted from `turn`, every week if that
    is None, or not at all (`comes` False). Written as "4 12 2026-11-20", "4 12 -" or "4 12 off"."""

    weekday: int
    routine: int
    turn: date | None = None
    comes: bool = True

    def __str__(self):
        return f"{self.weekday} {self.routine} {(self.turn or '-') if self.comes else 'off'}"

    @property
    def key(self):
        """What identifies the weekday and routine."""
        return self.weekday, self.routine

    @classmethod
    def read(cls, text):
        """Parses a Rhythm. Raises ValueError if the text is none."""
        weekday, routine, turn = text.split(" ")
        if weekday not in [*"0123456"] or not routine.isdecimal() or len(routine) > 18:
            raise ValueError(text)
        day = None if turn in ("-", "off") else date.fromisoformat(turn)
        if day and day.weekday() != int(weekday):
            raise ValueError(text)
        return cls(int(weekday), int(routine), day, turn != "off")


def check_number(form, name, rows, more):
    """Adds an error to the form's field `name` if `more` of these rows would be too many."""
    if rows.count() + more > MOST_A_USER:
        things = rows.model._meta.verbose_name_plural
        form.add_error(name, f"{MOST_A_USER:,} {things} is the limit: remove one first.")
