"""Form fields of several apps (whole numbers, moments, loads, flags), and the form of one version of something."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from glutes.rules.dates import weekday_date
from glutes.rules.most import CLOCK_AHEAD
from glutes.rules.units import parse_load
from glutes.rules.versions import Stamp

A_MINUTE = timedelta(minutes=1)


def whole(least, most, label, required=False):
    """A whole number; the message says what is allowed."""
    message = f"{label}: a whole number from {least} to {most}."
    return forms.IntegerField(
        required=required,
        error_messages={"invalid": message, "required": message},
        validators=[MinValueValidator(least, message), MaxValueValidator(most, message)],
    )


class MomentField(forms.DateTimeField):
    """A moment with its offset (ISO 8601). The value is the moment of receipt if it is missing or too far ahead."""

    default_error_messages = {"invalid": "Write the day and time like 2026-11-18 18:30."}
    ahead = CLOCK_AHEAD

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        moment = super().clean(value)
        if moment and not 2000 <= moment.year <= 2199:
            raise ValidationError("Pick a date from 2000 to today.")
        return moment

    def is_ahead(self, moment, now):
        """Whether it is more than CLOCK_AHEAD in the future, so that the clock must be wrong."""
        return moment is not None and moment > now + self.ahead

    def at_receipt(self, moment, now):
        """The moment to store: `now`, the moment of receipt, if there is none or it is too far ahead."""
        return now if moment is None or self.is_ahead(moment, now) else moment


class LocalMomentField(MomentField):
    """A moment by the user's own clock, without an offset.

    A time that comes twice, when the clocks go back, is refused without an offset; `twice` then holds both moments.
    """

    twice = ()

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
        naive = datetime.fromisoformat(value)
        both = [naive.replace(tzinfo=timezone.get_current_timezone(), fold=fold) for fold in (0, 1)]
        clock, day = f"{naive:%H:%M}", weekday_date(naive)
        if both[0].astimezone(UTC).astimezone(both[0].tzinfo).replace(tzinfo=None) != naive:
            raise ValidationError(f"The clocks went forward on {day}: there was no {clock}. Pick another time.")
        self.twice = tuple(both)
        raise ValidationError(f"The clocks went back on {day}: {clock} came twice. Which one was it?")


class LoadField(forms.CharField):
    """A load as typed, in `unit` ("kg" or "lb") unless it names one ("35 lb"). The value is in kg (rules/units.py).

    0 is no load: None. `zero`: the value of 0 where it says something else, as a limit or a size does. What is no load
    is refused with the error message "invalid", if there is one.
    """

    def __init__(self, unit="kg", required=False, max_length=20, zero=None, **kwargs):
        self.unit, self.zero = unit, zero
        super().__init__(required=required, max_length=max_length, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        try:
            return (parse_load(text, self.unit) or self.zero) if text else None
        except ValueError as error:
            raise ValidationError(self.error_messages.get("invalid", str(error))) from error


class FlagField(forms.Field):
    """On or off as browsers and scripts write it; absent means the default."""

    def __init__(self, absent, **kwargs):
        self.absent = absent
        super().__init__(required=False, **kwargs)

    def to_python(self, value):
        return self.absent if value in (None, "") else str(value).lower() not in ("0", "false", "off", "no")


class TypedForm(forms.Form):
    """One version of something: typed at `logged_at`, after seeing the version of `seen` (rules/versions.py).

    `newest` is the moment of the newest version that is stored; None if there is none.
    """

    logged_at = MomentField()
    seen = MomentField()

    def __init__(self, data, *, now, newest):
        super().__init__(data)
        self.now, self.newest = now, newest

    def clean_logged_at(self):
        typed, field = self.cleaned_data["logged_at"], self.fields["logged_at"]
        self.is_ahead = field.is_ahead(typed, self.now)
        return field.at_receipt(typed, self.now)

    @property
    def stamp(self):
        """The Stamp of this version.

        If `seen` is later than any version can be, because the phone's clock is far ahead or the server's was put back,
        the newest version that is stored counts as the one that was seen.
        """
        seen = self.cleaned_data["seen"]
        if seen and seen >= self.now + MomentField.ahead + A_MINUTE:
            seen = min(seen, self.newest) if self.newest else None
        return Stamp.of(self.cleaned_data["logged_at"], seen)

    def said(self, *names):
        """The values that were sent for these fields, empty ones too: {field: {column: value}}."""
        return {name: {name: self.cleaned_data[name]} for name in names if name in self.data}
