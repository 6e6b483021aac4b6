"""Forms for a self-check, which is logged like a set, for the habit and for reminders."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError

from glutes.checks.models import HabitDay, Reminder, tired_days
from glutes.fields import FlagField, MomentField, TypedForm, whole
from glutes.rules import self_checks
from glutes.rules.most import MOST_PAIN, MOST_SECONDS
from glutes.rules.versions import NEVER

BACK = timedelta(days=34)
"""Ours: how far back a day of the habit can be changed: as far as the calendar shows."""


class CheckForm(TypedForm):
    """One version of a check. The first makes it, later ones correct it."""

    kind = forms.ChoiceField(
        choices=[(kind.slug, kind.name) for kind in self_checks.KINDS],
        error_messages={"required": "Say which check it is.", "invalid_choice": "There is no check of that name."},
    )
    left = whole(0, MOST_SECONDS, "Left")
    right = whole(0, MOST_SECONDS, "Right")
    pain = whole(0, MOST_PAIN, "Pain")
    done_at = MomentField()

    def __init__(self, data, *, check, now):
        super().__init__(data, now=now, newest=check.logged_at)
        self.check = check
        kind = self_checks.BY_SLUG.get(data.get("kind", ""))
        if kind and not kind.is_question:
            unit = kind.measure
            for side in self_checks.SIDES:
                self.fields[side] = whole(0, kind.most, f"{side.capitalize()}, in {unit}")
        elif kind:
            for side in self_checks.SIDES:
                self.fields[side] = whole(0, len(kind.answers) - 1, f"{side.capitalize()}, the place of the answer")

    def clean_kind(self):
        if self.check.kind and self.cleaned_data["kind"] != self.check.kind:
            raise ValidationError("A check stays of its kind.")
        return self.cleaned_data["kind"]

    def clean(self):
        if self.errors:
            return
        kept = {name: getattr(self.check, name) for name in ("left", "right", "pain")}
        now = kept | {name: self.cleaned_data[name] for name in kept if name in self.data}
        if now["left"] is None and now["right"] is None and not now["pain"]:
            raise ValidationError("Fill in at least one side, or say that it hurt.")

    def save(self):
        """Stores this version."""
        check = self.check
        if check._state.adding:
            check.kind, check.logged_at = self.cleaned_data["kind"], NEVER
            done_at = self.fields["done_at"].at_receipt(self.cleaned_data["done_at"], self.now)
            check.done_at = done_at if self.cleaned_data["done_at"] else self.cleaned_data["logged_at"]
            check.day = check.user.date_of(check.done_at)
        check.log(self.stamp, self.said("left", "right", "pain"))

    def echo(self):
        """What is stored now, as a dict for a script."""
        return {name: getattr(self.check, name) for name in ("kind", "left", "right", "pain", "done_at", "logged_at")}


class HabitForm(forms.Form):
    """Whether the user kept the habit on a day; the page sends the day that it showed as today."""

    day = forms.DateField(required=False, error_messages={"invalid": "Which day?"})
    on = FlagField(absent=True)

    def __init__(self, data, *, user, today):
        super().__init__(data)
        self.user, self.today = user, today

    def clean_day(self):
        day = self.cleaned_data["day"] or self.today
        if not self.today - BACK <= day <= self.today:
            raise ValidationError("Only today and the days just gone.")
        return day

    def echo(self):
        """What is stored now, as a dict for a script. Its version is the moment of receipt."""
        day = self.cleaned_data["day"].isoformat()
        return {"workout": day, "day": day, "on": int(self.cleaned_data["on"]), "ahead": True}

    def save(self):
        """Stores it. The same again changes nothing."""
        said = {"user": self.user, "day": self.cleaned_data["day"]}
        if self.cleaned_data["on"]:
            HabitDay.objects.get_or_create(**said)
        else:
            HabitDay.objects.filter(**said).delete()


class ReminderForm(forms.Form):
    """The reminders on Today: `later` in some days, `skip` until the next check is due, or turned off or on."""

    said = forms.ChoiceField(
        choices=[(word, word) for word in ("later", "skip", "checks-on", "checks-off", "habit-on", "habit-off")],
        error_messages={"required": "Later, skip, or never?", "invalid_choice": "Later, skip, or never?"},
    )

    def __init__(self, data, *, user, today):
        super().__init__(data)
        self.user, self.today = user, today

    def save(self):
        """Stores it. Returns the Reminder."""
        said, reminder = self.cleaned_data["said"], Reminder.of(self.user)
        if said in ("later", "skip"):
            later = self_checks.later(self.today, tired_days(self.user, self.today))
            reminder.not_before = later if said == "later" else self.today + self_checks.EVERY
        else:
            what, _, how = said.partition("-")
            setattr(reminder, what, how == "on")
        reminder.save()
        return reminder
