"""The forms of what the sessions of a week make room for: runs, races and time off."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from glutes.accounts.forms import dress
from glutes.plan.models import Pause, RunDay
from glutes.plan.week_fields import ClockField, DayField, WeekdaysField, check_number


class PauseForm(forms.Form):
    """A pause: its first and last day; the last may be left open."""

    def __init__(self, data, user):
        super().__init__(data, auto_id="pause-%s")
        self.user = user
        self.fields["since"] = DayField(user, label="From")
        self.fields["until"] = DayField(user, label="Until", required=False)
        dress(self)

    def clean(self):
        if self.errors or self._same().exists():
            return
        check_number(self, "since", self.user.pauses, 1)
        try:
            Pause(user=self.user, **self.cleaned_data).validate_constraints()
        except ValidationError as error:
            self.add_error("until", error.messages)

    def _same(self):
        return self.user.pauses.filter(**self.cleaned_data)

    def save(self):
        """Pauses the plan, unless the same pause exists. With an end it becomes one with others that it overlaps, so
        that who is back is back from all of them."""
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        if self._same().exists():
            return
        others = list(self.user.pauses.filter(since__lte=until, until__gte=since)) if until else []
        for other in others:
            since, until = min(since, other.since), max(until, other.until)
            other.discard(timezone.now())
        self.user.pauses.create(since=since, until=until)


class RunForm(forms.Form):
    """A run on some weekdays."""

    kind = forms.ChoiceField(choices=RunDay.Kind, label="Kind", error_messages={"required": "Easy, hard or long?"})

    def __init__(self, data, user):
        super().__init__(data, initial={"kind": RunDay.Kind.EASY})
        self.user = user
        self.fields["weekday"] = WeekdaysField()
        self.fields["time"] = ClockField()
        dress(self)

    def clean(self):
        check_number(self, "weekday", self.user.run_days, len(self.cleaned_data.get("weekday", ())))

    def save(self):
        """Puts it there, from today on. Returns the run days."""
        data, today = self.cleaned_data, self.user.local_date()
        return self.user.run_days.put(self.user, data["kind"], data["weekday"], today, data["time"])


class RaceForm(forms.Form):
    """A race on a date."""

    name = forms.CharField(max_length=80, error_messages={"required": "Which race?"})

    def __init__(self, data, user):
        super().__init__(data, auto_id="race-%s")
        self.user = user
        self.fields["date"] = DayField(user)
        dress(self, name="off")

    def clean(self):
        check_number(self, "date", self.user.races, 1)

    def save(self):
        """Adds the race, unless it exists. Returns it."""
        race, _ = self.user.races.get_or_create(date=self.cleaned_data["date"], name=self.cleaned_data["name"])
        return race


class LongRunForm(forms.Form):
    """Whether the usual long run near a race stays: yes, no, or empty to undo the answer."""

    stays = forms.NullBooleanField(required=False)
