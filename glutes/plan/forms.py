"""The forms of the sessions in the week. Those of runs, races and time off: run_forms.py."""

from dataclasses import replace
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q

from glutes.accounts.forms import dress
from glutes.fields import FlagField
from glutes.plan.models import DAY_NAMES
from glutes.plan.week_fields import (
    CHANGED,
    NEAR,
    ClockField,
    DayField,
    ManyField,
    Place,
    Rhythm,
    RhythmField,
    RoutineField,
    WeekdaysField,
    check_number,
)
from glutes.rules.dates import A_DAY, weekday_date
from glutes.rules.week import schedule
from glutes.rules.week.week_names import week_named

TWICE = "That routine is on this day already."


class WeekLookForm(forms.Form):
    """Which week is shown, and which session is open in it or which day or routine is being added."""

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
            return week_named(name, self.user.first_weekday) if name else None
        except ValueError as error:
            raise ValidationError(str(error)) from error

    @property
    def first(self):
        """The first day of the week that is shown, by default this week."""
        this_week = schedule.first_day(self.user.local_date(), self.user.first_weekday)
        return self.cleaned_data.get("week") or this_week


class LastingForm(forms.Form):
    """A form whose change applies from a date on: today, if the date is missing or in the past."""

    @property
    def since(self):
        """The date from which the change applies."""
        return max(self.cleaned_data["date"] or date.min, self.user.local_date())


class PutForm(LastingForm):
    """A routine on some weekdays, from a date on (today at the earliest)."""

    date = forms.DateField(required=False)

    def __init__(self, data, user, **kwargs):
        super().__init__(data, **kwargs)
        self.user = user
        self.fields["date"] = DayField(user, required=False, widget=forms.HiddenInput)
        self.fields["routine"] = RoutineField(user)
        self.fields["weekday"] = WeekdaysField()
        self.fields["time"] = ClockField()
        self.fields["rhythm"] = RhythmField()
        dress(self)

    @property
    def first(self):
        """The date of the first session."""
        ahead = min((weekday - self.since.weekday()) % 7 for weekday in self.cleaned_data["weekday"])
        return self.since + timedelta(days=ahead)

    def clean(self):
        check_number(self, "weekday", self.user.plan_days, len(self.cleaned_data.get("weekday", ())))

    def save(self):
        """Puts it into the week. Returns the plan days.

        Then `is_copied`: whether the routine was copied for it; `is_new`: whether it was on none of these weekdays.
        """
        data = self.cleaned_data
        mine = data["routine"].kept_by(self.user)
        self.is_copied = mine is None
        there = self.user.plan_days.without_end().filter(routine=mine, weekday__in=data["weekday"])
        self.is_new = self.is_copied or not there.exists()
        fields = data["routine"], data["weekday"], self.since, data["time"], data["rhythm"]
        return self.user.plan_days.put(self.user, *fields)


class RearrangeForm(LastingForm):
    """Moves the sessions of some weekdays to as many others, from a date on (today at the earliest)."""

    def __init__(self, data, user):
        super().__init__(data)
        self.user = user
        self.fields["date"] = DayField(user, required=False)
        self.fields["old"], self.fields["new"] = WeekdaysField(), WeekdaysField()

    @property
    def days(self):
        """{old weekday: new weekday}. A weekday in both stays; the others are paired in the order of the week."""
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
        rows = self.user.plan_days.lasting_on(self.user, self.days)
        if not rows and not self._is_done():
            raise ValidationError(CHANGED)
        check_number(self, None, self.user.plan_days, len(rows))
        there = self.user.plan_days.without_end().filter(weekday__in=new).values_list("weekday", "routine")
        for row in rows:
            if (self.days[row.weekday], row.routine_id) in there:
                raise ValidationError(f"{row.routine} is already on every {DAY_NAMES[self.days[row.weekday]]}.")

    def _is_done(self):
        """Whether the sessions are on the new days already: then this is the second of two taps."""
        there = self.user.plan_days.without_end().filter(since=self.since).values_list("weekday", flat=True)
        return bool(self.days) and set(self.days.values()) <= set(there)

    def save(self):
        """Rearranges the week."""
        self.user.plan_days.rearrange(self.user, self.days, self.since)


def is_beside(plan_day, routines, day, once=None):
    """Whether another session on this day, moved there or not, has one of these routines (a Q). `once`: a row that is
    about to be removed, and does not count; None without one."""
    others = plan_day.user.plan_days.exclude(pk__in=[plan_day.pk, once and once.pk])
    here = [one.weekly.key for one in others.plan_of(plan_day.user).day(day, day, {}).sessions]
    return others.filter(routines, pk__in=here).exists()


class SessionForm(forms.Form):
    """The session of a plan day on one date. Refused if the plan has no session then."""

    def __init__(self, data, plan_day, **kwargs):
        super().__init__(data, **kwargs)
        self.plan_day, self.today = plan_day, plan_day.user.local_date()
        self.fields["date"] = DayField(plan_day.user, widget=forms.HiddenInput)

    def clean_date(self):
        day = self.cleaned_data["date"]
        if not self.plan_day.stands_on(day):
            raise ValidationError(CHANGED)
        return day

    @property
    def since(self):
        """The date that a change counts from: that of the session, today at the earliest."""
        return max(self.cleaned_data["date"], self.today)


class MoveForm(SessionForm):
    """The date to do a session on instead; no routine comes twice on one. Its own date always moves it back."""

    def __init__(self, data, plan_day, **kwargs):
        super().__init__(data, plan_day, **kwargs)
        self.fields["to"] = DayField(plan_day.user, label="Another day")
        dress(self)

    def clean(self):
        day, to = self.cleaned_data.get("date"), self.cleaned_data.get("to")
        if not day or not to or to == day:
            return
        if to < self.today:
            self.add_error("to", "Pick today or later.")
        elif is_beside(self.plan_day, Q(routine=self.plan_day.routine_id), to):
            self.add_error("to", TWICE)


class HalveForm(SessionForm):
    """Halves a session; with `half` empty, makes it whole again."""

    half = FlagField(absent=True)


class PlacesForm(forms.Form):
    """Moves, skips or halves several sessions at once. Sent again with what `save` returned, it undoes that."""

    def __init__(self, data, user):
        super().__init__(data)
        self.user = user
        self.fields["place"] = ManyField(Place)

    def clean_place(self):
        places, today = self.cleaned_data["place"], self.user.local_date()
        self.rows = self.user.plan_days.select_related("routine", "user").in_bulk({place.plan_day for place in places})
        if not all(self._is_possible(place, today) for place in places):
            raise ValidationError(CHANGED)
        plan = self.user.plan_days.plan_of(self.user)
        plan = replace(plan, moves=plan.moves | {place.key: place.to for place in places})
        for place in places:
            routine, to = self.rows[place.plan_day].routine, place.to
            there = [one.weekly.routine for one in plan.day(to, to, {}).sessions] if to else []
            if to != place.date and there.count(routine.pk) > 1:
                raise ValidationError(f"{routine} is on {weekday_date(to)} already.")
        return places

    def _is_possible(self, place, today):
        row, days = self.rows.get(place.plan_day), [place.date, place.to or place.date]
        is_past = place.to and place.to < today and place.to != place.date
        return row and row.stands_on(place.date) and not is_past and all(abs(day - today) <= NEAR for day in days)

    def save(self):
        """Puts every session in its Place. Returns the Places before."""
        before = []
        for place in self.cleaned_data["place"]:
            row = self.rows[place.plan_day]
            moved = row.moved(place.date)
            before.append(Place(row.pk, place.date, moved.to, moved.half))
            row.place(place.date, place.to, place.half)
        return before


class RhythmsForm(LastingForm):
    """Sets how often several sessions come, from a date on (today at the earliest). Sent again with what `save`
    returned, it undoes that."""

    def __init__(self, data, user):
        super().__init__(data)
        self.user = user
        self.fields["date"], self.fields["rhythm"] = DayField(user, required=False), ManyField(Rhythm)

    def clean_rhythm(self):
        rhythms, today = self.cleaned_data["rhythm"], self.user.local_date()
        self.routines = self.user.routines.in_use().in_bulk({rhythm.routine for rhythm in rhythms})
        if not all(one.routine in self.routines and abs((one.turn or today) - today) <= NEAR for one in rhythms):
            raise ValidationError(CHANGED)
        check_number(self, "rhythm", self.user.plan_days, sum(rhythm.comes for rhythm in rhythms))
        return rhythms

    def save(self):
        """Changes them. Returns the Rhythms before."""
        before = []
        for one in self.cleaned_data["rhythm"]:
            where = (self.user, self.routines[one.routine], one.weekday, self.since)
            was = self.user.plan_days.come(*where, one.turn, one.comes)
            before.append(Rhythm(*one.key, was and was.turn, was is not None))
        return before


class RemoveForm(SessionForm):
    """Takes a session out of the week from this date on."""

    def clean_date(self):
        row = self.plan_day
        if row.deleted_at or row.until == self.since - A_DAY:
            return self.cleaned_data["date"]  # The second of two taps.
        return super().clean_date()

    def save(self):
        """Takes it out."""
        if not self.plan_day.deleted_at:
            self.plan_day.stop(self.since)


class ChangeForm(SessionForm):
    """Another routine or time from this date on."""

    def __init__(self, data, plan_day, **kwargs):
        super().__init__(data, plan_day, **kwargs)
        self.fields["routine"] = RoutineField(plan_day.user, initial=plan_day.routine_id)
        self.fields["time"] = ClockField(initial=plan_day.time)
        self.fields["rhythm"] = RhythmField(bool(plan_day.turn))
        self.fields["since"] = DayField(plan_day.user, required=False, widget=forms.HiddenInput)
        dress(self)

    @property
    def since(self):
        """The date that the change counts from, as in SessionForm; but an undo names it, and it may be before the
        session's date."""
        day = self.cleaned_data["date"]
        return max(min(self.cleaned_data.get("since") or day, day), self.today)

    def clean(self):
        data, there = self.cleaned_data, self.plan_day
        if "date" not in data or "routine" not in data:
            return
        self.follower = self._follower()
        if self.follower:
            return
        if there.until and there.until < self.since:
            raise ValidationError({"date": "You already removed that session."})
        others = self._others().exclude(until=F("since")).between(self.since, date.max)
        if others.filter(self._same_routine()).exists():
            self.add_error("routine", TWICE)
        check_number(self, "routine", there.user.plan_days, 1)

    def clean_date(self):
        row = self.plan_day
        if row.until == self.since - A_DAY:
            return self.cleaned_data["date"]  # It may be the second of two taps.
        return super().clean_date()

    def _others(self):
        """The user's other rows of the same weekday."""
        return self.plan_day.user.plan_days.filter(weekday=self.plan_day.weekday).exclude(pk=self.plan_day.pk)

    def _same_routine(self):
        routine = self.cleaned_data["routine"]
        return Q(routine=routine) | Q(routine__copied_from=routine)

    def _follower(self):
        """The row with the same changes that a first tap put in place of this one, or None."""
        row = self.plan_day
        if row.until != self.since - A_DAY:
            return None
        rows = row.user.plan_days.filter(weekday=row.weekday, since=self.since, time=self.cleaned_data.get("time"))
        return rows.filter(self._same_routine()).first()

    def save(self):
        """Changes it. Returns the row that applies from then on."""
        data = self.cleaned_data
        turn = data["date"] if data["rhythm"] else None
        return self.follower or self.plan_day.change(self.since, data["routine"], data["time"], turn)


class InsteadForm(ChangeForm):
    """Another routine or time for the session of one date, which may have been moved or changed before. It is refused
    for the past.

    `undo`: the usual routine and time again, on the day `to` or else on its own. `again`: takes an undo back.
    """

    undo = FlagField(absent=False)
    again = FlagField(absent=False)

    def __init__(self, data, plan_day, **kwargs):
        super().__init__(data, plan_day, **kwargs)
        self.is_once = plan_day.since == plan_day.until
        self.fields["to"] = DayField(plan_day.user, required=False)

    def clean(self):
        data, there = self.cleaned_data, self.plan_day
        if "date" in data and "routine" in data:
            day, to = data["date"], data.get("to")
            skipped = there.is_skipped(day)
            once = self._others().filter(self._same_routine(), since=day, until=day).first()
            instead = once if skipped else None
            on = (instead or there).day_of(day)
            if on < self.today or (self.is_once and (skipped or data["undo"])):
                self.add_error("date", CHANGED)
            elif not data["undo"] and not instead:  # Else it may be the second of two taps.
                self._check_change(on, skipped, once)
            elif data["undo"] and to not in (None, day) and is_beside(there, Q(routine=there.routine_id), to, once):
                self.add_error("date", f"{there.routine} is on {weekday_date(to)} already.")
        check_number(self, "routine", there.user.plan_days, 1)

    def _check_change(self, on, skipped, once):
        """Adds an error if nothing changes, or if the routine is planned for that day already.

        `on`: the day on which the session is now. `skipped`: whether it was skipped. `once`: a row of its date alone
        with the chosen routine, or None.
        """
        there, data = self.plan_day, self.cleaned_data
        if not skipped and data["routine"] == there.routine:
            if data.get("time") == there.time and not self.is_once:  # Else it may be the second of two taps.
                self.add_error("routine", "That is planned already: choose another routine or another time.")
        elif once or is_beside(there, self._same_routine(), on):
            self.add_error("routine", TWICE)

    def save(self):
        """Changes it. Returns the row of that one day."""
        data = self.cleaned_data
        if self.is_once:
            return self.plan_day.change(data["date"], data["routine"], data["time"])
        to = (data["to"] or data["date"]) if data["undo"] else None
        return self.plan_day.instead(data["date"], data["routine"], data["time"], to, data["again"])
