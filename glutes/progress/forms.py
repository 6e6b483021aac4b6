"""The period that a page of progress shows."""

from datetime import timedelta
from functools import cached_property

from django import forms

from glutes.rules.week import schedule

PERIODS = {"month": ("4 weeks", 4), "quarter": ("3 months", 12), "year": ("Year", 52), "all": ("All", None)}
"""{word in the address: (name on the page, number of weeks; None for everything)}."""
USUAL = "quarter"


class PeriodForm(forms.Form):
    """A period from the address; anything invalid gives the usual one."""

    period = forms.ChoiceField(choices=[(key, name) for key, (name, _) in PERIODS.items()])

    @cached_property
    def chosen(self):
        """Its key."""
        return self.cleaned_data["period"] if self.is_valid() else USUAL

    @property
    def weeks(self):
        """How many weeks it has; None for everything."""
        return PERIODS[self.chosen][1]

    @property
    def name(self):
        """How long it is, after what was done in it: in 12 weeks."""
        return f"in {self.weeks} weeks" if self.weeks else "of all time"

    @property
    def choices(self):
        """All of them as (key, name, whether it is this one)."""
        return [(key, name, key == self.chosen) for key, (name, _) in PERIODS.items()]

    def first_day(self, today, first_weekday):
        """Its first day, that of a week: the last of its weeks is this one. None for everything."""
        return self.weeks and schedule.first_day(today, first_weekday) - timedelta(weeks=self.weeks - 1)
