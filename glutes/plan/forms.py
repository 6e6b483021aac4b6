"""The forms of the plan, and the messages for what they refuse."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from glutes.accounts.forms import dress
from glutes.plan.models import DAY_NAMES, WEEKDAYS, Pause, Race, RunDay
from glutes.routines.forms import check_room
from glutes.routines.models import Routine
from glutes.rules.week import schedule

NEAR = timedelta(days=731)
NO_DAY = {"required": "Pick a day or more.", "invalid_choice": "Pick from Monday to Sunday."}


class DayInput(forms.DateInput):
    input_type = "date"


class ClockInput(forms.TimeInput):
    input_type = "time"


class DayField(forms.DateField):
    """A date within two years of today. Nobody plans further, and adding days to it never overflows."""

    widget = DayInput(format="%Y-%m-%d")

    def __init__(self, user, **kwargs):
        self.today = user.local_date()
        super().__init__(error_messages={"invalid": "A date like 2026-11-18.", "required": "Pick a date."}, **kwargs)

    def clean(self, value):
        day = super().clean(value)
        if day and abs(day - self.today) > NEAR:
            raise ValidationError("Within two years of today, please.")
        return day


class ClockField(forms.TimeField):
    """An optional time of day."""

    widget = ClockInput(format="%H:%M")

    def __init__(self, **kwargs):
        super().__init__(required=False, error_messages={"invalid": "A time like 18:30."}, **kwargs)


class RoutineField(forms.ModelChoiceField):
    """One of the user's own routines, or a ready-made one, which will be copied for them.

    Raises ValidationError where a copy is needed and the user has as many routines as one may have.
    """

    def __init__(self, user, **kwargs):
        words = {"required": "Pick a routine.", "invalid_choice": "That routine is not there any more."}
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


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Days of the week."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self):
        super().__init__(label="On", choices=WEEKDAYS, coerce=int, error_messages=NO_DAY)


class WeekLookForm(forms.Form):
    """Which week is shown, and in it which session is open or which day or routine is to be added."""

    week = forms.CharField(required=False)
    open = forms.IntegerField(required=False)
    date = forms.DateField(required=False)
    add = forms.DateField(required=False)
    routine = forms.IntegerField(required=False)

    def __init__(self, data, user):
        super().__init__(data)
        self.user = user

    def clean_week(self):
        name = self.cleaned_data["week"]
        try:
            return schedule.week_named(name, self.user.first_weekday) if name else None
        except ValueError as error:
            raise ValidationError(str(error)) from error

    @property
    def first(self):
        """The first day of the week that is shown: this week unless another is named."""
        this_week = schedule.first_day(self.user.local_date(), self.user.first_weekday)
        return self.cleaned_data.get("week") or this_week


class PutForm(forms.Form):
    """A routine on some weekdays, from a date on (today at the earliest)."""

    date = forms.DateField(required=False)

    def __init__(self, data, user, **kwargs):
        super().__init__(data, **kwargs)
        self.user = user
        self.fields["date"] = DayField(user, required=False, widget=forms.HiddenInput)
        self.fields["routine"] = RoutineField(user)
        self.fields["weekday"] = WeekdaysField()
        self.fields["time"] = ClockField()
        dress(self)

    @property
    def since(self):
        """The date it is planned from."""
        return max(self.cleaned_data["date"] or date.min, self.user.local_date())

    @property
    def first(self):
        """The date of the first session."""
        ahead = min((weekday - self.since.weekday()) % 7 for weekday in self.cleaned_data["weekday"])
        return self.since + timedelta(days=ahead)

    def save(self):
        """Puts it into the week. Returns the plan days."""
        data = self.cleaned_data
        return self.user.plan_days.put(self.user, data["routine"], data["weekday"], self.since, data["time"])


class RearrangeForm(forms.Form):
    """Moves the sessions of some weekdays to as many others, from a date on (today at the earliest)."""

    def __init__(self, data, user):
        super().__init__(data)
        self.user = user
        self.fields["date"] = DayField(user, required=False)
        self.fields["old"], self.fields["new"] = WeekdaysField(), WeekdaysField()

    @property
    def since(self):
        """The date it counts from."""
        return max(self.cleaned_data["date"] or date.min, self.user.local_date())

    @property
    def days(self):
        """The new weekday for each old one. A weekday in both stays; the others are paired in the order of the week."""
        old, new = set(self.cleaned_data["old"]), set(self.cleaned_data["new"])
        return dict(zip(self._in_order(old - new), self._in_order(new - old), strict=True))

    def _in_order(self, weekdays):
        return sorted(weekdays, key=lambda weekday: (weekday - self.user.first_weekday) % 7)

    def clean(self):
        if self.errors:
            return
        old, new = self.cleaned_data["old"], self.cleaned_data["new"]
        if not len(old) == len(set(old)) == len(new) == len(set(new)):
            raise ValidationError("As many days as before, each of them once.")
        rows = self.user.plan_days.going_on(self.user, self.days)
        if not rows:
            raise ValidationError("The plan has changed: there is nothing to move on those days any more.")
        there = self.user.plan_days.filter(weekday__in=new, until=None).values_list("weekday", "routine")
        for row in rows:
            if (self.days[row.weekday], row.routine_id) in there:
                raise ValidationError(f"{row.routine} is on {DAY_NAMES[self.days[row.weekday]]} already.")

    def save(self):
        """Rearranges the week."""
        self.user.plan_days.rearrange(self.user, self.days, self.since)


class SessionForm(forms.Form):
    """The session of a plan day on one date. Refused if the plan has no session then."""

    def __init__(self, data, plan_day, **kwargs):
        super().__init__(data, **kwargs)
        self.plan_day, self.today = plan_day, plan_day.user.local_date()
        self.fields["date"] = DayField(plan_day.user, widget=forms.HiddenInput)

    def clean_date(self):
        day = self.cleaned_data["date"]
        if not self.plan_day.stands_on(day):
            raise ValidationError("The plan has changed: this session is not on that day any more.")
        return day

    @property
    def since(self):
        """The date that a change counts from: that of the session, today at the earliest."""
        return max(self.cleaned_data["date"], self.today)


class MoveForm(SessionForm):
    """The date to do a session on instead. Its own date moves it back."""

    def __init__(self, data, plan_day, **kwargs):
        super().__init__(data, plan_day, **kwargs)
        self.fields["to"] = DayField(plan_day.user, label="Another date")
        dress(self)

    def clean(self):
        day, to = self.cleaned_data.get("date"), self.cleaned_data.get("to")
        if day and to and to < self.today and to != day:
            self.add_error("to", "That day is over. Pick today or a day to come.")


class ChangeForm(SessionForm):
    """Another routine or time from this date on."""

    def __init__(self, data, plan_day, **kwargs):
        super().__init__(data, plan_day, **kwargs)
        self.fields["routine"] = RoutineField(plan_day.user, initial=plan_day.routine_id)
        self.fields["time"] = ClockField(initial=plan_day.time)
        dress(self)

    def clean(self):
        data, there = self.cleaned_data, self.plan_day
        if "date" not in data or "routine" not in data:
            return
        if there.until and there.until < self.since:
            raise ValidationError({"date": "That session is out of the week already."})
        others = there.user.plan_days.filter(weekday=there.weekday).exclude(pk=there.pk).between(self.since, date.max)
        if others.filter(Q(routine=data["routine"]) | Q(routine__copied_from=data["routine"])).exists():
            self.add_error("routine", "That routine is on this day already.")

    def save(self):
        """Changes it."""
        return self.plan_day.change(self.since, self.cleaned_data["routine"], self.cleaned_data["time"])


class PauseForm(forms.Form):
    """From when to when nothing is expected; the end may stay open."""

    def __init__(self, data, user):
        super().__init__(data, auto_id="pause-%s")
        self.user = user
        self.fields["since"] = DayField(user, label="From")
        self.fields["until"] = DayField(user, label="Until", required=False)
        dress(self)

    def clean(self):
        self.pause = Pause(user=self.user, **self.cleaned_data)
        check(self, self.pause, "until")


class RunForm(forms.Form):
    """A run on some weekdays."""

    kind = forms.ChoiceField(choices=RunDay.Kind, label="Kind", error_messages={"required": "Easy, hard or long?"})

    def __init__(self, data, user):
        super().__init__(data, initial={"kind": RunDay.Kind.EASY})
        self.user = user
        self.fields["weekday"] = WeekdaysField()
        self.fields["time"] = ClockField()
        dress(self)

    def save(self):
        """Puts it there, from today on."""
        data, today = self.cleaned_data, self.user.local_date()
        self.user.run_days.put(self.user, data["kind"], data["weekday"], today, data["time"])


class RaceForm(forms.Form):
    """A race on a date."""

    name = forms.CharField(max_length=80, error_messages={"required": "Which race?"})

    def __init__(self, data, user):
        super().__init__(data, auto_id="race-%s")
        self.user = user
        self.fields["date"] = DayField(user)
        dress(self, name="off")

    def clean(self):
        self.race = Race(user=self.user, **self.cleaned_data)
        check(self, self.race, "date")


def check(form, row, name):
    """Puts what the row's constraints refuse beside the field of this name."""
    if not form.errors:
        try:
            row.validate_constraints()
        except ValidationError as error:
            form.add_error(name, error.messages)
