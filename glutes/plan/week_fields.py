"""Form fields of the plan: a day, a time of day, a routine, weekdays."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError

from glutes.plan.models import WEEKDAYS
from glutes.routines.forms import check_room
from glutes.routines.models import Routine

NEAR = timedelta(days=731)
NO_DAY = {"required": "Pick at least one day.", "invalid_choice": "Pick from Monday to Sunday."}


class DayInput(forms.DateInput):
    input_type = "date"


class ClockInput(forms.TimeInput):
    input_type = "time"


class DayField(forms.DateField):
    """A date within two years of today. Nobody plans further, and adding days to it never overflows."""

    widget = DayInput(format="%Y-%m-%d")

    def __init__(self, user, **kwargs):
        self.today = user.local_date()
        super().__init__(
            error_messages={"invalid": "Write the date like 2026-11-18.", "required": "Pick a date."}, **kwargs
        )

    def clean(self, value):
        day = super().clean(value)
        if day and abs(day - self.today) > NEAR:
            raise ValidationError("Pick a date within 2 years.")
        return day


class ClockField(forms.TimeField):
    """An optional time of day."""

    widget = ClockInput(format="%H:%M")

    def __init__(self, **kwargs):
        super().__init__(required=False, error_messages={"invalid": "Write the time like 18:30."}, **kwargs)


class RoutineField(forms.ModelChoiceField):
    """One of the user's own routines, or a ready-made one, which will be copied for them.

    Raises ValidationError where a copy is needed and the user has as many routines as one may have.
    """

    def __init__(self, user, **kwargs):
        words = {"required": "Pick a routine.", "invalid_choice": "That routine isn’t there any more: pick another."}
        super().__init__(Routine.objects.visible_to(user), error_messages=words, **kwargs)
        own = list(user.routines.kept().filter(archived_at=None))
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
    """Every week, also where nothing is said, or every second one; the value is whether it is every second."""

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
